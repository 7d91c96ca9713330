/**
 * The main process's hold on the core's: starts it, relays, and starts it again when it dies. Heavy work and a hung
 * medium stay over there, so that tray and windows always answer.
 */

import type { ForkOptions, UtilityProcess } from 'electron';
import type { MethodName } from '../../../shared/contract.ts';
import type { WindowKind } from '../../../shared/contract/method.ts';
import { gateError } from '../../../shared/errors.ts';
import { err, type Result } from '../../../shared/result.ts';
import type { Log } from '../../core/ports.ts';
import type { CoreStart, FromCore, ToCore } from './core-protocol.ts';
import { keepUnrecorded, type Fault } from './unrecorded.ts';

export type CoreProcess = Pick<UtilityProcess, 'postMessage' | 'on' | 'once' | 'kill' | 'pid'>;
export type ForkCore = (file: string, args: string[], options: ForkOptions) => CoreProcess;

/** What the core says of itself. */
export type Told = Exclude<FromCore, { type: 'answer' | 'recorded' }>;

export type CoreLinkDeps = {
  readonly fork: ForkCore;
  /** The core's bundle, absolute. */
  readonly file: string;
  readonly start: CoreStart;
  readonly after: (milliseconds: number, then: () => void) => void;
  readonly now: () => number;
  readonly log: Log;
  /** Everything the core says but answers, to calls and to `mended`. */
  readonly heard: (message: Told) => void;
  /** It died and answers nothing until it is there again. `restarts`: in a row, this one counted. */
  readonly lost: (restarts: number) => void;
};

export type CoreLink = {
  call(kind: WindowKind, method: MethodName, input: unknown): Promise<Result<unknown>>;
  say(message: Exclude<ToCore, { type: 'start' | 'call' | 'mended' | 'stop' }>): void;
  /** Something of ours broke and was mended: it will stand in the ledger, by this core or a later one. */
  mended(fault: Fault): void;
  /** Lets the core close ledger and engine; settles when it is gone, or after `patience` ms without it. */
  stop(patience: number): Promise<void>;
};

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 60_000;
/** A core that lived so long did not die of what killed the one before. */
const SETTLED_MS = 300_000;

const gone = (): Result<never> => err(gateError('internal', { part: 'core' }));

export function startCoreLink(deps: CoreLinkDeps): CoreLink {
  const waiting = new Map<number, (result: Result<unknown>) => void>();
  const unrecorded = keepUnrecorded({
    now: deps.now,
    tell: (id, mended) => core?.postMessage({ type: 'mended', id, mended } satisfies ToCore),
    log: deps.log,
  });
  let core: CoreProcess | null = null;
  let next = 1;
  let restarts = 0;
  let stopping = false;
  let ended: () => void = () => undefined;

  function start(): void {
    const started = deps.now();
    const process = deps.fork(deps.file, [], { serviceName: 'Sekisho core', stdio: 'ignore' });
    core = process;
    process.on('message', (message: FromCore) => hear(message));
    process.once('exit', (code) => {
      core = null;
      unrecorded.gone();
      for (const answer of waiting.values()) answer(gone());
      waiting.clear();
      ended();
      if (stopping) return;
      restarts = deps.now() - started >= SETTLED_MS ? 1 : restarts + 1;
      unrecorded.add({ part: 'core', window: null, reason: 'died', exit: code });
      deps.lost(restarts);
      deps.after(Math.min(FIRST_PAUSE_MS * 2 ** (restarts - 1), LONGEST_PAUSE_MS), () => {
        if (!stopping) start();
      });
    });
    process.postMessage({ type: 'start', start: deps.start } satisfies ToCore);
  }

  function hear(message: FromCore): void {
    if (message.type === 'answer') {
      waiting.get(message.id)?.(message.result);
      waiting.delete(message.id);
      return;
    }
    if (message.type === 'recorded') {
      unrecorded.recorded(message.id);
      return;
    }
    if (message.type === 'ready') unrecorded.ready();
    deps.heard(message);
  }

  start();
  return {
    call: (kind, method, input) =>
      new Promise((resolve) => {
        if (core === null || stopping) {
          resolve(gone());
          return;
        }
        const id = next++;
        waiting.set(id, resolve);
        core.postMessage({ type: 'call', id, kind, method, input } satisfies ToCore);
      }),
    say(message) {
      core?.postMessage(message);
    },
    mended: (fault) => unrecorded.add(fault),
    stop: (patience) =>
      new Promise((resolve) => {
        stopping = true;
        const last = core;
        if (last === null) {
          resolve();
          return;
        }
        ended = resolve;
        deps.after(patience, () => {
          if (core === last) last.kill();
          resolve();
        });
        last.postMessage({ type: 'stop' } satisfies ToCore);
      }),
  };
}
