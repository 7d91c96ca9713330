import { describe, expect, it } from 'vitest';

import { entryHash } from '../../../electron/core/audit/entry.ts';
import { canonicalBody } from '../../../electron/core/audit/entry.ts';
import { BOOK_SHEETS, SHEET_NAMES, type SheetName } from '../../../shared/model/sheets.ts';
import type { JsonValue } from '../../../shared/model/ledger.ts';
import { SHEET_WORDS } from '../../../shared/words/sheet-words.ts';
import { closed, file, opened, value } from '../data-folder.ts';
import {
  exported,
  HOSTILE,
  read,
  SESSION,
  sheet,
  startClinic,
  tell,
  wholeClinic,
  type Wish,
} from './clinic-ledger.ts';
import { originalOf } from './original.ts';
import { pythonRecords, pythonRows } from './python-csv.ts';

const records = async (dir: string, name: SheetName, wish: Wish = {}): Promise<Record<string, string>[]> =>
  pythonRecords(await sheet(dir, name, wish), wish.encoding);

/** The columns that the ledgers of clinics and municipalities have, in their order; ours may have more between and behind. */
const BOOK: Readonly<Record<(typeof BOOK_SHEETS)[number], readonly string[]>> = {
  media:
    '管理番号 種別 メーカー/製品名 シリアル番号 VID/PID 容量(バイト) 暗号化 所有 保管場所 登録日 登録者 状態 廃棄日 廃棄方法 最終棚卸日'.split(
      ' ',
    ),
  sessions:
    '受付番号 日時 操作者 承認者 媒体管理番号 媒体シリアル 持込元 目的 患者ID ファイル数 容量(バイト) 検査結果 エンジン版 定義ファイル版 定義ファイル日時 転送先 転送数 媒体の処置 備考'.split(
      ' ',
    ),
  files:
    '受付番号 連番 パス サイズ(バイト) SHA-256 種別 判定 理由 検出名・詳細 転送先パス 転送後SHA-256一致'.split(
      ' ',
    ),
  operations: '日時 操作 操作者 対象 内容'.split(' '),
  reviews: '確認期間(初日) 確認期間(末日) 確認者 確認日 所見'.split(' '),
};

describe('the book', () => {
  it.each(BOOK_SHEETS)('%s has the columns of a clinic’s ledger in their order', async (name) => {
    const [headings = []] = pythonRows(await sheet(wholeClinic().dir, name));
    expect(headings.filter((heading) => BOOK[name].includes(heading))).toEqual(BOOK[name]);
    expect(headings.at(-1)).toBe('行の照合値(SHA-256)');
  });

  it('comes in English, too, with the same rows', async () => {
    const { dir } = wholeClinic();
    for (const name of SHEET_NAMES) {
      const [ja, en] = [
        pythonRows(await sheet(dir, name)),
        pythonRows(await sheet(dir, name, { language: 'en' })),
      ];
      expect(en).toHaveLength(ja.length);
      expect(en[0]).toEqual([...Object.values(SHEET_WORDS.en.headings[name]), SHEET_WORDS.en.rowCheck]);
      expect(
        en
          .flat()
          .join('')
          .match(/受付番号|はい|いいえ|検出なし/),
      ).toBeNull();
    }
  });

  it('shows every entry on some sheet', async () => {
    const { dir } = wholeClinic();
    const seqs = async (name: SheetName): Promise<string[]> =>
      (await records(dir, name)).map((row) => row['台帳番号']!);
    const all = await seqs('ledger');
    const shown = [
      ...(await seqs('sessions')),
      ...(await seqs('files')),
      ...(await seqs('operations')),
      ...(await seqs('reviews')),
    ];
    const kinds = await records(dir, 'ledger');
    const hidden = all.filter((seq) => !shown.includes(seq));
    // What a session's row sums up.
    expect(hidden.map((seq) => kinds[Number(seq) - 1]!['記録の種類'])).toEqual([
      'release.arrived',
      'session.closed',
    ]);
  });
});

describe('sheet C, files', () => {
  it('is UTF-8 with a byte order mark, every field quoted, one line a row', async () => {
    const bytes = read(await sheet(wholeClinic().dir, 'files'));
    expect(bytes.subarray(0, 3).toString('hex')).toBe('efbbbf');
    const lines = bytes.toString('utf8').slice(1).split('\r\n');
    expect(lines).toHaveLength(HOSTILE.length + 3);
    expect(lines.at(-1)).toBe('');
    for (const line of lines.slice(0, -1))
      expect(line).toMatch(/^"(?:[^"\r\n]|"")*"(?:,"(?:[^"\r\n]|"")*")*$/);
  });

  it.each(['utf8', 'cp932'] as const)(
    'keeps every hostile name in %s, as an independent reader sees it',
    async (encoding) => {
      const rows = await records(wholeClinic().dir, 'files', { encoding });
      expect(rows.map((row) => originalOf(row['パス']!))).toEqual([...HOSTILE]);
      for (const cell of rows.flatMap((row) => Object.values(row))) {
        expect(cell).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
        expect(cell).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      }
    },
  );

  it('shows exactly these cells', async () => {
    const rows = await records(wholeClinic().dir, 'files');
    expect(rows.map((row) => row['パス'])).toEqual([
      `'=cmd|"/c calc"!A0`,
      'a"b""c.txt',
      'line␍␊break␉tab␀nul.txt',
      `'＝1+1.csv`,
      `'＠SUM(A1).csv`,
      'photo[U+202E]gnp.exe',
      '😀👨‍👩‍👧.png',
      '𠮷野家.pdf',
      'か\u3099.dcm',
      `''quoted`,
      `'000000000012`,
      '[U+240A] and [U+005B]U+202E] and 〓U+3013U+20BB7.txt',
      `'+SUM.txt`,
      `'-1+1`,
      'a,b;c.txt',
    ]);
    expect(rows[0]).toMatchObject({
      判定: '検出',
      '検出名・詳細': `'+Bad.Sig`,
      転送先パス: '',
      '転送後SHA-256一致': '',
      練習: 'いいえ',
    });
    expect(rows[2]).toMatchObject({
      例外の番号: 'e1e1e1e1e1e1',
      '名前のバイト列(16進)': '6c696e650d0a',
      '転送後SHA-256一致': 'はい',
    });
    expect(rows[3]).toMatchObject({ 例外の番号: '', 判定: '検出なし' });
  });

  it('shows in cp932 what it lacks as 〓 and its number, counts it and loses no row', async () => {
    const { result, folder } = await exported(wholeClinic().dir, { encoding: 'cp932' });
    // 😀👨👩👧 with two joiners, 𠮷, the combining mark; each once in the path and once in the destination.
    expect(value(result).files[0]).toMatchObject({ rows: HOSTILE.length, unmappable: 16 });
    const rows = pythonRecords(`${folder}/C-files.csv`, 'cp932');
    expect(rows[7]!['パス']).toBe('〓U+20BB7野家.pdf');
    expect(rows[8]!['パス']).toBe('か〓U+3099.dcm');
  });
});

it('sheet A tells of each medium where it is, who has it and what became of it', async () => {
  const rows = await records(wholeClinic().dir, 'media');
  expect(rows).toHaveLength(2);
  expect(rows[0]).toMatchObject({
    管理番号: 'M-001',
    種別: 'USBメモリ',
    シリアル番号: '004C530001',
    'VID/PID': '0781:5581',
    '容量(バイト)': '16000000000',
    暗号化: 'はい',
    所有: '院内',
    保管場所: '事務室 金庫',
    登録日: '2026-11-22',
    登録者: 'admin1',
    状態: '貸出中',
    最終棚卸日: '2026-11-22',
    貸出先: '佐藤',
    返却期限: '2026-11-30',
  });
  expect(rows[1]).toMatchObject({
    状態: '廃棄',
    廃棄日: '2026-11-22',
    廃棄方法: '破砕',
    立会者: '鈴木',
    種別: '',
  });
});

describe('sheet B, the use of media', () => {
  it('tells what people said later, who approved, and how it ended', async () => {
    const [row] = await records(wholeClinic().dir, 'sessions');
    expect(row).toMatchObject({
      受付番号: SESSION,
      操作者: 'suzuki',
      承認者: 'admin1, suzuki',
      媒体管理番号: 'M-001',
      媒体シリアル: '004C530001',
      持込元: '紹介元',
      持込元の名称: '中央病院',
      目的: '紹介',
      患者ID: `'00012345`,
      ファイル数: '15',
      検査結果: '一部遮断',
      転送数: '14',
      検出数: '1',
      媒体の処置: '返却',
      定義ファイル日時: '2026-11-21 18:00:00',
      例外の使用数: '1',
    });
  });

  it('counts what a running or broken-off session has so far, marks practice and says why one was refused', async () => {
    const clinic = startClinic();
    const ids = ['00000000000a', '00000000000b', '00000000000c'] as const;
    tell(
      clinic,
      { ...opened(ids[0], { practice: true }), session: ids[0] },
      { ...file(ids[0], 1), session: ids[0] },
    );
    tell(
      clinic,
      { ...opened(ids[1]), session: ids[1] },
      { ...file(ids[1], 1, { verdict: 'infected' }), session: ids[1] },
    );
    const arrived = { folder: 'F', files: 1, identical: false };
    tell(clinic, {
      kind: 'session.interrupted',
      session: ids[1],
      body: { phase: 'releasing', partials: 0, staging: 'wiped', arrived },
    });
    const refusal = { ...opened(ids[2]).body, code: 'destination-missing', params: { path: '/srv/inbox' } };
    tell(clinic, { kind: 'session.refused', session: ids[2], body: refusal });
    clinic.ledger.close();
    const rows = await records(clinic.dir, 'sessions');
    expect(rows[0]).toMatchObject({
      練習: 'はい',
      ファイル数: '1',
      '容量(バイト)': '1001',
      検査結果: '',
      終了日時: '',
    });
    expect(rows[1]).toMatchObject({
      練習: 'いいえ',
      検出数: '1',
      転送数: '1',
      検査結果: '中断',
      備考: 'phase=releasing',
    });
    expect(rows[2]).toMatchObject({
      検査結果: '受付不可',
      エラー: 'destination-missing',
      備考: 'path=/srv/inbox',
    });
    const files = await records(clinic.dir, 'files');
    expect(files.map((row) => [row['練習'], row['転送後SHA-256一致']])).toEqual([
      ['はい', ''],
      ['いいえ', 'いいえ'],
    ]);
  });

  it('tells of an aborted one with its error', async () => {
    const clinic = startClinic();
    const aborted = closed(SESSION, 0, {
      outcome: 'aborted',
      error: { code: 'medium-gone', params: { at: 3 } },
    });
    tell(clinic, { ...opened(SESSION), session: SESSION }, { ...aborted, session: SESSION });
    clinic.ledger.close();
    expect((await records(clinic.dir, 'sessions'))[0]).toMatchObject({
      検査結果: '中止',
      エラー: 'medium-gone',
      備考: 'at=3',
    });
  });
});

it('sheet D tells who did what to what', async () => {
  const rows = await records(wholeClinic().dir, 'operations');
  const shown = rows.map((row) => [row['操作'], row['操作者'], row['対象']]);
  expect(shown).toEqual([
    ['台帳の作成', '', ''],
    ['設定の変更', 'admin1', 'a1a1'],
    ['職員の登録', 'admin1', 'suzuki'],
    ['ログイン', 'suzuki', 'suzuki'],
    ['媒体の登録', 'admin1', 'M-001'],
    ['媒体の登録', 'admin1', 'M-002'],
    ['棚卸し', 'admin1', ''],
    ['媒体の貸出', 'admin1', 'M-001'],
    ['媒体の廃棄', 'admin1', 'M-002'],
    ['例外の承認', 'admin1', 'e1e1e1e1e1e1'],
    ['例外の使用', '', 'e1e1e1e1e1e1'],
    ['使用記録への記入', 'suzuki', ''],
    ['使用記録への記入', 'admin1', ''],
  ]);
  expect(rows[1]!['内容']).toBe('clinic.name="" → "山田医院"; previous=b2b2');
  expect(rows[9]!['内容']).toContain('second.person=suzuki');
});

it('sheet E tells of reviews and drills, with what a drill found', async () => {
  const rows = await records(wholeClinic().dir, 'reviews');
  expect(rows).toMatchObject([
    {
      種類: '点検',
      '確認期間(初日)': '2026-11-01',
      '確認期間(末日)': '2026-11-22',
      確認者: 'admin1',
      確認日: '2026-11-22',
      所見: '異常なし',
    },
    {
      種類: '訓練',
      訓練の合格: 'いいえ',
      所見: `'=1+1`,
      訓練の結果: 'test-virus: blocked; dead-engine: released (refused)',
    },
  ]);
});

it.each(['utf8', 'cp932'] as const)(
  'the whole ledger in %s can be verified from the file alone',
  async (encoding) => {
    const rows = await records(wholeClinic().dir, 'ledger', { encoding });
    expect(rows.length).toBeGreaterThan(20);
    let prev = '0'.repeat(64);
    for (const row of rows) {
      const session = row['受付番号'] === '' ? null : originalOf(row['受付番号']!);
      const body = canonicalBody(JSON.parse(row['内容(JSON)']!) as JsonValue);
      const at = new Date(row['日時(ISO 8601)']!).toISOString();
      const entry = { seq: Number(row['台帳番号']), at, kind: row['記録の種類']!, session, body, prev };
      expect(originalOf(row['前のハッシュ']!)).toBe(prev);
      prev = entryHash(entry);
      expect(originalOf(row['ハッシュ']!)).toBe(prev);
    }
  },
);
