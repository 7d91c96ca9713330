/**
 * Where secrets come from: typed at the terminal without an echo, or the lines of standard input. Never options or the
 * environment: those are shown to every program on the machine and kept in the shell's history.
 */

import * as readline from 'node:readline';
import { Writable } from 'node:stream';
import { gateError } from '../../../shared/errors.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { usage } from './args.ts';
import type { Io } from './io.ts';

/** `label`: whose secret, for the person at the terminal. Errors: `usage` where there is nowhere to ask, `cancelled`. */
export type Secrets = {
  /** One that exists already. */
  ask(label: string): Promise<Result<string>>;
  /** A new one: at the terminal it is asked for twice, because nobody sees what was typed. */
  choose(label: string): Promise<Result<string>>;
  close(): void;
};

/** Longer is no secret but somebody's file. */
const LONGEST_LINE = 4096;

export function openSecrets(io: Io, fromStdin: boolean): Secrets {
  if (fromStdin) return fromLines(io);
  if (io.stdin.isTTY) return fromTerminal(io);
  const nowhere = (): Promise<Result<string>> =>
    Promise.resolve(err(usage('there is no terminal to ask at: give the secrets by --secret-stdin')));
  return { ask: nowhere, choose: nowhere, close: () => undefined };
}

/** One line each, in the order in which a command asks for them (`help` tells it). */
function fromLines(io: Io): Secrets {
  const reader = readline.createInterface({ input: io.stdin, terminal: false, crlfDelay: Infinity });
  const lines = reader[Symbol.asyncIterator]();
  let taken = 0;
  const stopped = stoppedBy(io, () => reader.close());
  async function next(): Promise<Result<string>> {
    const read = await Promise.race([lines.next(), stopped.promise]);
    if (read === null) return err(gateError('cancelled'));
    taken += 1;
    const line: unknown = read.done === true ? '' : read.value;
    if (typeof line !== 'string' || line === '')
      return err(usage(`--secret-stdin: line ${taken} is missing`));
    return line.length > LONGEST_LINE ? err(usage(`--secret-stdin: line ${taken} is too long`)) : ok(line);
  }
  return {
    ask: next,
    choose: next,
    close() {
      stopped.forget();
      reader.close();
      io.stdin.destroy();
    },
  };
}

/** Readline edits the line and takes Ctrl-C; what it would draw goes nowhere. */
function fromTerminal(io: Io): Secrets {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  async function ask(label: string): Promise<Result<string>> {
    const reader = readline.createInterface({ input: io.stdin, output: nowhere, terminal: true });
    io.say(label);
    const stopped = stoppedBy(io, () => reader.close());
    const line = await Promise.race([
      new Promise<string | null>((resolve) => {
        reader.once('line', resolve).once('SIGINT', () => resolve(null));
        reader.once('close', () => resolve(null));
      }),
      stopped.promise,
    ]);
    stopped.forget();
    reader.close();
    return line === null ? err(gateError('cancelled')) : ok(line);
  }
  return {
    ask,
    async choose(label) {
      const first = await ask(label);
      if (!first.ok) return first;
      const again = await ask(io.language === 'ja' ? `${label}(もう一度)` : `${label} (again)`);
      if (!again.ok) return again;
      return first.value === again.value ? first : err(gateError('secret-refused', { rule: 'differs' }));
    },
    close: () => io.stdin.destroy(),
  };
}

function stoppedBy(io: Io, act: () => void): { readonly promise: Promise<null>; forget(): void } {
  let stop = (): void => undefined;
  const promise = new Promise<null>((resolve) => {
    stop = () => {
      resolve(null);
      act();
    };
  });
  if (io.stop.aborted) stop();
  io.stop.addEventListener('abort', stop);
  return { promise, forget: () => io.stop.removeEventListener('abort', stop) };
}
