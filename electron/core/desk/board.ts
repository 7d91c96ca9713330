/** Keeps the one snapshot that all windows see: every change makes a new value with the next number. */

import type { Snapshot } from '../../../shared/contract/snapshot.ts';

export type SnapshotPart = Partial<Omit<Snapshot, 'seq' | 'at'>>;

export type Board = {
  readonly now: Snapshot;
  /** Changes of one turn of the event loop are told together. */
  change(part: SnapshotPart): void;
  close(): void;
};

export function createBoard(
  first: Omit<Snapshot, 'seq' | 'at'>,
  now: () => number,
  tell: (snapshot: Snapshot) => void,
): Board {
  const stamp = (): string => new Date(now()).toISOString();
  let present: Snapshot = { ...first, seq: 1, at: stamp() };
  let due: NodeJS.Immediate | null = null;

  const differs = (part: SnapshotPart): boolean =>
    (Object.keys(part) as (keyof SnapshotPart)[]).some(
      (key) => JSON.stringify(part[key]) !== JSON.stringify(present[key]),
    );

  return {
    get now() {
      return present;
    },
    change(part) {
      if (!differs(part)) return;
      present = { ...present, ...part, seq: present.seq + 1, at: stamp() };
      due ??= setImmediate(() => {
        due = null;
        tell(present);
      });
    },
    close() {
      if (due !== null) clearImmediate(due);
      due = null;
    },
  };
}
