/**
 * The decision's question: may this very content come in although it was held back? Pure, by SHA-256 alone; there is
 * no exception by folder, type or stick.
 */

import { EXCEPTABLE, type FileException } from '../../../shared/model/exception.ts';
import { CLEAN, gravest, type Judgement } from '../../../shared/model/verdict.ts';

/** By SHA-256, lower-case hex. */
export type ExceptionIndex = ReadonlyMap<string, readonly FileException[]>;

/** `exception`: the id of the exception that made it clean, which the session records; null when none did. */
export type Excepted = { readonly judgement: Judgement; readonly exception: string | null };

/** `now`: milliseconds since 1970, from `ledgerTime`, so that a clock that was set back revives nothing. */
export const isActive = (exception: FileException, now: number): boolean =>
  exception.revoked === null && now < Date.parse(exception.expires);

/** The judgement as it was, or clean with the id of the exception. A detection needs one with the vendor's confirmation. */
export function applyExceptions(
  judgement: Judgement,
  sha256: string | null,
  exceptions: ExceptionIndex,
  now: number,
): Excepted {
  const same = { judgement, exception: null };
  if (judgement.verdict === 'clean' || sha256 === null) return same;
  if (!EXCEPTABLE.includes(judgement.reason)) return same;
  // Heuristics are ClamAV's own suspicions about content: as much a detection as a signature's.
  const detected = judgement.verdict === 'infected' || judgement.reason === 'heuristic';
  const found = exceptions
    .get(sha256)
    ?.find((one) => isActive(one, now) && (one.vendorConfirmation || !detected));
  return found === undefined ? same : { judgement: CLEAN, exception: found.id };
}

/**
 * What a session asks for each file. Inspection and scan are excepted one by one: joined first, an excepted "program"
 * would hide that the scan never finished, and a file that nobody scanned would go in.
 */
export function judgeWithExceptions(
  inspected: Judgement,
  scanned: Judgement,
  sha256: string | null,
  exceptions: ExceptionIndex,
  now: number,
): Excepted {
  const first = applyExceptions(inspected, sha256, exceptions, now);
  const second = applyExceptions(scanned, sha256, exceptions, now);
  const judgement = gravest(first.judgement, second.judgement);
  const exception = judgement.verdict === 'clean' ? (second.exception ?? first.exception) : null;
  return { judgement, exception };
}
