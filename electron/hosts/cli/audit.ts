/** `sekisho audit`: the record, read beside a running gate and never written. */

import { err } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { usage } from './args.ts';
import { exportCommand } from './audit-export.ts';
import { list, show } from './audit-list.ts';
import { asksForPack, checkPack, pack } from './audit-pack.ts';
import { verify } from './audit-verify.ts';
import { exitForError } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { sayError } from './io.ts';
import type { Io } from './io.ts';

type Command = (args: readonly string[], io: Io) => Result<ExitCode> | Promise<Result<ExitCode>>;
const COMMANDS: Readonly<Record<string, Command>> = {
  list,
  show,
  export: exportCommand,
  pack,
  verify: (args, io) => (asksForPack(args) ? checkPack(args, io) : verify(args, io)),
};

export async function auditCommand(args: readonly string[], io: Io): Promise<ExitCode> {
  const [name, ...rest] = args;
  const done = await act(name, rest, io);
  if (done.ok) return done.value;
  sayError(io, done.error);
  return exitForError(done.error.code);
}

async function act(name: string | undefined, args: readonly string[], io: Io): Promise<Result<ExitCode>> {
  const command = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) {
    return err(usage(`audit ${name ?? ''}: one of ${Object.keys(COMMANDS).join(', ')}`));
  }
  return command(args, io);
}
