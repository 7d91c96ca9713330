/** Exports sheets of a period: all of one moment of the ledger, each file whole or not there, the cover last. */

import fs from 'node:fs';
import path from 'node:path';

import { gateError } from '../../../../shared/errors.ts';
import type { ChosenPeriod } from '../../../../shared/japan-time.ts';
import type { CoverFacts, Place, SheetFile } from '../../../../shared/model/cover.ts';
import type { VerifyReport } from '../../../../shared/model/ledger.ts';
import {
  SHEET_FILES,
  type Mask,
  type SheetEncoding,
  type SheetLanguage,
  type SheetName,
} from '../../../../shared/model/sheets.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import { sweepPartials } from '../../keeping/partials.ts';
import type { Clock, LedgerDraft } from '../../ports.ts';
import { ledgerFailure } from '../../store/failure.ts';
import type { KeyStore } from '../keys.ts';
import { verifyLedger } from '../verify.ts';
import { clinicOf, fingerprintOf, openMask, openScope, type OpenScope } from './open-scope.ts';
import { countPeriod, practiceShare } from './period-counts.ts';
import type { Masker } from './mask.ts';
import { FORMAT } from './seal.ts';
import { writePartial, writing, type Partial } from './sheet-file.ts';
import { createSheetLines, type SheetPlan } from './sheet-lines.ts';

export type SheetsRequest = {
  readonly dataDir: string;
  readonly keys: KeyStore;
  readonly clock: Pick<Clock, 'now'>;
  readonly app: string;
  readonly period: ChosenPeriod;
  /** `ledger` cannot be masked: its hashes fit the entries as they are. */
  readonly sheets: readonly SheetName[];
  readonly encoding: SheetEncoding;
  readonly language: SheetLanguage;
  readonly mask: readonly Mask[];
  /** Who makes the export, as it shall stand on the cover. */
  readonly by: string | null;
  /** Absolute. A folder, made when it is missing, for files named by SHEET_FILES; or a file, for one sheet alone. */
  readonly out: { readonly folder: string } | { readonly file: string };
  readonly signal?: AbortSignal | undefined;
  /** Told the number of proven entries now and then, while the record is verified for the cover. */
  readonly onProgress?: ((entries: number) => void) | undefined;
  /** Where somebody holds the ledger: the export is told to it before any file has its name. */
  readonly record?: RecordExport | undefined;
};

export type RecordExport = (draft: LedgerDraft) => Result<unknown> | Promise<Result<unknown>>;

/**
 * `cover`: what the cover tells; null when it was not asked for, and the record was then not verified. `salt`: of the
 * masks, for whoever writes more about the same export with the same marks; null without masks.
 */
export type WrittenSheets = {
  /** The ledger's newest entry at that moment, with its own hash: not for whoever gets a masked export. */
  readonly newest: Place;
  readonly files: readonly SheetFile[];
  readonly cover: CoverFacts | null;
  readonly salt: string | null;
};

/**
 * Errors: `usage {option}` for a masked `ledger` or several sheets into one file, `not-found` where there is no ledger, the
 * store's codes, `cancelled`, and `export-failed {reason}` when a file cannot be written (`disk-full`, `read-only`,
 * `missing`, `key-missing`); then no file has its name but those that had it before.
 */
export async function writeSheets(request: SheetsRequest): Promise<Result<WrittenSheets>> {
  const { sheets, mask: masks, out } = request;
  if (masks.length > 0 && sheets.includes('ledger')) return err(gateError('usage', { option: 'mask' }));
  if ('file' in out && sheets.length !== 1) return err(gateError('usage', { option: 'sheet' }));
  const mask = openMask(request.keys, masks, null);
  if (!mask.ok) return mask;
  const opened = guarded(() => openScope(request.dataDir, request.period, null, mask.value.mask));
  if (!opened.ok) return opened;
  const partials: Partial[] = [];
  try {
    const made = await makeAll(request, opened.value, mask.value.salt, partials);
    if (!made.ok) return made;
    // What was told to the ledger gets its names: from here on it is too late.
    if (request.signal?.aborted === true) return err(gateError('cancelled'));
    const told = await request.record?.(exportedDraft(request, made.value.files));
    if (told?.ok === false) return told;
    const published = publishAll(request, partials);
    return published.ok ? made : published;
  } catch (thrown) {
    const failure = ledgerFailure(thrown);
    if (failure === null) throw thrown;
    return err(failure);
  } finally {
    for (const partial of partials) partial.discard();
    opened.value.close();
  }
}

function guarded<T>(work: () => Result<T>): Result<T> {
  try {
    return work();
  } catch (thrown) {
    const failure = ledgerFailure(thrown);
    if (failure === null) throw thrown;
    return err(failure);
  }
}

export const fileOf = ({ out }: Pick<SheetsRequest, 'out'>, sheet: SheetName): string =>
  'file' in out ? out.file : path.join(out.folder, SHEET_FILES[sheet]);

/** The cover comes last: it tells what the others became. */
const inOrder = (sheets: readonly SheetName[]): readonly SheetName[] => [
  ...sheets.filter((sheet) => sheet !== 'cover'),
  ...sheets.filter((sheet) => sheet === 'cover'),
];

async function makeAll(
  request: SheetsRequest,
  { scope, first, newest }: OpenScope,
  salt: string | null,
  partials: Partial[],
): Promise<Result<WrittenSheets>> {
  const { period, encoding, language, mask, app, signal, out } = request;
  const made = 'folder' in out ? writing(() => fs.mkdirSync(out.folder, { recursive: true })) : ok(undefined);
  if (!made.ok) return made;
  const names = request.sheets.map((sheet) => path.basename(fileOf(request, sheet)));
  sweepPartials(path.dirname(fileOf(request, 'cover')), (name) => names.includes(name));
  const practice = practiceShare(scope);
  const through = placed(newest, scope.mask);
  const plan = { format: FORMAT, app, language, encoding, period, through, practice, salt } as const;
  const files: SheetFile[] = [];
  let cover: CoverFacts | null = null;
  for (const sheet of inOrder(request.sheets)) {
    if (sheet === 'cover') {
      const verified = await verifyLedger({ ...request, head: newest.hash });
      if (!verified.ok) return verified;
      const { head, ...told } = verified.value;
      const verify = { ...told, head: head && { ...head, hash: scope.mask.hash(head.hash) } };
      const facts = { first, newest, practice, files, verify };
      cover = coverFacts(request, scope, facts);
    }
    const whole: SheetPlan = { ...plan, sheet, mask: [...mask], cover: sheet === 'cover' ? cover : null };
    const lines = createSheetLines(whole, scope);
    const file = fileOf(request, sheet);
    const written = await writePartial(file, encoding, lines, signal);
    if (!written.ok) return written;
    partials.push(written.value);
    const { rows, cells } = lines;
    const { sha256 } = written.value;
    files.push({ sheet, name: path.basename(file), rows, sha256, unmappable: cells.replaced });
  }
  return ok({ newest, files, cover, salt });
}

/** A place as a masked export may tell of it. */
export const placed = (place: Place, mask: Masker): Place => ({ ...place, hash: mask.hash(place.hash) });

/** What the cover tells of a scope; also asked when a cover is compared with the ledger. `verify`: as it shall stand there. */
export function coverFacts(
  request: Pick<SheetsRequest, 'by' | 'clock' | 'app' | 'period' | 'encoding' | 'language' | 'mask'>,
  scope: OpenScope['scope'],
  known: {
    readonly first: OpenScope['first'];
    readonly newest: OpenScope['newest'];
    readonly practice: CoverFacts['practice'];
    readonly files: readonly SheetFile[];
    readonly verify: VerifyReport | null;
  },
): CoverFacts {
  const { by, clock, app, period, encoding, language, mask } = request;
  const ofEntry = <T extends Place | null>(place: T): T | Place => place && placed(place, scope.mask);
  const counts = countPeriod(scope);
  return {
    clinic: clinicOf(scope),
    by,
    madeAt: new Date(clock.now()).toISOString(),
    app,
    period,
    counts: { ...counts, first: ofEntry(counts.first), last: ofEntry(counts.last) },
    practice: known.practice,
    ledger: { first: ofEntry(known.first), last: ofEntry(known.newest) },
    verify: known.verify,
    fingerprint: fingerprintOf(scope),
    encoding,
    language,
    mask,
    unmappable: known.files.reduce((sum, file) => sum + file.unmappable, 0),
    sheets: [...known.files],
  };
}

function publishAll(request: SheetsRequest, partials: readonly Partial[]): Result<void> {
  // An older cover would vouch for files that are no longer there.
  if (partials.length > 1) {
    const removed = writing(() => fs.rmSync(fileOf(request, 'cover'), { force: true }));
    if (!removed.ok) return removed;
  }
  for (const partial of partials) {
    const published = partial.publish();
    if (!published.ok) return published;
  }
  return ok(undefined);
}

/** What a pack holds besides its sheets: its files, and the SHA-256 of the list of their sums. */
export type PackedFacts = { readonly files: number; readonly sums: string };

/** Entry `audit.exported`: what left the record, and in which files. */
export function exportedDraft(
  request: Pick<SheetsRequest, 'period' | 'encoding' | 'language' | 'mask' | 'by'>,
  files: readonly SheetFile[],
  pack: PackedFacts | null = null,
): LedgerDraft {
  const { period, encoding, language, mask, by } = request;
  const body = {
    period: { ...period },
    encoding,
    language,
    mask: [...mask],
    files: files.map((file) => ({ ...file })),
    staff: by,
    ...(pack === null ? {} : { pack: { ...pack } }),
  };
  return { kind: 'audit.exported', session: null, body };
}
