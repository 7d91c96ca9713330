/** A session's progress in numbers, told often enough to look alive and seldom enough to cost nothing. */

import type { Progress } from '../../../shared/model/session.ts';
import type { Clock } from '../ports.ts';
import type { KnownFile } from './file-table.ts';

const EVERY_MS = 100;

export function createProgress(session: string, clock: Clock, tell: (progress: Progress) => void) {
  let now: Progress = {
    session,
    phase: 'inventory',
    files: 0,
    filesDone: 0,
    bytes: 0,
    bytesDone: 0,
    found: 0,
  };
  let told = -Infinity;

  function report(change: Partial<Progress>): void {
    const turned = change.phase !== undefined && change.phase !== now.phase;
    now = { ...now, ...(turned ? { filesDone: 0 } : {}), ...change };
    if (!turned && clock.monotonic() - told < EVERY_MS) return;
    told = clock.monotonic();
    tell(now);
  }

  return {
    report,
    judged(file: KnownFile): void {
      report({
        filesDone: now.filesDone + 1,
        bytesDone: now.bytesDone + (file.entry.held === null ? file.entry.size : 0),
        found: now.found + (file.judgement?.verdict === 'clean' ? 0 : 1),
      });
    },
  };
}
