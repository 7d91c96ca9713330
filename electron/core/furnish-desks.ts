/** The desks over a record: alike in a clinic that is open and for whoever only looks at its record. */

import type { Settings } from '../../shared/model/settings.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { KindReader } from './audit/by-kind.ts';
import type { KeyStore } from './audit/keys.ts';
import { createClockWord } from './evidence/clock-word.ts';
import { createDrills } from './evidence/drill.ts';
import { createMediaDesk } from './evidence/media-book.ts';
import { createReviews } from './evidence/review.ts';
import { createFactsDesk } from './evidence/session-facts.ts';
import { createExceptions } from './exceptions/exceptions.ts';
import { createArchives } from './keeping/archive.ts';
import { createBackups } from './keeping/backup.ts';
import type { Acting } from './people/acting.ts';
import type { Clock } from './ports.ts';
import type { SettingsState } from './settings/state.ts';
import { createFreeSpace } from './transfer/patience.ts';

/** Asked anew at each use, so that a changed setting counts at once. */
export const settingOf =
  (state: SettingsState) =>
  <T>(pick: (present: Settings) => T): (() => Result<T>) =>
  () => {
    const present = state.current();
    return present.ok ? ok(pick(present.value.settings)) : present;
  };

export type DesksGround = {
  readonly acting: Acting;
  readonly reader: KindReader;
  readonly clock: Clock;
  readonly dataDir: string;
  readonly app: string;
  readonly keys: KeyStore;
  readonly state: SettingsState;
};

/** `told`: what readStatus asks. The rest are the desks by name. */
export function furnishDesks({ acting, reader, clock, dataDir, app, keys, state }: DesksGround) {
  const setting = settingOf(state);
  const room = { ...acting, reader, clock };
  const clockWord = createClockWord(room);
  const reviews = createReviews({ ...room, everyDays: setting((present) => present.review.everyDays) });
  const drills = createDrills({ ...room, everyDays: setting((present) => present.drill.everyDays) });
  const backups = createBackups({
    ...{ ...room, dataDir, keys, app },
    everyDays: setting((present) => present.keeping.backupEveryDays),
  });
  return {
    desks: {
      exceptions: createExceptions({ ...room, maxDays: setting((present) => present.exceptions.maxDays) }),
      facts: createFactsDesk(room),
      clockWord,
      reviews,
      drills,
      media: createMediaDesk(room),
      backups,
      archives: createArchives({ ...room, keys, app }),
    },
    told: {
      ...{ dataDir, reviews, drills, backups, clockWord, free: createFreeSpace() },
      present: setting((present) => present),
    },
  };
}
