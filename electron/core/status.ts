/** One look at what falls due: reviews, drills, backups, anchors, disks, the clock. For doctor, windows and the CLI. */

import type { Actor } from '../../shared/model/people.ts';
import { defaultSettings, type Settings } from '../../shared/model/settings.ts';
import type { ClinicStatus, SpaceStanding, Told } from '../../shared/model/status.ts';
import { ok, type Result } from '../../shared/result.ts';
import { anchorStandings } from './anchor/standing.ts';
import type { ClockWord } from './evidence/clock-word.ts';
import type { Drills } from './evidence/drill.ts';
import type { Reviews } from './evidence/review.ts';
import type { Backups } from './keeping/backup.ts';
import { levelOf } from './keeping/space.ts';
import type { FreeSpace } from './transfer/patience.ts';

/** The rooms that tell; a clinic's own, or those of somebody who only looks. */
export type StatusRooms = {
  readonly dataDir: string;
  readonly reviews: Pick<Reviews, 'status'>;
  readonly drills: Pick<Drills, 'status'>;
  readonly backups: Pick<Backups, 'status'>;
  readonly clockWord: Pick<ClockWord, 'standing'>;
  readonly free: FreeSpace;
  /** Errors: `settings-invalid`, the ledger's. */
  readonly present: () => Result<Settings>;
};

function map<T, U>(told: Result<T>, with_: (value: T) => U): Told<U> {
  return told.ok ? ok(with_(told.value)) : told;
}

/**
 * `inbox`: where released files go now; null for the one of the settings. Whoever shows this has asked for the right
 * `status.read` before: an actor without it gets its refusal in every part.
 */
export async function readStatus(
  { dataDir, reviews, drills, backups, clockWord, free, present }: StatusRooms,
  actor: Actor,
  inbox: string | null = null,
): Promise<ClinicStatus> {
  const settings = present();
  const known = settings.ok ? settings.value : null;
  return {
    review: map(reviews.status(actor), ({ days, sinceReview, due }) => ({
      days: days.length,
      oldest: days[0]?.date ?? null,
      since: sinceReview,
      due,
    })),
    drill: map(drills.status(actor), ({ last, sinceDrill, due }) => ({
      since: sinceDrill,
      passed: last?.passed ?? null,
      due,
    })),
    backup: map(backups.status(actor), ({ sinceBackup, due }) => ({
      since: sinceBackup,
      due,
      folder: known !== null && known.keeping.backupDir !== null,
    })),
    anchors: settings.ok ? anchorStandings(dataDir, settings.value.anchor) : settings,
    clock: clockWord.standing(),
    spaces: await spacesOf(
      free,
      dataDir,
      inbox ?? known?.inbox.dir ?? null,
      (known ?? defaultSettings()).keeping,
    ),
  };
}

async function spacesOf(
  freeIn: FreeSpace,
  data: string,
  inbox: string | null,
  keeping: Settings['keeping'],
): Promise<readonly SpaceStanding[]> {
  const places = [
    ['data', data],
    ['inbox', inbox],
    ['backup', keeping.backupDir],
  ] as const;
  const told: SpaceStanding[] = [];
  for (const [of, folder] of places) {
    if (folder === null) continue;
    const free = await freeIn(folder);
    told.push({ of, free, level: levelOf(free, keeping) });
  }
  return told;
}
