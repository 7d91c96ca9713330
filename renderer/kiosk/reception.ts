/** What is asked at the reception, in which order, and where "back" leads; pure. */

import type { Identified } from '../../shared/contract/kiosk.ts';
import type { RequirableFact } from '../../shared/model/facts.ts';
import type { About } from './about.ts';

export const RECEPTION_STEPS = ['who', 'origin', 'content', 'purpose', 'disposition'] as const;
export type ReceptionStep = (typeof RECEPTION_STEPS)[number];

type Asking = {
  readonly about: About;
  /** What has to be said. */
  readonly asks: readonly RequirableFact[];
  readonly who: Identified | null;
};

/** `content` is asked of anybody while there is something to decide by it: which files are accepted. */
function asked({ about, asks }: Asking): readonly ReceptionStep[] {
  const facts: readonly string[] = [...asks, ...about.missing];
  return RECEPTION_STEPS.filter(
    (step) => step === 'who' || (step === 'content' ? about.under !== null : facts.includes(step)),
  );
}

function done(step: ReceptionStep, { about, who }: Asking): boolean {
  switch (step) {
    case 'who':
      return who !== null;
    case 'content':
      return about.presetChosen;
    case 'origin':
    case 'purpose':
    case 'disposition':
      return (about.facts[step] ?? '') !== '';
  }
}

/** A person who stands in the record already is not exchanged for another by going back. */
const open = (step: ReceptionStep, { about }: Asking): boolean =>
  step !== 'who' || about.facts.staff === null;

export type ReceptionPlace = { readonly step: ReceptionStep; readonly back: ReceptionStep | null };

/** The next question, or the one gone back to; null when nothing is missing or answers come too late. */
export function receptionPlace(asking: Asking, revisited: ReceptionStep | null): ReceptionPlace | null {
  const { under, missing } = asking.about;
  if (under?.phase === 'recording' || under?.phase === 'releasing') return null;
  const steps = asked(asking);
  const next = missing.length === 0 ? undefined : steps.find((step) => !done(step, asking));
  const wanted = revisited !== null && steps.includes(revisited) && done(revisited, asking);
  const step = wanted && missing.length > 0 ? revisited : next;
  if (step === undefined) return null;
  const before = steps.slice(0, steps.indexOf(step)).filter((earlier) => open(earlier, asking));
  return { step, back: before.at(-1) ?? null };
}

/** All was answered but the person was never told to the record: that is done by telling it nothing else. */
export const tellsPersonAlone = ({ about, who }: Omit<Asking, 'asks'>): boolean =>
  who?.duty === null && about.presetChosen && about.missing.length === 1 && about.missing[0] === 'staff';
