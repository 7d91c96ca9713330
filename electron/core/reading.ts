/**
 * A clinic's record for whoever only looks: the same desks as the clinic's own over a ledger that takes nothing, without
 * the data folder's lock, so that it can be read beside a running gate.
 */

import { gateError } from '../../shared/errors.ts';
import type { Actor, Person } from '../../shared/model/people.ts';
import { mayDo, type Action } from '../../shared/model/rights.ts';
import type { ClinicStatus } from '../../shared/model/status.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { compareHeads, type Comparison } from './anchor/compare.ts';
import { openByKind, type KindReader } from './audit/by-kind.ts';
import { fileKeyStore } from './audit/keys.ts';
import type { ClockWord } from './evidence/clock-word.ts';
import type { Drills } from './evidence/drill.ts';
import type { MediaDesk } from './evidence/media-book.ts';
import type { Reviews } from './evidence/review.ts';
import type { FactsDesk } from './evidence/session-facts.ts';
import type { Exceptions } from './exceptions/exceptions.ts';
import type { Archives } from './keeping/archive.ts';
import type { Backups } from './keeping/backup.ts';
import { furnishDesks } from './furnish-desks.ts';
import type { Acting } from './people/acting.ts';
import { createAttempts } from './people/attempts.ts';
import { listPeople } from './people/listing.ts';
import { applyToRoster, PEOPLE_KINDS, restoreAttempts, type Member } from './people/roster.ts';
import type { Clock, Ledger } from './ports.ts';
import { createSettings, type SettingsDesk } from './settings/settings.ts';
import { foldSettings } from './settings/state.ts';
import { readStatus } from './status.ts';
import { systemClock } from './system-clock.ts';

/** `user`: the operating system's, in whose name is looked. Rights are those of the console. */
export type ReadingSettings = { readonly dataDir: string; readonly app: string; readonly user: string };

export type Reading = {
  readonly dataDir: string;
  readonly actor: Actor;
  readonly settings: Pick<SettingsDesk, 'read' | 'exportText'>;
  readonly exceptions: Pick<Exceptions, 'list'>;
  readonly facts: Pick<FactsDesk, 'of'>;
  readonly reviews: Pick<Reviews, 'list' | 'status'>;
  readonly drills: Pick<Drills, 'list' | 'status'>;
  readonly media: Pick<MediaDesk, 'list'>;
  readonly backups: Pick<Backups, 'check' | 'status'>;
  readonly archives: Pick<Archives, 'list'>;
  readonly clockWord: Pick<ClockWord, 'standing'>;
  people(): Result<readonly Person[]>;
  /** `inbox`: where released files go now, for its disk; null for the settings' own. */
  status(inbox: string | null): Promise<ClinicStatus>;
  compareHeads(text: string): Result<Comparison>;
  close(): void;
};

/** A ledger that takes nothing: whatever would write says so instead. */
const closedBook: Ledger = {
  append: () => err(gateError('ledger-read-only', { reason: 'reading' })),
  head: null,
};

/** Errors: the store's; `not-found {file}` or its like where there is no ledger yet. */
export function openReading(given: ReadingSettings, clock: Clock = systemClock): Result<Reading> {
  const { dataDir, app, user } = given;
  const opened = openByKind(dataDir);
  if (!opened.ok) return opened;
  const reader = opened.value;
  const actor: Actor = { type: 'console', user };
  const acting: Acting = {
    ledger: closedBook,
    authorise: (asking, action: Action) =>
      asking === actor && mayDo('console', action)
        ? ok({ type: 'console', user })
        : err(gateError('not-allowed', { action, role: 'console' })),
  };
  const state = foldSettings(reader);
  const keys = fileKeyStore(dataDir);
  const { desks, told } = furnishDesks({ acting, reader, clock, dataDir, app, keys, state });
  return ok({
    dataDir,
    actor,
    settings: createSettings(state, { ...acting, dataDir }),
    ...desks,
    status: (inbox) => readStatus(told, actor, inbox),
    people: () => peopleOf(reader, clock),
    compareHeads: (text) => compareHeads({ ...acting, reader }, actor, text),
    close: () => reader.close(),
  });
}

function peopleOf(reader: KindReader, clock: Clock): Result<readonly Person[]> {
  const roster = new Map<string, Member>();
  const attempts = createAttempts(clock);
  const read = reader.each(PEOPLE_KINDS, 0, (entry) => void applyToRoster(roster, entry));
  if (!read.ok) return read;
  const restored = restoreAttempts(reader, attempts);
  return restored.ok ? ok(listPeople(roster, attempts)) : restored;
}
