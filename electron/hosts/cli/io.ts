/** What a command sees of the world: streams, where the user stands, the language, and the wish to stop. */

import * as path from 'node:path';
import type { GateError } from '../../../shared/errors.ts';
import { visible } from '../../../shared/visible.ts';
import { en } from '../../../shared/words/en.ts';
import { ja } from '../../../shared/words/ja.ts';
import type { Words } from '../../../shared/words/words.ts';
import { defaultDataDir } from '../data-dir.ts';

export type Language = 'ja' | 'en';

export type Io = {
  /** A line to stdout; results only. */
  readonly out: (line: string) => void;
  /** A line to stderr; progress and diagnostics. */
  readonly say: (line: string) => void;
  readonly terminal: boolean;
  /** Where secrets are typed or piped in (secrets.ts). */
  readonly stdin: NodeJS.ReadStream;
  readonly language: Language;
  readonly words: Words;
  /** Relative paths are taken from where the user stands, not from where npm started us. */
  readonly resolve: (given: string) => string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted on Ctrl-C, SIGTERM or a closed terminal. */
  readonly stop: AbortSignal;
};

export function createIo(stop: AbortSignal): Io {
  const { env } = process;
  // npm runs scripts in the package's folder and keeps the user's in INIT_CWD.
  const here = env['INIT_CWD'] ?? process.cwd();
  const language = /^ja/i.test(env['SEKISHO_LANG'] ?? env['LC_ALL'] ?? env['LANG'] ?? '') ? 'ja' : 'en';
  return {
    out: (line) => void process.stdout.write(`${line}\n`),
    say: (line) => void process.stderr.write(`${line}\n`),
    terminal: process.stderr.isTTY,
    // Opened only when somebody reads it: an open standard input would keep the process alive.
    get stdin() {
      return process.stdin;
    },
    language,
    words: language === 'ja' ? ja : en,
    resolve: (given) => path.resolve(here, given),
    env,
    stop,
  };
}

/** What went wrong and what to do now, in two lines on stderr. */
export function sayError(io: Io, error: GateError): void {
  const { what, next } = io.words.errors[error.code](error.params);
  io.say(`${visible(what)} [${error.code}]`);
  io.say(`  → ${visible(next)}`);
}

/** The data folder that `--data` names, else the user's own. */
export const dataDirOf = (io: Io, given: string | null): string =>
  given === null ? defaultDataDir(io.env) : io.resolve(given);
