/** A draft of the settings: reading and setting one place, what differs, and one's changes put onto newer settings. Pure. */

import type { Settings } from '../../../shared/model/settings.ts';

/** Anything that stands in the settings. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

const isGroup = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The settings are JSON by their schema. */
const asJson = (settings: Settings): Json => settings as unknown as Json;

/** `at`: `people.idleMinutes`; null where nothing stands. */
export function readAt(settings: Settings, at: string): Json {
  let value: Json | undefined = asJson(settings);
  for (const key of at.split('.')) value = isGroup(value) ? value[key] : undefined;
  return value ?? null;
}

export function setAt(settings: Settings, at: string, value: Json): Settings {
  const put = (group: Json, keys: readonly string[]): Json => {
    const [key, ...rest] = keys;
    if (key === undefined) return value;
    const known = isGroup(group) ? group : {};
    return { ...known, [key]: put(known[key] ?? null, rest) };
  };
  return put(asJson(settings), at.split('.')) as unknown as Settings;
}

export const same = (a: Json, b: Json): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The places that differ, down to the last group; a list, or what appears or disappears, is one place. */
export function changedPlaces(before: Settings, after: Settings): readonly string[] {
  const walk = (a: Json, b: Json, at: string): readonly string[] => {
    if (isGroup(a) && isGroup(b)) {
      const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
      return keys.flatMap((key) => walk(a[key] ?? null, b[key] ?? null, at === '' ? key : `${at}.${key}`));
    }
    return same(a, b) ? [] : [at];
  };
  return walk(asJson(before), asJson(after), '');
}

/** One's own changes, made on `base`, put onto settings that somebody else saved meanwhile. */
export const rebase = (base: Settings, mine: Settings, present: Settings): Settings =>
  changedPlaces(base, mine).reduce((settings, at) => setAt(settings, at, readAt(mine, at)), present);
