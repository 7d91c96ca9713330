/** A quick look at the ledger, beside a running gate too: does it open, and does its end fit its newest signed head. */

import fs from 'node:fs';
import path from 'node:path';

import type Database from 'better-sqlite3';

import { gateError, type GateError } from '../../../shared/errors.ts';
import type { FindingFacts } from '../../../shared/model/finding.ts';
import { entryHash, type LedgerRow } from '../audit/entry.ts';
import { HEADS_FILE, parseHeadLine, readTail, signatureFits } from '../audit/heads.ts';
import { publicKeyHex, type KeyStore } from '../audit/keys.ts';
import { parseBody } from '../audit/tables.ts';
import { attempt } from '../store/failure.ts';
import { MIGRATIONS } from '../store/migrations/index.ts';
import { LEDGER_FILE, openStoreForReading } from '../store/open.ts';
import { schemaDifferences } from '../store/schema.ts';

type LedgerFacts = FindingFacts['ledger'];

const NOTHING: LedgerFacts = { state: 'absent', entries: null, newestAt: null, error: null };
const unfit = (error: GateError): LedgerFacts => ({ ...NOTHING, state: 'unfit', error });
const corrupt = (reason: string): GateError => gateError('ledger-corrupt', { reason });

/** Asks what the gate asks before it goes on with a ledger, and writes nothing. */
export function glanceAtLedger(dataDir: string, keys: KeyStore): LedgerFacts {
  const looked = attempt(() => {
    // Before the entries: a running gate may append meanwhile, and its newest head must not outrun what is read here.
    const tail = readTail(path.join(dataDir, HEADS_FILE)).last;
    const store = openStoreForReading({ dataDir });
    if (!store.ok) return unopened(store.error, tail);
    try {
      return compare(store.value.db, keys, tail, path.join(dataDir, LEDGER_FILE));
    } finally {
      store.value.close();
    }
  });
  return looked.ok ? looked.value : unfit(looked.error);
}

/** No ledger under a signed head is one that was taken away. */
function unopened(error: GateError, tail: string | null): LedgerFacts {
  if (error.code === 'not-found') return tail === null ? NOTHING : unfit(corrupt('tail-cut'));
  if (error.code === 'ledger-failed' && error.params['reason'] === 'older')
    return { ...NOTHING, state: 'older' };
  return unfit(error);
}

function compare(db: Database.Database, keys: KeyStore, tail: string | null, file: string): LedgerFacts {
  if (schemaDifferences(db, MIGRATIONS.length).length > 0) return unfit(corrupt('schema'));
  const newest = db.prepare<[], LedgerRow>('SELECT * FROM ledger ORDER BY seq DESC LIMIT 1').get();
  if (newest === undefined) return tail === null ? NOTHING : unfit(corrupt('tail-cut'));
  const fault = entryHash(newest) === newest.hash ? headFault(db, keys, tail) : corrupt('newest-edited');
  if (fault !== null) return unfit(fault);
  fs.accessSync(file, fs.constants.W_OK);
  return { state: 'fits', entries: newest.seq, newestAt: newest.at, error: null };
}

function headFault(db: Database.Database, keys: KeyStore, tail: string | null): GateError | null {
  const key = keys.load();
  if (!key.ok) return key.error;
  if (key.value === null) return corrupt('key-missing');
  const first = db.prepare<[], string>('SELECT body FROM ledger WHERE seq = 1').pluck().get();
  if (first === undefined || parseBody(first)['key'] !== publicKeyHex(key.value))
    return corrupt('key-replaced');
  if (tail === null) return null;
  const head = parseHeadLine(tail);
  if (head === null) return corrupt('head-malformed');
  if (!signatureFits(head, key.value)) return corrupt('head-signature');
  const hash = db.prepare<[number], string>('SELECT hash FROM ledger WHERE seq = ?').pluck().get(head.seq);
  if (hash === undefined) return corrupt('tail-cut');
  return hash === head.hash ? null : corrupt('head-mismatch');
}
