/**
 * The decision over a whole medium, pure: what inspection and scan said file by file, joined with the names and with
 * what one infected file means for the others. Only what is `clean` afterwards may be released.
 */

import type { Policy } from '../../../shared/model/policy.ts';
import { CLEAN, gravest, heldBack } from '../../../shared/model/verdict.ts';
import type { Judgement } from '../../../shared/model/verdict.ts';
import { collisions, fold } from '../inspect/collisions.ts';
import { admit } from '../inspect/names.ts';
import type { SafePath } from '../inspect/names.ts';
import { MANIFEST_NAME } from '../transfer/sums.ts';

export type Judged = { readonly path: string; readonly raw: string | null; readonly judgement: Judgement };

/** Final judgements, in the order of `files`. */
export function decide(files: readonly Judged[], policy: Pick<Policy, 'onInfected'>): Judgement[] {
  const safe = files.map((file) => (file.raw === null ? admit(file.path) : null));
  const clashes = collisions(safe.flatMap((path) => (path?.ok === true ? [path.value] : [])));
  const judged = files.map((file, i) => gravest(nameJudgement(safe[i] ?? null, clashes), file.judgement));
  if (policy.onInfected === 'file' || !judged.some((judgement) => judgement.verdict === 'infected')) {
    return judged;
  }
  return judged.map((judgement) => (judgement.verdict === 'clean' ? heldBack('medium-infected') : judgement));
}

function nameJudgement(
  safe: ReturnType<typeof admit> | null,
  clashes: ReadonlyMap<SafePath, string>,
): Judgement {
  if (safe === null) return heldBack('name-unsafe', { rule: 'not-utf8' });
  if (!safe.ok) return heldBack('name-unsafe', { ...safe.error });
  const other = clashes.get(safe.value);
  if (other !== undefined) return heldBack('name-unsafe', { rule: 'collision', other });
  // The manifest's own place: somebody's list of sums must not pass for ours, nor a folder of that name be in its way.
  const top = safe.value.split('/', 1)[0] ?? '';
  if (fold(top) === fold(MANIFEST_NAME)) return heldBack('name-unsafe', { rule: 'reserved-for-manifest' });
  return CLEAN;
}

/** Junk that systems leave on sticks: held back like the rest, but nobody misses it, so it does not spoil an outcome. */
export const isJunk = (judgement: Judgement): boolean =>
  judgement.verdict !== 'clean' && judgement.detail['junk'] === true;
