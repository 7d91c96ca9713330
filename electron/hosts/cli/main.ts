/** The headless gate: picks the command, watches for the wish to stop, and leaves with the exit code that scripts expect. */

import { setFlagsFromString } from 'node:v8';
import { gateError } from '../../../shared/errors.ts';
import { NoHome } from '../data-dir.ts';
import { placeOfBug } from '../../core/place-of-bug.ts';
import { APP } from './app.ts';
import { usage } from './args.ts';
import { COMMANDS } from './commands.ts';
import { EXIT } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { helpText } from './help.ts';
import { createIo, sayError } from './io.ts';

async function main(args: readonly string[]): Promise<ExitCode> {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort());
  // A reader of our output that goes away (`| head`) is no reason for a stack trace, nor for half a session.
  process.stdout.on('error', () => stop.abort());
  const io = createIo(stop.signal);
  const [name, ...rest] = args;
  if (name === undefined || name === 'help' || rest.includes('--help') || name === '--help') {
    io.out(helpText(io.language, (name === 'help' ? rest[0] : name) ?? null));
    return name === undefined ? EXIT.usage : EXIT.done;
  }
  if (name === '--version') {
    io.out(APP);
    return EXIT.done;
  }
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (load === undefined) {
    sayError(io, usage(`unknown command: ${name}`));
    return EXIT.usage;
  }
  try {
    return await (
      await load()
    )(rest, io);
  } catch (thrown) {
    if (thrown instanceof NoHome) {
      sayError(io, usage('this account has no home folder: --data DIR is needed'));
      return EXIT.usage;
    }
    // A bug: its message may name a patient's file, so only its place is told.
    sayError(io, gateError('internal', { part: placeOfBug(thrown) ?? '' }));
    if (io.env['SEKISHO_DEBUG'] !== undefined) io.say(String((thrown as Error).stack));
    return EXIT.closed;
  }
}

/**
 * Left alone, V8 lets garbage pile up to several times what is in use: 400 MB resident at 100,000 files. Collected
 * sooner, and with a young generation that stays small, it is 220 MB at the same speed within the noise (bench, `many`).
 */
for (const flag of ['--heap-growing-percent=25', '--max-semi-space-size=8', '--semi-space-growth-factor=1']) {
  setFlagsFromString(flag);
}

process.exitCode = await main(process.argv.slice(2));
