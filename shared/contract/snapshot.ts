/** What every window sees of the gate at one moment: a value that is only read, with a number that only grows. */

import type { GateError } from '../errors.ts';
import type { JapanDate } from '../japan-time.ts';
import type { RequirableFact, SessionFacts } from '../model/facts.ts';
import type { DeviceFacts, DeviceRefusal, VolumeFacts } from '../model/media-event.ts';
import type { Policy } from '../model/policy.ts';
import type { DefinitionsState, FileCounts, Outcome, Preset, Progress } from '../model/session.ts';
import type { Reason, Verdict } from '../model/verdict.ts';
import type { FromMedium } from './method.ts';

/** Times are ISO 8601 UTC, sizes bytes, names off media `FromMedium`. A higher `seq` is newer; drop what is older. */
export type Snapshot = {
  readonly seq: number;
  readonly at: string;
  readonly app: string;
  readonly host: 'desktop' | 'web';
  readonly practice: boolean;
  /** No administrator can log in yet: the wizard's turn. */
  readonly founding: boolean;
  readonly clinic: { readonly name: string; readonly contact: string };
  readonly gate: GateView;
  readonly definitions: DefinitionsView;
  readonly ledger: { readonly ok: boolean; readonly entries: number; readonly error: GateError | null };
  readonly spaces: readonly SpaceView[];
  /** `moved`: the last medium was refused because the inbox lay elsewhere than before, and nobody has accepted that. */
  readonly inbox: { readonly chosen: boolean; readonly name: string; readonly moved: boolean };
  /** `recordAt`: the latest time that the record knows, where it lies a minute or more ahead of this machine's clock. */
  readonly clock: { readonly recordAt: string | null };
  /** What people have to say before files go in, and what happens to media that nobody registered. */
  readonly asks: readonly RequirableFact[];
  readonly guests: Policy['guests'];
  readonly media: readonly MediumView[];
  /** Insertions that wait for their turn, in order. */
  readonly queue: readonly { readonly insertion: string; readonly name: FromMedium }[];
  readonly session: SessionView | null;
  /** The last session's result until somebody dismisses it. */
  readonly result: ResultView | null;
  /** Results of before that people have to read, oldest first: they stay while other media are checked behind them. */
  readonly unread: readonly ResultView[];
  /** Sessions that the last run of the gate left unfinished; empty once somebody has read it. */
  readonly interrupted: readonly InterruptedView[];
  readonly unreviewed: { readonly days: number; readonly oldest: JapanDate | null; readonly due: boolean };
  readonly backup: { readonly since: number | null; readonly due: boolean };
  readonly drill: { readonly since: number | null; readonly due: boolean };
  /** The gate's own trouble with seeing media; null while all is well. */
  readonly trouble: GateError | null;
  readonly languages: readonly ('ja' | 'en')[];
};

/** `retryAt`: when the gate will be tried again by itself. */
export type GateView =
  | { readonly state: 'opening' }
  | { readonly state: 'open'; readonly engine: string; readonly since: string }
  | { readonly state: 'closed'; readonly error: GateError; readonly retryAt: string | null };

/** `version` and `builtAt` are null where there are none or nobody official vouches for them. `days`: their age. */
export type DefinitionsView = {
  readonly state: DefinitionsState;
  readonly version: string | null;
  readonly builtAt: string | null;
  readonly days: number | null;
};

export type SpaceView = {
  readonly of: 'data' | 'inbox' | 'backup';
  readonly free: number | null;
  readonly level: 'ok' | 'low' | 'full' | 'unknown';
};

/** How a plugged-in medium stands. `done`: judged, still held by the system; `removable`: it may be pulled out. */
export type MediumState =
  | { readonly state: 'found' }
  | {
      readonly state: 'suspect';
      readonly reason: Extract<DeviceRefusal, 'more-than-storage' | 'input-behind-hub'>;
    }
  | {
      readonly state: 'refused';
      readonly reason: Exclude<DeviceRefusal, 'more-than-storage' | 'input-behind-hub'>;
      /** The registered medium's name, where it is one. */
      readonly registered: string | null;
    }
  | { readonly state: 'locked'; readonly lock: string }
  | {
      readonly state: 'unreadable';
      readonly why: 'unformatted' | 'unreachable' | 'mount-failed' | 'mark-unreadable';
    }
  /** A guest: `guest.admit` or `guest.refuse`. */
  | { readonly state: 'asking' }
  | { readonly state: 'queued' }
  | { readonly state: 'gating' }
  | { readonly state: 'done' }
  | {
      readonly state: 'removable';
      readonly how: 'powered-off' | 'ejected' | 'unmounted' | 'nothing-to-eject';
    }
  | { readonly state: 'stuck'; readonly error: GateError };

export type MediumView = MediumState & {
  readonly insertion: string;
  readonly device: DeviceFacts | null;
  readonly volume: VolumeFacts | null;
};

/**
 * `found`: opened, and what is on it is being counted. `checking`: staged, inspected, scanned. `waiting`: all is checked
 * and `missing` has to be said before anything goes in. `recording` and `releasing`: too late for other answers.
 */
export const SESSION_PHASES = ['found', 'checking', 'waiting', 'recording', 'releasing'] as const;
export type SessionPhase = (typeof SESSION_PHASES)[number];

export type SessionView = {
  readonly id: string;
  readonly insertion: string;
  readonly phase: SessionPhase;
  readonly startedAt: string;
  readonly label: FromMedium;
  readonly device: { readonly vendor: FromMedium | null; readonly product: FromMedium | null } | null;
  readonly volume: { readonly fileSystem: string | null; readonly bytes: number | null };
  /** Name of the clinic's own medium that this is; null for a guest. */
  readonly registered: string | null;
  readonly preset: Preset;
  readonly presetChosen: boolean;
  readonly facts: SessionFacts;
  readonly missing: readonly RequirableFact[];
  readonly staffName: string | null;
  readonly progress: ProgressView;
};

/** `found`: files held back so far. `secondsLeft`: null while nothing can be said; never negative. */
export type ProgressView = Omit<Progress, 'session' | 'phase'> & { readonly secondsLeft: number | null };

/**
 * `turn` counts the results of one run of the desk and says which one is dismissed. `session` is null when the gate would
 * not even begin. `folder`: below the inbox, null when nothing went in.
 */
export type ResultView = {
  readonly turn: number;
  readonly session: string | null;
  readonly insertion: string;
  readonly at: string;
  readonly outcome: Outcome;
  readonly error: GateError | null;
  readonly label: FromMedium;
  readonly preset: Preset;
  readonly files: FileCounts;
  readonly bytes: number;
  readonly seconds: number;
  readonly folder: FromMedium | null;
  readonly practice: boolean;
  readonly reasons: readonly ReasonCount[];
  /** The first few detections; the rest are in the files of the session. */
  readonly detections: readonly { readonly signature: FromMedium; readonly path: FromMedium }[];
  /** Whether the medium is still in, and may be pulled out. */
  readonly medium: 'held' | 'removable' | 'stuck' | 'gone';
  /** What was said of it so far. A medium that is held back waits for nobody, so that it may be told at the result. */
  readonly facts: SessionFacts;
  /** What the settings ask for and nobody has said; empty where there is no session to tell it of. */
  readonly missing: readonly RequirableFact[];
  readonly staffName: string | null;
};

export type ReasonCount = {
  readonly verdict: Exclude<Verdict, 'clean'>;
  readonly reason: Reason;
  readonly files: number;
};

export type InterruptedView = {
  readonly session: string;
  readonly phase: string;
  /** Files that had become visible all the same, and whether each is what the record says. */
  readonly arrived: {
    readonly folder: FromMedium;
    readonly files: number;
    readonly identical: boolean;
  } | null;
};

/** Every result that stands on the screen or waits to, in the order in which people are to read them. */
export const resultsIn = ({ unread, result }: Pick<Snapshot, 'unread' | 'result'>): readonly ResultView[] =>
  result === null ? unread : [...unread, result];
