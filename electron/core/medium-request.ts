/** What is asked of the gate for one medium, and what is known about it before anything is read. */

import type { z } from 'zod';
import { gateError } from '../../shared/errors.ts';
import { missingFacts, sessionFactsSchema } from '../../shared/model/facts.ts';
import type { RequirableFact } from '../../shared/model/facts.ts';
import type { JsonValue } from '../../shared/model/ledger.ts';
import type { Actor } from '../../shared/model/people.ts';
import type { Preset } from '../../shared/model/session.ts';
import { parseWith } from '../../shared/parse.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { Clinic } from './clinic.ts';
import type { LedgerDraft } from './ports.ts';

/** `kiosk`: somebody can be asked while the check runs, and the release waits for it. `headless`: nobody can. */
export type FactsMode = 'kiosk' | 'headless';

/** Who and what a session is about, as far as it is known. `from`, `to`: absolute paths. */
export type MediumRequest = {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  readonly preset: Preset;
  readonly staff: string | null;
  readonly purpose: string | null;
  /** What else is known of it, and who says so. */
  readonly told?: { readonly actor: Actor; readonly facts: Omit<ToldFacts, 'staff' | 'purpose'> };
  /** Which of the settings' two lists says what has to be told; `headless` where it is left out. */
  readonly facts?: FactsMode;
  readonly device?: JsonValue;
  readonly volume?: JsonValue;
};

export type ToldFacts = z.input<typeof sessionFactsSchema>;

/** `required`: what the release still has to wait for. `drafts`: what was said, to stand behind the opening. */
export type Said = {
  readonly required: readonly RequirableFact[];
  readonly drafts: (session: string) => readonly LedgerDraft[];
};

/**
 * `facts-missing {facts}` where nobody can be asked any more; `usage {at, fault}` for a fact that is none; those of rights
 * and settings.
 */
export function saidBefore(
  { acting, settings }: Pick<Clinic, 'acting' | 'settings'>,
  { staff, purpose, told, facts: mode = 'headless' }: MediumRequest,
): Result<Said> {
  const present = settings.current();
  if (!present.ok) return present;
  const required = present.value.settings.facts[mode];
  const facts = parseWith(sessionFactsSchema, { ...told?.facts, staff, purpose });
  if (!facts.ok) return facts;
  const missing = missingFacts(facts.value, required);
  if (mode === 'headless' && missing.length > 0)
    return err(gateError('facts-missing', { facts: missing.join(', ') }));
  const stillRequired = mode === 'headless' ? [] : required;
  if (told === undefined) return ok({ required: stillRequired, drafts: () => [] });
  const by = acting.authorise(told.actor, 'session.facts');
  if (!by.ok) return by;
  const body = { facts: facts.value, by: by.value };
  return ok({
    required: stillRequired,
    drafts: (session) => [{ kind: 'session.facts', session, body }],
  });
}

/** As they stand in `session.opened` and `session.refused`. */
export const openingFacts = (request: MediumRequest): Record<string, JsonValue> => ({
  from: request.from,
  to: request.to,
  label: request.label,
  preset: request.preset,
  staff: request.staff,
  purpose: request.purpose,
  device: request.device ?? null,
  volume: request.volume ?? null,
});
