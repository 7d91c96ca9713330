/** `audit verify --file`: what an exported file proves by itself, and what the ledger says to it. */

import { gateError } from '../../../../shared/errors.ts';
import type { SheetReport } from '../../../../shared/model/sheet-check.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import { ledgerFailure } from '../../store/failure.ts';
import { checkFile } from './check-file.ts';
import { compareFile, type Against } from './compare.ts';

/**
 * `against` null: the file alone, which proves no more than that nobody changed it carelessly: whoever knows the format can
 * make all its sums again. Errors: `not-found {file}` for a file that is not there or cannot be read; the store's codes.
 */
export async function verifySheet(file: string, against: Against | null): Promise<Result<SheetReport>> {
  try {
    const checked = await checkFile(file);
    const { check: itself, closing } = checked;
    if (closing === null) return ok({ itself, origin: null, ledger: null });
    const { sheet, app, period, rows, through } = closing;
    const origin = { sheet, app, period, rows, through };
    if (against === null) return ok({ itself, origin, ledger: null });
    const compared = await compareFile(file, closing, checked, against);
    return compared.ok ? ok({ itself, origin, ledger: compared.value }) : compared;
  } catch (thrown) {
    const failure = ledgerFailure(thrown);
    if (failure === null) throw thrown;
    const unreadable = thrown instanceof Error && 'syscall' in thrown;
    return err(unreadable ? gateError('not-found', { file }) : failure);
  }
}
