/** What people say about a session, told as it becomes known: during the check, before the release, and afterwards. */

import { z } from 'zod';

import { gateError } from '../../../shared/errors.ts';
import {
  mergeFacts,
  missingFacts,
  NO_FACTS,
  sessionFactsSchema,
  type RequirableFact,
  type SessionFacts,
} from '../../../shared/model/facts.ts';
import type { Actor } from '../../../shared/model/people.ts';
import { parseWith } from '../../../shared/parse.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { KindReader } from '../audit/by-kind.ts';
import type { Acting } from '../people/acting.ts';

export { mergeFacts, NO_FACTS };

export type FactsDesk = {
  /**
   * All that is known now. Whoever tells is the one who is responsible, unless an administrator or the console names
   * somebody else: `not-allowed`. `not-found {session}` for a session that never began.
   */
  tell(
    actor: Actor,
    input: { readonly session: string; readonly facts: z.input<typeof sessionFactsSchema> },
  ): Result<SessionFacts>;
  of(session: string): Result<SessionFacts>;
  /** Calls back after every word about this session; gives what ends that. */
  onTold(session: string, listener: () => void): () => void;
  /** What the release of this session still waits for; empty: nothing. */
  missing(session: string, required: readonly RequirableFact[]): Result<readonly RequirableFact[]>;
};

const toldBody = z.object({ facts: sessionFactsSchema });
const openedBody = z.object({
  staff: z.string().nullable().default(null),
  purpose: z.string().nullable().default(null),
});

export function createFactsDesk({
  ledger,
  authorise,
  reader,
}: Acting & { readonly reader: Pick<KindReader, 'ofSession'> }): FactsDesk {
  /** Null when there is no such session. */
  function known(session: string): Result<SessionFacts | null> {
    const entries = reader.ofSession(session);
    if (!entries.ok) return entries;
    let facts: SessionFacts | null = null;
    for (const { kind, body } of entries.value) {
      if (kind === 'session.opened') {
        const { staff, purpose } = openedBody.parse(body);
        facts = { ...NO_FACTS, staff, purpose };
      } else if (kind === 'session.facts') {
        facts = mergeFacts(facts ?? NO_FACTS, toldBody.parse(body).facts);
      }
    }
    return ok(facts);
  }

  const of = (session: string): Result<SessionFacts> => {
    const facts = known(session);
    if (!facts.ok) return facts;
    return facts.value === null ? err(gateError('not-found', { session })) : ok(facts.value);
  };

  const listeners = new Set<{ readonly session: string; readonly tell: () => void }>();

  return {
    tell: (actor, { session, facts }) => {
      const by = authorise(actor, 'session.facts');
      if (!by.ok) return by;
      const parsed = parseWith(sessionFactsSchema, facts);
      if (!parsed.ok) return parsed;
      const before = of(session);
      if (!before.ok) return before;
      const own = by.value.type === 'person' ? by.value.person : null;
      const named = parsed.value.staff;
      if (by.value.type === 'person' && by.value.role === 'staff' && named !== null && named !== own)
        return err(gateError('not-allowed', { action: 'session.facts', role: 'staff' }));
      const said = { ...parsed.value, staff: named ?? before.value.staff ?? own };
      const body = { facts: said, by: by.value };
      const told = ledger.append([{ kind: 'session.facts', session, body }]);
      if (!told.ok) return told;
      for (const listener of [...listeners]) if (listener.session === session) listener.tell();
      return ok(mergeFacts(before.value, said));
    },
    of,
    onTold(session, tell) {
      const listener = { session, tell };
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    missing: (session, required) => {
      const facts = of(session);
      return facts.ok ? ok(missingFacts(facts.value, required)) : facts;
    },
  };
}
