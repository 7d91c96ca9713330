/** The shape of what each system's own part has to tell about the bridge PC, and what is known where it tells nothing. */

import type { FindingFacts } from '../../../shared/model/finding.ts';
import type { SupportTable } from './system-support.ts';

/** Complete by type. `swap` is null where it cannot be told honestly: it is then left out. */
export type Posture = {
  readonly [
    I in
      | 'clock-sync'
      | 'routing'
      | 'default-routes'
      | 'vpn'
      | 'autorun'
      | 'antivirus'
      | 'system-support'
      | 'privileges'
  ]: FindingFacts[I];
} & { readonly swap: FindingFacts['swap'] | null };

/** `now`: milliseconds since 1970. */
export type SupportAsOf = { readonly table: SupportTable; readonly now: number };

export const NOTHING_KNOWN: Posture = {
  'clock-sync': { state: 'unknown' },
  routing: { state: 'unknown', interfaces: [] },
  'default-routes': { state: 'unknown', interfaces: [] },
  vpn: { state: 'unknown', interfaces: [] },
  autorun: { state: 'unknown', reason: 'unreadable' },
  antivirus: { state: 'unknown', names: [], days: null },
  'system-support': { state: 'unknown', system: null, until: null },
  privileges: { state: 'unknown' },
  swap: null,
};
