/** What windows are told without asking. */

import type { Drill } from '../model/evidence.ts';
import type { VerifyReport } from '../model/ledger.ts';
import type { JobState, WindowKind } from './method.ts';
import { ADMIN, BOTH } from './method.ts';
import type { Packed } from './packs.ts';
import type { Exported } from './records.ts';
import type { ProgressView, SessionPhase, Snapshot } from './snapshot.ts';
import type { DefinitionsImported } from './upkeep.ts';

type Event<P> = { readonly windows: readonly WindowKind[]; readonly payload?: () => P };
const event = <P>(windows: readonly WindowKind[]): Event<P> => ({ windows });

/** `seq`: of the snapshot that it belongs to; it belongs to that session of it and replaces its `phase` and `progress`. */
export type ProgressTold = {
  readonly seq: number;
  readonly session: string;
  readonly phase: SessionPhase;
  readonly progress: ProgressView;
};

/** What freshclam fetches just now, besides the job's own state. Bytes; `total` 0 while unknown. */
export type Fetching = { readonly database: string; readonly received: number; readonly total: number };

export const EVENTS = {
  snapshot: event<Snapshot>(BOTH),
  /** At most ten a second. */
  progress: event<ProgressTold>(BOTH),
  'verify-progress': event<{ readonly job: string } & JobState<VerifyReport>>(ADMIN),
  'export-progress': event<{ readonly job: string } & JobState<Exported>>(ADMIN),
  'pack-progress': event<{ readonly job: string } & JobState<Packed>>(ADMIN),
  'update-progress': event<
    { readonly job: string; readonly fetching: Fetching | null } & JobState<DefinitionsImported>
  >(ADMIN),
  'drill-progress': event<{ readonly job: string } & JobState<Drill>>(ADMIN),
  /** This very window's login or identification is over. */
  'login-ended': event<{ readonly how: 'idle' | 'ended' | 'session-over' }>(BOTH),
} as const;
