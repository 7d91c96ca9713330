/** `sekisho audit pack` and `audit verify --pack`: the folder for an inspector, made and checked. */

import { err, ok, type Result } from '../../../shared/result.ts';
import { visible, visibleJson } from '../../../shared/visible.ts';
import { packWords } from '../../../shared/words/pack-words.ts';
import { fileKeyStore } from '../../core/audit/keys.ts';
import { findChromium } from '../../core/pack/chromium.ts';
import { makePack } from '../../core/pack/pack.ts';
import { ownFonts } from '../../core/pack/pages/fonts.ts';
import { chromiumPrinter } from '../../core/pack/pdf.ts';
import { verifyPack } from '../../core/pack/verify-pack.ts';
import { APP } from './app.ts';
import { parse, usage } from './args.ts';
import { exportRecorder } from './audit-record.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { dataDirOf, type Io } from './io.ts';
import { PERIOD_OPTIONS, periodOf, WRITING_OPTIONS, writingOf } from './sheet-options.ts';

const KINDS = {
  data: 'text',
  out: 'text',
  ...PERIOD_OPTIONS,
  ...WRITING_OPTIONS,
  checklist: 'text',
  by: 'text',
  json: 'flag',
} as const;

export async function pack(args: readonly string[], io: Io): Promise<Result<ExitCode>> {
  const parsed = parse(args, KINDS);
  if (!parsed.ok) return parsed;
  const { options } = parsed.value;
  const writing = writingOf(options);
  if (!writing.ok) return writing;
  const { encoding, language, mask } = writing.value;
  const period = periodOf(options);
  if (!period.ok) return period;
  if (options.out === null) return err(usage('--out DIR is missing'));
  const dataDir = dataDirOf(io, options.data);
  const recorder = exportRecorder(dataDir);
  const made = await makePack({
    dataDir,
    keys: fileKeyStore(dataDir),
    clock: { now: () => Date.now() },
    app: APP,
    period: period.value,
    encoding,
    language,
    mask,
    by: options.by,
    out: io.resolve(options.out),
    checklist: options.checklist === null ? null : io.resolve(options.checklist),
    fonts: ownFonts(),
    printer: chromiumPrinter(findChromium(io.env)),
    signal: io.stop,
    record: recorder.record,
    onProgress: (entries) => {
      if (io.terminal) io.say(`… ${entries.toLocaleString()}`);
    },
  });
  if (!made.ok) return made;
  const recorded = recorder.recorded(io);
  const { cover } = made.value;
  if (options.json) io.out(visibleJson({ event: 'packed', ...made.value, recorded }));
  else for (const line of packWords(io.language).made(made.value)) io.out(visible(line));
  return ok(cover.verify?.ok === true ? EXIT.done : EXIT.heldBack);
}

export const asksForPack = (args: readonly string[]): boolean =>
  args.some((arg) => arg === '--pack' || arg.startsWith('--pack='));

export async function checkPack(args: readonly string[], io: Io): Promise<Result<ExitCode>> {
  const kinds = { pack: 'text', data: 'text', fingerprint: 'text', json: 'flag' } as const;
  const parsed = parse(args, kinds);
  if (!parsed.ok) return parsed;
  const { pack: folder, data, fingerprint, json } = parsed.value.options;
  if (folder === null) return err(usage('--pack DIR is missing'));
  const dataDir = data === null ? null : dataDirOf(io, data);
  const checked = await verifyPack({
    folder: io.resolve(folder),
    fingerprint,
    ledger: dataDir === null ? null : { dataDir, keys: fileKeyStore(dataDir), app: APP },
  });
  if (!checked.ok) return checked;
  const report = checked.value;
  if (json) io.out(visibleJson({ event: 'pack-verified', ...report }));
  else {
    const words = packWords(io.language);
    for (const fault of report.faults) io.out(visible(words.fault(fault)));
    for (const { code, seq } of report.ledger)
      io.out(visible(`  ${code}${seq === undefined ? '' : ` #${seq}`}`));
    for (const line of words.checked(report)) io.out(visible(line));
  }
  return ok(report.ok ? EXIT.done : EXIT.heldBack);
}
