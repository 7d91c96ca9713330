/**
 * One clinic's data folder in one pair of hands: the record and everything that stands on it but engine and media. It stays
 * open while the gate is closed, because logging in, reading the record and mending the gate must work then.
 */

import type { Actor } from '../../shared/model/people.ts';
import type { ClinicStatus } from '../../shared/model/status.ts';
import { ok, type Result } from '../../shared/result.ts';
import { keepAnchored, type AnchorKeeper } from './anchor/keeper.ts';
import { openByKind, type KindReader } from './audit/by-kind.ts';
import { fileKeyStore, type KeyStore } from './audit/keys.ts';
import type { OpenLedger } from './audit/ledger.ts';
import { referenceClock } from './audit/reference-time.ts';
import { openDataFolder, type DataFolderAccess } from './data-folder.ts';
import type { ClockWord } from './evidence/clock-word.ts';
import type { Drills } from './evidence/drill.ts';
import type { MediaDesk } from './evidence/media-book.ts';
import type { Reviews } from './evidence/review.ts';
import type { FactsDesk } from './evidence/session-facts.ts';
import type { Exceptions } from './exceptions/exceptions.ts';
import type { Archives } from './keeping/archive.ts';
import type { Backups } from './keeping/backup.ts';
import { sweepTries } from './keeping/restore-test.ts';
import { furnishDesks, settingOf } from './furnish-desks.ts';
import type { Acting } from './people/acting.ts';
import { openPeople, type People } from './people/people.ts';
import type { Hasher } from './people/secret-hash.ts';
import type { Clock, Log } from './ports.ts';
import { createSettings, type SettingsDesk } from './settings/settings.ts';
import { foldSettings, type SettingsState } from './settings/state.ts';
import { readStatus } from './status.ts';
import { systemClock } from './system-clock.ts';

/** `dataDir`: absolute, made when it is missing. `app`: name and version, for the record. */
export type ClinicSettings = {
  readonly dataDir: string;
  readonly app: string;
  readonly hasher?: Hasher;
};

export type Clinic = {
  readonly dataDir: string;
  readonly app: string;
  /** The machine's. What runs out is judged by `reference`, which no setting back of the machine's clock turns back. */
  readonly clock: Clock;
  readonly reference: Clock;
  readonly ledger: OpenLedger;
  readonly reader: KindReader;
  readonly keys: KeyStore;
  readonly log: Log;
  readonly acting: Acting;
  readonly people: People;
  /** `current` is for the core itself; whoever shows or changes settings asks with an actor. */
  readonly settings: SettingsState & SettingsDesk;
  readonly exceptions: Exceptions;
  readonly facts: FactsDesk;
  readonly clockWord: ClockWord;
  readonly reviews: Reviews;
  readonly drills: Drills;
  readonly media: MediaDesk;
  readonly backups: Backups;
  readonly archives: Archives;
  readonly anchoring: AnchorKeeper;
  /** `inbox`: where released files go now, for its disk; null for the settings' own. Errors: those of rights. */
  status(actor: Actor, inbox?: string | null): Promise<Result<ClinicStatus>>;
  /** The gate must be closed before. Heads that are under way to their anchors get a moment to arrive. */
  close(): Promise<void>;
};

/** What authenticator apps show beside the code. */
const ISSUER = 'Sekisho';

/**
 * Takes the data folder's lock and opens everything over it. Errors: `data-folder-*`, `ledger-*`, `accounts-unusable`;
 * nothing stays open after one. Settings that cannot be read are no error here: whatever needs them then refuses.
 */
export function openClinic(settings: ClinicSettings, clock: Clock = systemClock): Result<Clinic> {
  const folder = openDataFolder(settings.dataDir, settings.app, clock);
  if (!folder.ok) return folder;
  sweepTries(settings.dataDir);
  const reader = openByKind(settings.dataDir);
  if (!reader.ok) {
    folder.value.close();
    return reader;
  }
  const clinic = furnish(settings, { ...folder.value, reader: reader.value, clock });
  if (clinic.ok) return clinic;
  reader.value.close();
  folder.value.close();
  return clinic;
}

type Ground = DataFolderAccess & { readonly reader: KindReader; readonly clock: Clock };

function furnish({ dataDir, app, hasher }: ClinicSettings, ground: Ground): Result<Clinic> {
  const { ledger, log, reader, clock } = ground;
  const reference = referenceClock(reader, clock);
  if (!reference.ok) return reference;
  const state = foldSettings(reader);
  const setting = settingOf(state);
  const rules = setting((present) => present.people);
  const opened = openPeople({
    ...{ dataDir, ledger, reader, clock, rules, issuer: ISSUER },
    ...(hasher === undefined ? {} : { hasher }),
  });
  if (!opened.ok) return opened;
  const people = opened.value;
  const acting: Acting = { ledger, authorise: people.authorise };
  const keys = fileKeyStore(dataDir);
  const anchoring = keepAnchored({
    ...{ dataDir, clock, log, ledger, fingerprint: ledger.fingerprint },
    settings: setting((present) => present.anchor),
  });
  const { desks, told } = furnishDesks({ acting, reader, clock, dataDir, app, keys, state });
  return ok({
    dataDir,
    app,
    clock,
    reference: reference.value,
    ledger,
    reader,
    keys,
    log,
    acting,
    people,
    settings: { ...state, ...createSettings(state, { ...acting, dataDir }) },
    ...desks,
    anchoring,
    async status(actor, inbox = null) {
      const by = people.authorise(actor, 'status.read');
      return by.ok ? ok(await readStatus(told, actor, inbox)) : by;
    },
    async close() {
      await anchoring.close();
      people.close();
      reader.close();
      ground.close();
    },
  });
}
