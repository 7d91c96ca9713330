import path from 'node:path';

import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';

import type { LedgerRow } from '../../electron/core/audit/entry.ts';
import { gateError } from '../../shared/errors.ts';
import { describeLedger, type LedgerUnderTest } from '../conformance/ledger.ts';
import { FakeLedger } from '../fakes/fake-ledger.ts';
import { file, open, opened, sessionId, START, temporaryFolder, value } from './data-folder.ts';

function real(): LedgerUnderTest {
  const dir = temporaryFolder();
  const ledger = value(open(dir));
  const other = new Database(path.join(dir, 'ledger.sqlite'));
  onTestFinished(() => {
    other.close();
    ledger.close();
  });
  return {
    ledger,
    entries: () => other.prepare<[], LedgerRow>('SELECT * FROM ledger ORDER BY seq').all(),
    breakNext: () => other.exec('BEGIN IMMEDIATE'),
    mend: () => other.exec('ROLLBACK'),
  };
}

function fake(): LedgerUnderTest {
  const ledger = new FakeLedger();
  return {
    ledger,
    entries: () => ledger.entries,
    breakNext: () => void (ledger.refuse = () => gateError('ledger-locked')),
    mend: () => void (ledger.refuse = () => null),
  };
}

describeLedger('the real ledger', real);
describeLedger('the fake ledger', fake);

it('the fake gives the hashes that the real one gives', () => {
  const dir = temporaryFolder();
  const ledger = value(open(dir));
  const twin = new FakeLedger(() => START);
  const db = new Database(path.join(dir, 'ledger.sqlite'));
  const first = db.prepare<[], LedgerRow>('SELECT * FROM ledger').get()!;
  const body = JSON.parse(first.body) as Record<string, string>;
  value(twin.append([{ kind: 'ledger.created', session: null, body }]));
  const drafts = [opened(sessionId(1)), file(sessionId(1), 1, { path: 'a\ud800b' })];
  expect(twin.append(drafts)).toEqual(ledger.append(drafts));
  db.close();
  ledger.close();
});
