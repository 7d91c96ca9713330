/** Holds an exported file against the ledger: made again with the same wishes, of the same moment, it must say the same. */

import type { LedgerCheck } from '../../../../shared/model/sheet-check.ts';
import type { CoverFacts } from '../../../../shared/model/cover.ts';
import { ok, type Result } from '../../../../shared/result.ts';
import type { KeyStore } from '../keys.ts';
import type { CheckedFile } from './check-file.ts';
import { openMask, openScope, type OpenScope } from './open-scope.ts';
import { practiceShare } from './period-counts.ts';
import { cellsOf, readLines } from './read-lines.ts';
import { CLOSING, type Closing } from './seal.ts';
import { createSheetLines, type SheetPlan } from './sheet-lines.ts';
import { coverFacts, placed } from './write-sheets.ts';

export type Against = { readonly dataDir: string; readonly keys: KeyStore; readonly app: string };

/** Errors: those of the store; throws the system's for the file. */
export async function compareFile(
  file: string,
  closing: Closing,
  { encoding }: Pick<CheckedFile, 'encoding'>,
  { dataDir, keys, app }: Against,
): Promise<Result<LedgerCheck>> {
  const mask = openMask(keys, closing.mask, closing.salt);
  if (!mask.ok) return mask.error.code === 'export-failed' ? ok({ state: 'key-missing' }) : mask;
  const { through, period } = closing;
  const opened = openScope(dataDir, period, through.seq, mask.value.mask);
  if (!opened.ok) {
    // A ledger that does not reach so far.
    const short = opened.error.code === 'not-found' && opened.error.params['entry'] !== undefined;
    return short ? ok({ state: 'other-ledger' }) : opened;
  }
  try {
    const { hash, at } = placed(opened.value.newest, mask.value.mask);
    if (hash !== through.hash || at !== through.at) return ok({ state: 'other-ledger' });
    const differs = await firstDifference(file, planOf(closing, opened.value), opened.value, encoding);
    if (differs === null) return ok({ state: 'agrees' });
    return ok({ state: 'differs', ...differs, otherApp: closing.app !== app });
  } finally {
    opened.value.close();
  }
}

/** What the ledger itself says, where the closing line says the same; who asked, when and what verification told is the file's. */
function planOf(closing: Closing, opened: OpenScope): SheetPlan {
  const { format, app, sheet, language, encoding, period, through, mask, salt } = closing;
  const practice = practiceShare(opened.scope);
  const plan = { format, app, sheet, language, encoding, period, through, mask, salt, practice };
  const given = closing.cover as unknown as CoverFacts | null;
  if (closing.sheet !== 'cover' || given === null) return { ...plan, cover: null };
  const { by, madeAt, verify, sheets: files } = given;
  const clock = { now: () => Date.parse(madeAt) };
  const known = { first: opened.first, newest: opened.newest, practice, files, verify };
  return { ...plan, cover: coverFacts({ ...closing, by, clock }, opened.scope, known) };
}

type Difference = { readonly row: number | null; readonly column: string | null };

async function firstDifference(
  file: string,
  plan: SheetPlan,
  { scope }: OpenScope,
  encoding: CheckedFile['encoding'],
): Promise<Difference | null> {
  const expected = createSheetLines(plan, scope).lines();
  let headings: readonly string[] | null = null;
  let row = 0;
  try {
    for await (const lines of readLines(file, encoding)) {
      for (const { cells } of lines) {
        const told = expected.next();
        if (told.done === true) return { row: null, column: null };
        const expectedCells = cellsOf(told.value, ',');
        headings ??= expectedCells;
        const differs = differenceIn(expectedCells, cells);
        if (differs !== null) {
          const closing = expectedCells[0] === CLOSING;
          return { row: closing ? null : row, column: closing ? null : (headings[differs] ?? null) };
        }
        row += 1;
      }
    }
    return expected.next().done === true ? null : { row, column: null };
  } finally {
    expected.return(undefined);
  }
}

/** The first cell that differs; null when none. The sum in the closing line is over the file's bytes, and nothing to compare. */
function differenceIn(told: readonly string[], there: readonly string[]): number | null {
  const compared = told[0] === CLOSING ? told.slice(0, -1) : told;
  const at = compared.findIndex((cell, index) => cell !== there[index]);
  if (at !== -1) return at;
  return there.length === told.length ? null : Math.min(there.length, told.length);
}
