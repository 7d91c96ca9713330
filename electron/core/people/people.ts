/** Puts accounts, logins and rights together over one ledger and one file of secrets. */

import type { Actor, LoginInput, RecoverInput } from '../../../shared/model/people.ts';
import type { Settings } from '../../../shared/model/settings.ts';
import { ok, type Result } from '../../../shared/result.ts';
import { foldKinds, type KindReader } from '../audit/by-kind.ts';
import type { Clock, Ledger } from '../ports.ts';
import { createAccountState, type AccountState } from './account-state.ts';
import { createAccounts, type Accounts } from './accounts.ts';
import { createAttempts } from './attempts.ts';
import { createAuthority, type Authority } from './authority.ts';
import { tell, type PeopleContext } from './context.ts';
import { login, logout, recover } from './login.ts';
import { createOwnAccount, type OwnAccount } from './own.ts';
import { createProver } from './proving.ts';
import { applyToRoster, PEOPLE_KINDS, restoreAttempts, type Member, type Roster } from './roster.ts';
import { createHasher, type Hasher } from './secret-hash.ts';
import { openSecretStore, type SecretStore } from './secret-store.ts';

export type PeopleOptions = {
  readonly dataDir: string;
  readonly ledger: Ledger;
  readonly reader: Pick<KindReader, 'each'>;
  readonly clock: Clock;
  /** Asked anew at each use, so that a changed setting counts at once. */
  readonly rules: () => Result<Settings['people']>;
  /** What authenticator apps show beside the code. */
  readonly issuer: string;
  readonly hasher?: Hasher;
};

export type People = {
  readonly accounts: Accounts & AccountState;
  readonly own: OwnAccount;
  readonly authorise: Authority['authorise'];
  readonly roster: () => Result<Roster>;
  login(input: LoginInput): Promise<Result<Actor>>;
  logout(actor: Actor): Result<void>;
  recover(input: RecoverInput): Promise<Result<{ readonly recoveryCode: string }>>;
  console(user: string): Actor;
  /** Whether no administrator can log in: first run, or the accounts were lost. */
  founding(): Result<boolean>;
  close(): void;
};

/**
 * Opens <data>/people.sqlite beside an open ledger. Where the ledger knows people and the file is gone, an entry
 * `accounts.lost` says so before anything else can happen. Errors: `accounts-unusable {reason}` and the ledger's.
 */
export function openPeople(options: PeopleOptions): Result<People> {
  const { ledger, reader, clock, rules, hasher = createHasher() } = options;
  const folded = foldKinds<Map<string, Member>>(reader, PEOPLE_KINDS, new Map(), applyToRoster);
  const roster = (): Result<Roster> => folded.read();
  const known = roster();
  if (!known.ok) return known;
  const attempts = createAttempts(clock);
  const restored = restoreAttempts(reader, attempts);
  if (!restored.ok) return restored;
  const opened = openSecretStore(options.dataDir);
  if (!opened.ok) return opened;
  const { store: secrets, made } = opened.value;
  if (made && known.value.size > 0) {
    const told = tell(ledger, { kind: 'accounts.lost', body: { people: known.value.size } });
    if (!told.ok) {
      secrets.close();
      return told;
    }
  }
  const founding = (): Result<boolean> => nobodyAdministers(roster, secrets);
  const authority = createAuthority({ clock, ledger, roster, founding, rules });
  const prover = createProver({ ledger, attempts, rules });
  const context: PeopleContext = { clock, ledger, secrets, hasher, attempts, authority, prover, roster };
  return ok({
    accounts: { ...createAccounts(context), ...createAccountState(context) },
    own: createOwnAccount(context, options.issuer),
    authorise: (actor, action) => authority.authorise(actor, action),
    roster,
    login: (input) => login(context, input),
    logout: (actor) => logout(context, actor),
    recover: (input) => recover(context, input),
    console: (user) => authority.console(user),
    founding,
    close: () => secrets.close(),
  });
}

function nobodyAdministers(
  roster: () => Result<Roster>,
  secrets: Pick<SecretStore, 'find'>,
): Result<boolean> {
  const people = roster();
  if (!people.ok) return people;
  for (const { id, role, disabled } of people.value.values()) {
    if (role !== 'administrator' || disabled) continue;
    const found = secrets.find(id);
    if (!found.ok) return found;
    if (found.value !== null) return ok(false);
  }
  return ok(true);
}
