import fs from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { createMasker } from '../../../electron/core/audit/sheets/mask.ts';
import { BOOK_SHEETS } from '../../../shared/model/sheets.ts';
import { file, opened, value } from '../data-folder.ts';
import { exported, SESSION, sheet, startClinic, tell, wholeClinic } from './clinic-ledger.ts';
import { pythonRecords } from './python-csv.ts';

const masker = createMasker(['names', 'patients'], 'secret');

describe('a mask', () => {
  it.each([
    ['DICOM/山田太郎/IM001.dcm', /^n-[0-9a-f]{12}\/n-[0-9a-f]{12}\/n-[0-9a-f]{12}\.dcm$/],
    ['C:\\Users\\山田\\a.PDF', /^n-\w{12}\\n-\w{12}\\n-\w{12}\\n-\w{12}\.PDF$/],
    ['yamada.taro', /^n-[0-9a-f]{12}$/],
    ['.dcm', /^n-[0-9a-f]{12}$/],
    ['archive.tar.gz', /^n-[0-9a-f]{12}\.gz$/],
    ['', /^$/],
  ])('of %s keeps the tree and what kind of file it is', (name, expected) => {
    expect(masker.cell(name, 'path')).toMatch(expected);
  });

  it('gives equal names equal marks and different ones different marks', () => {
    const [one, same] = ['a/山田.pdf', 'b/山田.pdf'].map(
      (name) => String(masker.cell(name, 'path')).split('/')[1],
    );
    expect(one).toBe(same);
    expect(masker.cell('山田.pdf', 'path')).not.toBe(masker.cell('鈴木.pdf', 'path'));
    expect(masker.cell('12345', 'patient')).not.toBe(masker.cell('12345', 'name'));
  });

  it('goes through bodies by what stands in them, and leaves numbers, kinds and people of the clinic', () => {
    expect(
      masker.json({ facts: { patientId: '1', staff: 'suzuki', purpose: '紹介' }, path: 'x/山田.pdf', n: 3 }),
    ).toMatchObject({
      facts: { patientId: expect.stringMatching(/^p-/) as string, staff: 'suzuki', purpose: '紹介' },
      n: 3,
    });
    const volume = masker.json({ name: '山田', mountPoint: '/media/山田', node: '/dev/sdb1' }, 'volume');
    expect(JSON.stringify(volume)).not.toContain('山田');
    expect(volume).toMatchObject({ node: '/dev/sdb1' });
    const detail = masker.json({ rule: 'duplicate', other: '山田.pdf', extension: 'taro' }, 'detail');
    expect(detail).toMatchObject({
      rule: 'duplicate',
      other: expect.stringMatching(/^n-\w+\.pdf$/) as string,
      extension: expect.stringMatching(/^n-/) as string,
    });
  });

  it('leaves alone what nobody asked to mask', () => {
    const patients = createMasker(['patients'], 'secret');
    expect(patients.cell('山田.pdf', 'path')).toBe('山田.pdf');
    expect(patients.cell('12345', 'patient')).toMatch(/^p-/);
    const names = createMasker(['names'], 'secret');
    expect(names.cell('12345', 'patient')).toBe('12345');
  });
});

describe('a masked export', () => {
  function patientOnMedium(): string {
    const clinic = startClinic();
    const volume = { id: '1:/media/山田太郎', name: '山田太郎', mountPoint: '/media/山田太郎' };
    tell(
      clinic,
      { kind: 'volume.seen', body: { insertion: 'i1', device: null, volume, state: 'mounted', lock: null } },
      {
        kind: 'medium.removed',
        body: { insertion: 'i1', device: null, volumes: ['1:/media/山田太郎'], when: 'idle' },
      },
      { ...opened(SESSION, { from: '/media/山田太郎', label: '山田太郎', volume }), session: SESSION },
      {
        ...file(SESSION, 1, {
          path: '山田太郎/CT.dcm',
          destination: '20261122_山田太郎/山田太郎/CT.dcm',
          verdict: 'blocked',
          reason: 'archive-member',
          detail: { member: '山田太郎.exe', rule: 'name' },
          raw: Buffer.from('山田太郎').toString('hex'),
        }),
        session: SESSION,
      },
      {
        kind: 'exception.used',
        session: SESSION,
        body: { exception: 'e1', sha256: '1'.repeat(64), path: '山田太郎/CT.dcm' },
      },
      { kind: 'session.facts', session: SESSION, body: { facts: { patientId: '00098765' }, by: null } },
      {
        kind: 'release.arrived',
        session: SESSION,
        body: { folder: '20261122_山田太郎', files: 1, bytes: 1, manifest: 'm' },
      },
    );
    clinic.ledger.close();
    return clinic.dir;
  }

  it('holds neither the name nor the id anywhere, in no sheet and in no form', async () => {
    const dir = patientOnMedium();
    const { result, folder } = await exported(dir, {
      sheets: ['cover', ...BOOK_SHEETS],
      mask: ['names', 'patients'],
    });
    const written = value(result);
    expect(written.files).toHaveLength(6);
    for (const { name } of written.files) {
      const text = fs.readFileSync(path.join(folder, name), 'utf8');
      for (const told of ['山田', '98765', Buffer.from('山田').toString('hex')])
        expect(text).not.toContain(told);
    }
    const cover = pythonRecords(path.join(folder, '0-cover.csv'));
    expect(cover.find((row) => row['項目'] === '伏せた項目')).toMatchObject({
      内容: 'ファイル名・フォルダ名・ラベル, 患者ID',
      備考: expect.stringContaining('自由記述は伏せていません') as string,
    });
  });

  it('can still be joined: one name has one mark on all sheets of an export, and another in the next', async () => {
    const dir = patientOnMedium();
    const marks = async (): Promise<string[]> => {
      const { result, folder } = await exported(dir, {
        sheets: ['sessions', 'files', 'operations'],
        mask: ['names'],
      });
      value(result);
      const of = (name: string): Record<string, string> => pythonRecords(path.join(folder, name)).at(-1)!;
      const row = of('C-files.csv');
      const seen = pythonRecords(path.join(folder, 'D-operations.csv')).find(
        (one) => one['操作'] === '例外の使用',
      )!;
      expect(seen['内容']).toContain(`path=${row['パス']!};`);
      expect(of('B-sessions.csv')['媒体ラベル']).toBe(row['パス']!.split('/')[0]);
      return row['パス']!.split('/');
    };
    const [one, other] = [await marks(), await marks()];
    expect(one[1]).toMatch(/\.dcm$/);
    expect(one[0]).not.toBe(other[0]);
  });

  it('of the whole ledger is refused, because its hashes fit the entries as they are', async () => {
    const { result } = await exported(wholeClinic().dir, { sheets: ['ledger'], mask: ['names'] });
    expect(result).toMatchObject({ ok: false, error: { code: 'usage', params: { option: 'mask' } } });
  });

  it('needs the ledger’s key, or anybody could try out which name a mark stands for', async () => {
    const { dir } = wholeClinic();
    fs.rmSync(path.join(dir, 'keys'), { recursive: true });
    const { result } = await exported(dir, { mask: ['names'] });
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'export-failed', params: { reason: 'key-missing' } },
    });
    await expect(sheet(dir, 'files')).resolves.toContain('C-files.csv');
  });
});
