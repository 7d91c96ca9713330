/** Makes the pack for an inspector: all sheets, the report, how to verify it, sums, signature and key; whole or not there. */

import fs from 'node:fs';
import fsp from 'node:fs/promises';
import path from 'node:path';

import { gateError } from '../../../shared/errors.ts';
import type { ChosenPeriod } from '../../../shared/japan-time.ts';
import type { CoverFacts } from '../../../shared/model/cover.ts';
import type { MadePack } from '../../../shared/model/pack.ts';
import {
  SHEET_NAMES,
  type Mask,
  type SheetEncoding,
  type SheetLanguage,
} from '../../../shared/model/sheets.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { KeyStore } from '../audit/keys.ts';
import { openMask } from '../audit/sheets/open-scope.ts';
import {
  exportedDraft,
  writeSheets,
  type RecordExport,
  type SheetsRequest,
} from '../audit/sheets/write-sheets.ts';
import { conditionOf, flush, isInside, publish, sha256Of, stampOf } from '../keeping/durable.ts';
import { partialOf, sweepPartials } from '../keeping/partials.ts';
import type { Clock, LedgerDraft } from '../ports.ts';
import { OWN_CHECKLIST, readChecklist, type Checklist } from './checklist.ts';
import { gatherFacts } from './facts/gather.ts';
import { guideFacts, guidePage } from './pages/guide.ts';
import { reportPage } from './pages/report.ts';
import type { PdfPrinter } from './pdf.ts';
import { sealFolder, SUMS_FILE } from './seal.ts';

export const REPORT_PAGE = 'report.html';
export const REPORT_PDF = 'report.pdf';
export const GUIDE_PAGE = 'HOW-TO-VERIFY.html';
export const CHECKLIST_FILE = 'checklist.json';

export type PackRequest = {
  readonly dataDir: string;
  readonly keys: KeyStore;
  readonly clock: Pick<Clock, 'now'>;
  readonly app: string;
  readonly period: ChosenPeriod;
  readonly encoding: SheetEncoding;
  readonly language: SheetLanguage;
  readonly mask: readonly Mask[];
  /** Who makes it, as it shall stand on the cover. */
  readonly by: string | null;
  /** The folder to make, absolute; the one above it must be there. */
  readonly out: string;
  /** Another checklist than the one that ships; null: that one. */
  readonly checklist: string | null;
  /** Folder of the font package, null where there is none. */
  readonly fonts: string | null;
  readonly printer: PdfPrinter;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: SheetsRequest['onProgress'];
  /** Where somebody holds the ledger: the pack is told to it when it is whole, before it has its name. */
  readonly record?: RecordExport | undefined;
};

/** `sekisho-pack-20261122-100000`: what a pack is called where nobody names it. `ms`: now. */
export const packName = (ms: number): string => `sekisho-pack-${stampOf(ms)}`;
const PACK_NAME = /^sekisho-pack-\d{8}-\d{6}$/;

/**
 * Errors: `checklist-invalid`, `not-found` where there is no ledger, the store's codes, `cancelled`, and `export-failed
 * {reason}`: `EEXIST` when something has the name already, `inside-data-folder`, `key-missing`, or what the disk
 * refused. Then nothing has the name. A PDF that could not be made is no error: `pdf` says why.
 */
export async function makePack(request: PackRequest): Promise<Result<MadePack>> {
  const list = readChecklist(request.checklist ?? OWN_CHECKLIST);
  if (!list.ok) return list;
  const partial = partialOf(request.out);
  try {
    const refused = await refusal(request);
    if (refused !== null) return failed(refused);
    const name = path.basename(request.out);
    // Of those that are named after the time none is ever made a second time.
    const ours = (left: string): boolean => left === name || (PACK_NAME.test(name) && PACK_NAME.test(left));
    sweepPartials(path.dirname(request.out), ours);
    await fsp.mkdir(partial, { mode: 0o700 });
    const filled = await fill(partial, request, list.value);
    if (!filled.ok) return filled;
    // What is told to the ledger gets its name: from here on it is too late to call it off.
    if (request.signal?.aborted === true) return err(gateError('cancelled'));
    if (fs.existsSync(request.out)) return failed('EEXIST');
    const told = await request.record?.(filled.value.draft);
    if (told?.ok === false) return told;
    await publish(partial, request.out);
    return ok(filled.value.made);
  } catch (thrown) {
    const reason = conditionOf(thrown);
    if (reason === null) throw thrown;
    return failed(reason);
  } finally {
    await fsp.rm(partial, { recursive: true, force: true }).catch(() => undefined);
  }
}

const failed = (reason: string): Result<never> => err(gateError('export-failed', { reason }));

async function refusal({ out, dataDir }: PackRequest): Promise<string | null> {
  const above = await fsp.realpath(path.dirname(out));
  if (isInside(await fsp.realpath(dataDir), above)) return 'inside-data-folder';
  return fs.existsSync(out) ? 'EEXIST' : null;
}

/** Every entry whole stands in the sheet `ledger`, which cannot be masked. */
const sheetsOf = (mask: readonly Mask[]): SheetsRequest['sheets'] =>
  SHEET_NAMES.filter((name) => name !== 'ledger' || mask.length === 0);

async function fill(
  folder: string,
  request: PackRequest,
  list: { readonly checklist: Checklist; readonly text: string },
): Promise<Result<{ readonly made: MadePack; readonly draft: LedgerDraft }>> {
  const { keys, mask } = request;
  const key = keys.load();
  if (!key.ok) return key;
  if (key.value === null) return failed('key-missing');
  const own = { sheets: sheetsOf(mask), out: { folder }, record: undefined };
  const sheets = await writeSheets({ ...request, ...own });
  if (!sheets.ok) return sheets;
  const { cover, salt, newest } = sheets.value;
  if (cover?.verify === null || cover === null) throw new Error('the sheets were asked for with their cover');
  const page = await writePages(folder, request, { cover, salt, checklist: list.checklist });
  if (!page.ok) return page;
  await write(folder, CHECKLIST_FILE, list.text);
  const printed = await request.printer(
    path.join(folder, REPORT_PAGE),
    path.join(folder, REPORT_PDF),
    request.signal,
  );
  if (request.signal?.aborted === true) return err(gateError('cancelled'));
  const sums = await sealFolder(folder, key.value);
  for (const name of await fsp.readdir(folder)) await flush(path.join(folder, name));
  const files = sums.map(({ name }) => name);
  const packed = { files: files.length, sums: await sha256Of(path.join(folder, SUMS_FILE)) };
  return ok({
    made: {
      folder: request.out,
      files,
      cover,
      head: { seq: newest.seq, hash: newest.hash },
      pdf: printed.made ? null : printed.reason,
    },
    draft: exportedDraft(request, sheets.value.files, packed),
  });
}

type Made = { readonly cover: CoverFacts; readonly salt: string | null; readonly checklist: Checklist };

async function writePages(
  folder: string,
  request: PackRequest,
  { cover, salt, checklist }: Made,
): Promise<Result<void>> {
  const { dataDir, period, clock, language, fonts } = request;
  const { verify, ledger } = cover;
  // The same marks as in the sheets, so that a row there and a line here can be told to be the same file.
  const masking = openMask(request.keys, request.mask, salt);
  if (!masking.ok) return masking;
  const facts = gatherFacts({
    dataDir,
    period,
    through: ledger.last.seq,
    path: (name) => String(masking.value.mask.cell(name, 'path') ?? ''),
    now: clock.now(),
  });
  if (!facts.ok) return facts;
  if (verify === null) throw new Error('a cover with its sheets is verified');
  const report = reportPage({ language, cover, verify, facts: facts.value, checklist, fonts });
  await write(folder, REPORT_PAGE, report);
  await write(folder, GUIDE_PAGE, guidePage(language, guideFacts(cover), fonts));
  return ok(undefined);
}

const write = (folder: string, name: string, text: string): Promise<void> =>
  fsp.writeFile(path.join(folder, name), text, { flag: 'wx', mode: 0o600 });
