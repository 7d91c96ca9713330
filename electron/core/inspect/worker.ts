/** One inspection child under watch: a time limit for each file, a memory limit, and no trust in what it says. */

import type { InspectionReport, InspectionRequest } from '../ports.ts';
import type { Child, ChildEnd } from './child-processes.ts';
import { residentBytes } from './memory.ts';
import { parseAnswer, parseFromChild, type Task } from './messages.ts';

/** Why a child was given up, or that a file broke something inside it. */
export type Cause = 'died' | 'time' | 'memory' | 'protocol';

/** A file on its way through inspection. `alone`: a child already died with it, so now it runs by itself. */
export type Job = {
  readonly request: InspectionRequest;
  readonly answer: (report: InspectionReport | 'failed') => void;
  alone: boolean;
};

export type Watch = {
  /** Milliseconds that one file of that many bytes may take. */
  readonly milliseconds: (bytes: number) => number;
  readonly residentBytes: number;
  /** Where the parent looks at the child's memory, every so many milliseconds. */
  readonly every: number;
  readonly now: () => number;
};

/** Called once with why the child ended, what it had not answered, and whether it ever became ready. */
export type Gone = (cause: Cause, unanswered: readonly Job[], ready: boolean, end: ChildEnd) => void;

export class Worker {
  readonly #child: Child;
  readonly #watch: Watch;
  readonly #answered: () => void;
  readonly #timer: NodeJS.Timeout;
  /** In the order sent, which is the order of the answers. */
  readonly #inFlight: { readonly id: number; readonly job: Job }[] = [];
  #next = 1;
  #ready = false;
  #since: number;
  #cause: Cause | null = null;
  #gone: Gone | null;

  constructor(child: Child, watch: Watch, answered: () => void, gone: Gone) {
    this.#child = child;
    this.#watch = watch;
    this.#answered = answered;
    this.#gone = gone;
    this.#since = watch.now();
    this.#timer = setInterval(() => this.#look(), watch.every);
    child.onMessage((message) => this.#hear(message));
    child.onEnd((end) => this.#ended(end));
  }

  get inFlight(): number {
    return this.#inFlight.length;
  }

  send(jobs: readonly Job[]): void {
    if (this.#inFlight.length === 0) this.#since = this.#watch.now();
    const tasks = jobs.map((job): Task => {
      const { bytes, path, preset } = job.request;
      const id = this.#next++;
      this.#inFlight.push({ id, job });
      return [id, bytes.path, bytes.offset, bytes.length, path, preset];
    });
    this.#child.send({ tasks });
  }

  /** Ends the child without a word to `gone`. */
  dismiss(): readonly Job[] {
    this.#gone = null;
    clearInterval(this.#timer);
    this.#child.kill();
    return this.#inFlight.map(({ job }) => job);
  }

  #hear(message: unknown): void {
    if (this.#cause !== null || this.#gone === null) return;
    const parsed = parseFromChild(message);
    if (parsed === null) {
      this.#giveUp('protocol');
      return;
    }
    if ('ready' in parsed) {
      this.#ready = true;
      this.#since = this.#watch.now();
      return;
    }
    for (const answer of parsed.answers) {
      const oldest = this.#inFlight[0];
      const report = oldest === undefined ? null : parseAnswer(answer, oldest.id);
      if (oldest === undefined || report === null) {
        this.#giveUp('protocol');
        return;
      }
      this.#inFlight.shift();
      this.#since = this.#watch.now();
      oldest.job.answer(report);
    }
    this.#answered();
  }

  #look(): void {
    const resident = residentBytes(this.#child.pid);
    if (resident !== null && resident > this.#watch.residentBytes) {
      this.#giveUp('memory');
      return;
    }
    const oldest = this.#inFlight[0];
    const allowed = this.#watch.milliseconds(oldest?.job.request.bytes.length ?? 0);
    const busy = oldest !== undefined || !this.#ready;
    if (busy && this.#watch.now() - this.#since > allowed) this.#giveUp('time');
  }

  #giveUp(cause: Cause): void {
    this.#cause ??= cause;
    this.#child.kill();
  }

  #ended(end: ChildEnd): void {
    clearInterval(this.#timer);
    const gone = this.#gone;
    this.#gone = null;
    gone?.(
      this.#cause ?? 'died',
      this.#inFlight.map(({ job }) => job),
      this.#ready,
      end,
    );
  }
}
