/** What the desk needs from the host around it: the person at the screen, and what only a host can do for them. */

import type { Delivery, WindowKind } from '../../../shared/contract/method.ts';
import type { AskedFolder } from '../../../shared/contract/upkeep.ts';
import type { Result } from '../../../shared/result.ts';
import type { MediaPlatform } from '../media/platform.ts';
import type { PdfPrinter } from '../pack/pdf.ts';
import type { Hasher } from '../people/secret-hash.ts';
import type { PorterSettings } from '../transfer/porter.ts';

/** A finished file of ours. `name`: for people, without folders. `discard` removes it; the host calls it when it is through. */
export type Finished = { readonly path: string; readonly name: string; discard(): void };

/** `connection` is the window that asks: a dialog belongs to it, and a download is for it alone. Paths are absolute. */
export type HostPorts = {
  readonly kind: 'desktop' | 'web';
  /** Null: the person chose nothing. */
  chooseFolder(connection: string, purpose: AskedFolder): Promise<string | null>;
  /** The text of a file that the person chose, at most a mebibyte of it; null: they chose nothing. */
  openText(connection: string, purpose: 'settings'): Promise<string | null>;
  deliver(connection: string, file: Finished): Promise<Result<Delivery>>;
  leaveKiosk(connection: string): void;
  /** Null where a window of the administrator's is not the host's to show. */
  readonly openAdmin: (() => void) | null;
  quit(): void;
  /** Puts a sample medium before the gate, for practice; null where there is none. */
  readonly insertSample: (() => Promise<Result<null>>) | null;
};

export type DeskSettings = {
  /** Absolute; made when it is missing. */
  readonly dataDir: string;
  /** Name and version, for the record and the screens. */
  readonly app: string;
  readonly practice: boolean;
  /** As in GateSettings. */
  readonly definitionsDir: string | null;
  /** An inbox that holds whatever the settings say; null: theirs. Absolute. */
  readonly to: string | null;
  readonly mountRoots: readonly string[];
  readonly platform?: MediaPlatform;
  readonly hasher?: Hasher;
  /** How long a checked medium waits for answers, each time anew; ten minutes where nothing else is given. */
  readonly answerWithinMs?: number;
  readonly porter?: PorterSettings;
  /** Of the report in a pack; the system's Chromium where nothing else is given. */
  readonly printer?: PdfPrinter;
};

export type WindowOf = { readonly id: string; readonly window: WindowKind };
