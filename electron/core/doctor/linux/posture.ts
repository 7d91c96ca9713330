/** Linux: puts together what its kernel, its desktop and its release tell. */

import type { Machine } from '../machine.ts';
import type { Posture, SupportAsOf } from '../posture-facts.ts';
import { linuxSupport } from '../system-support.ts';
import { antivirus, autorun } from './desk.ts';
import { defaultRoutes, routing, vpn } from './network.ts';
import { clockSync, privileges, release, swap } from './system.ts';

export async function linuxPosture(machine: Machine, support: SupportAsOf): Promise<Posture> {
  const [sync, media] = await Promise.all([clockSync(machine), autorun(machine)]);
  return {
    'clock-sync': sync,
    routing: routing(machine),
    'default-routes': defaultRoutes(machine),
    vpn: vpn(machine),
    autorun: media,
    antivirus: antivirus(machine),
    'system-support': linuxSupport(release(machine), support),
    privileges: privileges(machine),
    swap: swap(machine),
  };
}
