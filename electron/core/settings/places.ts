/** Where the settings let something be written, each kept apart from the data folder. */

import { gateError, type GateError } from '../../../shared/errors.ts';
import type { Settings } from '../../../shared/model/settings.ts';
import { keepApart } from '../data-folder.ts';
import { realPathOf } from '../transfer/destination.ts';

type Place = readonly [
  at: string,
  placeOf: (settings: Settings) => string | null,
  real: (place: string) => string,
];

/** An inbox may lie on a share that hangs: its links are resolved by the transfer child, before each session. */
const asGiven = (place: string): string => place;

export const PLACES: readonly Place[] = [
  ['inbox.dir', (settings) => settings.inbox.dir, asGiven],
  ['keeping.backupDir', (settings) => settings.keeping.backupDir, realPathOf],
  ['anchor.file', (settings) => settings.anchor.file, realPathOf],
];

/**
 * `settings-invalid {at, fault: 'overlaps-data-folder'}` for the first place that changes to one in the data folder or
 * around it: heads would be appended to the record's own files, and a backup would lie on what it is to outlive. One that
 * stands there already holds up no other change.
 */
export function overlap(settings: Settings, present: Settings, dataDir: string): GateError | null {
  for (const [at, placeOf, real] of PLACES) {
    const place = placeOf(settings);
    if (place === null || place === placeOf(present) || keepApart(dataDir, null, real(place)).ok) continue;
    return gateError('settings-invalid', { at, fault: 'overlaps-data-folder' });
  }
  return null;
}
