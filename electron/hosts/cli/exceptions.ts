/** `sekisho exceptions`: what two people let in although it was held back, by its SHA-256 alone. */

import type { FileException } from '../../../shared/model/exception.ts';
import { japanClock } from '../../../shared/japan-time.ts';
import { err, ok } from '../../../shared/result.ts';
import { visible, visibleJson } from '../../../shared/visible.ts';
import { systemClock } from '../../core/system-clock.ts';
import { acting, ACTING, logIn, looking, LOOKING } from './acting.ts';
import { parse, usage } from './args.ts';
import { EXIT } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import type { Io } from './io.ts';
import { runAct } from './subcommand.ts';
import type { Act } from './subcommand.ts';
import { table } from './table.ts';

export const exceptionsCommand = (args: readonly string[], io: Io): Promise<ExitCode> =>
  runAct('exceptions', { list, grant, revoke }, args, io);

const HEADING = {
  ja: ['番号', 'SHA-256', '状態', '期限', '承認者', '二人目', '使用', '理由'],
  en: ['Id', 'SHA-256', 'State', 'Until', 'By', 'Second', 'Uses', 'Reason'],
} as const;

const list: Act = (args, io) => {
  const parsed = parse(args, LOOKING);
  if (!parsed.ok) return parsed;
  const { options } = parsed.value;
  return looking(io, options, ({ exceptions, actor }) => {
    const all = exceptions.list(actor);
    if (!all.ok) return all;
    if (options.json) for (const one of all.value) io.out(visibleJson({ event: 'exception', ...one }));
    else {
      const rows = all.value.map((one) => [
        ...[one.id, `${one.sha256.slice(0, 16)}…`, stateOf(io, one), japanClock(one.expires)],
        ...[one.first, one.second, String(one.uses), visible(one.reason)],
      ]);
      for (const line of table([HEADING[io.language], ...rows])) io.out(line);
    }
    return ok(EXIT.done);
  });
};

function stateOf(io: Io, { revoked, expires }: FileException): string {
  const ja = io.language === 'ja';
  if (revoked !== null) return ja ? '取消済' : 'revoked';
  if (Date.parse(expires) <= systemClock.now()) return ja ? '期限切れ' : 'over';
  return ja ? '有効' : 'in force';
}

const DEFAULT_DAYS = '7';

/** With `--secret-stdin`: first the secret of `--as`, then that of `--second`. */
const grant: Act = (args, io) => {
  const kinds = {
    ...ACTING,
    second: 'text',
    'second-code': 'text',
    reason: 'text',
    days: 'text',
    'vendor-confirmation': 'flag',
  } as const;
  const parsed = parse(args, kinds, 1);
  if (!parsed.ok) return parsed;
  const [sha256] = parsed.value.rest;
  const { options } = parsed.value;
  const { second: colleague, reason } = options;
  if (sha256 === undefined) return err(usage('exceptions grant SHA256: of which file?'));
  if (options.as === null) return err(usage('--as ID is missing: an administrator has to grant it'));
  if (colleague === null) return err(usage('--second ID is missing: two people have to vouch for it'));
  if (reason === null) return err(usage('--reason TEXT is missing'));
  return acting(io, options, async ({ clinic, actor, secrets }) => {
    const may = clinic.people.authorise(actor, 'exception.grant');
    if (!may.ok) return may;
    const second = await logIn({ clinic, secrets }, io, colleague, options['second-code']);
    if (!second.ok) return second;
    const granted = clinic.exceptions.grant(actor, second.value.actor, {
      ...{ sha256: sha256.toLowerCase(), reason },
      days: Number(options.days ?? DEFAULT_DAYS),
      vendorConfirmation: options['vendor-confirmation'],
    });
    clinic.people.logout(second.value.actor);
    if (!granted.ok) return granted;
    if (options.json) io.out(visibleJson({ event: 'exception-granted', ...granted.value }));
    else {
      const until = japanClock(granted.value.expires);
      io.out(
        io.language === 'ja'
          ? `${granted.value.exception}: ${until} まで有効です`
          : `${granted.value.exception}: in force until ${until}`,
      );
    }
    return ok(EXIT.done);
  });
};

const revoke: Act = (args, io) => {
  const parsed = parse(args, { ...ACTING, reason: 'text' } as const, 1);
  if (!parsed.ok) return parsed;
  const [exception] = parsed.value.rest;
  const { options } = parsed.value;
  const { reason } = options;
  if (exception === undefined) return err(usage('exceptions revoke ID: which one?'));
  if (reason === null) return err(usage('--reason TEXT is missing'));
  return acting(io, options, ({ clinic, actor }) => {
    const revoked = clinic.exceptions.revoke(actor, { exception, reason });
    if (!revoked.ok) return revoked;
    if (options.json) io.out(visibleJson({ event: 'exception-revoked', exception }));
    else io.out(io.language === 'ja' ? `${exception}: 取り消しました` : `${exception}: revoked`);
    return ok(EXIT.done);
  });
};
