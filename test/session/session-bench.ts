/** A session over a real folder, transfer child and ledger, with a fake engine: what the runner does when parts fail. */

import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { fileKeyStore } from '../../electron/core/audit/keys.ts';
import { openLedger } from '../../electron/core/audit/ledger.ts';
import type { OpenLedger } from '../../electron/core/audit/ledger.ts';
import { systemClock } from '../../electron/core/system-clock.ts';
import { loadPolicy } from '../../electron/core/policy/load.ts';
import type { Inspector, Ledger } from '../../electron/core/ports.ts';
import { NO_CACHE } from '../../electron/core/scan/verdict-cache.ts';
import type { SessionPorts, SessionRequest } from '../../electron/core/session/job.ts';
import { recover } from '../../electron/core/session/recover.ts';
import { startSession } from '../../electron/core/session/run.ts';
import { NOTHING_TO_TELL } from '../../electron/core/session/waiting.ts';
import type { RunningSession, SessionWatcher } from '../../electron/core/session/run.ts';
import { ok } from '../../shared/result.ts';
import { createFakeScanner } from '../fakes/fake-scanner.ts';
import type { FakeScanner } from '../fakes/fake-scanner.ts';

/** Lets every content pass: these tests are not about inspection. */
const passing: Inspector = {
  warm: () => undefined,
  inspect: () => Promise.resolve({ type: 'text/plain', judgement: { verdict: 'clean' } }),
  close: () => Promise.resolve(),
};

export type SessionBench = {
  readonly base: string;
  readonly medium: string;
  readonly inbox: string;
  readonly dataDir: string;
  readonly scanner: FakeScanner;
  readonly ledger: OpenLedger;
  readonly start: (
    change?: Partial<SessionPorts>,
    request?: Partial<SessionRequest>,
    watcher?: SessionWatcher,
  ) => RunningSession;
  readonly recover: (ledger?: Ledger) => ReturnType<typeof recover>;
  /** Kinds of a session's entries, file entries counted as `file×n`. */
  readonly story: (session: string) => string;
  readonly remove: () => void;
};

const log = (): void => undefined;

export function makeSessionBench(): SessionBench {
  const base = fs.mkdtempSync(path.join(os.tmpdir(), 'session-'));
  const [medium, inbox, dataDir] = ['medium', 'inbox', 'data'].map((name) => {
    fs.mkdirSync(path.join(base, name), { mode: 0o700 });
    return path.join(base, name);
  }) as [string, string, string];
  const scanner = createFakeScanner();
  const opened = openLedger({ dataDir, clock: systemClock, keys: fileKeyStore(dataDir), app: 'test' });
  if (!opened.ok) throw new Error(opened.error.code);
  const ledger = opened.value;
  const kinds: { session: string | null; kind: string }[] = [];
  const told: Ledger = {
    append(drafts) {
      const appended = ledger.append(drafts);
      if (appended.ok) kinds.push(...drafts);
      return appended;
    },
    get head() {
      return ledger.head;
    },
  };
  const policy = loadPolicy(null);
  if (!policy.ok) throw new Error('the default policy is always valid');

  return {
    base,
    medium,
    inbox,
    dataDir,
    scanner,
    ledger,
    start(change = {}, request = {}, watcher = {}) {
      const id = randomBytes(6).toString('hex');
      const facts = { from: medium, to: inbox };
      return startSession(
        { id, from: medium, to: inbox, label: 'KENSA', preset: 'general', facts, ...request },
        {
          ledger: told,
          scanner,
          inspector: passing,
          cache: NO_CACHE,
          clock: systemClock,
          log,
          policy: policy.value,
          dataDir,
          exceptions: () => ok({ index: new Map(), now: systemClock.now() }),
          facts: NOTHING_TO_TELL,
          ...change,
        },
        watcher,
      );
    },
    recover: (over = told) => recover({ ledger: over, log, dataDir }),
    story(session) {
      const story = kinds.filter((entry) => entry.session === session).map((entry) => entry.kind);
      const files = story.filter((kind) => kind === 'file').length;
      const steps = story.filter((kind, i) => kind !== 'file' || story[i - 1] !== 'file');
      return steps.map((kind) => (kind === 'file' ? `file×${files}` : kind)).join(' ');
    },
    remove() {
      ledger.close();
      fs.rmSync(base, { recursive: true, force: true });
    },
  };
}

/** A ledger that takes `until` batches and then fails like a full disk. */
export function failingLedger(ledger: Ledger, until: number): Ledger {
  let left = until;
  return {
    append: (drafts) =>
      left-- > 0
        ? ledger.append(drafts)
        : { ok: false, error: { code: 'ledger-failed', params: { reason: 'SQLITE_FULL' } } },
    get head() {
      return ledger.head;
    },
  };
}
