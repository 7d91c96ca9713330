/** Settings by the names of their keys: `people.lockAfter`, `inbox.dir`. */

import type { JsonValue } from '../../../shared/model/ledger.ts';
import { settingsSchema } from '../../../shared/model/settings.ts';

type Group = { readonly [key: string]: JsonValue };

const isGroup = (value: JsonValue | undefined): value is Group =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every value with its whole name, in the order of the schema. */
export function leaves(value: JsonValue, at = ''): readonly (readonly [string, JsonValue])[] {
  if (!isGroup(value)) return [[at, value]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, at === '' ? key : `${at}.${key}`));
}

/** Undefined where there is no such key. */
export function valueAt(settings: JsonValue, key: string): JsonValue | undefined {
  let value: JsonValue = settings;
  for (const part of key.split('.')) {
    if (!isGroup(value) || !Object.hasOwn(value, part)) return undefined;
    value = value[part] ?? null;
  }
  return value;
}

/**
 * The settings with one value changed; null where there is no such key. `text` is taken as JSON where it is JSON (`7`,
 * `null`, `["staff"]`) and else as the text itself: nobody should have to quote a folder's name. A text that happens to
 * be JSON (a clinic that is called 2026) is taken as text where only that fits.
 */
export function withValue(settings: JsonValue, key: string, text: string): JsonValue | null {
  if (valueAt(settings, key) === undefined) return null;
  const read = replaced(settings, key.split('.'), parsed(text));
  if (settingsSchema.safeParse(read).success) return read;
  const plain = replaced(settings, key.split('.'), text);
  return settingsSchema.safeParse(plain).success ? plain : read;
}

function parsed(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}

function replaced(settings: JsonValue, [part = '', ...rest]: readonly string[], value: JsonValue): JsonValue {
  if (!isGroup(settings)) return value;
  const inner = settings[part] ?? null;
  return { ...settings, [part]: rest.length === 0 ? value : replaced(inner, rest, value) };
}
