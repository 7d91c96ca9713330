/**
 * Runs one session and kills its own process with SIGKILL before or after the n-th batch goes to the ledger, or, for
 * `waiting`, once everything is checked and somebody's word is missing.
 */

import { systemClock } from '../../electron/core/gatekeeper.ts';
import { fileKeyStore } from '../../electron/core/audit/keys.ts';
import { openLedger } from '../../electron/core/audit/ledger.ts';
import { loadPolicy } from '../../electron/core/policy/load.ts';
import { NO_CACHE } from '../../electron/core/scan/verdict-cache.ts';
import { startSession } from '../../electron/core/session/run.ts';
import { NOTHING_TO_TELL } from '../../electron/core/session/waiting.ts';
import { ok } from '../../shared/result.ts';

const [from = '', to = '', dataDir = '', when = '', batch = ''] = process.argv.slice(2);
const opened = openLedger({ dataDir, clock: systemClock, keys: fileKeyStore(dataDir), app: 'test' });
const policy = loadPolicy(null);
if (!opened.ok || !policy.ok) throw new Error('cannot start');
const ledger = opened.value;
const die = (): void => void process.kill(process.pid, 'SIGKILL');
const clean = { verdict: 'clean' } as const;
let batches = 0;

const session = startSession(
  { id: 'abcdefabcdef', from, to, label: 'KENSA', preset: 'general', facts: { from, to } },
  {
    ledger: {
      append(drafts) {
        const hit = ++batches === Number(batch);
        if (hit && when === 'before') die();
        const appended = ledger.append(drafts);
        if (hit && when === 'after') die();
        return appended;
      },
      get head() {
        return ledger.head;
      },
    },
    scanner: {
      identity: { engine: 'none', definitions: 'none', fingerprint: null, builtAt: null, state: 'practice' },
      scan: () => Promise.resolve(clean),
      settle: () => Promise.resolve({ ok: true, value: undefined }),
      lost: new Promise(() => undefined),
      close: () => Promise.resolve(),
    },
    inspector: {
      warm: () => undefined,
      inspect: () => Promise.resolve({ type: null, judgement: clean }),
      close: () => Promise.resolve(),
    },
    cache: NO_CACHE,
    clock: systemClock,
    log: () => undefined,
    policy: policy.value,
    dataDir,
    exceptions: () => ok({ index: new Map(), now: systemClock.now() }),
    facts: when === 'waiting' ? { ...NOTHING_TO_TELL, missing: () => ok(['staff']) } : NOTHING_TO_TELL,
  },
  {
    onProgress({ phase }) {
      if (phase === 'waiting') die();
    },
  },
);
await session.done;
