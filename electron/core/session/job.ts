/**
 * The effects of one session, each a promise of the event that came of it. Order and rules are step.ts's; here is
 * only how each thing is done, and that expected failures come back as events.
 */

import { gateError } from '../../../shared/errors.ts';
import type { GateError } from '../../../shared/errors.ts';
import type { JsonValue } from '../../../shared/model/ledger.ts';
import type { FileCounts, FileRecord, Outcome, Preset, Progress } from '../../../shared/model/session.ts';
import { heldBack } from '../../../shared/model/verdict.ts';
import type { Result } from '../../../shared/result.ts';
import type { ExceptionsNow } from '../exceptions/exceptions.ts';
import type { LoadedPolicy } from '../policy/load.ts';
import type { Clock, Inspector, Ledger, LedgerDraft, Log, Scanner } from '../ports.ts';
import type { VerdictCache } from '../scan/verdict-cache.ts';
import { folderName, partialName } from '../transfer/destination.ts';
import { startPorter } from '../transfer/porter.ts';
import type { Porter } from '../transfer/porter.ts';
import { manifestHash } from '../transfer/sums.ts';
import { makeStaging, wipeStaging } from '../transfer/staging-folder.ts';
import { createChecker } from './check.ts';
import { decide, isJunk } from './decide.ts';
import { count, known, sizeOf, toJudged, toRecord, toReleasing } from './file-table.ts';
import type { KnownFile, Releasing } from './file-table.ts';
import { createProgress } from './progress.ts';
import { tellPublished } from './published.ts';
import { roomToStage } from './room.ts';
import type { SessionEvent } from './step.ts';
import { recordVerdicts, stillExcepted } from './verdicts.ts';
import { waitForFacts } from './waiting.ts';
import type { FactsToTell } from './waiting.ts';

/** What is asked of a session. `to`: a destination that checkDestination approved. `facts` go into the record as they are. */
export type SessionRequest = {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly label: string;
  readonly preset: Preset;
  readonly facts: Readonly<Record<string, JsonValue>>;
  /** Entries that follow `session.opened` in the same batch. */
  readonly besides?: readonly LedgerDraft[];
};

export type SessionPorts = {
  readonly ledger: Ledger;
  readonly scanner: Scanner;
  readonly inspector: Inspector;
  readonly cache: VerdictCache;
  readonly clock: Clock;
  readonly log: Log;
  readonly policy: LoadedPolicy;
  readonly dataDir: string;
  /** What two people let in although it was held back; asked at the check and again before the release. */
  readonly exceptions: () => Result<ExceptionsNow>;
  /** What has to be said before the release. */
  readonly facts: FactsToTell;
  /** A transfer child for this session alone, perhaps started ahead: its own start takes a fifth of a second. */
  readonly startPorter?: () => Porter;
};

/** `records`: every file that has a judgement; `destination` is set only on what is visible there. Sizes in bytes. */
export type SessionResult = {
  readonly session: string;
  readonly outcome: Outcome;
  readonly error: GateError | null;
  readonly folder: string | null;
  readonly files: FileCounts;
  readonly bytes: number;
  readonly bytesRead: number;
  readonly seconds: number;
  readonly records: () => Iterable<FileRecord>;
};

const failed = (error: GateError): SessionEvent => ({ type: 'failed', error });

export type Job = ReturnType<typeof createJob>;

export function createJob(
  request: SessionRequest,
  ports: SessionPorts,
  onProgress: (progress: Progress) => void,
) {
  const { clock, ledger, policy } = ports;
  const started = clock.monotonic();
  const newPorter = ports.startPorter ?? startPorter;
  const porter = newPorter();
  const files: KnownFile[] = [];
  const folder = folderName(clock.now(), request.label, request.id);
  const progress = createProgress(request.id, clock, onProgress);
  let bytes = 0;
  let bytesRead = 0;
  let manifest: string | null = null;
  let visible = false;
  let verdictsRecorded = false;
  /** Being made: a sweep must not come before it. */
  let staging: Promise<unknown> = Promise.resolve();
  /** Being written: nothing of a session may follow its last entry. */
  let recording: Promise<unknown> = Promise.resolve();
  let sweeping = false;
  /** What the decision lets in, in the order of the manifest. */
  let releasing: readonly Releasing[] = [];
  let stopWaiting = (): void => undefined;
  /** The hidden partial on its way, once the intent stands in the ledger. */
  let partial: Promise<Result<{ readonly manifest: string }>> | null = null;

  const draft = (kind: string, body: LedgerDraft['body']): LedgerDraft => ({
    kind,
    session: request.id,
    body,
  });
  const seconds = (): number => Math.round(clock.monotonic() - started) / 1000;
  const record = (drafts: readonly LedgerDraft[], then: SessionEvent): SessionEvent => {
    const appended = ledger.append(drafts);
    return appended.ok ? then : failed(appended.error);
  };
  const releaseFacts = (): LedgerDraft['body'] => {
    return { folder, files: releasing.length, bytes: sizeOf(releasing), manifest };
  };

  async function fillPartial(): Promise<Result<{ readonly manifest: string }>> {
    const numbers = releasing.map((file) => file.n);
    const plan = { destination: request.to, partial: partialName(request.id), folder, files: numbers };
    // Each file passes twice: written, then read back.
    const total = numbers.length * 2;
    return porter.prepare(plan, (done) => {
      if (verdictsRecorded) progress.report({ phase: 'releasing', files: total, filesDone: done });
    });
  }

  /** By a child of its own: the one that filled it is gone, and a dead share would keep us for ever. */
  async function removePartial(): Promise<void> {
    if (partial === null || visible) return;
    const sweeper = newPorter();
    const cleared = await sweeper.clearRemains({
      session: request.id,
      to: request.to,
      mount: null,
      folder: null,
    });
    await sweeper.kill();
    // Where there is no folder there is no partial.
    if (!cleared.ok && cleared.error.params['errno'] !== 'ENOENT') throw new Error(cleared.error.code);
  }

  return {
    recordOpened(): Promise<SessionEvent> {
      return Promise.resolve(
        record([draft('session.opened', { ...request.facts, folder }), ...(request.besides ?? [])], {
          type: 'opened',
        }),
      );
    },

    async takeInventory(): Promise<SessionEvent> {
      ports.inspector.warm();
      const { maxFiles, maxDepth, maxFileBytes } = policy.policy.limits;
      const taken = await porter.inventory(request.from, { maxFiles, maxDepth, maxFileBytes }, (entries) => {
        for (const entry of entries) files.push(known(entry));
        progress.report({ phase: 'inventory', files: files.length });
      });
      if (!taken.ok) {
        if (taken.error.code !== 'medium-too-many-files') return failed(taken.error);
        return { type: 'refused', error: gateError('medium-too-many-files', { limit: maxFiles }) };
      }
      bytes = taken.value.bytes;
      const room = await roomToStage(ports.dataDir, bytes, policy.policy.staging.maxBytes);
      if (!room.ok) return { type: 'refused', error: room.error };
      const facts = { files: files.length, bytes };
      return record([draft('session.inventory', facts)], { type: 'inventory-taken', files: files.length });
    },

    async check(): Promise<SessionEvent> {
      progress.report({ phase: 'checking', files: files.length, bytes });
      const judged = (file: KnownFile): void => progress.judged(file);
      for (const file of files) {
        if (file.entry.held === null) continue;
        file.judgement = heldBack(file.entry.held.reason, file.entry.held.detail);
        judged(file);
      }
      const excepted = ports.exceptions();
      if (!excepted.ok) return failed(excepted.error);
      const checker = createChecker(
        files,
        request.preset,
        { ...ports, porter, exceptions: excepted.value },
        judged,
      );
      const made = makeStaging(ports.dataDir, request.id).catch((thrown: unknown) =>
        gateError('staging-failed', { errno: String((thrown as { code?: string }).code) }),
      );
      staging = made;
      const folderOrFault = await made;
      if (typeof folderOrFault !== 'string') return failed(folderOrFault);
      const staged = await porter.stage(folderOrFault, checker.take, (read) => (bytesRead = read));
      if (!staged.ok) return failed(staged.error);
      bytesRead = staged.value.bytesRead;
      await checker.idle();
      const settled = await ports.scanner.settle();
      if (!settled.ok) return failed(settled.error);
      const final = decide(files.map(toJudged), policy.policy);
      for (const [i, file] of files.entries()) {
        file.judgement = final[i] ?? file.judgement;
        if (file.judgement?.verdict !== 'clean') file.exception = null;
      }
      releasing = files.flatMap(toReleasing);
      return {
        type: 'checked',
        files: files.length,
        releasable: releasing.length,
        spoilt: final.filter((judgement) => judgement.verdict !== 'clean' && !isJunk(judgement)).length,
      };
    },

    async awaitFacts(): Promise<SessionEvent> {
      const wait = waitForFacts(ports.facts);
      stopWaiting = () => wait.stop();
      if (wait.waits) progress.report({ phase: 'waiting', filesDone: files.length });
      const told = await wait.done;
      return told.ok ? { type: 'facts-complete' } : failed(told.error);
    },

    /**
     * The intent comes first: from then on a hidden partial may exist. It is filled while the verdicts are committed,
     * a third of a second for 20,000 files; nothing becomes visible before both are done.
     */
    async recordVerdicts(): Promise<SessionEvent> {
      const excepted = stillExcepted(files, ports.exceptions);
      if (!excepted.ok) return failed(excepted.error);
      if (releasing.length > 0) {
        manifest = manifestHash(releasing);
        const intended = ledger.append([draft('release.intent', releaseFacts())]);
        if (!intended.ok) return failed(intended.error);
        partial = fillPartial();
      }
      const recordingNow = recordVerdicts(
        { id: request.id, folder },
        files,
        ledger,
        (filesDone) => progress.report({ phase: 'recording', filesDone }),
        () => sweeping,
      );
      recording = recordingNow;
      const recorded = await recordingNow;
      if (!recorded.ok) return failed(recorded.error);
      verdictsRecorded = true;
      ports.cache.keep(files, request.preset);
      return { type: 'recorded' };
    },

    async prepare(): Promise<SessionEvent> {
      if (partial === null) throw new Error('nothing is being released');
      const prepared = await partial;
      if (!prepared.ok) return failed(prepared.error);
      if (prepared.value.manifest !== manifest)
        return failed(gateError('destination-mismatch', { part: 'manifest' }));
      return { type: 'prepared' };
    },

    async publish(): Promise<SessionEvent> {
      const published = await porter.publish();
      if (!published.ok) return tellPublished(request.to, folder, partialName(request.id), published.error);
      visible = true;
      return { type: 'published' };
    },

    recordArrival(): Promise<SessionEvent> {
      visible = true;
      return Promise.resolve(
        record([draft('release.arrived', releaseFacts())], { type: 'arrival-recorded' }),
      );
    },

    async sweep(outcome: Outcome, error: GateError | null): Promise<SessionEvent> {
      stopWaiting();
      sweeping = true;
      await Promise.all([porter.kill(), staging, recording]);
      const swept = await Promise.allSettled([removePartial(), wipeStaging(ports.dataDir, request.id)]);
      // What could not be cleaned is for the next start, which also writes the last entry.
      if (outcome === 'interrupted' || swept.some(({ status }) => status === 'rejected'))
        return { type: 'swept', recorded: false };
      const closed = draft('session.closed', {
        outcome,
        files: { ...count(files, visible) },
        bytes,
        bytesRead,
        seconds: seconds(),
        error: error === null ? null : { code: error.code, params: error.params },
      });
      return { type: 'swept', recorded: ledger.append([closed]).ok };
    },

    result: (outcome: Outcome, error: GateError | null): SessionResult => ({
      session: request.id,
      outcome,
      error,
      folder: visible ? folder : null,
      files: count(files, visible),
      bytes,
      bytesRead,
      seconds: seconds(),
      *records() {
        for (const file of files) if (file.judgement !== null) yield toRecord(file, visible ? folder : null);
      },
    }),
  };
}
