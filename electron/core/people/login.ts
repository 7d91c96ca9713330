/** Logging in and out, and the way back in with the recovery code. */

import { gateError } from '../../../shared/errors.ts';
import type { Actor, LoginInput, RecoverInput } from '../../../shared/model/people.ts';
import { normaliseIdentifier } from '../../../shared/model/people.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { memberOf, tell, type PeopleContext } from './context.ts';
import type { Proof } from './proving.ts';
import { newRecoveryCode, normaliseRecoveryCode } from './recovery-code.ts';
import { claimantKey, type Claimant, type Member } from './roster.ts';
import { checkSecret, normaliseSecret } from './secret-rules.ts';
import type { Secrets } from './secret-store.ts';
import { matchTotp } from './totp.ts';

/** What is typed is cut here, before any work is done on it. */
const LONGEST_IDENTIFIER = 64;
const LONGEST_SECRET = 1024;

type Claim = {
  readonly claimant: Claimant;
  readonly member: Member | null;
  readonly secrets: Secrets | null;
  readonly byCard: boolean;
};

/** Who it is said to be. Somebody unknown or disabled gets the same questions, the same time and the same answers. */
function claim(context: PeopleContext, typed: string, way: Claimant['way']): Result<Claim> {
  const identifier = normaliseIdentifier(typed.slice(0, LONGEST_IDENTIFIER));
  const roster = context.roster();
  if (!roster.ok) return roster;
  const card = context.secrets.byCard(identifier);
  if (!card.ok) return card;
  const member = roster.value.get(identifier) ?? roster.value.get(card.value ?? '') ?? null;
  if (member === null) {
    const bucket = context.secrets.bucket(identifier);
    const claimant = { way, person: null, bucket };
    return ok({ claimant, member: null, secrets: null, byCard: false });
  }
  const secrets = context.secrets.find(member.id);
  if (!secrets.ok) return secrets;
  const claimant = { way, person: member.id, bucket: null };
  return ok({
    claimant,
    member,
    secrets: member.disabled ? null : secrets.value,
    byCard: card.value !== null,
  });
}

/** The secret and, where there is one, the second factor, which is spent by this. */
export async function proofOf(
  context: PeopleContext,
  person: string | null,
  secrets: Secrets | null,
  input: Pick<LoginInput, 'secret' | 'code'>,
): Promise<Result<Proof>> {
  const secret = normaliseSecret(input.secret.slice(0, LONGEST_SECRET));
  if (!(await context.hasher.verify(secret, secrets?.hash ?? null))) return ok({ wrong: 'secret' });
  const totp = secrets?.totp ?? null;
  if (totp === null || person === null) return ok('right');
  if (input.code === undefined || input.code.trim() === '') return ok('code-missing');
  const step = matchTotp(totp, input.code, context.clock.now(), secrets?.totpStep ?? null);
  if (step === null) return ok({ wrong: 'code' });
  const spent = context.secrets.spendStep(person, step);
  if (!spent.ok) return spent;
  return ok(spent.value ? 'right' : { wrong: 'code' });
}

/**
 * `second-factor-needed`: ask for the code and send everything again. `login-failed` says nothing about which part was
 * wrong. Other errors: those of proving.ts.
 */
export async function login(context: PeopleContext, input: LoginInput): Promise<Result<Actor>> {
  const claimed = claim(context, input.identifier, 'login');
  if (!claimed.ok) return claimed;
  const { claimant, member, secrets, byCard } = claimed.value;
  const entered = await context.prover.prove(
    claimant,
    () => proofOf(context, member?.id ?? null, secrets, input),
    () => {
      const same = unchanged(context, member, secrets);
      if (!same.ok) return same;
      const { id: person, role } = same.value;
      const totp = secrets !== null && secrets.totp !== null;
      const factors = ['secret', ...(totp ? ['totp'] : []), ...(byCard ? ['card'] : [])];
      const body = { person, role, factors };
      const told = tell(context.ledger, { kind: 'login.succeeded', body });
      return told.ok ? ok(context.authority.enter(same.value)) : told;
    },
  );
  if (entered.ok && member !== null && secrets !== null && context.hasher.outdated(secrets.hash)) {
    const hash = await context.hasher.hash(normaliseSecret(input.secret));
    if (unchanged(context, member, secrets).ok) {
      context.secrets.change(
        (writer) => writer.setHash(member.id, hash),
        () => ok(undefined),
      );
    }
  }
  return entered;
}

/** Hashing takes its time, and a queue its own: an account that was disabled or given another secret meanwhile is not entered. */
function unchanged(context: PeopleContext, member: Member | null, proven: Secrets | null): Result<Member> {
  if (member === null || proven === null) throw new Error('nobody cannot prove anything');
  const now = memberOf(context, member.id);
  if (!now.ok) return now;
  const secrets = context.secrets.find(member.id);
  if (!secrets.ok) return secrets;
  const same = secrets.value?.hash === proven.hash && secrets.value.recovery === proven.recovery;
  return same && !now.value.disabled ? now : err(gateError('login-failed'));
}

export function logout(context: PeopleContext, actor: Actor): Result<void> {
  if (actor.type !== 'person' || !context.authority.authorise(actor, 'status.read').ok) {
    context.authority.leave(actor);
    return ok(undefined);
  }
  context.authority.leave(actor);
  const body = { person: actor.person, how: 'logout' };
  const told = tell(context.ledger, { kind: 'login.ended', body });
  return told.ok ? ok(undefined) : told;
}

/**
 * Sets a new secret with the recovery code, also while the account is locked; the second factor is gone with it and the
 * code is replaced by the one given back, to be printed. `secret-refused {rule}` before anything is tried.
 */
export async function recover(
  context: PeopleContext,
  input: RecoverInput,
): Promise<Result<{ readonly recoveryCode: string }>> {
  const claimed = claim(context, input.identifier, 'recovery');
  if (!claimed.ok) return claimed;
  const { claimant, member, secrets } = claimed.value;
  const fit = checkSecret(input.secret, member?.role ?? 'administrator', member?.id ?? input.identifier);
  if (!fit.ok) return fit;
  const code = normaliseRecoveryCode(input.code.slice(0, LONGEST_SECRET));
  const recoveryCode = newRecoveryCode();
  let hashes: readonly [string, string] | null = null;
  const recovered = await context.prover.prove(
    claimant,
    async () => {
      if (!(await context.hasher.verify(code, secrets?.recovery ?? null))) return ok({ wrong: 'recovery' });
      hashes = [
        await context.hasher.hash(normaliseSecret(input.secret)),
        await context.hasher.hash(normaliseRecoveryCode(recoveryCode)),
      ];
      return ok('right');
    },
    () => {
      const same = unchanged(context, member, secrets);
      if (!same.ok) return same;
      if (hashes === null) throw new Error('nobody cannot prove anything');
      return resetBy(context, same.value, hashes);
    },
  );
  if (!recovered.ok) return recovered;
  return ok({ recoveryCode });
}

function resetBy(
  context: PeopleContext,
  { id: person, totp }: Member,
  [hash, recovery]: readonly [string, string],
): Result<void> {
  const done = context.secrets.change(
    (writer) => {
      writer.setHash(person, hash);
      writer.setRecovery(person, recovery);
      writer.setTotp(person, null, null);
    },
    () =>
      tell(
        context.ledger,
        { kind: 'login.recovered', body: { person } },
        { kind: 'person.secret-set', body: { person, how: 'recovered', by: null } },
        ...(totp ? [{ kind: 'person.totp-set', body: { person, totp: false, by: null } }] : []),
      ),
  );
  if (!done.ok) return done;
  context.authority.expel(person);
  context.attempts.clear(claimantKey({ way: 'login', person, bucket: null }));
  return ok(undefined);
}
