/** `sekisho staff found | add | change | reset`: accounts made, changed and given a new first secret. */

import { ROLES } from '../../../shared/model/rights.ts';
import type { Role } from '../../../shared/model/rights.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { visible, visibleJson } from '../../../shared/visible.ts';
import type { Issued } from '../../core/people/accounts.ts';
import { acting, ACTING } from './acting.ts';
import type { Acted } from './acting.ts';
import { parse, usage } from './args.ts';
import { EXIT } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import type { Io } from './io.ts';

const asking = (io: Io, person: string): string =>
  io.language === 'ja' ? `${person} の新しい暗証:` : `New secret for ${person}:`;

/** `initial`: somebody else knows the secret, so its owner has to change it at the first login. */
function sayIssued(io: Io, issued: Issued, json: boolean, event: string, initial: boolean): Result<ExitCode> {
  const { person, recoveryCode } = issued;
  if (json) io.out(visibleJson({ event, person, recoveryCode }));
  else {
    const ja = io.language === 'ja';
    io.out(ja ? `${person}: できました` : `${person}: done`);
    if (recoveryCode !== null) sayRecoveryCode(io, recoveryCode);
    if (initial)
      io.out(
        ja
          ? `→ 最初に本人が暗証を変えます: sekisho staff secret --as ${person}`
          : `→ They choose their own secret first: sekisho staff secret --as ${person}`,
      );
  }
  return ok(EXIT.done);
}

/** Kept nowhere: whoever loses the paper makes a new one. */
export function sayRecoveryCode(io: Io, code: string): void {
  const ja = io.language === 'ja';
  io.out(ja ? `復旧コード: ${code}` : `Recovery code: ${code}`);
  io.out(
    ja
      ? '→ いま紙に書き、鍵のかかる所に保管してください。二度と表示されません。'
      : '→ Write it on paper now and lock it away. It is never shown again.',
  );
}

export async function found(args: readonly string[], io: Io): Promise<Result<ExitCode>> {
  const { data, json, 'secret-stdin': stdin } = ACTING;
  const parsed = parse(args, { data, json, 'secret-stdin': stdin, name: 'text' } as const, 1);
  if (!parsed.ok) return parsed;
  const [id] = parsed.value.rest;
  if (id === undefined) return err(usage('staff found ID: which identifier?'));
  const { options } = parsed.value;
  return acting(io, { ...options, as: null, code: null }, async ({ clinic, actor, secrets }) => {
    // Asked before anything is typed: where there is an administrator already this is not for the console.
    const may = clinic.people.authorise(actor, 'person.found');
    if (!may.ok) return may;
    const secret = await secrets.choose(asking(io, id));
    if (!secret.ok) return secret;
    const input = { id, name: options.name ?? id, secret: secret.value };
    const issued = await clinic.people.accounts.found(actor, input);
    return issued.ok ? sayIssued(io, issued.value, options.json, 'person-added', false) : issued;
  });
}

function roleOf(given: string | null): Result<Role | null> {
  if (given === null) return ok(null);
  const role = ROLES.find((one) => one === given);
  return role === undefined ? err(usage(`--role ${visible(given)}: one of ${ROLES.join(', ')}`)) : ok(role);
}

export async function add(args: readonly string[], io: Io): Promise<Result<ExitCode>> {
  const parsed = parse(args, { ...ACTING, name: 'text', role: 'text', card: 'text' } as const, 1);
  if (!parsed.ok) return parsed;
  const [id] = parsed.value.rest;
  if (id === undefined) return err(usage('staff add ID: which identifier?'));
  const { options } = parsed.value;
  const role = roleOf(options.role);
  if (!role.ok) return role;
  return acting(io, options, async ({ clinic, actor, secrets }) => {
    const may = clinic.people.authorise(actor, 'person.add');
    if (!may.ok) return may;
    const secret = await secrets.choose(asking(io, id));
    if (!secret.ok) return secret;
    const issued = await clinic.people.accounts.add(actor, {
      ...{ id, name: options.name ?? id, role: role.value ?? 'staff' },
      ...{ secret: secret.value, card: options.card },
    });
    return issued.ok ? sayIssued(io, issued.value, options.json, 'person-added', true) : issued;
  });
}

export async function change(args: readonly string[], io: Io): Promise<Result<ExitCode>> {
  const parsed = parse(args, { ...ACTING, name: 'text', role: 'text' } as const, 1);
  if (!parsed.ok) return parsed;
  const [person] = parsed.value.rest;
  const { options } = parsed.value;
  if (person === undefined) return err(usage('staff change ID: who?'));
  if (options.name === null && options.role === null)
    return err(usage('--name TEXT or --role NAME is missing'));
  const role = roleOf(options.role);
  if (!role.ok) return role;
  return acting(io, options, async ({ clinic, actor, secrets }) => {
    const secret = await raisedSecret(clinic, person, role.value, () => secrets.choose(asking(io, person)));
    if (!secret.ok) return secret;
    const issued = await clinic.people.accounts.change(actor, {
      person,
      ...(options.name === null ? {} : { name: options.name }),
      ...(role.value === null ? {} : { role: role.value }),
      ...(secret.value === null ? {} : { secret: secret.value }),
    });
    const initial = secret.value !== null;
    return issued.ok ? sayIssued(io, issued.value, options.json, 'person-changed', initial) : issued;
  });
}

/** A PIN is not enough for administrators and auditors: whoever becomes one gets a new secret with it. */
async function raisedSecret(
  { people }: Acted['clinic'],
  person: string,
  role: Role | null,
  choose: () => Promise<Result<string>>,
): Promise<Result<string | null>> {
  const roster = people.roster();
  if (!roster.ok) return roster;
  const present = roster.value.get(person)?.role;
  const raised = role !== null && role !== 'staff' && present !== undefined && present !== role;
  return raised ? choose() : ok(null);
}

export async function reset(args: readonly string[], io: Io): Promise<Result<ExitCode>> {
  const parsed = parse(args, ACTING, 1);
  if (!parsed.ok) return parsed;
  const [person] = parsed.value.rest;
  if (person === undefined) return err(usage('staff reset ID: who?'));
  const { options } = parsed.value;
  return acting(io, options, async ({ clinic, actor, secrets }) => {
    const may = clinic.people.authorise(actor, 'person.change');
    if (!may.ok) return may;
    const secret = await secrets.choose(asking(io, person));
    if (!secret.ok) return secret;
    const done = await clinic.people.accounts.reset(actor, { person, secret: secret.value });
    if (!done.ok) return done;
    return sayIssued(io, { person, recoveryCode: null }, options.json, 'person-reset', true);
  });
}
