/** Guesses how long a check will take from how far it has come: bytes and files both cost time. Pure but for its memory. */

import type { ProgressView } from '../../../shared/contract/snapshot.ts';
import type { Progress } from '../../../shared/model/session.ts';

/** A small file costs about as much as reading so many bytes of a large one (inspection, scan and entry). */
const BYTES_A_FILE = 64 * 1024;
/** Before this much time and work nothing honest can be said. */
const LEAST_MS = 1_500;
const LEAST_SHARE = 0.02;

export type Remaining = { show(progress: Progress, now: number): ProgressView };

export function createRemaining(): Remaining {
  let since: number | null = null;
  return {
    show({ phase, session: _, ...counts }, now) {
      if (phase !== 'checking') return { ...counts, secondsLeft: null };
      since ??= now;
      const all = counts.bytes + counts.files * BYTES_A_FILE;
      const share = all === 0 ? 0 : (counts.bytesDone + counts.filesDone * BYTES_A_FILE) / all;
      const passed = now - since;
      if (passed < LEAST_MS || share < LEAST_SHARE) return { ...counts, secondsLeft: null };
      return { ...counts, secondsLeft: Math.max(0, Math.ceil((passed * (1 - share)) / share / 1000)) };
    },
  };
}
