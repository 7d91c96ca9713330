/** Which screen a failure gets at the kiosk: every code that can close the gate or end a session has its own next step. */

import type { ErrorCode, GateError } from '../../shared/errors.ts';
import type { Tone } from '../parts/tone.ts';

/** Codes of the parts that can stop a medium; for all others the kiosk has one sentence. */
type StoppingCode = Extract<
  ErrorCode,
  | `engine-${string}`
  | `definitions-${string}`
  | `medium-${string}`
  | `device-${string}`
  | `staging-${string}`
  | `destination-${string}`
  | `ledger-${string}`
  | `data-folder-${string}`
>;

/** Keys of the texts under `trouble` in i18n. */
export type TroubleKey =
  | 'engineMissing'
  | 'engineDown'
  | 'engineLost'
  | 'definitionsNone'
  | 'definitionsExpired'
  | 'definitionsUnfit'
  | 'definitionsBusy'
  | 'pulled'
  | 'unreadable'
  | 'locked'
  | 'tooLarge'
  | 'tooManyFiles'
  | 'stuck'
  | 'suspect'
  | 'stagingFull'
  | 'stagingFailed'
  | 'inboxMissing'
  | 'inboxUnfit'
  | 'inboxFull'
  | 'inboxFullUnknown'
  | 'record'
  | 'anotherGate'
  | 'factsMissing'
  | 'unanswered'
  | 'cancelled'
  | 'other';

const KEYS: Readonly<Record<StoppingCode, TroubleKey>> = {
  'engine-missing': 'engineMissing',
  'engine-start-failed': 'engineDown',
  'engine-start-timeout': 'engineDown',
  'engine-selftest-failed': 'engineDown',
  'engine-crash-loop': 'engineDown',
  'engine-remote-refused': 'engineDown',
  'engine-lost': 'engineLost',
  'definitions-none': 'definitionsNone',
  'definitions-expired': 'definitionsExpired',
  'definitions-unofficial': 'definitionsUnfit',
  'definitions-extra-files': 'definitionsUnfit',
  'definitions-forged': 'definitionsUnfit',
  'definitions-older': 'definitionsUnfit',
  'definitions-future': 'definitionsUnfit',
  'definitions-load-failed': 'definitionsUnfit',
  'definitions-update-failed': 'definitionsUnfit',
  'definitions-not-writable': 'definitionsUnfit',
  'definitions-changed': 'definitionsBusy',
  'medium-gone': 'pulled',
  'medium-missing': 'unreadable',
  'medium-unreadable': 'unreadable',
  'medium-hung': 'unreadable',
  'medium-mount-failed': 'unreadable',
  'medium-locked': 'locked',
  'medium-too-large': 'tooLarge',
  'medium-too-many-files': 'tooManyFiles',
  'medium-eject-failed': 'stuck',
  'medium-state': 'other',
  'device-refused': 'suspect',
  'staging-full': 'stagingFull',
  'staging-failed': 'stagingFailed',
  'destination-missing': 'inboxMissing',
  'destination-gone': 'inboxMissing',
  'destination-not-mounted': 'inboxMissing',
  'destination-not-writable': 'inboxUnfit',
  'destination-inside-medium': 'inboxUnfit',
  'destination-mismatch': 'inboxUnfit',
  'destination-full': 'inboxFull',
  'ledger-locked': 'record',
  'ledger-read-only': 'record',
  'ledger-corrupt': 'record',
  'ledger-newer': 'record',
  'ledger-failed': 'record',
  'data-folder-in-use': 'anotherGate',
  'data-folder-unusable': 'record',
};

const OTHERS: Readonly<Record<string, TroubleKey>> = {
  cancelled: 'cancelled',
  'facts-missing': 'factsMissing',
};

export function troubleOf({ code, params }: GateError): TroubleKey {
  const key = (KEYS as Readonly<Record<string, TroubleKey>>)[code] ?? OTHERS[code] ?? 'other';
  if (key === 'factsMissing' && params['reason'] === 'unanswered') return 'unanswered';
  return key === 'inboxFull' && typeof params['missing'] !== 'number' ? 'inboxFullUnknown' : key;
}

/** What must not be tried again is red, what could not be read is violet; all else stopped at the barrier. */
const TONES: Readonly<Partial<Record<TroubleKey, Tone>>> = {
  unreadable: 'unscannable',
  locked: 'blocked',
  suspect: 'blocked',
  tooLarge: 'blocked',
  tooManyFiles: 'blocked',
  stuck: 'waiting',
};

export const troubleTone = (key: TroubleKey): Tone => TONES[key] ?? 'closed';
