/** The whole configuration as one file that can be kept, compared and taken to another machine. */

import canonicalize from 'canonicalize';
import { z } from 'zod';

import { gateError } from '../../../shared/errors.ts';
import type { JsonValue } from '../../../shared/model/ledger.ts';
import { settingsSchema, type Settings } from '../../../shared/model/settings.ts';
import { parseWith } from '../../../shared/parse.ts';
import { err, type Result } from '../../../shared/result.ts';
import { settingsVersion, type PresentSettings } from './state.ts';

const FORMAT = 'sekisho-settings/1';
/** Settings are a page; a certificate is the longest thing in them. */
const MAX_BYTES = 1024 * 1024;

/** `version` is over the settings as they stand in the file, so that a file cut short or edited by hand shows. */
const documentSchema = z.strictObject({
  format: z.literal(FORMAT),
  version: z.string().regex(/^[0-9a-f]{16}$/),
  settings: z.record(z.string(), z.json()),
});

const invalid = (at: string, fault: string): Result<never> =>
  err(gateError('settings-invalid', { at, fault }));

/** Indented JSON with a line feed at its end. */
export function writeDocument({ settings, version }: PresentSettings): string {
  return `${JSON.stringify({ format: FORMAT, version, settings }, null, 2)}\n`;
}

/** Checks form, sum and schema; `settings-invalid {at, fault}` with `version` and `sum` for an edited file. */
export function readDocument(text: string): Result<Settings> {
  if (Buffer.byteLength(text) > MAX_BYTES) return invalid('', 'too-large');
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return invalid('', 'not-json');
  }
  const document = parseWith(documentSchema, data, 'settings-invalid');
  if (!document.ok) return document;
  const { settings, version } = document.value;
  if (settingsVersion(settings) !== version) return invalid('version', 'sum');
  return parseWith(settingsSchema, settings, 'settings-invalid');
}

export type Change = { readonly at: string; readonly before: JsonValue; readonly after: JsonValue };

const isGroup = (value: JsonValue | undefined): value is { readonly [key: string]: JsonValue } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What differs, each with the path of its place; lists and what appears or disappears as a whole. */
export function differences(before: JsonValue, after: JsonValue, at = ''): readonly Change[] {
  if (isGroup(before) && isGroup(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return keys.flatMap((key) =>
      differences(before[key] ?? null, after[key] ?? null, at === '' ? key : `${at}.${key}`),
    );
  }
  return canonicalize(before) === canonicalize(after) ? [] : [{ at, before, after }];
}
