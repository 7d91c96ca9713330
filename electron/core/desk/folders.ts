/** Folders in the settings: a window may leave them as they are, or put there what the host's chooser gave it. */

import * as path from 'node:path';
import { gateError, type GateError } from '../../../shared/errors.ts';
import type { FolderPurpose } from '../../../shared/contract/upkeep.ts';
import type { Settings } from '../../../shared/model/settings.ts';
import { PLACES } from '../settings/places.ts';

/** Heads that are kept on another drive go into one file in the chosen folder. */
const ANCHOR_FILE = 'sekisho-heads.log';

export const asItStandsInSettings = (purpose: FolderPurpose, folder: string): string =>
  purpose === 'anchor' ? path.join(folder, ANCHOR_FILE) : folder;

/** `settings-invalid {at, fault: 'not-chosen'}` for the first folder that is neither; null when there is none. */
export function notChosen(
  given: Readonly<Record<string, unknown>>,
  present: Settings,
  chosen: ReadonlySet<string>,
): GateError | null {
  for (const [at, presentAt] of PLACES) {
    const value = valueAt(given, at);
    if (typeof value !== 'string' || value === presentAt(present) || chosen.has(value)) continue;
    return gateError('settings-invalid', { at, fault: 'not-chosen' });
  }
  return null;
}

function valueAt(given: Readonly<Record<string, unknown>>, at: string): unknown {
  let value: unknown = given;
  for (const key of at.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.hasOwn(value, key) ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
  }
  return value;
}
