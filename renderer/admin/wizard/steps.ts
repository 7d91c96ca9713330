/** The steps of the first run and which of them are done already. Pure, from what the core says. */

import type { SetupStatus } from '../../../shared/contract/upkeep.ts';

export const STEPS = ['administrator', 'clinic', 'inbox', 'engine', 'definitions', 'practice'] as const;
export type Step = (typeof STEPS)[number];

export function isDone(step: Step, status: SetupStatus): boolean {
  switch (step) {
    case 'administrator':
      return !status.founding;
    case 'clinic':
      return status.clinic;
    case 'inbox':
      return status.inbox;
    case 'engine':
      return status.engine.ok;
    case 'definitions': {
      const { state } = status.definitions;
      return state === 'fresh' || state === 'aging' || (status.practice && state === 'practice');
    }
    case 'practice':
      return false;
  }
}

/** The first step that is not done: where a run that was left goes on. */
export const firstOpen = (status: SetupStatus): Step =>
  STEPS.find((step) => !isDone(step, status)) ?? 'practice';
