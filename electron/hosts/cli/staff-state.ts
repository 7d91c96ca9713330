/** `sekisho staff disable | enable | unlock | card | drop-totp`: accounts closed, opened, and what hangs on them. */

import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { visibleJson } from '../../../shared/visible.ts';
import { acting, ACTING } from './acting.ts';
import type { Acted, ActingOptions } from './acting.ts';
import { parse, usage } from './args.ts';
import { EXIT } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import type { Io } from './io.ts';
import type { Act } from './subcommand.ts';

async function onPerson(
  io: Io,
  options: ActingOptions,
  person: string,
  event: string,
  work: (acted: Acted) => Result<void>,
): Promise<Result<ExitCode>> {
  return acting(io, options, (acted) => {
    const done = work(acted);
    if (!done.ok) return done;
    if (options.json) io.out(visibleJson({ event, person }));
    else io.out(io.language === 'ja' ? `${person}: できました` : `${person}: done`);
    return ok(EXIT.done);
  });
}

type Reasoned = 'disable' | 'enable' | 'removeTotp';

/** What is done to somebody stands in the record with its reason. */
const reasoned =
  (name: string, method: Reasoned, event: string): Act =>
  (args, io) => {
    const parsed = parse(args, { ...ACTING, reason: 'text' } as const, 1);
    if (!parsed.ok) return parsed;
    const [person] = parsed.value.rest;
    const { options } = parsed.value;
    const { reason } = options;
    if (person === undefined) return err(usage(`staff ${name} ID: who?`));
    if (reason === null) return err(usage('--reason TEXT is missing'));
    return onPerson(io, options, person, event, ({ clinic, actor }) =>
      clinic.people.accounts[method](actor, { person, reason }),
    );
  };

export const disable = reasoned('disable', 'disable', 'person-disabled');
export const enable = reasoned('enable', 'enable', 'person-enabled');
export const dropTotp = reasoned('drop-totp', 'removeTotp', 'person-totp-dropped');

export const unlock: Act = (args, io) => {
  const parsed = parse(args, ACTING, 1);
  if (!parsed.ok) return parsed;
  const [person] = parsed.value.rest;
  if (person === undefined) return err(usage('staff unlock ID: who?'));
  return onPerson(io, parsed.value.options, person, 'person-unlocked', ({ clinic, actor }) =>
    clinic.people.accounts.unlock(actor, { person }),
  );
};

export const card: Act = (args, io) => {
  const parsed = parse(args, { ...ACTING, card: 'text', none: 'flag' } as const, 1);
  if (!parsed.ok) return parsed;
  const [person] = parsed.value.rest;
  const { options } = parsed.value;
  if (person === undefined) return err(usage('staff card ID: whose?'));
  if ((options.card === null) === !options.none) return err(usage('staff card ID: --card NUMBER or --none'));
  return onPerson(io, options, person, 'person-card-set', ({ clinic, actor }) =>
    clinic.people.accounts.setCard(actor, { person, card: options.card }),
  );
};
