/** The append-only record: drafts become chained entries, projections and a signed head, or nothing at all. */

import path from 'node:path';

import { gateError, type GateError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Clock, Ledger, LedgerDraft, LedgerHead } from '../ports.ts';
import { attempt, ledgerFailure } from '../store/failure.ts';
import { openStore, type Store } from '../store/open.ts';
import { canonicalBody, entryHash, GENESIS, type LedgerRow } from './entry.ts';
import { HEADS_FILE, openHeads, parseHeadLine, readTail, signatureFits, type HeadsLog } from './heads.ts';
import { fingerprint, publicKeyHex, type KeyStore } from './keys.ts';
import { createProjector, type Projector } from './project.ts';
import { parseBody, rebuildProjections, tableSink } from './tables.ts';
import type { KeyObject } from 'node:crypto';

export type LedgerOptions = {
  /** Held by the caller through store/lock.ts for as long as the ledger is open. */
  readonly dataDir: string;
  readonly clock: Pick<Clock, 'now'>;
  readonly keys: KeyStore;
  /** Name and version of the app, for the first entry. */
  readonly app: string;
  readonly busyTimeoutMs?: number;
};

/** `fingerprint`: SHA-256 of the public key. `head` is never null: opening makes the first entry. */
export type OpenLedger = Ledger & {
  readonly head: LedgerHead;
  readonly fingerprint: string;
  /** Makes the projections anew from the ledger in one transaction; entries and heads stay as they are. */
  rebuild(): Result<void>;
  close(): void;
};

type Newest = { readonly seq: number; readonly at: string; readonly hash: string };

const corrupt = (reason: string, params: GateError['params'] = {}): GateError =>
  gateError('ledger-corrupt', { reason, ...params });

/** SQLite reported no error and no row: something in the database keeps entries out, and a head must not vouch for one. */
class Swallowed extends Error {
  readonly seq: number;
  constructor(seq: number) {
    super(`entry ${seq} was not written`);
    this.seq = seq;
  }
}

/**
 * Opens or creates the ledger of a data folder. Refuses (`ledger-corrupt {reason}`) what would be covered up by going
 * on: `tail-cut`, `head-mismatch`, `head-malformed`, `head-signature`, `heads-missing`, `key-missing`, `key-replaced`, `newest-edited`,
 * `schema`, `not-a-ledger`, `database`. Other refusals: `ledger-newer`, `ledger-locked`, `ledger-read-only`,
 * `ledger-failed {reason}`. Appending gives `ledger-corrupt {reason: 'entry-swallowed'}` for an entry that did not get in.
 */
export function openLedger(options: LedgerOptions): Result<OpenLedger> {
  const store = openStore(options, rebuildProjections);
  if (!store.ok) return store;
  const opened = attempt(() => continueLedger(options, store.value));
  const result = opened.ok ? opened.value : opened;
  if (!result.ok) store.value.close();
  return result;
}

function continueLedger(options: LedgerOptions, store: Store): Result<OpenLedger> {
  const newest = readNewest(store);
  if (!newest.ok) return newest;
  const key = ownKey(options.keys, store, newest.value !== null);
  if (!key.ok) return key;
  const file = path.join(options.dataDir, HEADS_FILE);
  const agreed = checkTail(file, store, key.value, newest.value);
  if (!agreed.ok) return agreed;
  const heads = openHeads(file, key.value);
  const ledger = createLedger(options, store, heads, key.value, newest.value);
  const begun = newest.value === null ? ledger.begin() : ledger.signPending();
  if (begun.ok) return ok(ledger.port);
  heads.close();
  return begun;
}

/** The newest row, after checking that its hash is its own: the next entry would vouch for it. */
function readNewest(store: Store): Result<Newest | null> {
  const row = store.db.prepare<[], LedgerRow>('SELECT * FROM ledger ORDER BY seq DESC LIMIT 1').get();
  if (row === undefined) return ok(null);
  return entryHash(row) === row.hash ? ok(row) : err(corrupt('newest-edited', { seq: row.seq }));
}

/** The signing key must be the one that the first entry names; a new one is made for a new ledger only. */
function ownKey(keys: KeyStore, store: Store, begun: boolean): Result<KeyObject> {
  const loaded = keys.load();
  if (!loaded.ok) return loaded;
  if (!begun) return loaded.value === null ? keys.create() : ok(loaded.value);
  if (loaded.value === null) return err(corrupt('key-missing'));
  const first = store.db.prepare<[], LedgerRow>('SELECT * FROM ledger WHERE seq = 1').get();
  const named = first === undefined ? null : parseBody(first.body)['key'];
  return named === publicKeyHex(loaded.value) ? ok(loaded.value) : err(corrupt('key-replaced'));
}

/**
 * The last signed head must still be in the chain. An older ledger under newer heads was cut off or put back. No heads at
 * all may only be where a crash came right behind the first entry: later batches wait for the head before them.
 */
function checkTail(file: string, store: Store, key: KeyObject, newest: Newest | null): Result<void> {
  const { last } = readTail(file);
  if (last === null)
    return newest === null || newest.seq === 1 ? ok(undefined) : err(corrupt('heads-missing'));
  const head = parseHeadLine(last);
  if (head === null) return err(corrupt('head-malformed'));
  if (!signatureFits(head, key)) return err(corrupt('head-signature', { seq: head.seq }));
  const hash = store.db
    .prepare<[number], string>('SELECT hash FROM ledger WHERE seq = ?')
    .pluck()
    .get(head.seq);
  if (hash === undefined) return err(corrupt('tail-cut', { seq: head.seq }));
  return hash === head.hash ? ok(undefined) : err(corrupt('head-mismatch', { seq: head.seq }));
}

function createLedger(
  options: LedgerOptions,
  store: Store,
  heads: HeadsLog,
  key: KeyObject,
  newestAtStart: Newest | null,
): { port: OpenLedger; begin(): Result<LedgerHead>; signPending(): Result<LedgerHead> } {
  const { db } = store;
  const sink = tableSink(db);
  const insert = db.prepare<[number, string, string, string | null, string, string, string]>(
    'INSERT INTO ledger(seq, at, kind, session, body, prev, hash) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  let projector: Projector = createProjector(sink);
  let newest = newestAtStart;

  const head = (): LedgerHead => {
    if (newest === null) throw new Error('the ledger has no entry yet');
    return { seq: newest.seq, hash: newest.hash };
  };

  const commit = db.transaction((drafts: readonly LedgerDraft[], at: string): Newest | null => {
    let last = newest;
    for (const { kind, session, body } of drafts) {
      const seq = (last?.seq ?? 0) + 1;
      const row = { seq, at, kind, session, body: canonicalBody(body), prev: last?.hash ?? GENESIS };
      const hash = entryHash(row);
      if (insert.run(seq, at, kind, session, row.body, row.prev, hash).changes !== 1)
        throw new Swallowed(seq);
      projector.apply({ seq, at, kind, session, body });
      last = { seq, at, hash };
    }
    projector.flush();
    return last;
  });

  const signPending = (): Result<LedgerHead> =>
    attempt(() => {
      const present = head();
      const signed = heads.last === null ? null : parseHeadLine(heads.last);
      if (signed?.seq !== present.seq) heads.add(present, new Date(options.clock.now()).toISOString());
      return present;
    });

  const write = (drafts: readonly LedgerDraft[], now: number): Result<LedgerHead> => {
    try {
      newest = commit.immediate(drafts, new Date(now).toISOString());
    } catch (thrown) {
      // What the projector remembers of this batch was rolled back in the tables: it starts from them again.
      projector = createProjector(sink);
      if (thrown instanceof Swallowed) return err(corrupt('entry-swallowed', { seq: thrown.seq }));
      const failure = ledgerFailure(thrown);
      if (failure === null) throw thrown;
      return err(failure);
    }
    // The entries are on the disk and stand. A head that could not be signed now is signed before the next batch.
    signPending();
    return ok(head());
  };

  const append = (drafts: readonly LedgerDraft[]): Result<LedgerHead> => {
    if (drafts.length === 0) return ok(head());
    const pending = signPending();
    if (!pending.ok) return pending;
    const now = options.clock.now();
    const previous = newest?.at ?? null;
    if (previous === null || new Date(now).toISOString() >= previous) return write(drafts, now);
    const backwards = { previous, now: new Date(now).toISOString() };
    return write([{ kind: 'clock.backwards', session: null, body: backwards }, ...drafts], now);
  };

  const begin = (): Result<LedgerHead> => {
    const body = { app: options.app, key: publicKeyHex(key) };
    return write([{ kind: 'ledger.created', session: null, body }], options.clock.now());
  };

  const rebuild = (): Result<void> => {
    const rebuilt = attempt(() => db.transaction(() => rebuildProjections(db)).immediate());
    projector = createProjector(sink);
    return rebuilt;
  };

  const port: OpenLedger = {
    append,
    rebuild,
    get head() {
      return head();
    },
    fingerprint: fingerprint(key),
    close: () => {
      heads.close();
      store.close();
    },
  };
  return { port, begin, signPending };
}
