/** `sekisho review`: the record looked through by an administrator (点検), and what nobody has signed yet. */

import { japanClock } from '../../../shared/japan-time.ts';
import { err, ok } from '../../../shared/result.ts';
import { visible, visibleJson } from '../../../shared/visible.ts';
import { acting, ACTING, looking, LOOKING } from './acting.ts';
import { parse, usage } from './args.ts';
import { EXIT } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import type { Io } from './io.ts';
import { runAct } from './subcommand.ts';
import type { Act } from './subcommand.ts';
import { table } from './table.ts';

export const reviewCommand = (args: readonly string[], io: Io): Promise<ExitCode> =>
  runAct('review', { status, sign, list }, args, io);

/** Exit code 1 when a review is due: a script that asks every morning can tell. */
const status: Act = (args, io) => {
  const parsed = parse(args, LOOKING);
  if (!parsed.ok) return parsed;
  const { options } = parsed.value;
  return looking(io, options, ({ reviews, actor }) => {
    const told = reviews.status(actor);
    if (!told.ok) return told;
    const { days, sinceReview, due } = told.value;
    const ja = io.language === 'ja';
    if (options.json) io.out(visibleJson({ event: 'review-status', ...told.value }));
    else {
      const rows = days.map(({ date, sessions }) => [date, String(sessions)]);
      if (rows.length > 0)
        for (const line of table([ja ? ['未点検の日', '件数'] : ['Not reviewed', 'Sessions'], ...rows]))
          io.out(line);
      else io.out(ja ? '未点検の日はありません' : 'Every day was reviewed');
      const since = sinceReview === null ? '―' : String(sinceReview);
      io.out(ja ? `前回の点検から ${since} 日` : `${since} days since the last review`);
      if (due)
        io.out(
          ja
            ? '→ 点検の時期です: sekisho review sign --from 日付 --to 日付 --as 管理者'
            : '→ A review is due: sekisho review sign --from DATE --to DATE --as ADMINISTRATOR',
        );
    }
    return ok(due ? EXIT.heldBack : EXIT.done);
  });
};

const sign: Act = (args, io) => {
  const parsed = parse(args, { ...ACTING, from: 'text', to: 'text', remarks: 'text' } as const);
  if (!parsed.ok) return parsed;
  const { options } = parsed.value;
  const { from: first, to: last, remarks } = options;
  if (first === null || last === null) return err(usage('--from DATE and --to DATE are needed'));
  return acting(io, options, ({ clinic, actor }) => {
    const signed = clinic.reviews.sign(actor, { first, last, remarks: remarks ?? '' });
    if (!signed.ok) return signed;
    const { sessions } = signed.value;
    if (options.json) io.out(visibleJson({ event: 'review', ...signed.value }));
    else
      io.out(
        io.language === 'ja'
          ? `${first} ~ ${last}: ${sessions} 件を点検済みにしました`
          : `${first} to ${last}: ${sessions} sessions signed as reviewed`,
      );
    return ok(EXIT.done);
  });
};

const HEADING = {
  ja: ['日時', '点検者', '初日', '末日', '件数', '所見'],
  en: ['Time', 'By', 'First', 'Last', 'Sessions', 'Remarks'],
} as const;

const list: Act = (args, io) => {
  const parsed = parse(args, LOOKING);
  if (!parsed.ok) return parsed;
  const { options } = parsed.value;
  return looking(io, options, ({ reviews, actor }) => {
    const all = reviews.list(actor);
    if (!all.ok) return all;
    if (options.json) for (const review of all.value) io.out(visibleJson({ event: 'review', ...review }));
    else {
      const rows = all.value.map(({ at, by, first, last, sessions, remarks }) => [
        ...[japanClock(at), by, first, last, String(sessions), visible(remarks)],
      ]);
      for (const line of table([HEADING[io.language], ...rows])) io.out(line);
    }
    return ok(EXIT.done);
  });
};
