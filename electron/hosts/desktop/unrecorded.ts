/**
 * What broke and does not stand in the ledger yet, kept until a core says that it wrote it: the core that was told may be
 * the next to die. What is alike is counted together, so that a fault that never ends takes no more room than one.
 */

import type { Mended } from '../../core/desk/mendings.ts';
import type { Log } from '../../core/ports.ts';

export type Fault = Pick<Mended, 'part' | 'window' | 'reason' | 'exit'>;

export type Unrecorded = {
  add(fault: Fault): void;
  /** A core can be told now. */
  ready(): void;
  /** The core is gone, with all that it had not written. */
  gone(): void;
  /** A core that dies between writing and saying so makes the next one write it again: rather twice than never. */
  recorded(id: number): void;
};

export type UnrecordedDeps = {
  readonly now: () => number;
  readonly tell: (id: number, mended: Mended) => void;
  /** The main process's own diagnostic log: it says what broke also where no core ever opens a ledger again. */
  readonly log: Log;
};

type Times = { readonly times: number; readonly since: number };
type Line = { readonly fault: Fault; waiting: Times | null; told: (Times & { readonly id: number }) | null };

/** Exit codes are the system's, and could all differ. */
const MOST_LINES = 32;

export function keepUnrecorded({ now, tell, log }: UnrecordedDeps): Unrecorded {
  const lines = new Map<string, Line>();
  let next = 1;
  let listening = false;

  const lineOf = (fault: Fault): Line => {
    const key = JSON.stringify([fault.part, fault.window, fault.reason, fault.exit]);
    const present = lines.get(key);
    if (present !== undefined) return present;
    // The part alone is told then; there are two of them.
    if (lines.size >= MOST_LINES && fault.reason !== 'other')
      return lineOf({ part: fault.part, window: null, reason: 'other', exit: null });
    const line: Line = { fault, waiting: null, told: null };
    lines.set(key, line);
    return line;
  };

  function pass(line: Line): void {
    if (!listening || line.told !== null || line.waiting === null) return;
    const { times, since } = line.waiting;
    line.told = { ...line.waiting, id: next++ };
    line.waiting = null;
    tell(line.told.id, { ...line.fault, times, ago: now() - since });
  }

  return {
    add(fault) {
      const line = lineOf(fault);
      if (line.waiting === null) log('warn', 'desktop.mended', line.fault);
      line.waiting = { times: (line.waiting?.times ?? 0) + 1, since: line.waiting?.since ?? now() };
      pass(line);
    },
    ready() {
      listening = true;
      for (const line of lines.values()) pass(line);
    },
    gone() {
      listening = false;
      for (const line of lines.values()) {
        if (line.told === null) continue;
        const { times, since } = line.told;
        line.waiting = { times: times + (line.waiting?.times ?? 0), since };
        line.told = null;
      }
    },
    recorded(id) {
      for (const [key, line] of lines) {
        if (line.told?.id !== id) continue;
        line.told = null;
        if (line.waiting === null) lines.delete(key);
        else pass(line);
      }
    },
  };
}
