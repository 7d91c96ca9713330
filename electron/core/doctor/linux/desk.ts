/** Linux: what the desktop does with a medium by itself, and which other antivirus is there. */

import type { FindingFacts } from '../../../../shared/model/finding.ts';
import type { Machine } from '../machine.ts';

const ANSWER_ALLOWED_MS = 5_000;

/** The desktops whose settings are known, by their session's program; each keeps them under a schema of its own. */
const DESKTOPS = [
  ['/usr/bin/gnome-shell', 'org.gnome.desktop.media-handling'],
  ['/usr/bin/cinnamon', 'org.cinnamon.desktop.media-handling'],
  ['/usr/bin/mate-session', 'org.mate.media-handling'],
] as const;

const unknown = (reason: FindingFacts['autorun']['reason']): FindingFacts['autorun'] => ({
  state: 'unknown',
  reason,
});

/** Settings belong to a person: root's own say nothing about whoever sits at the machine. */
export async function autorun(machine: Machine): Promise<FindingFacts['autorun']> {
  const present = DESKTOPS.filter(([program]) => machine.exists(program));
  if (present.length === 0) return unknown('unknown-desktop');
  if (machine.userId === 0) return unknown('as-root');
  const states: FindingFacts['autorun']['state'][] = [];
  for (const [, schema] of present) {
    const never = await setting(machine, schema, 'autorun-never');
    const opens = await setting(machine, schema, 'automount-open');
    if (never === null || opens === null) return unknown('unreadable');
    states.push(!never ? 'on' : opens ? 'opens' : 'off');
  }
  return { state: states.find((state) => state !== 'off') ?? 'off', reason: null };
}

async function setting(machine: Machine, schema: string, key: string): Promise<boolean | null> {
  const asked = await machine.run('gsettings', ['get', schema, key], ANSWER_ALLOWED_MS);
  if (asked.type !== 'done' || asked.code !== 0) return null;
  const answer = asked.stdout.trim();
  return answer === 'true' ? true : answer === 'false' ? false : null;
}

/** Where the makers' packages put themselves. */
const PRODUCTS: readonly (readonly [path: string, name: string])[] = [
  ['/opt/microsoft/mdatp', 'Microsoft Defender for Endpoint'],
  ['/opt/eset', 'ESET'],
  ['/opt/ds_agent', 'Trend Micro Deep Security'],
  ['/opt/TrendMicro', 'Trend Micro'],
  ['/opt/sophos-spl', 'Sophos'],
  ['/opt/sophos-av', 'Sophos'],
  ['/opt/kaspersky', 'Kaspersky'],
  ['/opt/CrowdStrike', 'CrowdStrike Falcon'],
  ['/opt/f-secure', 'WithSecure'],
  ['/opt/bitdefender-security-tools', 'Bitdefender'],
  ['/opt/sentinelone', 'SentinelOne'],
];

/** That one is installed does not say that it is on: that is its own console's to tell. */
export function antivirus(machine: Machine): FindingFacts['antivirus'] {
  const names = [...new Set(PRODUCTS.filter(([path]) => machine.exists(path)).map(([, name]) => name))];
  return { state: names.length > 0 ? 'found' : 'none', names, days: null };
}
