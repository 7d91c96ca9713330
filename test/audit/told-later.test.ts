/** What people say about a session after its end: in the list, found by filters, rebuilt, verified, and in older ledgers. */

import fs from 'node:fs';
import path from 'node:path';

import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';

import type { OpenLedger } from '../../electron/core/audit/ledger.ts';
import { openRecords } from '../../electron/core/audit/records.ts';
import { verifyLedger } from '../../electron/core/audit/verify.ts';
import type { LedgerDraft } from '../../electron/core/ports.ts';
import type { JsonValue, LedgerFault, SessionFilter, SessionSummary } from '../../shared/model/ledger.ts';
import { closed, open, opened, sessionId, temporaryFolder, value } from './data-folder.ts';
import { sheet } from './sheets/clinic-ledger.ts';

const NOBODY = { staff: null, purpose: null };
const told = (n: number, facts: Readonly<Record<string, JsonValue>>): LedgerDraft => ({
  kind: 'session.facts',
  session: sessionId(n),
  body: { facts },
});
const held = (n: number): LedgerDraft => closed(sessionId(n), 2, { outcome: 'blocked' });

function recorded(...batches: readonly (readonly LedgerDraft[])[]): string {
  const dir = temporaryFolder();
  const ledger = value(open(dir));
  for (const drafts of batches) value(ledger.append(drafts));
  ledger.close();
  return dir;
}
function list(dataDir: string, filter: Partial<SessionFilter> = {}): readonly SessionSummary[] {
  const records = value(openRecords({ dataDir }));
  const page = value(records.listSessions({ limit: 50, ...filter }));
  records.close();
  return page.sessions;
}
const numbers = (dir: string, filter: Partial<SessionFilter>): readonly number[] =>
  list(dir, filter).map(({ id }) => Number.parseInt(id, 16));
const faultsOf = async (dataDir: string): Promise<readonly LedgerFault[]> =>
  value(await verifyLedger({ dataDir, keys: null })).faults;
function edit(dir: string, sql: string): void {
  const db = new Database(path.join(dir, 'ledger.sqlite'));
  db.exec(sql);
  db.close();
}
function withLedger(dir: string, work: (ledger: OpenLedger) => void): void {
  const ledger = value(open(dir));
  work(ledger);
  ledger.close();
}

describe('what is told after the end', () => {
  const one = (...later: readonly (readonly LedgerDraft[])[]): string =>
    recorded([opened(sessionId(1), NOBODY), held(1)], ...later);

  it('stands in the list and is found, told in the same breath or by a later run of the gate', async () => {
    const facts = { staff: 'sato', origin: 'patient', purpose: '診察' };
    for (const dir of [
      recorded([opened(sessionId(1), NOBODY), held(1), told(1, facts)]),
      one([told(1, { staff: 'sato' })], [told(1, { origin: 'patient', purpose: '診察' })]),
    ]) {
      expect(list(dir)).toMatchObject([
        { staff: 'sato', purpose: '診察', outcome: 'blocked', files: { total: 2 } },
      ]);
      expect(numbers(dir, { staff: 'sato' })).toEqual([1]);
      expect(numbers(dir, { origin: 'patient' })).toEqual([1]);
      expect(await faultsOf(dir)).toEqual([]);
    }
  });

  it('takes nothing back by silence, and the last word counts', async () => {
    const dir = one(
      [told(1, { staff: 'sato', purpose: '診察' })],
      [told(1, { staff: 'ito', purpose: null })],
    );
    expect(list(dir)).toMatchObject([{ staff: 'ito', purpose: '診察' }]);
    expect(await faultsOf(dir)).toEqual([]);
  });

  it('is made anew from the entries alone', async () => {
    const dir = one(
      [told(1, { staff: 'sato' })],
      [opened(sessionId(2), NOBODY)],
      [told(2, { staff: 'ito' })],
    );
    const before = list(dir);
    edit(dir, `UPDATE sessions SET staff = 'nobody'`);
    withLedger(dir, (ledger) => value(ledger.rebuild()));
    expect(list(dir)).toEqual(before);
    expect(before.map(({ staff }) => staff)).toEqual(['ito', 'sato']);
    expect(await faultsOf(dir)).toEqual([]);
  });

  it.each<[string, string, readonly LedgerDraft[]]>([
    ['what nobody said', `staff = 'ito'`, []],
    ['what nobody said so', `staff = 'ito'`, [told(1, { staff: 'sato' })]],
    ['less than was said', `staff = NULL`, [told(1, { staff: 'sato' })]],
    [
      'an earlier word than the last',
      `staff = 'sato'`,
      [told(1, { staff: 'sato' }), told(1, { staff: 'ito' })],
    ],
    ['more than was said', `purpose = 'x'`, [told(1, { staff: 'sato' })]],
  ])('is missed or made up: a list that shows %s is named', async (_, set, later) => {
    const dir = one(later);
    expect(await faultsOf(dir)).toEqual([]);
    edit(dir, `UPDATE sessions SET ${set}`);
    const what = set.split(' ')[0];
    expect(await faultsOf(dir)).toEqual([{ code: 'projection-differs', table: 'sessions', row: 2, what }]);
  });

  it('cannot be told of a session that never began', async () => {
    const dir = one([told(7, { staff: 'sato' })]);
    expect(list(dir)).toHaveLength(1);
    expect(await faultsOf(dir)).toEqual([]);
  });
});

it('stands on sheet B', async () => {
  const facts = { staff: 'sato', origin: 'vendor', purpose: '保守' };
  const dir = recorded([opened(sessionId(1), NOBODY), held(1)], [told(1, facts)]);
  const text = fs.readFileSync(await sheet(dir, 'sessions'), 'utf8');
  const row = text.split('\r\n').find((line) => line.includes(sessionId(1)));
  for (const said of ['sato', '業者', '保守']) expect(row).toContain(said);
});

it('finds the sessions of which nobody said who it was', () => {
  const refused: LedgerDraft = { ...opened(sessionId(4), NOBODY), kind: 'session.refused' };
  const dir = recorded(
    [opened(sessionId(1), NOBODY), held(1)],
    [opened(sessionId(2), NOBODY), held(2), told(2, { staff: 'sato' })],
    [opened(sessionId(3)), held(3)],
    [refused],
    [opened(sessionId(5), NOBODY)],
  );
  expect(numbers(dir, { untold: true })).toEqual([1]);
  expect(numbers(dir, { untold: true, outcome: 'released' })).toEqual([]);
});

it('an older ledger, whose list passed over what was told later, is made today’s', async () => {
  const dir = recorded([opened(sessionId(1), NOBODY), held(1)], [told(1, { staff: 'sato' })]);
  edit(dir, `UPDATE sessions SET staff = NULL; PRAGMA user_version = 4`);
  value(open(dir)).close();
  expect(list(dir)).toMatchObject([{ staff: 'sato' }]);
  expect(await faultsOf(dir)).toEqual([]);
});
