/** How grave each state of each thing is: one table, complete by type, so that no state is left without a level. */

import type {
  Finding,
  FindingFacts,
  FindingId,
  FindingLevel,
  FindingState,
} from '../../../shared/model/finding.ts';

/**
 * `fault` only where the gate would refuse. What could not be told is a `notice`, never `ok`: silence must not look like
 * health.
 */
export const LEVELS: { readonly [I in FindingId]: Readonly<Record<FindingState<I>, FindingLevel>> } = {
  engine: { present: 'ok', missing: 'fault', remote: 'ok', refused: 'fault' },
  'engine-support': {
    supported: 'ok',
    ending: 'warning',
    unfixed: 'warning',
    ended: 'warning',
    unknown: 'notice',
  },
  'engine-confined': { confined: 'notice' },
  definitions: {
    fresh: 'ok',
    aging: 'warning',
    extended: 'warning',
    practice: 'notice',
    system: 'notice',
    refused: 'fault',
    unknown: 'notice',
  },
  'self-test': { passed: 'ok', blind: 'warning', failed: 'fault', 'left-out': 'notice' },
  'data-folder': {
    private: 'ok',
    absent: 'notice',
    open: 'warning',
    foreign: 'warning',
    unusable: 'fault',
    unknown: 'notice',
  },
  'signing-key': { private: 'ok', absent: 'notice', open: 'warning', foreign: 'warning', unknown: 'notice' },
  ledger: { fits: 'ok', absent: 'notice', older: 'notice', unfit: 'fault' },
  'disk-space': { enough: 'ok', low: 'warning', full: 'fault', unknown: 'notice' },
  destination: { writable: 'ok', low: 'warning', overlaps: 'warning', unusable: 'fault' },
  clock: { plausible: 'ok', 'before-ledger': 'warning', 'before-definitions': 'fault', unknown: 'notice' },
  review: { signed: 'ok', open: 'ok', due: 'warning', unknown: 'notice' },
  drill: { held: 'ok', due: 'warning', failed: 'warning', unknown: 'notice' },
  backup: { made: 'ok', due: 'warning', never: 'warning', unknown: 'notice' },
  anchors: { none: 'notice', delivered: 'ok', waiting: 'ok', failing: 'warning', unknown: 'notice' },
  'clock-sync': { synchronised: 'ok', 'set-up': 'notice', 'not-synchronised': 'warning', unknown: 'notice' },
  routing: { off: 'ok', on: 'warning', shared: 'warning', bridged: 'warning', unknown: 'notice' },
  'default-routes': { none: 'ok', one: 'ok', several: 'warning', unknown: 'notice' },
  vpn: { none: 'ok', up: 'warning', unknown: 'notice' },
  autorun: { off: 'ok', opens: 'warning', on: 'warning', unknown: 'notice' },
  antivirus: {
    on: 'ok',
    old: 'warning',
    off: 'warning',
    found: 'notice',
    none: 'notice',
    unknown: 'notice',
  },
  'system-support': { supported: 'ok', ending: 'warning', ended: 'warning', unknown: 'notice' },
  privileges: { ordinary: 'ok', all: 'warning', unknown: 'notice' },
  swap: { none: 'ok', memory: 'ok', encrypted: 'ok', plain: 'warning' },
};

export function finding<I extends FindingId>(id: I, facts: FindingFacts[I]): Finding {
  const levels: Readonly<Record<string, FindingLevel>> = LEVELS[id];
  const level = levels[facts.state];
  if (level === undefined) throw new Error(`no level for ${id} ${facts.state}`);
  return { id, level, facts } as Finding;
}
