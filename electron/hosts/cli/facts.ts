/** `sekisho facts`: what people say about a session, also afterwards: who, from where, what for, what became of the medium. */

import { DISPOSITIONS, ORIGINS } from '../../../shared/model/facts.ts';
import type { SessionFacts } from '../../../shared/model/facts.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { visible, visibleJson } from '../../../shared/visible.ts';
import { acting, ACTING, looking, LOOKING } from './acting.ts';
import { parse, usage } from './args.ts';
import { EXIT } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import type { Io } from './io.ts';
import { runAct } from './subcommand.ts';
import type { Act } from './subcommand.ts';

export const factsCommand = (args: readonly string[], io: Io): Promise<ExitCode> =>
  runAct('facts', { show, tell }, args, io);

const NAMES = {
  ja: {
    staff: '担当者',
    origin: '持込元',
    sender: '施設名',
    purpose: '目的',
    patientId: '患者ID',
    disposition: '媒体の処置',
  },
  en: {
    staff: 'staff',
    origin: 'origin',
    sender: 'sender',
    purpose: 'purpose',
    patientId: 'patient id',
    disposition: 'medium afterwards',
  },
} as const;

const show: Act = (args, io) => {
  const parsed = parse(args, LOOKING, 1);
  if (!parsed.ok) return parsed;
  const [session] = parsed.value.rest;
  const { options } = parsed.value;
  if (session === undefined) return err(usage('facts show SESSION: which session?'));
  return looking(io, options, ({ facts }) => {
    const known = facts.of(session);
    return known.ok ? sayFacts(io, session, known.value, options.json) : known;
  });
};

const tell: Act = (args, io) => {
  const kinds = {
    ...ACTING,
    staff: 'text',
    origin: 'text',
    sender: 'text',
    purpose: 'text',
    patient: 'text',
    disposition: 'text',
  } as const;
  const parsed = parse(args, kinds, 1);
  if (!parsed.ok) return parsed;
  const [session] = parsed.value.rest;
  const { options } = parsed.value;
  const { staff, sender, purpose, patient } = options;
  if (session === undefined) return err(usage('facts tell SESSION: about which session?'));
  const origin = oneOf('origin', ORIGINS, options.origin);
  if (!origin.ok) return origin;
  const disposition = oneOf('disposition', DISPOSITIONS, options.disposition);
  if (!disposition.ok) return disposition;
  const facts = {
    ...{ staff, sender, purpose, patientId: patient },
    ...{ origin: origin.value, disposition: disposition.value },
  };
  if (Object.values(facts).every((fact) => fact === null))
    return err(usage('facts tell SESSION: nothing was told'));
  return acting(io, options, ({ clinic, actor }) => {
    const told = clinic.facts.tell(actor, { session, facts });
    return told.ok ? sayFacts(io, session, told.value, options.json) : told;
  });
};

function oneOf<T extends string>(
  option: string,
  choices: readonly T[],
  given: string | null,
): Result<T | null> {
  if (given === null) return ok(null);
  const found = choices.find((choice) => choice === given);
  return found === undefined ? err(usage(`--${option}: one of ${choices.join(', ')}`)) : ok(found);
}

function sayFacts(io: Io, session: string, facts: SessionFacts, json: boolean): Result<ExitCode> {
  if (json) io.out(visibleJson({ event: 'facts', session, facts }));
  else
    for (const [fact, name] of Object.entries(NAMES[io.language]))
      io.out(`${name}: ${visible(facts[fact as keyof SessionFacts] ?? '―')}`);
  return ok(EXIT.done);
}
