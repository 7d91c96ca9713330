/** What people say about a session: who, where the medium comes from, what for, and what becomes of it afterwards. */

import { z } from 'zod';

export const ORIGINS = ['patient', 'referring-hospital', 'laboratory', 'vendor', 'own'] as const;
export type Origin = (typeof ORIGINS)[number];

export const DISPOSITIONS = ['returned', 'kept', 'destroyed'] as const;
export type Disposition = (typeof DISPOSITIONS)[number];

const text = (max: number) => z.string().trim().min(1).max(max);

/** All may be unknown at first: checking begins before anybody was asked. */
export const sessionFactsSchema = z.strictObject({
  /** Identifier of the person who is responsible. */
  staff: text(64).nullable().default(null),
  origin: z.enum(ORIGINS).nullable().default(null),
  /** Name of the hospital, laboratory or company. */
  sender: text(200).nullable().default(null),
  purpose: text(500).nullable().default(null),
  patientId: text(64).nullable().default(null),
  disposition: z.enum(DISPOSITIONS).nullable().default(null),
});

export type SessionFacts = z.infer<typeof sessionFactsSchema>;

export const NO_FACTS: SessionFacts = sessionFactsSchema.parse({});

/** Later words count where they say something; nothing that was said is taken back by silence. */
export function mergeFacts(before: SessionFacts, said: SessionFacts): SessionFacts {
  const news = Object.entries(said).filter(([, value]) => value !== null);
  return sessionFactsSchema.parse({ ...before, ...Object.fromEntries(news) });
}

/** What policy may ask for. A patient's id is never forced: media of vendors and laboratories have none. */
export const REQUIRABLE_FACTS = ['staff', 'origin', 'purpose', 'disposition'] as const;
export type RequirableFact = (typeof REQUIRABLE_FACTS)[number];

/** What still has to be said before the release, in the order of asking; empty: the release need not wait. */
export const missingFacts = (
  facts: SessionFacts,
  required: readonly RequirableFact[],
): readonly RequirableFact[] =>
  REQUIRABLE_FACTS.filter((fact) => required.includes(fact) && (facts[fact] ?? '').trim() === '');
