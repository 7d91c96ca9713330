/** Exit codes of the CLI (README): scripts depend on them, so they follow from outcome and error code alone. */

import type { ErrorCode } from '../../../shared/errors.ts';
import type { Outcome } from '../../../shared/model/session.ts';

export const EXIT = { done: 0, heldBack: 1, usage: 2, closed: 3, aborted: 4 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const USAGE: readonly ErrorCode[] = [
  'usage',
  'policy-invalid',
  'policy-unreadable',
  'checklist-invalid',
  'medium-missing',
  'not-found',
];
const ABORTED: readonly ErrorCode[] = [
  'medium-gone',
  'medium-unreadable',
  'medium-hung',
  'staging-full',
  'staging-failed',
  'destination-full',
  'destination-gone',
  'destination-mismatch',
  'cancelled',
];
/** The medium was looked at and is not let in: nothing is wrong with the gate. */
const HELD_BACK: readonly ErrorCode[] = [
  'medium-too-large',
  'medium-too-many-files',
  'medium-locked',
  'device-refused',
  'facts-missing',
  'exception-refused',
];

/** Whatever is not listed means that the gate itself cannot be used: engine, definitions, ledger, destination. */
export function exitForError(code: ErrorCode): ExitCode {
  if (USAGE.includes(code)) return EXIT.usage;
  if (ABORTED.includes(code)) return EXIT.aborted;
  return HELD_BACK.includes(code) ? EXIT.heldBack : EXIT.closed;
}

export function exitForOutcome(outcome: Outcome, error: ErrorCode | null): ExitCode {
  if (outcome === 'released') return EXIT.done;
  if (error !== null) return exitForError(error);
  return outcome === 'interrupted' ? EXIT.closed : EXIT.heldBack;
}
