/** `sekisho media lend | return | count | lost | found | retire`: what happens to a medium once it is registered. */

import { DISPOSALS } from '../../../shared/model/evidence.ts';
import { err, ok } from '../../../shared/result.ts';
import { visible, visibleJson } from '../../../shared/visible.ts';
import { acting, ACTING } from './acting.ts';
import { parse, usage } from './args.ts';
import { EXIT } from './exit-code.ts';
import { sayMedium } from './media-said.ts';
import type { Act } from './subcommand.ts';

export const lend: Act = (args, io) => {
  const parsed = parse(args, { ...ACTING, to: 'text', purpose: 'text', due: 'text' } as const, 1);
  if (!parsed.ok) return parsed;
  const [medium] = parsed.value.rest;
  const { options } = parsed.value;
  const { to, purpose, due } = options;
  if (medium === undefined) return err(usage('media lend ID: which medium?'));
  if (to === null || purpose === null || due === null)
    return err(usage('--to PERSON, --purpose TEXT and --due DATE are needed'));
  return acting(io, options, ({ clinic, actor }) => {
    const done = clinic.media.lend(actor, { medium, to, purpose, due });
    return done.ok ? sayMedium(io, options, 'medium-lent', medium) : done;
  });
};

/** `--checked`: looked through for what it brought back. `--erased`: nothing is left on it. */
export const returned: Act = (args, io) => {
  const kinds = { ...ACTING, checked: 'flag', erased: 'flag', remarks: 'text' } as const;
  const parsed = parse(args, kinds, 1);
  if (!parsed.ok) return parsed;
  const [medium] = parsed.value.rest;
  const { options } = parsed.value;
  const { checked, erased, remarks } = options;
  if (medium === undefined) return err(usage('media return ID: which medium?'));
  return acting(io, options, ({ clinic, actor }) => {
    const done = clinic.media.giveBack(actor, { medium, checked, erased, remarks: remarks ?? '' });
    return done.ok ? sayMedium(io, options, 'medium-returned', medium) : done;
  });
};

/** Every medium that is here is named; exit code 1 when one that should be is not. */
export const count: Act = (args, io) => {
  const parsed = parse(args, { ...ACTING, remarks: 'text' } as const, 10_000);
  if (!parsed.ok) return parsed;
  const { rest: present, options } = parsed.value;
  return acting(io, options, ({ clinic, actor }) => {
    const taken = clinic.media.takeStock(actor, { present: [...present], remarks: options.remarks ?? '' });
    if (!taken.ok) return taken;
    const { absent } = taken.value;
    const ja = io.language === 'ja';
    if (options.json) io.out(visibleJson({ event: 'stock-taken', present, absent }));
    else if (absent.length === 0) io.out(ja ? 'すべてありました' : 'All were there');
    else {
      io.out(`${ja ? 'ありません' : 'Not there'}: ${absent.map(visible).join(', ')}`);
      io.out(
        ja
          ? '→ 探しても見つからなければ: sekisho media lost 管理番号 --reason 理由 --as 識別子'
          : '→ If they are not found: sekisho media lost ID --reason TEXT --as ID',
      );
    }
    return ok(absent.length === 0 ? EXIT.done : EXIT.heldBack);
  });
};

const because =
  (name: string, method: 'lose' | 'find', event: string): Act =>
  (args, io) => {
    const parsed = parse(args, { ...ACTING, reason: 'text' } as const, 1);
    if (!parsed.ok) return parsed;
    const [medium] = parsed.value.rest;
    const { options } = parsed.value;
    const { reason: why } = options;
    if (medium === undefined) return err(usage(`media ${name} ID: which medium?`));
    if (why === null) return err(usage('--reason TEXT is missing'));
    return acting(io, options, ({ clinic, actor }) => {
      const done = clinic.media[method](actor, { medium, why });
      return done.ok ? sayMedium(io, options, event, medium) : done;
    });
  };

export const lost = because('lost', 'lose', 'medium-lost');
export const found = because('found', 'find', 'medium-found');

export const retire: Act = (args, io) => {
  const parsed = parse(args, { ...ACTING, how: 'text', reason: 'text', witness: 'text' } as const, 1);
  if (!parsed.ok) return parsed;
  const [medium] = parsed.value.rest;
  const { options } = parsed.value;
  const { reason: why, witness } = options;
  if (medium === undefined) return err(usage('media retire ID: which medium?'));
  const how = DISPOSALS.find((one) => one === options.how);
  if (how === undefined) return err(usage(`--how: one of ${DISPOSALS.join(', ')}`));
  if (why === null) return err(usage('--reason TEXT is missing'));
  return acting(io, options, ({ clinic, actor }) => {
    const done = clinic.media.retire(actor, { medium, how, why, witness: witness ?? '' });
    return done.ok ? sayMedium(io, options, 'medium-retired', medium) : done;
  });
};
