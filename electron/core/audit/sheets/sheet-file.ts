/** Writes lines into a hidden partial beside the final name; whole or not at all under it. */

import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';

import { gateError } from '../../../../shared/errors.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import { partialOf } from '../../keeping/partials.ts';
import { attempt } from '../../store/failure.ts';
import { createLineBatch } from './line-batch.ts';
import { AFTER_SUM } from './seal.ts';
import type { SheetLines } from './sheet-lines.ts';
import type { SheetEncoding } from '../../../../shared/model/sheets.ts';

/** `publish` gives the file its name, replacing an older one; `discard` removes what has none yet. */
export type Partial = {
  readonly sha256: string;
  publish(): Result<void>;
  discard(): void;
};

/** The file system's refusals concern the new file here and not the ledger. */
export function writing<T>(work: () => T): Result<T> {
  const done = attempt(work);
  if (done.ok) return done;
  const { code, params } = done.error;
  return err(gateError('export-failed', { reason: params['reason'] ?? code.replace('ledger-', '') }));
}

/**
 * Flat in memory. Gives way to the event loop between batches and stops there when `signal` says so: `cancelled`. Errors
 * of the ledger's own reading are thrown, as its statements throw them.
 */
export async function writePartial(
  final: string,
  encoding: SheetEncoding,
  sheet: SheetLines,
  signal: AbortSignal | undefined,
): Promise<Result<Partial>> {
  const partial = partialOf(final);
  const discard = (): void => fs.rmSync(partial, { force: true });
  const opened = writing(() => fs.openSync(partial, 'wx', 0o600));
  if (!opened.ok) return opened;
  let written: Result<string>;
  try {
    written = await writeInto(opened.value, encoding, sheet, signal);
  } catch (thrown) {
    fs.closeSync(opened.value);
    discard();
    throw thrown;
  }
  fs.closeSync(opened.value);
  if (!written.ok) {
    discard();
    return written;
  }
  return ok({ sha256: written.value, publish: () => publish(partial, final), discard });
}

function publish(partial: string, final: string): Result<void> {
  return writing(() => {
    fs.renameSync(partial, final);
    if (process.platform === 'win32') return;
    const folder = fs.openSync(path.dirname(final), 'r');
    try {
      fs.fsyncSync(folder);
    } finally {
      fs.closeSync(folder);
    }
  });
}

async function writeInto(
  file: number,
  encoding: SheetEncoding,
  sheet: SheetLines,
  signal: AbortSignal | undefined,
): Promise<Result<string>> {
  const sum = createHash('sha256');
  const put = (bytes: Buffer): Result<void> => {
    sum.update(bytes);
    return writing(() => writeAll(file, bytes));
  };
  const batch = createLineBatch(encoding, sheet.cells);
  for (const line of sheet.each()) {
    batch.add(line);
    // The sum goes into the last one.
    if (line.kind === 'closing' || !batch.full) continue;
    const done = put(batch.take());
    if (!done.ok) return done;
    await breathe();
    if (signal?.aborted === true) return err(gateError('cancelled'));
  }
  return finish(file, batch.take(), sum, put);
}

/** `last` ends with the closing line, whose last cell is still empty: `,""` and the line's end. */
function finish(
  file: number,
  last: Buffer,
  sum: ReturnType<typeof createHash>,
  put: (bytes: Buffer) => Result<void>,
): Result<string> {
  const done = put(last.subarray(0, last.length - AFTER_SUM.length));
  if (!done.ok) return done;
  const closed = put(Buffer.from(`${sum.copy().digest('hex')}${AFTER_SUM}`));
  if (!closed.ok) return closed;
  const synced = writing(() => fs.fsyncSync(file));
  return synced.ok ? ok(sum.digest('hex')) : synced;
}

function writeAll(file: number, bytes: Buffer): void {
  for (let done = 0; done < bytes.length;) done += fs.writeSync(file, bytes, done);
}
