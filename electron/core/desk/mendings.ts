/**
 * What of the app itself broke and was mended (a window's process, the core's), as entries of the ledger. Held until the
 * record can take it; one fault that comes back all the time is written six times an hour at most, with how often it was.
 */

import { z } from 'zod';
import { WINDOW_KINDS } from '../../../shared/contract/method.ts';
import type { Result } from '../../../shared/result.ts';
import type { Clock, LedgerDraft, Log } from '../ports.ts';

/**
 * Electron's words for the end of a process, and ours: `died` of the core, `unresponsive` of a window, `sender` for a
 * message that no page of ours sent. Whatever else a later Electron says is `other`: nothing but a code gets in.
 */
const REASONS = [
  ...['died', 'sender', 'unresponsive', 'abnormal-exit', 'killed', 'crashed', 'oom', 'launch-failed'],
  ...['integrity-failure', 'memory-eviction', 'other'],
] as const;

/** `window` null: the core, or no window of ours. `ago`: ms between the first of these `times` and now. */
const mendedSchema = z.strictObject({
  part: z.enum(['core', 'window']),
  window: z.enum(WINDOW_KINDS).nullable(),
  reason: z.enum(REASONS).catch('other'),
  exit: z.int().nullable().catch(null),
  times: z.int().min(1),
  ago: z.number().min(0),
});

export type Mended = Omit<z.infer<typeof mendedSchema>, 'reason'> & { readonly reason: string };

export type Mendings = {
  /** `written`: it stands in the ledger. Never called where the record does not open before the end: the host still has it. */
  note(mended: Mended, written: () => void): void;
  /** The record may be open by now, or enough time has passed. `last`: nothing comes after, so that nothing waits. */
  flush(last?: boolean): void;
};

export type MendingsPorts = {
  readonly ledger: () => { append(drafts: readonly LedgerDraft[]): Result<unknown> } | null;
  readonly clock: Clock;
  readonly log: Log;
};

const QUIET_MS = 600_000;
/** A host keeps one of a kind before us, and knows fewer kinds; what is more than this stays with it. */
const MOST = 64;

export function createMendings({ ledger, clock, log }: MendingsPorts): Mendings {
  let ended = false;
  let waiting: { readonly mended: Mended; readonly heard: number; readonly written: () => void }[] = [];
  /** When one like it was written last, monotonic ms. */
  const recent = new Map<string, number>();

  const keyOf = ({ part, window, reason, exit }: Mended): string =>
    [part, window, reason, exit].map(String).join(' ');

  function flush(last = false): void {
    const open = ended ? null : ledger();
    ended ||= last;
    if (open === null) return;
    const now = clock.monotonic();
    for (const [key, at] of recent) if (now - at >= QUIET_MS) recent.delete(key);
    const held = waiting;
    waiting = [];
    for (const one of held) {
      const key = keyOf(one.mended);
      if (!last && recent.has(key)) {
        waiting.push(one);
        continue;
      }
      const { ago, ...facts } = one.mended;
      const body = { ...facts, secondsAgo: Math.round((ago + now - one.heard) / 1000) };
      if (open.append([{ kind: 'desktop.mended', session: null, body }]).ok) {
        recent.set(key, now);
        one.written();
      } else waiting.push(one);
    }
  }

  return {
    note(given, written) {
      const mended = mendedSchema.safeParse(given);
      if (!mended.success || waiting.length >= MOST) {
        log('error', 'desk.mended-refused', { odd: !mended.success });
        return;
      }
      waiting.push({ mended: mended.data, heard: clock.monotonic(), written });
      flush();
    },
    flush,
  };
}
