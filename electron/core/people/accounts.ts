/** Making and changing accounts. Nobody is ever deleted, and no identifier is given twice: old entries must stay somebody's. */

import { gateError } from '../../../shared/errors.ts';
import * as model from '../../../shared/model/people.ts';
import type { Actor, Person } from '../../../shared/model/people.ts';
import type { Action, Role } from '../../../shared/model/rights.ts';
import { parseWith } from '../../../shared/parse.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { about, anotherAdministrator, forgetAttempts, freeCard, freeIdentifier } from './account-rules.ts';
import { tell, type Fact, type PeopleContext } from './context.ts';
import { listPeople } from './listing.ts';
import { newRecoveryCode, normaliseRecoveryCode } from './recovery-code.ts';
import { checkSecret, normaliseSecret } from './secret-rules.ts';
import type { SecretWriter } from './secret-store.ts';

/** `recoveryCode`: for administrators, to be printed now; it is kept nowhere. */
export type Issued = { readonly person: string; readonly recoveryCode: string | null };

/** Errors besides those of rights: `usage {at, fault}`, `secret-refused {rule}`, `person-exists {what}`, `not-found {person}`. */
export type Accounts = {
  /** The first administrator, by the console, while no administrator can log in. */
  found(actor: Actor, input: model.FounderInput): Promise<Result<Issued>>;
  /** With a secret that the person has to change at the first login. */
  add(actor: Actor, input: model.PersonInput): Promise<Result<Issued>>;
  /** Whoever becomes administrator or auditor gets a new secret with it: a PIN is not enough for those. */
  change(actor: Actor, input: model.PersonChange): Promise<Result<Issued>>;
  /** A secret that the person has to change at the next login; unlocks as well. */
  reset(actor: Actor, input: model.PersonSecret): Promise<Result<void>>;
  list(actor: Actor): Result<readonly Person[]>;
};

type Prepared = { readonly hash: string; readonly code: string | null; readonly codeHash: string | null };

export function createAccounts(context: PeopleContext): Accounts {
  const { authority, secrets, hasher, ledger, attempts } = context;

  async function prepare(secret: string, role: Role, person: string): Promise<Result<Prepared>> {
    const fit = checkSecret(secret, role, person);
    if (!fit.ok) return fit;
    const hash = await hasher.hash(normaliseSecret(secret));
    if (role !== 'administrator') return ok({ hash, code: null, codeHash: null });
    const code = newRecoveryCode();
    return ok({ hash, code, codeHash: await hasher.hash(normaliseRecoveryCode(code)) });
  }

  function write(writer: SecretWriter, person: string, prepared: Prepared): void {
    writer.setHash(person, prepared.hash);
    writer.setRecovery(person, prepared.codeHash);
  }

  async function create(actor: Actor, action: Action, person: model.NewPerson): Promise<Result<Issued>> {
    const { id, name, role, secret, card } = person;
    const may = authority.authorise(actor, action);
    if (!may.ok) return may;
    const prepared = await prepare(secret, role, id);
    if (!prepared.ok) return prepared;
    // Asked again after the hashing: meanwhile another window may have taken the identifier, or somebody the right.
    const by = authority.authorise(actor, action);
    if (!by.ok) return by;
    const free = freeIdentifier(context, id);
    if (!free.ok) return free;
    const unused = card === null ? free : freeCard(context, card, id);
    if (!unused.ok) return unused;
    const how = action === 'person.found' ? 'own' : 'initial';
    const facts: Fact[] = [
      { kind: 'person.added', body: { person: id, name, role, secret: how, by: by.value } },
    ];
    if (card !== null)
      facts.push({ kind: 'person.card-set', body: { person: id, card: true, by: by.value } });
    const done = secrets.change(
      (writer) => {
        write(writer, id, prepared.value);
        writer.setTotp(id, null, null);
        writer.setCard(id, card);
      },
      () => tell(ledger, ...facts),
    );
    return done.ok ? ok({ person: id, recoveryCode: prepared.value.code }) : done;
  }

  return {
    async found(actor, input) {
      const parsed = parseWith(model.founderInput, input);
      if (!parsed.ok) return parsed;
      return create(actor, 'person.found', { ...parsed.value, role: 'administrator', card: null });
    },

    async add(actor, input) {
      const parsed = parseWith(model.personInput, input);
      return parsed.ok ? create(actor, 'person.add', parsed.value) : parsed;
    },

    async change(actor, input) {
      const parsed = parseWith(model.personChange, input);
      if (!parsed.ok) return parsed;
      const { person, secret } = parsed.value;
      const before = about(context, actor, 'person.change', person, (member) => ok(member));
      if (!before.ok) return before;
      const role = parsed.value.role ?? before.value.role;
      const raised = role !== before.value.role && role !== 'staff';
      if (raised && secret === undefined) return err(gateError('usage', { at: 'secret', fault: 'missing' }));
      const prepared = secret === undefined ? ok(null) : await prepare(secret, role, person);
      if (!prepared.ok) return prepared;
      return about(context, actor, 'person.change', person, (member, by) => {
        const loses = member.role === 'administrator' && role !== 'administrator';
        const last = loses ? anotherAdministrator(context, person) : ok(undefined);
        if (!last.ok) return last;
        const after = { name: parsed.value.name ?? member.name, role };
        const was = { name: member.name, role: member.role };
        const facts: Fact[] = [{ kind: 'person.changed', body: { person, before: was, after, by } }];
        const fresh = prepared.value;
        if (fresh !== null) facts.push({ kind: 'person.secret-set', body: { person, how: 'reset', by } });
        const done = secrets.change(
          (writer) => {
            if (fresh !== null) write(writer, person, fresh);
            if (loses) writer.setRecovery(person, null);
          },
          () => tell(ledger, ...facts),
        );
        if (!done.ok) return done;
        if (fresh !== null) authority.expel(person);
        return ok({ person, recoveryCode: fresh?.code ?? null });
      });
    },

    async reset(actor, input) {
      const parsed = parseWith(model.personSecret, input);
      if (!parsed.ok) return parsed;
      const { person, secret } = parsed.value;
      const member = about(context, actor, 'person.change', person, (found) => ok(found));
      if (!member.ok) return member;
      const fit = checkSecret(secret, member.value.role, person);
      if (!fit.ok) return fit;
      const hash = await hasher.hash(normaliseSecret(secret));
      return about(context, actor, 'person.change', person, (_, by) => {
        const done = secrets.change(
          (writer) => writer.setHash(person, hash),
          () =>
            tell(
              ledger,
              { kind: 'person.secret-set', body: { person, how: 'reset', by } },
              { kind: 'person.unlocked', body: { person, by } },
            ),
        );
        if (!done.ok) return done;
        forgetAttempts(context, person);
        authority.expel(person);
        return ok(undefined);
      });
    },

    list(actor) {
      const by = authority.authorise(actor, 'person.list');
      if (!by.ok) return by;
      const roster = context.roster();
      return roster.ok ? ok(listPeople(roster.value, attempts)) : roster;
    },
  };
}
