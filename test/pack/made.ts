/** Makes a pack of a clinic as the command line would, in a folder of its own. */

import path from 'node:path';

import { fileKeyStore } from '../../electron/core/audit/keys.ts';
import { makePack, type PackRequest } from '../../electron/core/pack/pack.ts';
import { ownFonts } from '../../electron/core/pack/pages/fonts.ts';
import type { PdfPrinter } from '../../electron/core/pack/pdf.ts';
import { choosePeriod, type PeriodChoice } from '../../shared/japan-time.ts';
import type { MadePack } from '../../shared/model/pack.ts';
import type { Result } from '../../shared/result.ts';
import { temporaryFolder, value } from '../audit/data-folder.ts';
import type { Clinic } from '../people/clinic.ts';

export const APP = 'sekisho test';

export const noPrinter: PdfPrinter = () => Promise.resolve({ made: false, reason: 'no-chromium' });

export type Changes = Partial<PackRequest> & { readonly choice?: PeriodChoice };

export function requestOf(clinic: Pick<Clinic, 'dataDir' | 'hand'>, changes: Changes = {}): PackRequest {
  const { choice = { fiscalYear: '2026' }, ...rest } = changes;
  return {
    dataDir: clinic.dataDir,
    keys: fileKeyStore(clinic.dataDir),
    clock: { now: () => clinic.hand.now },
    app: APP,
    period: value(choosePeriod(choice)),
    encoding: 'utf8',
    language: 'ja',
    mask: [],
    by: null,
    out: path.join(temporaryFolder(), 'pack'),
    checklist: null,
    fonts: ownFonts(),
    printer: noPrinter,
    ...rest,
  };
}

export const pack = (clinic: Clinic, changes: Changes = {}): Promise<Result<MadePack>> =>
  makePack(requestOf(clinic, changes));
