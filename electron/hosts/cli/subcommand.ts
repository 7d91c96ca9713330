/** Runs one of a command's acts, and says a refusal the same way for all of them: words, one JSON line, an exit code. */

import type { ErrorCode, GateError } from '../../../shared/errors.ts';
import { err } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { visibleJson } from '../../../shared/visible.ts';
import { usage } from './args.ts';
import { EXIT, exitForError } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { sayError } from './io.ts';
import type { Io } from './io.ts';
import { sayRule } from './rule-words.ts';

export type Act = (args: readonly string[], io: Io) => Promise<Result<ExitCode>> | Result<ExitCode>;
export type Acts = Readonly<Record<string, Act>>;

export async function runAct(name: string, acts: Acts, args: readonly string[], io: Io): Promise<ExitCode> {
  const [which = '', ...rest] = args;
  const act = Object.hasOwn(acts, which) ? acts[which] : undefined;
  const done =
    act === undefined
      ? err(usage(`${name} ${which}: one of ${Object.keys(acts).join(', ')}`))
      : await act(rest, io);
  if (done.ok) return done.value;
  return refuse(io, done.error, rest.includes('--json'));
}

/** What was refused and why; with `--json` a program gets it as a line, as it gets everything else. */
export function refuse(io: Io, error: GateError, json: boolean): ExitCode {
  if (json) io.out(visibleJson({ event: 'refused', error }));
  sayError(io, error);
  sayRule(io, error);
  return exitForRefusal(error);
}

/** Nothing is wrong with the gate: somebody may not, or what they asked for does not fit. */
const HELD_BACK: readonly ErrorCode[] = [
  'login-failed',
  'login-delayed',
  'login-locked',
  'login-ended',
  'second-factor-needed',
  'duty-first',
  'not-allowed',
  'same-person',
  'secret-refused',
  'person-exists',
  'last-administrator',
  'settings-conflict',
  'exception-refused',
  'medium-state',
  'review-refused',
  'backup-invalid',
  'archive-invalid',
  'restore-refused',
];

const FULL = ['disk-full', 'ENOSPC', 'EDQUOT'];

export function exitForRefusal({ code, params }: GateError): ExitCode {
  if (HELD_BACK.includes(code)) return EXIT.heldBack;
  if (FULL.includes(String(params['reason']))) return EXIT.aborted;
  return exitForError(code);
}
