/**
 * What clamd says beside its replies: kept in a bounded file, its last words to explain why it would not start, and the
 * complaints that make its replies worthless.
 */

import type { ChildProcess } from 'node:child_process';
import { appendFileSync, writeFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';

import { gateError, type GateError } from '../../../shared/errors.ts';

export type EngineOutput = {
  /** The last lines said. */
  lines(): readonly string[];
  /** Settles when nothing more will be said. */
  readonly complete: Promise<void>;
  /** Settles with the first complaint after which an OK means nothing. */
  readonly doubt: Promise<Doubt>;
  /** Settles when all that was said before a reply that we have read has been read too. */
  caughtUp(): Promise<void>;
};

export type Doubt = 'temporary-folder' | 'memory' | 'system';

/**
 * libclamav lets only some errors reach clamd's reply. When it cannot make its temporary folder for a file it looks at
 * nothing, complains on stderr, and clamd answers OK (tried on 1.4.6; ClamAV's issue 1353). The complaint names no file,
 * so the engine as a whole can no longer be believed.
 */
const COMPLAINTS: readonly (readonly [RegExp, Doubt])[] = [
  [/LibClamAV Error: .*temporary/i, 'temporary-folder'],
  [/LibClamAV Error: .*(?:memory|[mc]alloc|mmap|fmap)/i, 'memory'],
  [
    /LibClamAV Error: .*(?:No space left|Too many open files|Input\/output error|Permission denied)/i,
    'system',
  ],
];

const LAST_LINES = 20;
/** It tells of every detection; beyond this, bytes, there is nothing to learn from it. */
const LARGEST_LOG = 1024 * 1024;

export function keepOutput(child: ChildProcess, logFile: string): EngineOutput {
  const lines: string[] = [];
  const log = openLog(logFile);
  const doubt = Promise.withResolvers<Doubt>();
  let heard = 0;
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream?.setEncoding('latin1');
    stream?.on('data', (chunk: string) => {
      const parts = (rest + chunk).split('\n');
      rest = (parts.pop() ?? '').slice(0, 1000);
      log(parts);
      heard += chunk.length;
      const doubted = parts.map(doubtIn).find((found) => found !== undefined);
      if (doubted !== undefined) doubt.resolve(doubted);
      lines.push(...parts);
      if (lines.length > LAST_LINES) lines.splice(0, lines.length - LAST_LINES);
    });
  }
  const complete = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  return {
    lines: () => lines,
    complete,
    doubt: doubt.promise,
    async caughtUp() {
      // A complaint is written before the reply it spoils, so it can be read by now: one look at all that is readable
      // finds it, and another one makes sure that there was no more than one look could take.
      for (let before = -1; before !== heard;) {
        before = heard;
        await setImmediate();
        await setImmediate();
      }
    },
  };
}

const doubtIn = (line: string): Doubt | undefined => COMPLAINTS.find(([pattern]) => pattern.test(line))?.[1];

/** Begun anew at each start. A disk that is full must not stop the engine's watcher: from then on nothing is kept. */
function openLog(path: string): (lines: readonly string[]) => void {
  let room = LARGEST_LOG;
  const write = (text: string, how: typeof appendFileSync): void => {
    try {
      how(path, text, { encoding: 'latin1', mode: 0o600 });
    } catch {
      room = 0;
    }
  };
  write('', writeFileSync);
  return (lines) => {
    if (lines.length === 0 || room <= 0) return;
    const text = `${lines.join('\n')}\n`;
    room -= text.length;
    write(text, appendFileSync);
  };
}

/** libclamav's words when it is the definitions' fault. */
const DEFINITIONS_AT_FAULT =
  /database integrity|Malformed database|database is older|No supported database|Can't load|cli_load|Broken or not a CVD/i;

/** Whose fault a start that failed was, in the engine's own words. */
export function explainDeath(lines: readonly string[], exitCode: number | null): GateError {
  const telling = lines.filter((line) => /error/i.test(line)).slice(-3);
  const reason = telling
    .join(' | ')
    .replace(/[^\x20-\x7e]/g, '?')
    .slice(0, 300);
  const code = telling.some((line) => DEFINITIONS_AT_FAULT.test(line))
    ? 'definitions-load-failed'
    : 'engine-start-failed';
  return gateError(code, { exitCode, reason });
}
