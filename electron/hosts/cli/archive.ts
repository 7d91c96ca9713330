/** `sekisho archive`: years that are over sealed into files that prove themselves; nothing is deleted. */

import { japanDate } from '../../../shared/japan-time.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { visible, visibleJson } from '../../../shared/visible.ts';
import { checkArchive } from '../../core/keeping/archive-check.ts';
import { acting, ACTING, looking, LOOKING } from './acting.ts';
import { parse, usage } from './args.ts';
import { EXIT } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import type { Io } from './io.ts';
import { runAct } from './subcommand.ts';
import type { Act } from './subcommand.ts';
import { table } from './table.ts';

export const archiveCommand = (args: readonly string[], io: Io): Promise<ExitCode> =>
  runAct('archive', { make, check, list }, args, io);

const YEAR = /^[12]\d{3}$/;

/** 年度 (April to March) unless `--calendar` says January to December. */
const make: Act = (args, io) => {
  const parsed = parse(args, { ...ACTING, year: 'text', calendar: 'flag', to: 'text' } as const);
  if (!parsed.ok) return parsed;
  const { options } = parsed.value;
  const { year, to } = options;
  if (year === null || !YEAR.test(year)) return err(usage('--year YYYY is missing'));
  if (to === null) return err(usage('--to DIR is missing'));
  return acting(io, options, async ({ clinic, actor }) => {
    const calendar = options.calendar ? 'calendar' : 'fiscal';
    const made = await clinic.archives.make(actor, { year: Number(year), calendar, to: io.resolve(to) });
    if (!made.ok) return made;
    const { file, from, through, sha256 } = made.value;
    if (options.json) io.out(visibleJson({ event: 'archive-made', ...made.value }));
    else {
      io.out(`${file}  #${from}–#${through}`);
      io.out(`SHA-256 ${sha256}`);
    }
    return ok(EXIT.done);
  });
};

/** Needs no record beside it: the archive proves itself. `--fingerprint` is the key's, from a printed page. */
const check: Act = async (args, io): Promise<Result<ExitCode>> => {
  const parsed = parse(args, { ...LOOKING, fingerprint: 'text' } as const, 1);
  if (!parsed.ok) return parsed;
  const [file] = parsed.value.rest;
  const { options } = parsed.value;
  if (file === undefined) return err(usage('archive check FILE: which file?'));
  const checked = await checkArchive(io.resolve(file), options.fingerprint);
  if (!checked.ok) return checked;
  const { entries, head, fingerprint, header } = checked.value;
  if (options.json) io.out(visibleJson({ event: 'archive-checked', entries, head, fingerprint, header }));
  else {
    const ja = io.language === 'ja';
    io.out(ja ? `封をしたときのままです: ${entries} 件` : `As it was sealed: ${entries} entries`);
    io.out(`#${header.from}–#${head.seq}  ${head.hash}`);
    const known = options.fingerprint !== null;
    const key = ja ? '鍵の指紋' : 'key fingerprint';
    io.out(`${key} ${fingerprint}`);
    if (!known)
      io.out(
        ja
          ? '→ この指紋を、控えてあるものと見比べてください。'
          : '→ Compare this fingerprint with the one that you keep on paper.',
      );
  }
  return ok(EXIT.done);
};

const HEADING = {
  ja: ['ファイル', '記録', '作成日', '保存期限'],
  en: ['File', 'Entries', 'Made', 'Keep until'],
} as const;

const list: Act = (args, io) => {
  const parsed = parse(args, LOOKING);
  if (!parsed.ok) return parsed;
  const { options } = parsed.value;
  return looking(io, options, ({ archives, settings, actor }) => {
    const present = settings.read(actor);
    if (!present.ok) return present;
    const all = archives.list(actor, present.value.settings.keeping.retentionYears);
    if (!all.ok) return all;
    if (options.json) for (const one of all.value) io.out(visibleJson({ event: 'archive', ...one }));
    else {
      const rows = all.value.map(({ file, from, through, at, until }) => [
        ...[visible(file), `#${from}–#${through}`, japanDate(at), japanDate(until)],
      ]);
      for (const line of table([HEADING[io.language], ...rows])) io.out(line);
    }
    return ok(EXIT.done);
  });
};
