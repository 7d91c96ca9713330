import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { zip } from '../../electron/core/sample/zip.ts';
import { eicar } from '../scan/practice-definitions.ts';
import { requireForAll } from '../scan/requirements.ts';
import { makeClinic } from './headless.ts';
import type { Clinic } from './headless.ts';

requireForAll('clamav');

let clinic: Clinic;
beforeEach(() => void (clinic = makeClinic()));
afterEach(() => clinic.remove());

const verify = () => clinic.run('audit', 'verify', '--data', clinic.data, '--json');

describe('gate', () => {
  it('releases a clean medium whole, with sums that hold, and a record that verifies', async () => {
    for (let i = 0; i < 200; i++) clinic.put(`患者 ${i % 7}/結果${i}.txt`, `検査結果 ${i}\n`);
    const ran = await clinic.gate('--staff', '田中', '--purpose', '紹介');
    expect(ran).toMatchObject({ code: 0, finished: { outcome: 'released', practice: true } });
    const { bytes, bytesRead, files } = ran.finished!;
    expect(files).toEqual({ total: 200, released: 200, blocked: 0 });
    expect(bytesRead).toBe(bytes);
    const [folder] = clinic.arrived();
    for (const file of ran.files) {
      expect(file.destination).toBe(`${folder!}/${file.path}`);
      expect(fs.readFileSync(path.join(clinic.inbox, file.destination!), 'utf8')).toBe(
        fs.readFileSync(path.join(clinic.medium, file.path), 'utf8'),
      );
    }
    const cwd = path.join(clinic.inbox, folder!);
    execFileSync('sha256sum', ['--check', '--strict', '--quiet', 'SHA256SUMS.txt'], { cwd });
    expect(await verify()).toMatchObject({ code: 0 });
    const listed = await clinic.run('audit', 'list', '--data', clinic.data, '--json');
    expect(JSON.parse(listed.stdout)).toMatchObject({ staff: '田中', purpose: '紹介', practice: true });
  });

  it('prints each line of --json as the contract names its fields, and nothing else on stdout', async () => {
    clinic.put('a.txt', 'abc');
    const { lines } = await clinic.gate();
    expect(lines.map((line) => Object.keys(line))).toEqual([
      ['event', 'path', 'size', 'sha256', 'type', 'verdict', 'reason', 'detail', 'destination'],
      ['event', 'session', 'outcome', 'files', 'bytes', 'bytesRead', 'seconds', 'practice'],
    ]);
  });

  describe.each([
    ['plain', '資料.txt', eicar],
    ['in a ZIP', '資料.zip', () => zip([['note.txt', eicar()]])],
    ['in a ZIP in a ZIP', '資料.zip', () => zip([['inner.zip', zip([['note.txt', eicar()]])]])],
  ])('EICAR %s among 1,000 clean files', (_where, name, content) => {
    beforeEach(() => {
      for (let i = 0; i < 1000; i++) clinic.put(`d${i % 10}/f${i}.txt`, `clean ${i}`);
      clinic.put('x.txt', 'also clean');
      clinic.put(name, content());
    });

    it('holds back the whole medium by default', async () => {
      const ran = await clinic.gate();
      expect(ran).toMatchObject({
        code: 1,
        finished: { outcome: 'blocked', files: { total: 1002, released: 0 } },
      });
      expect(clinic.arrived()).toEqual([]);
      expect(ran.files.filter((file) => file.verdict === 'infected')).toHaveLength(1);
      expect(ran.files.filter((file) => file.reason === 'medium-infected')).toHaveLength(1001);
    });

    it('releases exactly the others where the policy says so', async () => {
      const ran = await clinic.gate(...clinic.policy({ onInfected: 'file' }));
      expect(ran).toMatchObject({
        code: 1,
        finished: { outcome: 'partial', files: { released: 1001, blocked: 1 } },
      });
      expect(ran.files.filter((file) => file.destination === null).map((file) => file.path)).toEqual([name]);
    });
  });

  it('passes the same medium again by what it remembers, and forgets when the policy changes', async () => {
    for (let i = 0; i < 50; i++) clinic.put(`f${i}.txt`, `clean ${i}`);
    clinic.put('bad.txt', eicar());
    const cached = (ran: Awaited<ReturnType<Clinic['gate']>>) =>
      ran.files.filter((file) => 'cached' in file).length;
    expect(cached(await clinic.gate(...clinic.policy({ onInfected: 'file' })))).toBe(0);
    const again = await clinic.gate(...clinic.policy({ onInfected: 'file' }));
    expect(cached(again)).toBe(50);
    expect(again.files.find((file) => file.path === 'bad.txt')).toMatchObject({ verdict: 'infected' });
    clinic.put('f7.txt', eicar());
    expect(
      (await clinic.gate(...clinic.policy({ onInfected: 'file' }))).files.find(
        (file) => file.path === 'f7.txt',
      ),
    ).toMatchObject({
      verdict: 'infected',
    });
    expect(cached(await clinic.gate(...clinic.policy({ onInfected: 'file', limits: { maxDepth: 9 } })))).toBe(
      0,
    );
  });

  it('keeps names that differ only by case or composition, and other unsafe names, out of the inbox', async () => {
    for (const name of ['A.txt', 'a.txt', 'が.txt', 'か\u3099.txt', 'CON.txt', 'x\u202etxt.exe', 'ok.txt']) {
      clinic.put(name, name);
    }
    const ran = await clinic.gate();
    expect(ran.code).toBe(1);
    expect(ran.files.filter((file) => file.destination !== null).map((file) => file.path)).toEqual([
      'ok.txt',
    ]);
  });

  it('survives an empty medium', async () => {
    expect(await clinic.gate()).toMatchObject({
      code: 0,
      finished: { outcome: 'released', files: { total: 0 } },
    });
    expect(clinic.arrived()).toEqual([]);
  });
});

describe('gate, wrongly used', () => {
  it.each([
    [['gate'], 'usage'],
    [['gate', '--from', '.'], 'usage'],
    [['gate', '--from', 'none', '--to', 'inbox'], 'medium-missing'],
    [['gate', '--from', 'medium', '--to', 'inbox', '--preset', 'x'], 'usage'],
    [['gate', '--from', 'medium', '--to', 'inbox', '--skip-scan'], 'usage'],
    [['gate', '--from', 'medium', '--from', 'medium', '--to', 'inbox'], 'usage'],
    [['gate', '--from', 'medium', '--to', 'inbox', '--policy', 'none.json'], 'policy-unreadable'],
    [['gates'], 'usage'],
    [['audit'], 'usage'],
    [['audit', 'list', '--from', '2026-02-30'], 'usage'],
    [['audit', 'show'], 'usage'],
  ])('%j exits 2 and says %s', async (args, code) => {
    const ran = await clinic.run(...args);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain(`[${code}]`);
    expect(ran.stderr).toContain('→');
  });

  it('names the faulty key of a policy', async () => {
    const ran = await clinic.gate(...clinic.policy({ limits: { maxFile: 1 } }));
    expect(ran).toMatchObject({ code: 2, finished: { error: { params: { at: 'limits.maxFile' } } } });
  });
});

describe('gate, closed', () => {
  const closed = async (code: string, ...args: string[]) => {
    clinic.put('a.txt', 'abc');
    const ran = await clinic.run(...args);
    expect(ran.code).toBe(3);
    expect(ran.stderr).toContain(`[${code}]`);
    expect(clinic.arrived()).toEqual([]);
  };
  const base = () => ['gate', '--from', clinic.medium, '--to', clinic.inbox, '--data', clinic.data];

  it('is closed for unofficial definitions without --practice', () =>
    closed('definitions-unofficial', ...base(), '--definitions', clinic.definitions));

  it('is closed without definitions', async () => {
    fs.mkdirSync(path.join(clinic.base, 'empty'));
    await closed('definitions-none', ...base(), '--definitions', path.join(clinic.base, 'empty'));
    await closed(
      'definitions-none',
      ...base(),
      '--definitions',
      path.join(clinic.base, 'empty'),
      '--practice',
    );
  });

  it('is closed for definitions that the engine cannot load', async () => {
    fs.writeFileSync(path.join(clinic.definitions, 'broken.ndb'), 'this is no signature\n');
    await closed('definitions-load-failed', ...base(), '--definitions', clinic.definitions, '--practice');
  });

  it('is closed without a destination, and does not make one', async () => {
    fs.rmdirSync(clinic.inbox);
    const ran = await clinic.gate();
    expect(ran).toMatchObject({
      code: 3,
      finished: { outcome: 'refused', error: { code: 'destination-missing' } },
    });
    expect(fs.existsSync(clinic.inbox)).toBe(false);
    const listed = await clinic.run('audit', 'list', '--data', clinic.data, '--json');
    expect(JSON.parse(listed.stdout)).toMatchObject({ outcome: 'refused', error: 'destination-missing' });
    fs.mkdirSync(clinic.inbox);
  });
});
