/** What somebody should know about the record and its keeping, in one value: facts and codes only. */

import type { JapanDate } from '../japan-time.ts';
import type { GateError } from '../errors.ts';

export type SpaceLevel = 'ok' | 'low' | 'full' | 'unknown';

/** `days`: days with sessions that nobody has reviewed, `oldest` the first of them. `since`: days since the last review. */
export type ReviewStanding = {
  readonly days: number;
  readonly oldest: JapanDate | null;
  readonly since: number | null;
  readonly due: boolean;
};
/** `since`: days, null when there was none ever. `passed`: the last one's, null when there was none. */
export type DrillStanding = {
  readonly since: number | null;
  readonly passed: boolean | null;
  readonly due: boolean;
};
/** `folder`: the settings name one. */
export type BackupStanding = {
  readonly since: number | null;
  readonly due: boolean;
  readonly folder: boolean;
};

/** `failingSince`: ISO 8601 UTC, null while deliveries work. `waits`: heads have not gone there yet. */
export type AnchorStanding = {
  readonly target: 'file' | 'syslog';
  readonly failingSince: string | null;
  readonly waits: boolean;
};
/** `free` in bytes, null where the system does not say. */
export type SpaceStanding = {
  readonly of: 'data' | 'inbox' | 'backup';
  readonly free: number | null;
  readonly level: SpaceLevel;
};
/** `behind`: milliseconds by which the clock is behind what the record knows; 0 when it is not. */
export type ClockBehind = { readonly now: string; readonly behind: number };

/** A part that could not be told holds the error instead, so that silence never looks like health. */
export type Told<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: GateError };

export type ClinicStatus = {
  readonly review: Told<ReviewStanding>;
  readonly drill: Told<DrillStanding>;
  readonly backup: Told<BackupStanding>;
  readonly anchors: Told<readonly AnchorStanding[]>;
  readonly clock: Told<ClockBehind>;
  readonly spaces: readonly SpaceStanding[];
};
