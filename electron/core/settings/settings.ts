/** Changing the settings: checked whole, on the version that was looked at, and told with before and after. */

import { gateError } from '../../../shared/errors.ts';
import type { Actor } from '../../../shared/model/people.ts';
import { settingsSchema } from '../../../shared/model/settings.ts';
import { parseWith } from '../../../shared/parse.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Acting } from '../people/acting.ts';
import { differences, readDocument, writeDocument } from './document.ts';
import { overlap } from './places.ts';
import {
  asJson,
  SETTINGS_CHANGED,
  settingsVersion,
  type PresentSettings,
  type SettingsState,
} from './state.ts';

/** `base`: the version that the change was made on. */
export type SettingsChange = { readonly base: string; readonly settings: unknown };
export type SettingsImport = { readonly base: string; readonly text: string };

export type SettingsDesk = {
  read(actor: Actor): Result<PresentSettings>;
  /**
   * The new version; nothing is recorded when nothing differs. `settings-invalid {at, fault}`, also for a
   * place of writing that overlaps the data folder; `settings-conflict {base, present}` when somebody else was quicker.
   */
  change(actor: Actor, input: SettingsChange): Result<PresentSettings>;
  exportText(actor: Actor): Result<string>;
  importText(actor: Actor, input: SettingsImport): Result<PresentSettings>;
};

/** `dataDir`: absolute, of the record that these settings stand in. */
export type SettingsPorts = Acting & { readonly dataDir: string };

export function createSettings(
  state: SettingsState,
  { ledger, authorise, dataDir }: SettingsPorts,
): SettingsDesk {
  function change(
    actor: Actor,
    base: string,
    given: Result<unknown>,
    how: 'edit' | 'import',
  ): Result<PresentSettings> {
    const by = authorise(actor, 'settings.change');
    if (!by.ok) return by;
    if (!given.ok) return given;
    const parsed = parseWith(settingsSchema, given.value, 'settings-invalid');
    if (!parsed.ok) return parsed;
    const present = state.current();
    if (!present.ok) return present;
    const { version: previous } = present.value;
    if (base !== previous) return err(gateError('settings-conflict', { base, present: previous }));
    const settings = parsed.value;
    const overlapping = overlap(settings, present.value.settings, dataDir);
    if (overlapping !== null) return err(overlapping);
    const version = settingsVersion(asJson(settings));
    if (version === previous) return present;
    const changes = differences(asJson(present.value.settings), asJson(settings));
    const body = { version, previous, how, changes, settings: asJson(settings), by: by.value };
    const told = ledger.append([{ kind: SETTINGS_CHANGED, session: null, body }]);
    return told.ok ? ok({ settings, version }) : told;
  }

  return {
    read: (actor) => {
      const by = authorise(actor, 'settings.read');
      return by.ok ? state.current() : by;
    },
    change: (actor, { base, settings }) => change(actor, base, ok(settings), 'edit'),
    exportText: (actor) => {
      const by = authorise(actor, 'settings.read');
      if (!by.ok) return by;
      const present = state.current();
      return present.ok ? ok(writeDocument(present.value)) : present;
    },
    importText: (actor, { base, text }) => change(actor, base, readDocument(text), 'import'),
  };
}
