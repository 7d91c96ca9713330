/** Collects what people said about each session, later words counting where they say something. */

import { sessionFactsSchema, type SessionFacts } from '../../../../shared/model/facts.ts';
import { mergeFacts, NO_FACTS } from '../../evidence/session-facts.ts';
import type { Collector } from './entries.ts';

export type SaidOfSessions = { of(session: string): SessionFacts };

/** A session may be described after the period has ended: what was said of it then still belongs to it. */
export function collectSaid(): Collector<SaidOfSessions> {
  const said = new Map<string, SessionFacts>();
  return {
    kinds: ['session.facts'],
    see: ({ session, body }) => {
      const facts = sessionFactsSchema.safeParse(body['facts']);
      if (session === null || !facts.success) return;
      said.set(session, mergeFacts(said.get(session) ?? NO_FACTS, facts.data));
    },
    finish: () => ({ of: (session) => said.get(session) ?? NO_FACTS }),
  };
}
