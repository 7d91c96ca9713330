/** Logging in, one's own account, and other people's. */

import { z } from 'zod';
import * as model from '../model/people.ts';
import type { Duty, Person } from '../model/people.ts';
import type { Action, Role } from '../model/rights.ts';
import * as m from './method.ts';
import { ADMIN, BOTH, method } from './method.ts';

/** `rights`: what this role may do, for showing and hiding; the core asks again. `idleMinutes`: until the log-out. */
export type LoggedIn = {
  readonly person: string;
  readonly name: string;
  readonly role: Role;
  readonly duty: Duty | null;
  readonly totp: boolean;
  readonly rights: readonly Action[];
  readonly idleMinutes: number;
  /** Seconds until the log-out, were nothing more done. */
  readonly idleLeft: number;
};

/** `recoveryCode`: for administrators, to be printed now; it is kept nowhere. */
export type IssuedAccount = { readonly person: string; readonly recoveryCode: string | null };
/** What an authenticator app needs; shown once. */
export type TotpEnrolment = { readonly secret: string; readonly uri: string };

const ownProof = z.strictObject({ current: m.secret, code: m.code.optional() });

export const ACCOUNT_METHODS = {
  /** Errors: `login-failed`, `login-delayed {seconds}`, `login-locked {seconds}`, `second-factor-needed`. */
  login: method<LoggedIn>()({ windows: ADMIN, need: 'open', input: m.credentials }),
  logout: method<null>()({ windows: ADMIN, need: 'open', input: m.nothing }),
  /** Null while nobody is logged in. */
  whoami: method<LoggedIn | null>()({ windows: ADMIN, need: 'open', input: m.nothing, idle: true }),
  /** Somebody is still there: begins the idle time anew. */
  'login.keep': method<null>()({ windows: ADMIN, need: 'login', input: m.nothing }),
  /** A new secret with the recovery code; the second factor is gone with it. */
  recover: method<{ readonly recoveryCode: string }>()({
    windows: ADMIN,
    need: 'open',
    input: z.strictObject({ identifier: m.line(64), code: m.line(64), secret: m.secret }),
  }),

  /** At a kiosk too: staff choose their own PIN at the first identification. */
  'own.secret': method<null>()({
    windows: BOTH,
    need: 'own.secret',
    input: ownProof.extend({ next: m.secret }),
  }),
  'own.totp-begin': method<TotpEnrolment>()({ windows: ADMIN, need: 'own.totp', input: ownProof }),
  'own.totp-confirm': method<null>()({
    windows: ADMIN,
    need: 'own.totp',
    input: z.strictObject({ code: m.code }),
  }),
  'own.recovery': method<{ readonly recoveryCode: string }>()({
    windows: ADMIN,
    need: 'own.recovery',
    input: ownProof,
  }),

  'people.list': method<readonly Person[]>()({ windows: ADMIN, need: 'person.list', input: m.nothing }),
  'people.add': method<IssuedAccount>()({
    windows: ADMIN,
    need: 'person.add',
    input: model.personInput.extend({ id: m.line(64), name: m.line(100), secret: m.secret }),
  }),
  'people.change': method<IssuedAccount>()({
    windows: ADMIN,
    need: 'person.change',
    input: model.personChange,
  }),
  'people.reset': method<null>()({ windows: ADMIN, need: 'person.change', input: model.personSecret }),
  'people.card': method<null>()({ windows: ADMIN, need: 'person.change', input: model.personCard }),
  'people.totp-remove': method<null>()({ windows: ADMIN, need: 'person.change', input: model.personReason }),
  'people.disable': method<null>()({ windows: ADMIN, need: 'person.disable', input: model.personReason }),
  'people.enable': method<null>()({ windows: ADMIN, need: 'person.disable', input: model.personReason }),
  'people.unlock': method<null>()({ windows: ADMIN, need: 'person.unlock', input: model.personOnly }),
} as const;
