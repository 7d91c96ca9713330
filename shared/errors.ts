/**
 * Every expected failure has a code and parameters; the words for people are chosen by the CLI and the windows.
 * A code's prefix names the part that failed.
 */

export const ERROR_CODES = [
  // engine
  'engine-missing',
  'engine-start-failed',
  'engine-start-timeout',
  'engine-selftest-failed',
  'engine-crash-loop',
  'engine-lost',
  'engine-remote-refused',
  // definitions
  'definitions-none',
  'definitions-unofficial',
  'definitions-extra-files',
  'definitions-expired',
  'definitions-forged',
  'definitions-older',
  'definitions-future',
  'definitions-load-failed',
  'definitions-update-failed',
  'definitions-not-writable',
  'definitions-changed',
  // medium
  'medium-missing',
  'medium-gone',
  'medium-unreadable',
  'medium-hung',
  'medium-locked',
  'medium-too-large',
  'medium-too-many-files',
  'medium-mount-failed',
  'medium-eject-failed',
  'device-refused',
  'hotplug-unavailable',
  'volumes-unavailable',
  // staging
  'staging-full',
  'staging-failed',
  // destination
  'destination-missing',
  'destination-not-mounted',
  'destination-not-writable',
  'destination-full',
  'destination-gone',
  'destination-inside-medium',
  'destination-mismatch',
  // ledger
  'ledger-locked',
  'ledger-read-only',
  'ledger-corrupt',
  'ledger-newer',
  'ledger-failed',
  'export-failed',
  'checklist-invalid',
  'data-folder-in-use',
  'data-folder-unusable',
  // people
  'login-failed',
  'login-delayed',
  'login-locked',
  'login-ended',
  'second-factor-needed',
  'duty-first',
  'secret-refused',
  'person-exists',
  'last-administrator',
  'same-person',
  'accounts-unusable',
  // settings and evidence
  'settings-invalid',
  'settings-conflict',
  'facts-missing',
  'exception-refused',
  'medium-state',
  'review-refused',
  // keeping and anchoring
  'backup-failed',
  'backup-invalid',
  'restore-refused',
  'archive-failed',
  'archive-invalid',
  'anchor-failed',
  // policy and use
  'policy-invalid',
  'policy-unreadable',
  'usage',
  'not-found',
  'not-allowed',
  'cancelled',
  'busy',
  'internal',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** `params` are facts (numbers, names, paths), never sentences. */
export type GateError = {
  readonly code: ErrorCode;
  readonly params: Readonly<Record<string, string | number | boolean | null>>;
};

export const gateError = (code: ErrorCode, params: GateError['params'] = {}): GateError => ({ code, params });
