/** What the gate remembers about media between two events, and what it can be told and asked to do about them. */

import type { GateError } from '../../../../shared/errors.ts';
import type {
  DeviceFacts,
  DeviceRefusal,
  MediaEvent,
  VolumeFacts,
} from '../../../../shared/model/media-event.ts';
import type { Device, DeviceKind, Tie, Volume } from '../../../../shared/model/media.ts';
import type { Result } from '../../../../shared/result.ts';
import type { LedgerDraft } from '../../ports.ts';
import type { EjectHow } from '../ports.ts';
import type { Guests, RegisteredMedium, Registry } from '../registry.ts';

export type Plugged = {
  readonly device: Device;
  readonly kind: DeviceKind;
  readonly insertion: string;
  /** Monotonic ms; -Infinity when it was there before the gate. */
  readonly at: number;
  /** Told as `device`, and with which kind. */
  readonly told: DeviceKind | null;
  readonly refused: DeviceRefusal | null;
  /** How far its volumes had come when the last of them went. */
  readonly last: RemovedWhen;
};

export type RemovedWhen = Extract<MediaEvent, { event: 'removed' }>['when'];

export type Phase =
  /** Which device is under it, and what that is, is not known yet. */
  | 'identifying'
  /** Something else may still mount it. */
  | 'awaiting-mount'
  | 'mounting'
  | 'protecting'
  | 'reading-mark'
  | 'asking'
  | 'queued'
  | 'gating'
  | 'done'
  /** Locked, refused, unreadable: it was told why, and nothing more happens until it changes. */
  | 'held-back'
  | 'ejecting'
  | 'ejected';

export type MountedHow = 'found-read-only' | 'found-read-write' | 'remounted-read-only' | 'mounted-read-only';

export type Seen = {
  readonly volume: Volume;
  readonly insertion: string;
  readonly deviceId: string | null;
  readonly tie: Tie;
  readonly phase: Phase;
  /** Monotonic ms when it entered this phase. */
  readonly since: number;
  readonly how: MountedHow;
  readonly medium: RegisteredMedium | null;
  /** Held back because nobody knows what is under it. */
  readonly unidentified: boolean;
};

export type Insertions = {
  readonly counter: number;
  readonly devices: ReadonlyMap<string, Plugged>;
  readonly volumes: ReadonlyMap<string, Seen>;
  /** The last complete list, media or not. */
  readonly listed: readonly Volume[];
  readonly queue: readonly string[];
  readonly gating: string | null;
  /** Blocks that had their turn: not mounted by us again while that medium stays in. */
  readonly settled: ReadonlySet<string>;
};

export const noInsertions: Insertions = {
  counter: 0,
  devices: new Map(),
  volumes: new Map(),
  listed: [],
  queue: [],
  gating: null,
  settled: new Set(),
};

/** What the rules need to know besides the events. */
export type InsertionContext = {
  /** Monotonic ms. */
  readonly now: number;
  readonly registry: Registry;
  readonly guests: Guests;
  /** Somebody can answer `ask`. */
  readonly canAsk: boolean;
  readonly ownPaths: readonly string[];
  readonly mountRoots: readonly string[];
  /** How long another program may take to mount a medium before we do, ms; null: we never mount. */
  readonly mountAfterMs: number | null;
  /** Let go of a medium when its last session is over. */
  readonly eject: boolean;
};

export type InsertionEvent =
  | { readonly type: 'attached'; readonly device: Device }
  | { readonly type: 'detached'; readonly id: string }
  /** A complete list: at start, after sleep, or when something does not add up. */
  | { readonly type: 'devices'; readonly devices: readonly Device[]; readonly atStart: boolean }
  | { readonly type: 'volumes'; readonly volumes: readonly Volume[] }
  | { readonly type: 'mounted'; readonly volume: string; readonly result: Result<unknown> }
  | { readonly type: 'protected'; readonly volume: string; readonly result: Result<unknown> }
  | { readonly type: 'mark-read'; readonly volume: string; readonly result: Result<string | null> }
  | {
      readonly type: 'answered';
      readonly insertion: string;
      readonly allow: boolean;
      readonly staff: string | null;
    }
  | { readonly type: 'finished'; readonly volume: string }
  | { readonly type: 'eject-asked'; readonly insertion: string }
  | { readonly type: 'ejected'; readonly insertion: string; readonly result: Result<EjectHow> }
  /** A deadline may have passed. */
  | { readonly type: 'tick' };

/** What a gate session gets to know about its medium. The facts go into `session.opened` as they are. */
export type Ticket = {
  readonly insertion: string;
  readonly volumeId: string;
  readonly mountPoint: string;
  readonly name: string;
  readonly device: DeviceFacts | null;
  readonly volume: VolumeFacts;
  /** The registered medium's id and name; null for a guest. */
  readonly medium: { readonly id: string; readonly name: string } | null;
};

export type InsertionEffect =
  | { readonly type: 'tell'; readonly event: MediaEvent }
  | { readonly type: 'record'; readonly draft: LedgerDraft }
  | { readonly type: 'list-devices' }
  | { readonly type: 'list-volumes' }
  | { readonly type: 'mount'; readonly volume: Volume }
  | { readonly type: 'protect'; readonly volume: Volume }
  | { readonly type: 'read-mark'; readonly volume: string; readonly mountPoint: string }
  | { readonly type: 'gate'; readonly ticket: Ticket }
  | { readonly type: 'abort'; readonly volume: string; readonly error: GateError }
  | { readonly type: 'eject'; readonly insertion: string; readonly volumes: readonly Volume[] };

/** The state while one event is worked into it: changed in place, then sealed; never seen outside. */
export type Draft = {
  readonly context: InsertionContext;
  counter: number;
  readonly devices: Map<string, Plugged>;
  readonly volumes: Map<string, Seen>;
  listed: readonly Volume[];
  queue: string[];
  gating: string | null;
  readonly settled: Set<string>;
  readonly effects: InsertionEffect[];
};
