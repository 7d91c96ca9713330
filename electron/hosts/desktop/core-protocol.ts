/** What the main process and the core's process say to each other. Both are ours; windows never speak here. */

import type { EventName, MethodName } from '../../../shared/contract.ts';
import type { WindowKind } from '../../../shared/contract/method.ts';
import type { Snapshot } from '../../../shared/contract/snapshot.ts';
import type { AskedFolder } from '../../../shared/contract/upkeep.ts';
import type { Result } from '../../../shared/result.ts';
import type { Mended } from '../../core/desk/mendings.ts';

/**
 * Absolute paths. `definitionsDir`: used as they are instead of the gate's own. `runtime`: plain Node, for the core's
 * children. `programs`: folder of ClamAV's programs, null: the system's.
 */
export type CoreStart = {
  readonly dataDir: string;
  readonly definitionsDir: string | null;
  readonly runtime: string;
  readonly programs: string | null;
  readonly practice: boolean;
};

/**
 * What only the person at the screen can say, asked through the system's own dialogs. Null: nothing was chosen. `print`
 * makes a PDF of a report of ours at a path that was chosen before, or that is the core's own.
 */
export type HostQuestion =
  | { readonly ask: 'save'; readonly name: string }
  | { readonly ask: 'folder'; readonly purpose: AskedFolder }
  | { readonly ask: 'file'; readonly purpose: 'settings' }
  | { readonly ask: 'print'; readonly html: string; readonly to: string };

export type ToCore =
  | { readonly type: 'start'; readonly start: CoreStart }
  /** A page begins: whoever was logged in on the one before is logged out. */
  | { readonly type: 'page'; readonly kind: WindowKind }
  /** Nobody is at that window any more: it ended, or was closed into the tray. */
  | { readonly type: 'gone'; readonly kind: WindowKind }
  | {
      readonly type: 'call';
      readonly id: number;
      readonly kind: WindowKind;
      readonly method: MethodName;
      readonly input: unknown;
    }
  /** `path` null: nothing was chosen, or it could not be done. */
  | { readonly type: 'answered'; readonly id: number; readonly path: string | null }
  /** Something of ours broke and was mended. Kept by the main process until it is answered with `recorded`. */
  | { readonly type: 'mended'; readonly id: number; readonly mended: Mended }
  | { readonly type: 'stop' };

export type FromCore =
  | { readonly type: 'ready' }
  | { readonly type: 'answer'; readonly id: number; readonly result: Result<unknown> }
  | {
      readonly type: 'event';
      readonly kind: WindowKind;
      readonly event: EventName;
      readonly payload: unknown;
    }
  | { readonly type: 'recorded'; readonly id: number }
  /** For the tray, notices and the power: told whether or not a window listens. */
  | { readonly type: 'snapshot'; readonly snapshot: Snapshot }
  | {
      readonly type: 'question';
      readonly id: number;
      readonly kind: WindowKind;
      readonly question: HostQuestion;
    }
  | { readonly type: 'open-admin' }
  /** On an administrator's word. */
  | { readonly type: 'leave-kiosk' }
  | { readonly type: 'quit' };
