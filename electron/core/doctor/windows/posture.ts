/** Windows: judges what its PowerShell told. What it did not tell stays unknown. */

import type { FindingFacts } from '../../../../shared/model/finding.ts';
import type { Machine } from '../machine.ts';
import { NOTHING_KNOWN, type Posture, type SupportAsOf } from '../posture-facts.ts';
import { windowsSupport } from '../system-support.ts';
import { askWindows, type WindowsAnswer } from './ask.ts';

export async function windowsPosture(machine: Machine, support: SupportAsOf): Promise<Posture> {
  const answer = await askWindows(machine);
  if (answer === null) return NOTHING_KNOWN;
  return {
    'clock-sync': clockSync(answer),
    routing: routing(answer),
    'default-routes': defaultRoutes(answer),
    vpn: vpn(answer),
    autorun: autorun(answer),
    antivirus: antivirus(answer),
    'system-support':
      answer.system === null ? NOTHING_KNOWN['system-support'] : windowsSupport(answer.system, support),
    privileges: {
      state: answer.administrator === null ? 'unknown' : answer.administrator ? 'all' : 'ordinary',
    },
    swap: null,
  };
}

/** Whether the last synchronisation succeeded is told in Windows's own language only. */
function clockSync({ time }: WindowsAnswer): FindingFacts['clock-sync'] {
  if (time === null || time === '') return { state: 'unknown' };
  return { state: time === 'NoSync' ? 'not-synchronised' : 'set-up' };
}

function routing({ router, forwarding, sharing }: WindowsAnswer): FindingFacts['routing'] {
  const interfaces = forwarding?.list ?? [];
  if (router === 1 || interfaces.length > 0) return { state: 'on', interfaces };
  if (sharing === 'Running') return { state: 'shared', interfaces: [] };
  const told = router !== null && forwarding !== null && sharing !== null;
  return { state: told ? 'off' : 'unknown', interfaces: [] };
}

function defaultRoutes({ defaults }: WindowsAnswer): FindingFacts['default-routes'] {
  if (defaults === null) return { state: 'unknown', interfaces: [] };
  const interfaces = defaults.list;
  const state = interfaces.length === 0 ? 'none' : interfaces.length === 1 ? 'one' : 'several';
  return { state, interfaces };
}

function vpn({ tunnels, vpn: connections }: WindowsAnswer): FindingFacts['vpn'] {
  const interfaces = [...new Set([...(tunnels?.list ?? []), ...(connections?.list ?? [])])];
  if (interfaces.length > 0) return { state: 'up', interfaces };
  return { state: tunnels === null || connections === null ? 'unknown' : 'none', interfaces: [] };
}

/** Bits of NoDriveTypeAutoRun: removable disks and optical drives. The machine's policy outranks the user's. */
const MEDIA_BITS = 0x04 | 0x20;

function autorun({ autorun: policy }: WindowsAnswer): FindingFacts['autorun'] {
  if (policy === null) return NOTHING_KNOWN.autorun;
  const bits = policy.machine ?? policy.user ?? 0;
  return { state: (bits & MEDIA_BITS) === MEDIA_BITS ? 'off' : 'on', reason: null };
}

/** Definitions older than this are no protection; Defender's own warning comes after as many days. */
const OLD_AFTER_DAYS = 7;

function antivirus({ defender, products }: WindowsAnswer): FindingFacts['antivirus'] {
  if (defender?.on === true && defender.live) {
    const { days } = defender;
    return { state: days > OLD_AFTER_DAYS ? 'old' : 'on', names: ['Microsoft Defender'], days };
  }
  // Defender steps back when another registers itself; that one's state is told in numbers nobody has documented.
  const names = (products?.list ?? []).filter((name) => !/^(Windows|Microsoft) Defender/.test(name));
  if (names.length > 0) return { state: 'found', names, days: null };
  if (defender === null) return NOTHING_KNOWN.antivirus;
  return { state: 'off', names: ['Microsoft Defender'], days: null };
}
