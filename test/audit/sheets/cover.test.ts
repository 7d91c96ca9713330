import { createHash } from 'node:crypto';
import path from 'node:path';

import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';

import { fileKeyStore } from '../../../electron/core/audit/keys.ts';
import { verifySheet } from '../../../electron/core/audit/sheets/verify-sheet.ts';
import type { CoverFacts } from '../../../shared/model/cover.ts';
import { BOOK_SHEETS } from '../../../shared/model/sheets.ts';
import { closed, file, open, opened, record, sessionId, SHA, value } from '../data-folder.ts';
import { exported, read, sheet, startClinic, tell, wholeClinic, type Wish } from './clinic-ledger.ts';
import { pythonRecords } from './python-csv.ts';

const ALL = ['cover', ...BOOK_SHEETS] as const;

async function coverOf(
  dir: string,
  wish: Wish = {},
): Promise<{ facts: CoverFacts; lines: Record<string, string>[]; folder: string }> {
  const { result, folder } = await exported(dir, { sheets: ALL, ...wish });
  const facts = value(result).cover;
  if (facts === null) throw new Error('a cover was asked for');
  return { facts, lines: pythonRecords(path.join(folder, '0-cover.csv'), wish.encoding), folder };
}
const line = (lines: Record<string, string>[], item: string): (string | undefined)[] => {
  const found = lines.find((one) => one['項目'] === item);
  return [found?.['内容'], found?.['備考']];
};

describe('the cover', () => {
  it('tells of what, by whom, how much and whether the record held', async () => {
    const { dir } = wholeClinic();
    const ledger = value(open(dir, { now: () => Date.parse('2026-11-22T08:00:00Z') }));
    const { head, fingerprint } = ledger;
    ledger.close();
    const { facts, lines } = await coverOf(dir, { choice: { fiscalYear: '2026' } });
    expect(facts).toMatchObject({
      clinic: '山田医院',
      by: 'admin1',
      madeAt: '2026-11-22T09:00:00.000Z',
      practice: 'none',
      fingerprint,
      ledger: { first: { seq: 1 }, last: head },
      counts: {
        sessions: 1,
        files: 15,
        released: 14,
        outcomes: { partial: 1 },
        verdicts: { clean: 14, infected: 1 },
        elsewhere: 0,
        clockJumps: 0,
      },
      verify: { ok: true, entries: head.seq, head },
    });
    expect(facts.counts.last).toMatchObject(head);
    expect(line(lines, '施設名')[0]).toBe('山田医院');
    expect(line(lines, '期間')).toEqual(['2026年度', '2026-04-01 〜 2027-03-31']);
    expect(line(lines, '出力日時')[0]).toBe('2026-11-22 18:00:00');
    expect(line(lines, '検査結果の内訳')[0]).toBe('一部遮断 1');
    expect(line(lines, '台帳の末尾の記録')[0]).toBe(head.hash);
    expect(line(lines, '改ざん検査')[0]).toContain('書き換えは見つかりませんでした');
    expect(line(lines, '署名鍵の指紋')[0]).toBe(fingerprint);
    expect(line(lines, '伏せた項目')[0]).toBe('なし');
  });

  it('vouches for each file by name, rows and SHA-256', async () => {
    const { facts, lines, folder } = await coverOf(wholeClinic().dir);
    const files = lines.filter((one) => one['項目'] === '表');
    expect(files).toHaveLength(5);
    for (const [index, told] of facts.sheets.entries()) {
      const sum = createHash('sha256')
        .update(read(path.join(folder, told.name)))
        .digest('hex');
      expect(told.sha256).toBe(sum);
      expect(files[index]!['備考']).toBe(sum);
      expect(files[index]!['内容']).toContain(`${told.name} ${told.rows} 行`);
    }
  });

  it('counts what the encoding does not hold, over all files', async () => {
    const { facts, lines } = await coverOf(wholeClinic().dir, { encoding: 'cp932' });
    expect(facts.unmappable).toBeGreaterThan(0);
    expect(facts.unmappable).toBe(facts.sheets.reduce((sum, { unmappable }) => sum + unmappable, 0));
    expect(line(lines, '表せず〓と番号で示した文字')[0]).toBe(String(facts.unmappable));
  });

  it.each([
    [[true, true], 'all', 'すべて練習の記録', '練習 2 件'],
    [[true, false], 'some', '練習の記録を含む', '練習 1 件'],
    [[false, false], 'none', 'なし', ''],
  ] as const)('marks practice: %j', async (sessions, share, said, count) => {
    const clinic = startClinic();
    sessions.forEach((practice, index) => record(clinic.ledger, sessionId(index), 1, { practice }));
    clinic.ledger.close();
    const { facts, lines, folder } = await coverOf(clinic.dir);
    expect(facts.practice).toBe(share);
    expect(line(lines, '練習の記録')).toEqual([said, count]);
    // And at the end of every file, also of those whose rows know nothing of practice.
    for (const { name } of facts.sheets)
      expect(read(path.join(folder, name)).toString()).toContain(`""practice"":""${share}""`);
  });

  it('of a record that was edited says so, and names the entry', async () => {
    const { dir } = wholeClinic();
    const db = new Database(path.join(dir, 'ledger.sqlite'));
    db.exec(
      `DROP TRIGGER ledger_never_updated; UPDATE ledger SET body = replace(body, '異常なし', '異常あり') WHERE kind = 'review.signed'`,
    );
    db.close();
    const { facts, lines } = await coverOf(dir);
    expect(facts.verify?.ok).toBe(false);
    expect(line(lines, '改ざん検査')[0]).toMatch(/^異常が \d 件あります/);
    expect(lines.filter((one) => one['項目'] === '異常').map((one) => one['内容'])).toContain(
      'schema-changed',
    );
  });

  it('that somebody wrote better figures into does not agree with the ledger, though all its sums are right', async () => {
    const { dir } = wholeClinic();
    const better = startClinic();
    tell(
      better,
      { ...opened(sessionId(1)), session: sessionId(1) },
      { ...file(sessionId(1), 1), session: sessionId(1) },
    );
    tell(better, { ...closed(sessionId(1), 1), session: sessionId(1) });
    better.ledger.close();
    const forged = await sheet(better.dir, 'cover');
    const report = value(
      await verifySheet(forged, { dataDir: dir, keys: fileKeyStore(dir), app: 'sekisho test' }),
    );
    expect(report).toMatchObject({ itself: { state: 'intact' }, ledger: { state: 'other-ledger' } });
  });
});

it('an exported head finds a ledger that was rebuilt whole under it', async () => {
  const clinic = startClinic();
  tell(clinic, { kind: 'login.failed', body: { way: 'login', person: 'x', hash: SHA('1') } });
  clinic.ledger.close();
  const kept = await sheet(clinic.dir, 'cover');
  const rebuilt = startClinic();
  tell(rebuilt, { kind: 'login.succeeded', body: { person: 'x' } });
  rebuilt.ledger.close();
  const report = await verifySheet(kept, {
    dataDir: rebuilt.dir,
    keys: fileKeyStore(rebuilt.dir),
    app: 'sekisho test',
  });
  expect(value(report).ledger).toEqual({ state: 'other-ledger' });
});
