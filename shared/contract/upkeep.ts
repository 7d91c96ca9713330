/** Keeping the gate in order: definitions, settings, backups, and the first run. */

import { z } from 'zod';
import type { GateError } from '../errors.ts';
import * as people from '../model/people.ts';
import type { DefinitionsState } from '../model/session.ts';
import type { ClockBehind } from '../model/status.ts';
import type { Settings } from '../model/settings.ts';
import type { IssuedAccount } from './account.ts';
import * as m from './method.ts';
import type { Delivery, Job, JobState } from './method.ts';
import { ADMIN, method } from './method.ts';
import type { DefinitionsView } from './snapshot.ts';

/** `refusal`: why the gate would not open with them; null when it would. `sha256` of each file; times ISO 8601 UTC. */
export type DefinitionsStatus = {
  readonly state: DefinitionsState;
  readonly builtAt: string | null;
  readonly days: number | null;
  readonly refusal: GateError | null;
  readonly files: readonly {
    readonly name: string;
    readonly bytes: number;
    readonly sha256: string;
    readonly version: number | null;
    readonly signatures: number | null;
    readonly builtAt: string | null;
  }[];
};

/** `changed` is false when everything offered was in use already. `from`: the version before. */
export type DefinitionsImported = {
  readonly changed: boolean;
  readonly files: readonly {
    readonly name: string;
    readonly version: number;
    readonly from: number | null;
    readonly builtAt: string;
  }[];
  readonly state: DefinitionsState;
  readonly builtAt: string | null;
};

export type SettingsView = { readonly settings: Settings; readonly version: string };

/** Places in the settings that hold a folder of this machine: only one that the host's chooser gave may be put there. */
export const FOLDER_PURPOSES = ['inbox', 'backup', 'anchor'] as const;
export type FolderPurpose = (typeof FOLDER_PURPOSES)[number];
/** What else the chooser is asked for: where to read from, or to put something once. No window ever names it. */
export type AskedFolder = FolderPurpose | 'definitions' | 'pack' | 'backup-check';
/** What may stand in the settings then, to be shown and handed back as it is; null: nothing was chosen. */
export type ChosenFolder = { readonly path: string | null };

export type MadeBackup = {
  readonly name: string;
  readonly bytes: number;
  readonly head: { readonly seq: number; readonly hash: string };
};
/**
 * `name`: of the backup's folder. `at`: when it was made, ISO 8601 UTC. `entries`: those in it, all proven. `withKey`: whether
 * the key that signs lies in it. `restored`: whether it was restored into a scratch folder, opened and proven there too.
 */
export type CheckedBackup = {
  readonly name: string;
  readonly at: string;
  readonly entries: number;
  readonly head: { readonly seq: number; readonly hash: string };
  readonly withKey: boolean;
  readonly restored: boolean;
};
export type BackupStatus = { readonly sinceBackup: number | null; readonly due: boolean };

export type SetupStatus = {
  readonly founding: boolean;
  readonly clinic: boolean;
  readonly inbox: boolean;
  readonly engine: { readonly ok: boolean; readonly name: string | null; readonly error: GateError | null };
  readonly definitions: DefinitionsView;
  readonly practice: boolean;
  /** Whether this host can put a sample medium before the gate. */
  readonly sample: boolean;
};

export const UPKEEP_METHODS = {
  'definitions.status': method<DefinitionsStatus>()({
    windows: ADMIN,
    need: 'status.read',
    input: m.nothing,
  }),
  /** Fetches with freshclam; the gate goes on with the new ones by itself. Told by `update-progress`. */
  'definitions.update': method<Job>()({ windows: ADMIN, need: 'definitions.update', input: m.nothing }),
  'definitions.update-status': method<JobState<DefinitionsImported>>()({
    windows: ADMIN,
    need: 'definitions.update',
    input: m.jobInput,
    idle: true,
  }),
  /** The host asks for the folder or medium they are on. Null: nothing was chosen. */
  'definitions.import': method<DefinitionsImported | null>()({
    windows: ADMIN,
    need: 'definitions.update',
    input: m.nothing,
  }),
  'definitions.extend': method<{ readonly builtAt: string | null; readonly until: string | null }>()({
    windows: ADMIN,
    need: 'definitions.extend',
    input: z.strictObject({ days: z.number().int().min(1).max(14), reason: m.line(500) }),
  }),

  'settings.read': method<SettingsView>()({ windows: ADMIN, need: 'settings.read', input: m.nothing }),
  /**
   * On the version that was looked at: `settings-conflict {base, present}` else; `settings-invalid {at, fault}`. A
   * folder that neither stands there already nor was chosen in this window: `settings-invalid {at, fault: 'not-chosen'}`.
   */
  'settings.change': method<SettingsView>()({
    windows: ADMIN,
    need: 'settings.change',
    input: z.strictObject({ base: m.line(64), settings: z.record(z.string().max(100), z.unknown()) }),
  }),
  'settings.export': method<Delivery>()({ windows: ADMIN, need: 'settings.read', input: m.nothing }),
  /** The host asks for the file. Null: nothing was chosen. */
  'settings.import': method<SettingsView | null>()({
    windows: ADMIN,
    need: 'settings.change',
    input: z.strictObject({ base: m.line(64) }),
  }),
  'folder.choose': method<ChosenFolder>()({
    windows: ADMIN,
    need: 'settings.change',
    input: z.strictObject({ purpose: z.enum(FOLDER_PURPOSES) }),
  }),

  /** Into the folder of the settings. `withKey`: with the key that signs heads. */
  'backup.make': method<MadeBackup>()({
    windows: ADMIN,
    need: 'backup.make',
    input: z.strictObject({ withKey: z.boolean() }),
  }),
  /**
   * The host asks for the backup, or for the folder that holds backups, of which the newest is taken; null: nothing was
   * chosen. Only reads; `restore` tries it out as well, which needs the right to make backups and goes on record.
   * `backup-invalid {reason, file}`.
   */
  'backup.verify': method<CheckedBackup | null>()({
    windows: ADMIN,
    need: 'backup.verify',
    input: z.strictObject({ restore: z.boolean() }),
  }),
  'backup.status': method<BackupStatus>()({
    windows: ADMIN,
    need: 'status.read',
    input: m.nothing,
    idle: true,
  }),

  /** The administrator's word that the clock is right: what it ran ahead to before no longer counts. */
  'clock.confirm': method<ClockBehind>()({
    windows: ADMIN,
    need: 'clock.confirm',
    input: z.strictObject({ reason: m.line(500) }),
  }),
  /** The inbox is right where it lies now. `destination-*` where it cannot be used, or does not answer. */
  'destination.accept': method<null>()({ windows: ADMIN, need: 'destination.accept', input: m.nothing }),

  'setup.status': method<SetupStatus>()({ windows: ADMIN, need: 'open', input: m.nothing, idle: true }),
  /** The first administrator, while none can log in; `not-allowed` ever after. */
  'setup.found': method<IssuedAccount>()({
    windows: ADMIN,
    need: 'open',
    input: people.founderInput.extend({ id: m.line(64), secret: m.secret }),
  }),
  /** Writes a file into the inbox, reads it back and removes it. `free` in bytes. `destination-*` when that fails. */
  'setup.inbox-test': method<{ readonly name: string; readonly free: number | null }>()({
    windows: ADMIN,
    need: 'settings.change',
    input: m.nothing,
  }),
  /** Puts the sample medium before the gate; only in practice mode, and where the host has one. */
  'setup.sample': method<null>()({ windows: ADMIN, need: 'drill.hold', input: m.nothing }),
} as const;
