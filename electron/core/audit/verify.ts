/** Proves the ledger: file, guards, chain, heads, key and projections; what is wrong comes back as data. */

import type { KeyObject } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { setImmediate as breathe, setTimeout as wait } from 'node:timers/promises';

import type Database from 'better-sqlite3';

import { gateError } from '../../../shared/errors.ts';
import type { LedgerFault, VerifyReport } from '../../../shared/model/ledger.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { LedgerHead } from '../ports.ts';
import { ledgerFailure } from '../store/failure.ts';
import { checkIntegrity, type IntegrityCheck } from '../store/integrity.ts';
import { LEDGER_FILE, openStoreForReading } from '../store/open.ts';
import { MIGRATIONS } from '../store/migrations/index.ts';
import { schemaDifferences } from '../store/schema.ts';
import { createChainCheck, type ChainCheck, type UncheckedRow } from './chain-check.ts';
import { HEADS_FILE, parseHeadLine, readTail } from './heads.ts';
import { createHeadsCheck, type HeadsCheck } from './heads-check.ts';
import { fingerprint, publicKeyFromHex, publicKeyHex, type KeyStore } from './keys.ts';
import { createProjectionCheck } from './projection-check.ts';
import { createStorageCheck } from './storage-check.ts';
import { parseBody } from './tables.ts';

export type VerifyOptions = {
  readonly dataDir: string;
  /** The machine's key store; null where only a copy of the data is at hand and the signing key is elsewhere. */
  readonly keys: KeyStore | null;
  /** A head kept off the machine (64 hex digits): it must be the hash of some entry. */
  readonly head?: string | undefined;
  /** Told the number of proven entries now and then. */
  readonly onProgress?: ((entries: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
};

/**
 * Entries read at once, between two turns of the event loop: 2 ms of work. Few enough that they are gone before the
 * collector takes them for something that stays: with 1000 the process grew by 20 MB more.
 */
const STRIDE = 250;

/**
 * Walks the whole ledger in flat memory, also beside a running gate (its later entries do not count). The report's
 * `faults` hold the first fault of the chain and those of every other part. Errors: `not-found` where there is no
 * ledger at all, `ledger-newer`, `ledger-locked`, `ledger-read-only`, `ledger-failed`, `usage` for a malformed `head`,
 * `cancelled`.
 */
export async function verifyLedger(options: VerifyOptions): Promise<Result<VerifyReport>> {
  if (options.head !== undefined && !/^[0-9a-fA-F]{64}$/.test(options.head))
    return err(gateError('usage', { option: 'head' }));
  const store = openStoreForReading({ dataDir: options.dataDir });
  if (!store.ok) return unopened(options, store);
  const faults: LedgerFault[] = [];
  const walk = createWalk(options, store.value.db, faults);
  try {
    store.value.db.exec('BEGIN');
    await walk.run();
    if (options.signal?.aborted === true) return err(gateError('cancelled'));
  } catch (thrown) {
    const failure = ledgerFailure(thrown);
    if (failure === null) throw thrown;
    if (failure.code !== 'ledger-corrupt') return err(failure);
    // What SQLite itself refuses is noticed, and lies behind the last entry that could be read.
    faults.push({ code: 'database-corrupt', seq: walk.report().entries + 1 });
  } finally {
    walk.close();
    store.value.close();
  }
  return ok(walk.report());
}

/** A ledger that is gone or unreadable while its heads or its key are there is a finding, not a wrong question. */
function unopened(
  options: VerifyOptions,
  store: Extract<Result<unknown>, { ok: false }>,
): Result<VerifyReport> {
  const fault = (code: LedgerFault['code'], what?: string): Result<VerifyReport> => {
    const only = { code, ...(what === undefined ? {} : { what }) };
    return ok({ ok: false, entries: 0, head: null, heads: 0, fingerprint: null, faults: [only] });
  };
  const { reason, object } = store.error.params;
  if (store.error.code === 'ledger-corrupt' && reason === 'schema')
    return fault('schema-changed', String(object));
  if (store.error.code === 'ledger-corrupt') return fault('database-corrupt');
  const heads = fs.existsSync(path.join(options.dataDir, HEADS_FILE));
  if (store.error.code === 'not-found' && heads) return fault('database-missing');
  return store;
}

type Walk = { run(): Promise<void>; report(): VerifyReport; close(): void };

function createWalk(options: VerifyOptions, db: Database.Database, faults: LedgerFault[]): Walk {
  const headsFile = path.join(options.dataDir, HEADS_FILE);
  const ledgerFile = path.join(options.dataDir, LEDGER_FILE);
  const outside = options.head?.toLowerCase();
  const stopped = (): boolean => options.signal?.aborted === true;
  let outsideSeen = false;
  let last: LedgerHead | null = null;
  let heads: HeadsCheck | null = null;
  let named: KeyObject | null = null;
  let integrity: IntegrityCheck | null = null;
  let unused: LedgerFault | null = null;

  const newestSeq = (): number => Number(db.prepare('SELECT max(seq) FROM ledger').pluck().get() ?? 0);
  const hashAt = (seq: number): unknown =>
    db.prepare('SELECT hash FROM ledger WHERE seq = ?').pluck().get(seq);

  const readNamedKey = (): void => {
    const first = db.prepare<[], { body: unknown }>('SELECT body FROM ledger WHERE seq = 1').get();
    named = keyOfFirst(first?.body);
  };

  const checkOwnKey = (): void => {
    if (options.keys === null) return;
    const own = options.keys.load();
    if (!own.ok || own.value === null) faults.push({ code: 'key-missing' });
    else if (named === null || publicKeyHex(own.value) !== publicKeyHex(named)) {
      faults.push({ code: 'key-replaced' });
    }
  };

  const walkChain = async (): Promise<boolean> => {
    const near = db.prepare('SELECT 1 FROM ledger WHERE seq BETWEEN ? AND ? + 64 AND hash = ?').pluck();
    const chain: ChainCheck = createChainCheck((hash, seq) => near.get(seq, seq, hash) !== undefined);
    const storage = createStorageCheck(db, ledgerFile);
    const projections = createProjectionCheck(db);
    const page = db.prepare<[number, number], UncheckedRow>(
      'SELECT * FROM ledger WHERE seq > ? ORDER BY seq LIMIT ?',
    );
    try {
      // From below every number there can be: one put in front of the first is an entry, too.
      let rows = page.all(Number.NEGATIVE_INFINITY, STRIDE);
      while (rows.length > 0) {
        for (const unchecked of rows) {
          const step = chain.step(unchecked);
          const fault = step.fault ?? heads?.entry(step.row) ?? storage.step(step.row);
          if (step.fault !== null || fault !== null) {
            if (fault !== null) faults.push(fault);
            return false;
          }
          last = { seq: step.row.seq, hash: step.row.hash };
          if (step.row.hash === outside) outsideSeen = true;
          const { seq, at, kind, session } = step.row;
          projections.apply({ seq, at, kind, session, body: step.body });
        }
        options.onProgress?.(last?.seq ?? 0);
        await breathe();
        if (stopped()) return false;
        rows = page.all(last?.seq ?? 0, STRIDE);
      }
      faults.push(...projections.finish());
      unused = storage.unused();
      return true;
    } finally {
      storage.close();
      projections.close();
    }
  };

  /** After the walk the connection looks at the present, to tell entries appended meanwhile from entries that are gone. */
  const finishHeads = (proven: boolean): void => {
    db.exec('COMMIT');
    const beyond = (head: LedgerHead): boolean => hashAt(head.seq) === head.hash;
    faults.push(...(heads?.finish(proven ? { last, beyond } : null) ?? []));
  };

  /** The chain first, so that what names an entry stands before what follows from it. */
  const run = async (): Promise<void> => {
    readNamedKey();
    heads = createHeadsCheck(headsFile, await settledSize(headsFile, newestSeq()), named);
    integrity = checkIntegrity(ledgerFile, db);
    const proven = await walkChain();
    if (stopped()) return;
    if (proven && outside !== undefined && !outsideSeen) faults.push({ code: 'outside-head-unknown' });
    for (const what of schemaDifferences(db, MIGRATIONS.length))
      faults.push({ code: 'schema-changed', what });
    // Still in the transaction: the full-text index is checked in several looks, between which a gate may write.
    const complaint = await Promise.race([integrity.finish(), abortOf(options.signal)]);
    if (stopped()) return;
    finishHeads(proven);
    checkOwnKey();
    if (complaint !== null) faults.push({ code: 'database-corrupt', what: complaint.slice(0, 200) });
    // Traces of what was found already, where anything was: whoever edits with SQLite leaves such bytes behind.
    if (faults.length === 0 && unused !== null) faults.push(unused);
  };

  return {
    run,
    report: () => ({
      ok: faults.length === 0,
      entries: last?.seq ?? 0,
      head: last,
      heads: heads?.lines ?? 0,
      fingerprint: named === null ? null : fingerprint(named),
      faults,
    }),
    close: () => {
      heads?.close();
      integrity?.stop();
    },
  };
}

const abortOf = (signal: AbortSignal | undefined): Promise<null> =>
  new Promise((resolve) => signal?.addEventListener('abort', () => resolve(null), { once: true }));

function keyOfFirst(body: unknown): KeyObject | null {
  if (typeof body !== 'string') return null;
  try {
    const { key } = parseBody(body);
    return typeof key === 'string' ? publicKeyFromHex(key) : null;
  } catch {
    return null;
  }
}

/** A running gate signs a head within milliseconds of its commit; so long is the last line waited for. */
const SETTLE_TRIES = 5;
const SETTLE_MS = 100;

/** The size of heads.log once it tells of entry `seq`; later lines do not count. */
async function settledSize(file: string, seq: number): Promise<number> {
  for (let tries = 1; ; tries += 1) {
    const tail = readTail(file);
    const head = tail.last === null ? null : parseHeadLine(tail.last);
    if (tries === SETTLE_TRIES || (tail.torn === 0 && head !== null && head.seq >= seq)) return tail.size;
    await wait(SETTLE_MS);
  }
}
