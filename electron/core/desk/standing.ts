/** What the snapshot tells of the record, the settings and the disks, looked at anew. */

import * as path from 'node:path';
import type { DefinitionsView, Snapshot, SpaceView } from '../../../shared/contract/snapshot.ts';
import type { Settings } from '../../../shared/model/settings.ts';
import { defaultSettings } from '../../../shared/model/settings.ts';
import type { ClockBehind } from '../../../shared/model/status.ts';
import { ok, type Result } from '../../../shared/result.ts';
import type { Clinic } from '../clinic.ts';
import type { Gate } from '../gatekeeper.ts';
import { diskSpace } from '../keeping/space.ts';
import type { EngineIdentity } from '../ports.ts';
import { ageInDays, stateOfAge } from '../scan/definitions/state.ts';
import type { FreeSpace } from '../transfer/patience.ts';
import { refusedAsMoved } from '../transfer/standing-mount.ts';
import type { SnapshotPart } from './board.ts';
import type { DeskSettings, HostPorts } from './ports.ts';

export function firstSnapshot(settings: DeskSettings, host: HostPorts): Omit<Snapshot, 'seq' | 'at'> {
  return {
    app: settings.app,
    host: host.kind,
    practice: settings.practice,
    founding: false,
    clinic: { name: '', contact: '' },
    gate: { state: 'opening' },
    definitions: { state: 'none', version: null, builtAt: null, days: null },
    ledger: { ok: false, entries: 0, error: null },
    spaces: [],
    inbox: { chosen: false, name: '', moved: false },
    clock: { recordAt: null },
    asks: defaultSettings().facts.kiosk,
    guests: 'allow',
    media: [],
    queue: [],
    session: null,
    result: null,
    unread: [],
    interrupted: [],
    unreviewed: { days: 0, oldest: null, due: false },
    backup: { since: null, due: false },
    drill: { since: null, due: false },
    trouble: null,
    languages: ['ja', 'en'],
  };
}

/** The age counts now, not when the engine was started. */
export function definitionsView(identity: EngineIdentity, now: number): DefinitionsView {
  const { state, definitions: version, builtAt } = identity;
  if (builtAt === null) return { state, version, builtAt, days: null };
  const built = Date.parse(builtAt);
  const aged = state === 'fresh' || state === 'aging' ? stateOfAge(built, now) : state;
  return { state: aged, version, builtAt, days: Math.max(0, Math.floor(ageInDays(built, now))) };
}

export async function standing(
  own: DeskSettings,
  clinic: Result<Clinic>,
  gate: Gate | null,
  free: FreeSpace,
): Promise<SnapshotPart> {
  if (!clinic.ok) return { ledger: { ok: false, entries: 0, error: clinic.error } };
  const { ledger, people, settings, reviews, backups, drills } = clinic.value;
  const desk = people.console('desk');
  const [present, founding] = [settings.current(), people.founding()];
  const [review, backup, drill] = [reviews.status(desk), backups.status(desk), drills.status(desk)];
  const known = present.ok ? present.value.settings : null;
  const inbox = own.to ?? known?.inbox.dir ?? null;
  const moved = inbox === null ? ok(false) : refusedAsMoved(clinic.value.reader, inbox);
  const clock = clinic.value.clockWord.standing();
  const failed = [present, founding, review, moved, clock].find((part) => !part.ok);
  return {
    ledger: {
      ok: failed === undefined,
      entries: ledger.head.seq,
      error: failed?.ok === false ? failed.error : null,
    },
    founding: founding.ok && founding.value,
    ...(known === null ? {} : { clinic: known.clinic, asks: known.facts.kiosk, guests: known.policy.guests }),
    ...(gate === null ? {} : { definitions: definitionsView(gate.engine, clinic.value.reference.now()) }),
    inbox: {
      chosen: inbox !== null,
      name: inbox === null ? '' : path.basename(inbox),
      moved: moved.ok && moved.value,
    },
    ...(clock.ok ? { clock: { recordAt: recordAhead(clock.value) } } : {}),
    ...(review.ok
      ? {
          unreviewed: {
            days: review.value.days.length,
            oldest: review.value.days[0]?.date ?? null,
            due: review.value.due,
          },
        }
      : {}),
    ...(backup.ok ? { backup: { since: backup.value.sinceBackup, due: backup.value.due } } : {}),
    ...(drill.ok ? { drill: { since: drill.value.sinceDrill, due: drill.value.due } } : {}),
    spaces: await spacesOf(own.dataDir, inbox, known, free),
  };
}

/** A clock that was put right by seconds has caught up before anybody has read of it. */
const CLOCK_NOTICE_MS = 60_000;

const recordAhead = ({ now, behind }: ClockBehind): string | null =>
  behind < CLOCK_NOTICE_MS ? null : new Date(Date.parse(now) + behind).toISOString();

/** Data folder and inbox may lie on one disk: each is told all the same. */
async function spacesOf(
  dataDir: string,
  inbox: string | null,
  settings: Settings | null,
  free: FreeSpace,
): Promise<readonly SpaceView[]> {
  const { keeping } = settings ?? defaultSettings();
  const places = (
    [
      ['data', dataDir],
      ['inbox', inbox],
      ['backup', keeping.backupDir],
    ] as const
  ).filter((place): place is readonly [SpaceView['of'], string] => place[1] !== null);
  const spaces = await diskSpace(
    places.map(([, folder]) => folder),
    keeping,
    free,
  );
  return places.map(([of, folder]) => {
    const space = spaces.find((one) => one.folder === path.resolve(folder));
    return { of, free: space?.free ?? null, level: space?.level ?? 'unknown' };
  });
}
