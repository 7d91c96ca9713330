/** The bridge PC itself: what its system tells about routing, VPN, autorun, antivirus and the like. */

import type { Finding } from '../../../shared/model/finding.ts';
import { finding } from './levels.ts';
import { linuxPosture } from './linux/posture.ts';
import { macPosture } from './mac/posture.ts';
import type { Machine } from './machine.ts';
import { NOTHING_KNOWN, type Posture, type SupportAsOf } from './posture-facts.ts';
import { readSupportTable } from './system-support.ts';
import { windowsPosture } from './windows/posture.ts';

/** `now`: milliseconds since 1970. */
export async function examinePosture(machine: Machine, now: number): Promise<readonly Finding[]> {
  const told = await ask(machine, { table: readSupportTable(), now });
  return [
    finding('clock-sync', told['clock-sync']),
    finding('routing', told.routing),
    finding('default-routes', told['default-routes']),
    finding('vpn', told.vpn),
    finding('autorun', told.autorun),
    finding('antivirus', told.antivirus),
    finding('system-support', told['system-support']),
    finding('privileges', told.privileges),
    ...(told.swap === null ? [] : [finding('swap', told.swap)]),
  ];
}

function ask(machine: Machine, support: SupportAsOf): Promise<Posture> {
  switch (machine.platform) {
    case 'linux':
      return linuxPosture(machine, support);
    case 'win32':
      return windowsPosture(machine, support);
    case 'darwin':
      return macPosture(machine);
    default:
      return Promise.resolve(NOTHING_KNOWN);
  }
}
