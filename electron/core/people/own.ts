/** What people do with their own account: another secret, a second factor, a new recovery code. */

import { gateError } from '../../../shared/errors.ts';
import type { Actor } from '../../../shared/model/people.ts';
import type { Action } from '../../../shared/model/rights.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { memberOf, tell, type PeopleContext } from './context.ts';
import { proofOf } from './login.ts';
import { newRecoveryCode, normaliseRecoveryCode } from './recovery-code.ts';
import type { Member } from './roster.ts';
import { checkSecret, normaliseSecret } from './secret-rules.ts';
import { base32, matchTotp, newTotpSecret, totpUri } from './totp.ts';

/** `code`: the second factor, where there is one already. */
export type OwnProof = { readonly current: string; readonly code?: string | undefined };

/** What the person's authenticator app needs; shown once, kept only when a first code has come back. */
export type Enrolment = { readonly secret: string; readonly uri: string };

export type OwnAccount = {
  changeSecret(actor: Actor, input: OwnProof & { readonly next: string }): Promise<Result<void>>;
  beginTotp(actor: Actor, input: OwnProof): Promise<Result<Enrolment>>;
  /** `usage` when nothing was begun; `secret-refused {rule: 'code'}` when the code does not fit. */
  confirmTotp(actor: Actor, input: { readonly code: string }): Result<void>;
  renewRecovery(actor: Actor, input: OwnProof): Promise<Result<{ readonly recoveryCode: string }>>;
};

export function createOwnAccount(context: PeopleContext, issuer: string): OwnAccount {
  const begun = new Map<string, Buffer>();

  function self(actor: Actor, action: Action): Result<Member> {
    const by = context.authority.authorise(actor, action);
    if (!by.ok) return by;
    if (by.value.type !== 'person') return err(gateError('not-allowed', { action, role: 'console' }));
    return memberOf(context, by.value.person);
  }

  /** Being logged in is not enough to change what logging in needs: the screen may have been left open. */
  function prove<T>(member: Member, input: OwnProof, accept: () => Result<T>): Promise<Result<T>> {
    const secrets = context.secrets.find(member.id);
    if (!secrets.ok) return Promise.resolve(secrets);
    const claimant = { way: 'login', person: member.id, bucket: null } as const;
    const given = { secret: input.current, code: input.code };
    return context.prover.prove(
      claimant,
      () => proofOf(context, member.id, secrets.value, given),
      // Still logged in, still the same account, after the time that proving took.
      accept,
    );
  }

  return {
    async changeSecret(actor, { next, ...proof }) {
      const member = self(actor, 'own.secret');
      if (!member.ok) return member;
      const { id: person, role } = member.value;
      const fit = checkSecret(next, role, person);
      if (!fit.ok) return fit;
      if (normaliseSecret(next) === normaliseSecret(proof.current))
        return err(gateError('secret-refused', { rule: 'same' }));
      const hash = await context.hasher.hash(normaliseSecret(next));
      return prove(member.value, proof, () => {
        const by = context.authority.authorise(actor, 'own.secret');
        if (!by.ok) return by;
        const body = { person, how: 'own', by: by.value };
        const told = context.secrets.change(
          (writer) => writer.setHash(person, hash),
          () => tell(context.ledger, { kind: 'person.secret-set', body }),
        );
        return told.ok ? ok(undefined) : told;
      });
    },

    async beginTotp(actor, proof) {
      const member = self(actor, 'own.totp');
      if (!member.ok) return member;
      return prove(member.value, proof, () => {
        const secret = newTotpSecret();
        begun.set(member.value.id, secret);
        return ok({ secret: base32(secret), uri: totpUri(secret, member.value.id, issuer) });
      });
    },

    confirmTotp(actor, { code }) {
      const member = self(actor, 'own.totp');
      if (!member.ok) return member;
      const person = member.value.id;
      const secret = begun.get(person);
      if (secret === undefined) return err(gateError('usage', { totp: 'not-begun' }));
      const step = matchTotp(secret, code, context.clock.now(), null);
      if (step === null) return err(gateError('secret-refused', { rule: 'code' }));
      const by = context.authority.authorise(actor, 'own.totp');
      if (!by.ok) return by;
      const told = context.secrets.change(
        (writer) => writer.setTotp(person, secret, step),
        () => tell(context.ledger, { kind: 'person.totp-set', body: { person, totp: true, by: by.value } }),
      );
      if (!told.ok) return told;
      begun.delete(person);
      return ok(undefined);
    },

    async renewRecovery(actor, proof) {
      const member = self(actor, 'own.recovery');
      if (!member.ok) return member;
      const person = member.value.id;
      const recoveryCode = newRecoveryCode();
      const hash = await context.hasher.hash(normaliseRecoveryCode(recoveryCode));
      return prove(member.value, proof, () => {
        const by = context.authority.authorise(actor, 'own.recovery');
        if (!by.ok) return by;
        const told = context.secrets.change(
          (writer) => writer.setRecovery(person, hash),
          () => tell(context.ledger, { kind: 'person.recovery-set', body: { person, by: by.value } }),
        );
        return told.ok ? ok({ recoveryCode }) : told;
      });
    },
  };
}
