/** The present settings: those of the newest `settings.changed`, or the defaults where there was none. */

import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

import type { JsonValue } from '../../../shared/model/ledger.ts';
import { defaultSettings, settingsSchema, type Settings } from '../../../shared/model/settings.ts';
import { parseWith } from '../../../shared/parse.ts';
import { ok, type Result } from '../../../shared/result.ts';
import { foldKinds, type KindReader } from '../audit/by-kind.ts';

/** `version`: first 16 hex digits of the SHA-256 of the settings' canonical JSON, as it stands in records. */
export type PresentSettings = { readonly settings: Settings; readonly version: string };

export type SettingsState = { current(): Result<PresentSettings> };

export const SETTINGS_CHANGED = 'settings.changed';

/** As plain JSON: a key that is optional and not set is not there at all. */
export const asJson = (settings: Settings): JsonValue => JSON.parse(JSON.stringify(settings)) as JsonValue;

export function settingsVersion(settings: JsonValue): string {
  const text = canonicalize(settings);
  if (text === undefined) throw new Error('settings are always an object');
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/**
 * `settings-invalid {at, fault}` when what the ledger holds does not fit today's schema (written by a newer app): the
 * gate then has no settings, and falling back to defaults would loosen what somebody had tightened.
 */
export function foldSettings(reader: Pick<KindReader, 'each'>): SettingsState {
  const folded = foldKinds<JsonValue | null>(
    reader,
    [SETTINGS_CHANGED],
    null,
    (_, entry) => entry.body['settings'] ?? null,
  );
  let known: { readonly stored: JsonValue; readonly present: PresentSettings } | null = null;
  return {
    current: () => {
      const stored = folded.read();
      if (!stored.ok) return stored;
      if (stored.value === null) {
        const settings = defaultSettings();
        return ok({ settings, version: settingsVersion(asJson(settings)) });
      }
      if (known?.stored === stored.value) return ok(known.present);
      const parsed = parseWith(settingsSchema, stored.value, 'settings-invalid');
      if (!parsed.ok) return parsed;
      const present = { settings: parsed.value, version: settingsVersion(asJson(parsed.value)) };
      known = { stored: stored.value, present };
      return ok(present);
    },
  };
}
