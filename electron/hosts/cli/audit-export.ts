/** `sekisho audit export`: one sheet into a file, or all of them into a folder. */

import os from 'node:os';

import { BOOK_SHEETS, SHEET_NAMES, type SheetName } from '../../../shared/model/sheets.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { visible, visibleJson } from '../../../shared/visible.ts';
import { auditWords } from '../../../shared/words/audit.ts';
import { fileKeyStore } from '../../core/audit/keys.ts';
import { writeSheets } from '../../core/audit/sheets/write-sheets.ts';
import { APP } from './app.ts';
import { parse, usage } from './args.ts';
import { exportRecorder } from './audit-record.ts';
import { EXIT } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { dataDirOf } from './io.ts';
import type { Io } from './io.ts';
import { PERIOD_OPTIONS, periodOf, WRITING_OPTIONS, writingOf } from './sheet-options.ts';

const KINDS = {
  data: 'text',
  sheet: 'text',
  format: 'text',
  ...WRITING_OPTIONS,
  ...PERIOD_OPTIONS,
  out: 'text',
  json: 'flag',
} as const;

/** The book with its cover. The sheet `ledger` is asked for by name: it shows every entry whole. */
const ALL: readonly SheetName[] = ['cover', ...BOOK_SHEETS];

export async function exportCommand(args: readonly string[], io: Io): Promise<Result<ExitCode>> {
  const parsed = parse(args, KINDS);
  if (!parsed.ok) return parsed;
  const { options } = parsed.value;
  const sheets = sheetsOf(options.sheet ?? 'files');
  if (sheets === null) return err(usage(`--sheet: all, ${SHEET_NAMES.join(', ')}`));
  if (options.format !== null && options.format !== 'csv') return err(usage('--format: csv'));
  const writing = writingOf(options);
  if (!writing.ok) return writing;
  const { encoding, language, mask } = writing.value;
  if (mask.length > 0 && sheets.includes('ledger')) return err(usage('--sheet ledger: --mask'));
  const period = periodOf(options);
  if (!period.ok) return period;
  const { out } = options;
  if (out === null) return err(usage(`--out ${options.sheet === 'all' ? 'DIR' : 'FILE'} is missing`));
  const dataDir = dataDirOf(io, options.data);
  const place = io.resolve(out);
  const recorder = exportRecorder(dataDir);
  const written = await writeSheets({
    dataDir,
    keys: fileKeyStore(dataDir),
    clock: { now: () => Date.now() },
    app: APP,
    period: period.value,
    sheets,
    encoding,
    language,
    mask,
    by: userName(),
    out: options.sheet === 'all' ? { folder: place } : { file: place },
    signal: io.stop,
    record: recorder.record,
    onProgress: (entries) => {
      if (io.terminal) io.say(`… ${entries.toLocaleString()}`);
    },
  });
  if (!written.ok) return written;
  const recorded = recorder.recorded(io);
  const words = auditWords(io.language);
  const { files, cover } = written.value;
  for (const file of files) {
    if (options.json) io.out(visibleJson({ event: 'sheet', ...file, recorded }));
    else io.out(visible(words.exported(options.sheet === 'all' ? `${out}/${file.name}` : out, file)));
  }
  if (cover?.verify?.ok !== false) return ok(EXIT.done);
  io.say(words.coverFaults(cover.verify.faults.length));
  return ok(EXIT.heldBack);
}

function sheetsOf(name: string): readonly SheetName[] | null {
  if (name === 'all') return ALL;
  const sheet = SHEET_NAMES.find((one) => one === name);
  return sheet === undefined ? null : [sheet];
}

/** Whoever has no account's name is not named on the cover. */
function userName(): string | null {
  try {
    return os.userInfo().username;
  } catch {
    return null;
  }
}
