/**
 * The gate's side of the transfer child: starts it, gives it one job at a time, watches that it still lives, and can
 * always get rid of it. A child that is silent for too long sits in a system call on a hung medium or share.
 */

import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { gateError } from '../../../shared/errors.ts';
import type { ErrorCode, GateError } from '../../../shared/errors.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import type {
  Command,
  Entry,
  RecordedFile,
  ReleasePlan,
  Remains,
  Report,
  Staged,
  WalkLimits,
} from './protocol.ts';

export type PorterSettings = {
  /** Silence of the child, in ms, that counts as a hang. A scratched disc may retry one sector for half a minute. */
  readonly silenceMs?: number;
  /** The same while the destination is flushed: 1 GB to a slow network share takes its time. */
  readonly flushSilenceMs?: number;
  /** The same while somebody waits for the destination to answer at all: disks that sleep need ten seconds to wake up. */
  readonly lookSilenceMs?: number;
};

const DEFAULT_SILENCE_MS = 60_000;
const DEFAULT_LOOK_SILENCE_MS = 20_000;
const KILLED_WITHIN_MS = 2_000;
const DEFAULT_FLUSH_SILENCE_MS = 600_000;

export type Porter = {
  /** Lists the medium without opening a file. `onEntries` gets every thing found, in order. Bytes of regular files. */
  inventory(
    root: string,
    limits: WalkLimits,
    onEntries: (entries: readonly Entry[]) => void,
  ): Promise<Result<{ readonly files: number; readonly bytes: number }>>;
  /**
   * Reads the files into `folder` (exists, 0700). `onStaged` gets files as they become readable there, with the
   * staging files' paths by pack number; give back room with `taken` as they are dealt with.
   */
  stage(
    folder: string,
    onStaged: (items: readonly Staged[], packs: readonly string[]) => void,
    onBytes: (bytesRead: number) => void,
  ): Promise<Result<{ readonly bytesRead: number }>>;
  taken(files: number, bytes: number): void;
  /** Fills, flushes and reads back the hidden partial. `manifest`: SHA-256 of SHA256SUMS.txt as written. */
  prepare(
    plan: ReleasePlan,
    onFiles: (files: number) => void,
  ): Promise<Result<{ readonly files: number; readonly bytes: number; readonly manifest: string }>>;
  /** Makes the partial visible by one rename. */
  publish(): Promise<Result<{ readonly folder: string }>>;
  /** The real path as far as it exists; nothing is touched. `destination-missing` where that is not answered in time. */
  locate(destination: string): Promise<Result<string>>;
  /** What a session will need of the destination; its real path, the root of its file system, free bytes. `destination-*`. */
  reach(
    destination: string,
    medium: string,
  ): Promise<Result<{ readonly real: string; readonly mount: string | null; readonly free: number | null }>>;
  /** Removes an earlier session's partial; `folder`: whether its folder became visible. `destination-*`. */
  clearRemains(remains: Remains): Promise<Result<{ readonly partial: boolean; readonly folder: boolean }>>;
  /** Whether all of them lie in the destination with the hash on record. */
  compare(to: string, files: readonly RecordedFile[]): Promise<Result<boolean>>;
  /**
   * Ends the child at once, whatever it is doing; a job under way answers `cancelled`. Settles when the child is gone
   * and can touch nothing more, or after two seconds when it is stuck in the kernel. Safe to call twice.
   */
  kill(): Promise<void>;
};

type Job = {
  readonly hung: ErrorCode;
  readonly onReport: (report: Report) => boolean;
  readonly settle: (error: GateError) => void;
  timer: NodeJS.Timeout;
  readonly silenceMs: number;
};

export function startPorter(settings: PorterSettings = {}): Porter {
  const silenceMs = settings.silenceMs ?? DEFAULT_SILENCE_MS;
  const flushSilenceMs = settings.flushSilenceMs ?? DEFAULT_FLUSH_SILENCE_MS;
  const lookSilenceMs = settings.lookSilenceMs ?? DEFAULT_LOOK_SILENCE_MS;
  const child: ChildProcess = fork(fileURLToPath(new URL('./child.ts', import.meta.url)), [], {
    // What the child needs of the environment: sync(1) in PATH. Nothing of ours is anybody's business there.
    env: {
      PATH: process.env['PATH'] ?? '/usr/bin:/bin',
      // Where the gate itself was started with a folder for compiled code (from source only): half of this child's start.
      ...(process.env['NODE_COMPILE_CACHE'] === undefined
        ? {}
        : { NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] }),
    },
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  let job: Job | null = null;
  let dead: GateError | null = null;
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));

  function fail(error: GateError): void {
    const failing = job;
    job = null;
    if (failing === null) return;
    clearTimeout(failing.timer);
    failing.settle(error);
  }

  function kill(error: GateError = gateError('cancelled')): void {
    dead ??= error;
    child.kill('SIGKILL');
    if (child.connected) child.disconnect();
    fail(dead);
  }

  function arm(silence: number, hung: ErrorCode): NodeJS.Timeout {
    return setTimeout(() => kill(gateError(hung, { silenceMs: silence })), silence);
  }

  child.on('message', (message) => {
    const report = message as Report;
    if (job === null || report.type === 'ready') return;
    clearTimeout(job.timer);
    if (report.type === 'failed') {
      fail(report.error);
      return;
    }
    const current = job;
    if (current.onReport(report)) job = null;
    else current.timer = arm(current.silenceMs, current.hung);
  });
  child.on('error', () => fail((dead ??= gateError('internal', { part: 'transfer' }))));
  child.on('exit', (code, signal) => {
    dead ??= gateError('internal', { part: 'transfer', exit: code, signal });
    fail(dead);
  });

  function run<T>(
    command: Command,
    hung: ErrorCode,
    silence: number,
    onReport: (report: Report, done: (value: T) => true) => boolean,
  ): Promise<Result<T>> {
    return new Promise((resolve) => {
      if (dead !== null) {
        resolve(err(dead));
        return;
      }
      if (job !== null) throw new Error('the transfer child does one job at a time');
      const done = (value: T): true => {
        resolve(ok(value));
        return true;
      };
      job = {
        hung,
        silenceMs: silence,
        onReport: (report) => onReport(report, done),
        settle: (error) => resolve(err(error)),
        timer: arm(silence, hung),
      };
      child.send(command);
    });
  }

  return {
    inventory: (root, limits, onEntries) =>
      run({ type: 'inventory', root, limits }, 'medium-hung', silenceMs, (report, done) => {
        if (report.type === 'entries') onEntries(report.entries);
        return report.type === 'inventory-done' && done({ files: report.files, bytes: report.bytes });
      }),
    stage: (folder, onStaged, onBytes) =>
      run({ type: 'stage', folder }, 'medium-hung', silenceMs, (report, done) => {
        if (report.type === 'staged') onStaged(report.items, report.packs);
        if (report.type === 'alive') onBytes(report.bytesRead);
        return report.type === 'stage-done' && done({ bytesRead: report.bytesRead });
      }),
    taken(files, bytes) {
      if (dead === null) child.send({ type: 'credit', files, bytes } satisfies Command);
    },
    prepare: (plan, onFiles) =>
      run({ type: 'prepare', plan }, 'destination-gone', flushSilenceMs, (report, done) => {
        if (report.type === 'alive') onFiles(report.filesReleased);
        return (
          report.type === 'prepared' &&
          done({ files: report.files, bytes: report.bytes, manifest: report.manifest })
        );
      }),
    publish: () =>
      run({ type: 'publish' }, 'destination-gone', flushSilenceMs, (report, done) => {
        return report.type === 'published' && done({ folder: report.folder });
      }),
    async locate(destination) {
      const hung = 'destination-missing';
      const located = await run<string>(
        { type: 'locate', path: destination },
        hung,
        lookSilenceMs,
        (report, done) => report.type === 'located' && done(report.real),
      );
      if (located.ok || located.error.code !== hung) return located;
      return err(gateError(hung, { path: destination, ...located.error.params }));
    },
    reach: (destination, medium) =>
      run({ type: 'reach', destination, medium }, 'destination-gone', lookSilenceMs, (report, done) => {
        if (report.type !== 'reached') return false;
        const { real, mount, free } = report;
        return done({ real, mount, free });
      }),
    clearRemains: (remains) =>
      run({ type: 'clear-remains', remains }, 'destination-gone', lookSilenceMs, (report, done) => {
        return report.type === 'cleared' && done({ partial: report.partial, folder: report.folder });
      }),
    compare: (to, files) =>
      run({ type: 'compare', to, files }, 'destination-gone', lookSilenceMs, (report, done) => {
        return report.type === 'compared' && done(report.identical);
      }),
    async kill() {
      kill();
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, KILLED_WITHIN_MS)));
      await Promise.race([exited, late]);
      clearTimeout(timer);
      // Stuck in the kernel, it dies when its call returns, perhaps never: nobody waits for it.
      child.unref();
    },
  };
}
