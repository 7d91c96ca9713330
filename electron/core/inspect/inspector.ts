/** The Inspector port over a disposable child: what hangs, dies or lies in there costs one file, never the gate. */

import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { heldBack } from '../../../shared/model/verdict.ts';
import type { InspectionReport, Inspector, Log } from '../ports.ts';
import { nodeChildProcesses, type ChildProcesses } from './child-processes.ts';
import { DEFAULT_LIMITS, type InspectionLimits } from './limits.ts';
import { Worker, type Cause, type Job, type Watch } from './worker.ts';

/**
 * Changes with every rule, so that a verdict reached under older rules is not believed (the cache's key holds it): a
 * fingerprint of this room, of what it judges by and of its libraries, which test/inspect/version.test.ts works out.
 */
export const INSPECTION_VERSION = 'fd770fdda0e8';

/** `workDir`: the data folder; staging and the scratch folder for large members lie in it. The rest has defaults. */
export type InspectorSettings = {
  readonly workDir: string;
  /** Folders the child may read staged bytes from. */
  readonly staging?: readonly string[];
  readonly limits?: InspectionLimits;
  readonly children?: ChildProcesses;
  readonly heapMiB?: number;
  readonly watch?: Partial<Watch>;
  /** A child that has worked is ended after so many idle milliseconds, so that none lives from one medium to the next. */
  readonly idleMilliseconds?: number;
  readonly log?: Log;
};

/** Sent ahead, so that the child never waits; few, since each is run again by itself when the child dies. */
const MAX_IN_FLIGHT = 128;
/** The session stages far fewer ahead; more than this is a mistake somewhere, and is answered instead of kept. */
const MAX_WAITING = 100_000;
/** A child that cannot even start is not tried for ever. */
const MAX_FAILED_STARTS = 3;

const DEFAULT_WATCH: Watch = {
  // Above the child's own limit; reading and unpacking grow with the size.
  milliseconds: (bytes) => 90_000 + bytes / 4096,
  residentBytes: 1536 * 1024 ** 2,
  every: 250,
  now: () => performance.now(),
};

const unscannable = (
  cause: Cause | 'failed' | 'start-failed' | 'closed' | 'queue-full',
  end = {},
): InspectionReport => ({
  type: null,
  judgement: heldBack('engine-error', { part: 'inspection', cause, ...end }),
});

export function createInspector(settings: InspectorSettings): Inspector {
  const {
    workDir,
    limits = DEFAULT_LIMITS,
    children = nodeChildProcesses(),
    heapMiB = 512,
    idleMilliseconds = 5000,
  } = settings;
  const watch: Watch = { ...DEFAULT_WATCH, ...settings.watch };
  const scratch = resolve(workDir, 'inspection');
  const staging = (settings.staging ?? [join(workDir, 'staging')]).map((path) => resolve(path));
  const waiting: Job[] = [];
  /** Files that were in flight when a child died: each gets a child of its own attention before it is condemned. */
  const suspects: Job[] = [];
  let worker: Worker | null = null;
  let idle: NodeJS.Timeout | null = null;
  let failedStarts = 0;
  let closed = false;
  let scheduled = false;

  const start = (): Worker => {
    mkdirSync(scratch, { recursive: true, mode: 0o700 });
    // A folder that is missing when the child starts stays closed to it for good (Node's permission model).
    for (const folder of staging) if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 });
    const child = children.start({ read: staging, write: [scratch], heapMiB });
    child.send({ begin: { limits, scratch } });
    return new Worker(child, watch, pump, (cause, unanswered, ready, end) => {
      worker = null;
      settings.log?.('warn', 'inspection-child-ended', {
        cause,
        unanswered: unanswered.length,
        code: end.code,
        signal: end.signal,
      });
      failedStarts = ready ? 0 : failedStarts + 1;
      for (const job of unanswered) {
        if (job.alone && ready)
          job.answer(unscannable(cause, cause === 'died' ? { code: end.code, signal: end.signal } : {}));
        else {
          job.alone = true;
          suspects.push(job);
        }
      }
      if (failedStarts >= MAX_FAILED_STARTS) {
        failedStarts = 0;
        for (const job of [...suspects.splice(0), ...waiting.splice(0)])
          job.answer(unscannable('start-failed'));
      }
      pump();
    });
  };

  const pump = (): void => {
    if (closed) return;
    if (idle !== null) clearTimeout(idle);
    idle = null;
    if (suspects.length + waiting.length === 0) {
      if (worker?.inFlight === 0)
        idle = setTimeout(() => (worker = (worker?.dismiss(), null)), idleMilliseconds);
      return;
    }
    worker ??= start();
    // Suspects run one at a time, with nothing else in flight that they could take down.
    if (suspects.length > 0) {
      if (worker.inFlight === 0) worker.send(suspects.splice(0, 1));
      return;
    }
    // Half-empty first: fewer, larger messages.
    if (worker.inFlight <= MAX_IN_FLIGHT / 2) worker.send(waiting.splice(0, MAX_IN_FLIGHT - worker.inFlight));
  };

  const schedule = (): void => {
    if (scheduled) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      pump();
    });
  };

  return {
    warm() {
      if (closed) return;
      try {
        worker ??= start();
      } catch {
        // A folder that cannot be made is told by whoever needs it, with its own code.
      }
      pump();
    },
    inspect: (request) =>
      new Promise((settle) => {
        const answer = (report: InspectionReport | 'failed'): void =>
          settle(report === 'failed' ? unscannable('failed') : report);
        if (closed) answer(unscannable('closed'));
        else if (waiting.length >= MAX_WAITING) answer(unscannable('queue-full'));
        else {
          waiting.push({ request, answer, alone: false });
          schedule();
        }
      }),
    close: () => {
      closed = true;
      if (idle !== null) clearTimeout(idle);
      const left = [...(worker?.dismiss() ?? []), ...suspects.splice(0), ...waiting.splice(0)];
      worker = null;
      for (const job of left) job.answer(unscannable('closed'));
      rmSync(scratch, { recursive: true, force: true });
      return Promise.resolve();
    },
  };
}
