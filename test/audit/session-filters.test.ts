/** Filters that read what entries say: the origin told last, the clinic's own media, and why a file was held back. */

import path from 'node:path';

import Database from 'better-sqlite3';
import { expect, it } from 'vitest';

import { openRecords } from '../../electron/core/audit/records.ts';
import { verifyLedger } from '../../electron/core/audit/verify.ts';
import type { OpenLedger } from '../../electron/core/audit/ledger.ts';
import type { LedgerDraft } from '../../electron/core/ports.ts';
import type { SessionFilter } from '../../shared/model/ledger.ts';
import { closed, file, open, opened, sessionId, temporaryFolder, value } from './data-folder.ts';

function finder(fill: (ledger: OpenLedger) => void): (filter: Partial<SessionFilter>) => number[] {
  const dataDir = temporaryFolder();
  const ledger = value(open(dataDir));
  fill(ledger);
  ledger.close();
  return (filter) => {
    const records = value(openRecords({ dataDir }));
    const page = value(records.listSessions({ limit: 50, ...filter }));
    records.close();
    return page.sessions.map(({ id }) => Number.parseInt(id, 16));
  };
}

const told = (n: number, origin: string | null): LedgerDraft => ({
  kind: 'session.facts',
  session: sessionId(n),
  body: { facts: { origin }, by: { type: 'console' } },
});

it('finds sessions by the origin that was told last, also after the end', () => {
  const find = finder((ledger) => {
    const id = sessionId;
    value(ledger.append([opened(id(1)), told(1, 'patient'), closed(id(1), 0)]));
    value(ledger.append([opened(id(2)), told(2, 'patient'), told(2, 'vendor'), closed(id(2), 0)]));
    value(ledger.append([opened(id(3)), told(3, 'vendor'), told(3, null), closed(id(3), 0)]));
    value(ledger.append([opened(id(4)), closed(id(4), 0), told(4, 'vendor')]));
    value(ledger.append([opened(id(5)), closed(id(5), 0)]));
  });
  expect(find({ origin: 'patient' })).toEqual([1]);
  expect(find({ origin: 'vendor' })).toEqual([4, 3, 2]);
  expect(find({ origin: 'own' })).toEqual([]);
});

it('finds sessions by part of a label, or of the name or number of a registered medium', () => {
  const medium = (name: string, id: string): LedgerDraft['body'] => ({ volume: { medium: { id, name } } });
  const find = finder((ledger) => {
    value(ledger.append([opened(sessionId(1), { label: 'KENSHIN_7' }), closed(sessionId(1), 0)]));
    value(ledger.append([opened(sessionId(2), { label: 'X', ...medium('往診用', 'USB-7') })]));
    value(ledger.append([opened(sessionId(3), { label: null, volume: { medium: null } })]));
    const refused = opened(sessionId(4), { label: '100%', code: 'gate-closed', ...medium('予備', 'USB-8') });
    value(ledger.append([{ ...refused, kind: 'session.refused' }]));
  });
  expect(find({ medium: 'kenshin' })).toEqual([1]);
  expect(find({ medium: '往診' })).toEqual([2]);
  expect(find({ medium: 'usb-' })).toEqual([4, 2]);
  expect(find({ medium: '0%' })).toEqual([4]);
  expect(find({ medium: 'N_7' })).toEqual([1]);
  expect(find({ medium: 'B_7' })).toEqual([]);
});

it('finds sessions by why a file was held back, and by nothing that a name pretends', () => {
  const held = (n: number, reason: string, path: string): LedgerDraft =>
    file(sessionId(n), 1, { path, verdict: 'blocked', reason, detail: {}, destination: null });
  const find = finder((ledger) => {
    value(ledger.append([opened(sessionId(1)), held(1, 'macro', 'a.docm'), closed(sessionId(1), 1)]));
    const lie = '","reason":"macro","x":"';
    value(ledger.append([opened(sessionId(2)), held(2, 'script', lie), closed(sessionId(2), 1)]));
    value(ledger.append([opened(sessionId(3)), held(3, 'encrypted', 'macro'), closed(sessionId(3), 1)]));
    value(ledger.append([opened(sessionId(4)), file(sessionId(4), 1), closed(sessionId(4), 1)]));
  });
  expect(find({ reason: 'macro' })).toEqual([1]);
  expect(find({ reason: 'script' })).toEqual([2]);
  expect(find({ reason: 'executable' })).toEqual([]);
});

it('leaves an entry that somebody made unreadable for verification to name', async () => {
  const dataDir = temporaryFolder();
  const ledger = value(open(dataDir));
  value(ledger.append([opened(sessionId(1)), told(1, 'vendor'), closed(sessionId(1), 0)]));
  ledger.close();
  const db = new Database(path.join(dataDir, 'ledger.sqlite'));
  const guard = db.prepare(`SELECT sql FROM sqlite_schema WHERE name = 'ledger_never_updated'`).pluck().get();
  db.exec('DROP TRIGGER ledger_never_updated');
  db.exec(`UPDATE ledger SET body = substr(body, 2) WHERE seq IN (2, 3)`);
  db.exec(String(guard));
  db.close();
  const verified = value(await verifyLedger({ dataDir, keys: null }));
  expect(verified.faults[0]).toMatchObject({ code: 'entry-edited', seq: 2 });
  const records = value(openRecords({ dataDir }));
  expect(records.listSessions({ limit: 9, origin: 'vendor' })).toMatchObject({ value: { sessions: [] } });
  expect(records.listSessions({ limit: 9, medium: 'KEN' })).toMatchObject({ value: { more: false } });
  records.close();
});
