/**
 * Scans staged bytes over a few IDSESSION connections: bounds what is under way, gives every file a deadline, and says
 * when the verdicts given so far can no longer be contradicted. Once anything about the engine is in doubt it is lost
 * for good: a new client is needed.
 */

import type { Socket } from 'node:net';

import { gateError, type GateError } from '../../../shared/errors.ts';
import { heldBack, type Judgement } from '../../../shared/model/verdict.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Clock, StagedBytes } from '../ports.ts';
import { openIdSession, type Ask, type IdSession } from './idsession.ts';
import { chooseDelivery, createWriter } from './request.ts';
import { createStagingReader } from './staging-reader.ts';

/** How long a file may take from its first byte sent to its reply: `baseMs` and `perMiBMs` for each MiB begun. */
export type Deadlines = { readonly baseMs: number; readonly perMiBMs: number };
export const DEFAULT_DEADLINES: Deadlines = { baseMs: 60_000, perMiBMs: 1_000 };

export type ScanClientSettings = {
  /** True for an engine on this machine that may open staging files itself. */
  readonly readsPaths: boolean;
  /** Largest file the engine takes; a larger one is never sent. Bytes. */
  readonly maxFileBytes: number;
  readonly deadlines: Deadlines;
  readonly connections: number;
  /** Files under way on one connection. */
  readonly inFlight: number;
  /** Streamed bytes under way in all; they lie in the engine's temporary folder. One file larger than this goes alone. */
  readonly inFlightBytes: number;
  /** How often deadlines are looked at. */
  readonly sweepMs?: number;
};

/** Measured with two cores on 20,000 files of 8 KiB (README): more than this gains nothing. */
export const MEASURED = { connections: 1, inFlight: 32, inFlightBytes: 64 * 1024 * 1024 } as const;

/** Files given up and not yet answered; more means that the engine's threads are all stuck. */
const MOST_OVERDUE = 16;
const SWEEP_MS = 1_000;

export type ScanClient = {
  scan(bytes: StagedBytes): Promise<Judgement>;
  /** Waits for every scan begun before the call, then until none of their verdicts can be contradicted. Scans may go on. */
  settle(): Promise<Result<void>>;
  readonly lost: Promise<GateError>;
  /** Ends at once; scans under way answer `engine-error`. */
  destroy(error?: GateError): void;
};

type Waiting = {
  readonly number: number;
  readonly bytes: StagedBytes;
  readonly resolve: (judgement: Judgement) => void;
};

export function createScanClient(
  settings: ScanClientSettings,
  ports: { readonly clock: Clock; readonly connect: () => Socket },
): ScanClient {
  const reader = createStagingReader();
  const queue: Waiting[] = [];
  let head = 0;
  /** Connections that take files, and those that are being settled. */
  const active = new Set<IdSession>();
  const ending = new Set<IdSession>();
  let streamedBytes = 0;
  /** Numbers of the scans that are not answered yet, lowest first. */
  const unanswered = new Set<number>();
  let lastScan = 0;
  let failure: GateError | null = null;
  let pumpScheduled = false;
  let sweeper: NodeJS.Timeout | null = null;
  const watchers: (() => void)[] = [];
  const { promise: lost, resolve: tellLost } = Promise.withResolvers<GateError>();

  const lose = (error: GateError): void => {
    if (failure !== null) return;
    failure = error;
    for (const session of [...active, ...ending]) session.destroy(error);
    for (const waiting of queue.splice(0).slice(head))
      waiting.resolve(heldBack('engine-error', { cause: 'lost' }));
    head = 0;
    reader.release();
    if (sweeper !== null) clearInterval(sweeper);
    tellLost(error);
    wake();
  };
  /** Lets everybody who waits for a change look again. */
  const wake = (): void => {
    for (const resume of watchers.splice(0)) resume();
  };

  const next = (session: IdSession): Ask | null => {
    const waiting = queue[head];
    if (waiting === undefined || session.busy >= settings.inFlight) return null;
    const delivery = chooseDelivery(waiting.bytes, settings.readsPaths, reader);
    const cost = delivery === 'stream' ? waiting.bytes.length : 0;
    if (streamedBytes > 0 && streamedBytes + cost > settings.inFlightBytes) return null;
    head += 1;
    if (head > 1024) {
      queue.splice(0, head);
      head = 0;
    }
    streamedBytes += cost;
    const { path, length } = waiting.bytes;
    return {
      subject: delivery === 'stream' ? 'stream' : Buffer.from(path, 'utf8').toString('latin1'),
      writer: createWriter(waiting.bytes, delivery, reader),
      allowedMs: settings.deadlines.baseMs + settings.deadlines.perMiBMs * Math.ceil(length / 1024 ** 2),
      answer(judgement) {
        streamedBytes -= cost;
        unanswered.delete(waiting.number);
        waiting.resolve(judgement);
        if (watchers.length > 0) wake();
      },
    };
  };

  const open = (): void => {
    const session = openIdSession(ports.connect(), {
      clock: ports.clock,
      next,
      onEnded(how, ended) {
        active.delete(ended);
        ending.delete(ended);
        if (how.kind === 'broken') lose(how.error);
        else wake();
      },
    });
    active.add(session);
  };
  const pump = (): void => {
    pumpScheduled = false;
    while (failure === null && active.size < settings.connections) open();
    // The least busy first, so that two connections share the work.
    for (const session of [...active].sort((a, b) => a.busy - b.busy)) session.pump();
  };
  const sweep = (): void => {
    let overdue = 0;
    for (const session of [...active, ...ending]) {
      session.sweep();
      overdue += session.overdue;
    }
    if (overdue > MOST_OVERDUE) lose(gateError('engine-lost', { cause: 'overdue', files: overdue }));
    if (active.size + ending.size === 0 && sweeper !== null) {
      clearInterval(sweeper);
      sweeper = null;
    }
  };

  return {
    lost,
    scan(bytes) {
      if (failure !== null) return Promise.resolve(heldBack('engine-error', { cause: 'lost' }));
      if (bytes.length > settings.maxFileBytes) {
        return Promise.resolve(
          heldBack('engine-limit', { limit: 'MaxFileSize', bytes: settings.maxFileBytes }),
        );
      }
      lastScan += 1;
      const number = lastScan;
      unanswered.add(number);
      sweeper ??= setInterval(sweep, settings.sweepMs ?? SWEEP_MS);
      if (!pumpScheduled) {
        pumpScheduled = true;
        // Files handed over in one turn of the event loop share one write.
        queueMicrotask(pump);
      }
      return new Promise((resolve) => queue.push({ number, bytes, resolve }));
    },
    async settle() {
      const until = async (done: () => boolean): Promise<void> => {
        while (failure === null && !done()) await new Promise<void>((resume) => watchers.push(resume));
      };
      const last = lastScan;
      await until(() => (unanswered.values().next().value ?? Infinity) > last);
      const sessions = [...active];
      for (const session of sessions) {
        active.delete(session);
        ending.add(session);
        session.settle();
      }
      await until(() => !sessions.some((session) => ending.has(session)));
      if (unanswered.size === 0) reader.release();
      return failure === null ? ok(undefined) : err(failure);
    },
    destroy(error = gateError('engine-lost', { cause: 'stopped' })) {
      lose(error);
    },
  };
}
