/** Granting, revoking and listing exceptions, and what a session takes along of them. */

import { randomBytes } from 'node:crypto';

import { gateError } from '../../../shared/errors.ts';
import { exceptionInput, type ExceptionInput, type FileException } from '../../../shared/model/exception.ts';
import type { Actor } from '../../../shared/model/people.ts';
import { parseWith } from '../../../shared/parse.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { foldKinds, type KindReader } from '../audit/by-kind.ts';
import { ledgerTime } from '../audit/reference-time.ts';
import type { Acting } from '../people/acting.ts';
import type { Clock, LedgerDraft } from '../ports.ts';
import type { ExceptionIndex } from './apply.ts';
import { applyToRegister, EXCEPTION_KINDS, indexOf, type Register } from './register.ts';

/** Taken once at the beginning of a session: `now` is the time to judge with, in milliseconds since 1970. */
export type ExceptionsNow = { readonly index: ExceptionIndex; readonly now: number };

export type Exceptions = {
  list(actor: Actor): Result<readonly FileException[]>;
  /**
   * On the word of two people who are both logged in; `second` is the second of them. The id and when it ends. Errors:
   * `same-person`, `exception-refused {rule}` with `too-long`, `vendor-confirmation`, and those of rights.
   */
  grant(
    actor: Actor,
    second: Actor,
    input: ExceptionInput,
  ): Result<{ readonly exception: string; readonly expires: string }>;
  /** One person is enough to close what two have opened. `not-found` for one that was never granted or is revoked. */
  revoke(actor: Actor, input: { readonly exception: string; readonly reason: string }): Result<void>;
  forSession(): Result<ExceptionsNow>;
};

export type ExceptionsPorts = Acting & {
  readonly reader: Pick<KindReader, 'each' | 'newest' | 'verdictsOn'>;
  readonly clock: Pick<Clock, 'now'>;
  /** What the settings allow; never more than 30. */
  readonly maxDays: () => Result<number>;
};

/** The entry of one use, in the session's own batch, before the release. `path`: as in the file's own entry. */
export const useDraft = (
  session: string,
  exception: string,
  file: { readonly sha256: string; readonly path: string },
): LedgerDraft => ({
  kind: 'exception.used',
  session,
  body: { exception, sha256: file.sha256, path: file.path },
});

const DAY_MS = 24 * 60 * 60 * 1000;

export function createExceptions(ports: ExceptionsPorts): Exceptions {
  const { ledger, authorise, reader, clock, maxDays } = ports;
  const folded = foldKinds<Map<string, FileException>>(reader, EXCEPTION_KINDS, new Map(), applyToRegister);
  const register = (): Result<Register> => folded.read();
  const refused = (rule: string): Result<never> => err(gateError('exception-refused', { rule }));

  return {
    list: (actor) => {
      const by = authorise(actor, 'exception.read');
      if (!by.ok) return by;
      const read = register();
      return read.ok ? ok([...read.value.values()].reverse()) : read;
    },

    grant: (actor, second, input) => {
      const by = authorise(actor, 'exception.grant');
      if (!by.ok) return by;
      const with_ = authorise(second, 'exception.second');
      if (!with_.ok) return with_;
      if (by.value.type !== 'person' || with_.value.type !== 'person')
        return err(gateError('not-allowed', { action: 'exception.grant', role: 'console' }));
      if (by.value.person === with_.value.person) return err(gateError('same-person'));
      const parsed = parseWith(exceptionInput, input);
      if (!parsed.ok) return parsed;
      const { sha256, reason, days, vendorConfirmation } = parsed.value;
      const most = maxDays();
      if (!most.ok) return most;
      if (days > most.value) return refused('too-long');
      const verdicts = reader.verdictsOn(sha256);
      if (!verdicts.ok) return verdicts;
      // Said at once here; apply.ts holds it again for what is detected only later.
      if (verdicts.value.includes('infected') && !vendorConfirmation) return refused('vendor-confirmation');
      const now = ledgerTime(reader, clock);
      if (!now.ok) return now;
      const exception = randomBytes(6).toString('hex');
      const expires = new Date(now.value + days * DAY_MS).toISOString();
      const body = {
        exception,
        sha256,
        reason,
        vendorConfirmation,
        expires,
        by: by.value,
        second: with_.value,
      };
      const told = ledger.append([{ kind: 'exception.granted', session: null, body }]);
      return told.ok ? ok({ exception, expires }) : told;
    },

    revoke: (actor, { exception, reason }) => {
      const by = authorise(actor, 'exception.revoke');
      if (!by.ok) return by;
      const read = register();
      if (!read.ok) return read;
      const present = read.value.get(exception);
      if (present === undefined || present.revoked !== null)
        return err(gateError('not-found', { exception }));
      if (reason.trim() === '') return err(gateError('usage', { at: 'reason', fault: 'missing' }));
      const body = { exception, reason: reason.trim().slice(0, 1000), by: by.value };
      const told = ledger.append([{ kind: 'exception.revoked', session: null, body }]);
      return told.ok ? ok(undefined) : told;
    },

    forSession: () => {
      const [read, now] = [register(), ledgerTime(reader, clock)];
      if (!read.ok) return read;
      return now.ok ? ok({ index: indexOf(read.value), now: now.value }) : now;
    },
  };
}
