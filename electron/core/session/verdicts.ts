/** Puts a session's verdicts on record: one entry a file, and with it the use of the exception that let it in. */

import { gateError } from '../../../shared/errors.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { isActive } from '../exceptions/apply.ts';
import { useDraft } from '../exceptions/exceptions.ts';
import type { ExceptionsNow } from '../exceptions/exceptions.ts';
import type { Ledger, LedgerDraft } from '../ports.ts';
import { toRecord } from './file-table.ts';
import type { KnownFile } from './file-table.ts';

/** Entries a transaction: long enough to be quick, short enough that nobody waits for the ledger. */
const ENTRIES_A_COMMIT = 1000;

/**
 * `folder`: where released files will be. `onRecorded`: told how many files are on record. `stopped`: asked before each
 * commit; once it says yes nothing more is written and the answer is `cancelled`.
 */
export async function recordVerdicts(
  session: { readonly id: string; readonly folder: string },
  files: readonly KnownFile[],
  ledger: Ledger,
  onRecorded: (files: number) => void,
  stopped: () => boolean,
): Promise<Result<void>> {
  for (let at = 0; at < files.length; at += ENTRIES_A_COMMIT) {
    if (stopped()) return err(gateError('cancelled'));
    const part = files.slice(at, at + ENTRIES_A_COMMIT);
    const appended = ledger.append(part.flatMap((file, i) => draftsOf(session, file, at + i)));
    if (!appended.ok) return appended;
    onRecorded(at + part.length);
    await new Promise(setImmediate);
  }
  return stopped() ? err(gateError('cancelled')) : ok(undefined);
}

function draftsOf(
  { id, folder }: { readonly id: string; readonly folder: string },
  file: KnownFile,
  n: number,
): LedgerDraft[] {
  const record = toRecord(file, folder);
  const told: LedgerDraft = { kind: 'file', session: id, body: { n, ...record } };
  if (record.exception === undefined || record.sha256 === null) return [told];
  return [told, useDraft(id, record.exception, { sha256: record.sha256, path: record.path })];
}

/**
 * A session may wait long for somebody: what an exception let in is not released once that one has run out or was
 * revoked. `exception-refused {rule: 'ended'}`, and those of reading.
 */
export function stillExcepted(
  files: readonly KnownFile[],
  exceptions: () => Result<ExceptionsNow>,
): Result<void> {
  const used = files.filter(({ exception }) => exception !== null);
  if (used.length === 0) return ok(undefined);
  const read = exceptions();
  if (!read.ok) return read;
  const { index, now } = read.value;
  const ended = used.find(
    ({ sha256, exception }) =>
      !(index.get(sha256 ?? '') ?? []).some((one) => one.id === exception && isActive(one, now)),
  );
  return ended === undefined
    ? ok(undefined)
    : err(gateError('exception-refused', { rule: 'ended', exception: ended.exception }));
}
