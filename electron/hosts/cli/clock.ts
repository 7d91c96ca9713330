/** `sekisho clock`: whether this machine's time is behind what the record knows, and an administrator's word that it is right. */

import { japanClock } from '../../../shared/japan-time.ts';
import type { ClockBehind } from '../../../shared/model/status.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { visibleJson } from '../../../shared/visible.ts';
import { acting, ACTING } from './acting.ts';
import { parse, usage } from './args.ts';
import { EXIT } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import type { Io } from './io.ts';
import { runAct } from './subcommand.ts';
import type { Act } from './subcommand.ts';

export const clockCommand = (args: readonly string[], io: Io): Promise<ExitCode> =>
  runAct('clock', { confirm }, args, io);

const confirm: Act = (args, io) => {
  const parsed = parse(args, { ...ACTING, reason: 'text' } as const);
  if (!parsed.ok) return parsed;
  const { options } = parsed.value;
  const { reason } = options;
  if (reason === null) return err(usage('--reason TEXT is missing'));
  return acting(io, options, ({ clinic, actor }) => {
    const confirmed = clinic.clockWord.confirm(actor, { reason });
    return confirmed.ok ? say(io, confirmed.value, options.json) : confirmed;
  });
};

/** `behind` stays above 0 while an entry itself lies in the future: that passes by itself. */
function say(io: Io, { now, behind }: ClockBehind, json: boolean): Result<ExitCode> {
  const seconds = Math.ceil(behind / 1000);
  if (json) io.out(visibleJson({ event: 'clock-confirmed', now, behindSeconds: seconds }));
  else {
    const ja = io.language === 'ja';
    io.out(ja ? `時刻 ${japanClock(now)} を確認しました` : `${japanClock(now)} (Japan) was confirmed`);
    if (seconds > 0)
      io.out(
        ja
          ? `→ 最新の記録がまだ ${seconds} 秒先の時刻です。それまでは記録の時刻で判断します。`
          : `→ The newest entry is still ${seconds} seconds ahead; until then its time is what counts.`,
      );
  }
  return ok(EXIT.done);
}
