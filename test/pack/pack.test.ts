import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';

import { describe, expect, it, onTestFinished } from 'vitest';

import { fileKeyStore } from '../../electron/core/audit/keys.ts';
import { packName } from '../../electron/core/pack/pack.ts';
import { ok } from '../../shared/result.ts';
import { record, sessionId, temporaryFolder, value } from '../audit/data-folder.ts';
import { mountSmallDisk, needsMounts } from '../media/small-disk.ts';
import { hasCommand, needs } from '../missing-component.ts';
import { code, found, openClinic, type Clinic } from '../people/clinic.ts';
import { busyClinic, contents, forgeHead } from './busy-clinic.ts';
import { noPrinter, pack, requestOf } from './made.ts';

async function quiet(): Promise<Clinic> {
  const clinic = openClinic();
  await found(clinic);
  record(clinic.ledger, sessionId(1), 3);
  return clinic;
}
/** What stands beside the name that the pack was to have, the hidden as well. */
const around = (out: string): readonly string[] => contents(path.dirname(out));

describe('a pack', () => {
  it('holds sheets, report, guide, checklist, key, sums and signature, readable by its owner alone', async () => {
    const { clinic } = await busyClinic();
    const made = value(await pack(clinic, { by: '院長' }));
    expect(contents(made.folder)).toEqual([
      '0-cover.csv',
      'A-media.csv',
      'B-sessions.csv',
      'C-files.csv',
      'D-operations.csv',
      'E-reviews.csv',
      'HOW-TO-VERIFY.html',
      'SHA256SUMS',
      'SHA256SUMS.sig',
      'checklist.json',
      'ledger.csv',
      'public-key.pem',
      'report.html',
    ]);
    expect(made.pdf).toBe('no-chromium');
    expect(made.cover).toMatchObject({ by: '院長', verify: { ok: true } });
    for (const name of contents(made.folder))
      expect(fs.statSync(path.join(made.folder, name)).mode & 0o077, name).toBe(0);
    expect(around(made.folder)).toEqual(['pack']);
  });

  it('is accepted by sha256sum and openssl, without any program of ours', async (context) => {
    needs(context, 'sha256sum and openssl', hasCommand('sha256sum') && hasCommand('openssl'));
    const { folder, cover } = value(await pack(await quiet()));
    const run = (command: string, ...args: string[]) =>
      spawnSync(command, args, { cwd: folder, encoding: 'utf8' });
    expect(run('sha256sum', '-c', '--strict', 'SHA256SUMS').status).toBe(0);
    const key = ['-pubin', '-inkey', 'public-key.pem'];
    const files = ['-rawin', '-in', 'SHA256SUMS', '-sigfile', 'SHA256SUMS.sig'];
    expect(run('openssl', 'pkeyutl', '-verify', ...key, ...files).status).toBe(0);
    fs.appendFileSync(path.join(folder, 'SHA256SUMS'), '\n');
    expect(run('openssl', 'pkeyutl', '-verify', ...key, ...files).status).not.toBe(0);
    const der = spawnSync('openssl', ['pkey', '-pubin', '-in', 'public-key.pem', '-outform', 'DER'], {
      cwd: folder,
    });
    const sum = spawnSync('sha256sum', { input: der.stdout, encoding: 'utf8' });
    expect(sum.stdout.slice(0, 64)).toBe(cover.fingerprint);
  });

  it('tells the same fingerprint and head in report and guide', async () => {
    const { folder, cover } = value(await pack(await quiet()));
    for (const name of ['report.html', 'HOW-TO-VERIFY.html']) {
      const page = fs.readFileSync(path.join(folder, name), 'utf8');
      expect(page).toContain(cover.fingerprint);
      expect(page).toContain(cover.ledger.last.hash);
    }
  });

  it('masks names in the report with the marks of its sheets, and leaves the whole entries out', async () => {
    const { clinic } = await busyClinic();
    const { folder } = value(await pack(clinic, { mask: ['names'] }));
    expect(contents(folder)).not.toContain('ledger.csv');
    const report = fs.readFileSync(path.join(folder, 'report.html'), 'utf8');
    expect(report).not.toContain('検査結果 2026-10');
    const mark = /n-[0-9a-f]{12}\/n-[0-9a-f]{12}\.exe/.exec(report)?.[0] ?? 'no mark';
    expect(fs.readFileSync(path.join(folder, 'C-files.csv'), 'utf8')).toContain(mark);
  });

  it('of a period without anything says so, section by section', async () => {
    const { folder, cover } = value(await pack(await quiet(), { choice: { fiscalYear: '2020' } }));
    expect(cover.counts).toMatchObject({ entries: 0, sessions: 0 });
    const page = fs.readFileSync(path.join(folder, 'report.html'), 'utf8');
    expect(page.split('記録がありません').length).toBeGreaterThan(15);
    expect(page).toContain('媒体の受付の記録はありません');
  });

  it('says on its cover that the record was found changed', async () => {
    const clinic = await quiet();
    forgeHead(clinic.dataDir);
    const { folder, cover } = value(await pack(clinic));
    expect(cover.verify?.ok).toBe(false);
    const page = fs.readFileSync(path.join(folder, 'report.html'), 'utf8');
    expect(page).toContain('box bad');
    expect(page).toContain(cover.verify?.faults[0]?.code);
    expect(page).not.toContain('書き換えは見つかりませんでした');
  });
});

describe('nothing stands under the name', () => {
  it('when something has it already, which stays as it was', async () => {
    const clinic = await quiet();
    const out = path.join(temporaryFolder(), 'pack');
    fs.mkdirSync(out);
    expect(await pack(clinic, { out })).toMatchObject({
      error: { code: 'export-failed', params: { reason: 'EEXIST' } },
    });
    expect(contents(out)).toEqual([]);
    const taken = path.join(temporaryFolder(), 'pack');
    fs.writeFileSync(taken, 'mine');
    expect(code(await pack(clinic, { out: taken }))).toBe('export-failed');
    expect(fs.readFileSync(taken, 'utf8')).toBe('mine');
    expect(around(taken)).toEqual(['pack']);
  });

  it('in the data folder, in a folder that is not there, or without the key', async () => {
    const clinic = await quiet();
    const inside = path.join(clinic.dataDir, 'pack');
    expect(await pack(clinic, { out: inside })).toMatchObject({
      error: { params: { reason: 'inside-data-folder' } },
    });
    const nowhere = path.join(temporaryFolder(), 'a', 'pack');
    expect(code(await pack(clinic, { out: nowhere }))).toBe('export-failed');
    const out = path.join(temporaryFolder(), 'pack');
    const keys = { ...fileKeyStore(clinic.dataDir), load: () => ok(null) };
    expect(await pack(clinic, { out, keys })).toMatchObject({ error: { params: { reason: 'key-missing' } } });
    expect(around(out)).toEqual([]);
  });

  it('when it was cancelled', async () => {
    const out = path.join(temporaryFolder(), 'pack');
    const stop = new AbortController();
    const printer = () => {
      stop.abort();
      return noPrinter('', '');
    };
    expect(code(await pack(await quiet(), { out, printer, signal: stop.signal }))).toBe('cancelled');
    expect(around(out)).toEqual([]);
  });

  it('when the disk fills up, and then the parts are gone as well', async (context) => {
    needsMounts(context);
    const { clinic } = await busyClinic();
    const folder = temporaryFolder();
    const disk = mountSmallDisk(folder, 300);
    onTestFinished(() => disk.unmount());
    const out = path.join(folder, 'pack');
    const made = await pack(clinic, { out });
    expect(made).toMatchObject({ error: { code: 'export-failed', params: { reason: 'disk-full' } } });
    expect(around(out)).toEqual([]);
  });

  it('when its maker was killed with everything but the name done', async () => {
    const clinic = await quiet();
    const out = path.join(temporaryFolder(), 'pack');
    const script = path.join(import.meta.dirname, 'make-until-killed.ts');
    const child = spawn(process.execPath, [script, clinic.dataDir, out], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    await once(child.stdout, 'data');
    const left = around(out);
    expect(left).toHaveLength(1);
    expect(left[0]).toMatch(/^\.pack\..+\.partial$/);
    // While it is being made another is made beside it, and leaves it alone.
    value(await pack(clinic, { out }));
    expect(around(out)).toEqual([...left, 'pack']);
    fs.rmSync(out, { recursive: true });
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(around(out)).toEqual(left);
    value(await pack(clinic, { out }));
    expect(around(out)).toEqual(['pack']);
  });

  it('when its maker was killed, and the next one is named after a later time', async () => {
    const clinic = await quiet();
    const folder = temporaryFolder();
    const script = path.join(import.meta.dirname, 'make-until-killed.ts');
    for (const name of [packName(0), 'of-my-own']) {
      const child = spawn(process.execPath, [script, clinic.dataDir, path.join(folder, name)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      onTestFinished(() => void child.kill('SIGKILL'));
      await once(child.stdout, 'data');
      child.kill('SIGKILL');
      await once(child, 'close');
    }
    expect(contents(folder)).toHaveLength(2);
    const name = packName(1000);
    value(await pack(clinic, { out: path.join(folder, name) }));
    // The other one is swept by whoever makes it again.
    expect(contents(folder)).toEqual([expect.stringMatching(/^\.of-my-own\./), name]);
  });

  it('when it takes the name while the pack is made', async () => {
    const out = path.join(temporaryFolder(), 'pack');
    const printer = () => {
      fs.mkdirSync(out);
      return noPrinter('', '');
    };
    expect(await pack(await quiet(), { out, printer })).toMatchObject({
      error: { params: { reason: 'EEXIST' } },
    });
    expect(around(out)).toEqual(['pack']);
    expect(contents(out)).toEqual([]);
  });
});

it('a checklist of one’s own stands in the report and in the pack', async () => {
  const clinic = await quiet();
  const checklist = path.join(temporaryFolder(), 'own.json');
  const item = {
    number: '9-①',
    certain: true,
    text: { ja: '独自の項目', en: 'an item of our own' },
    limits: null,
    evidence: ['sessions'],
  };
  const both = { ja: '独自', en: 'own' };
  const list = { title: both, year: both, source: 'ours', items: [item] };
  fs.writeFileSync(checklist, JSON.stringify({ format: 'sekisho-checklist/1', lists: [list] }));
  const { folder } = value(await pack(clinic, { checklist }));
  expect(fs.readFileSync(path.join(folder, 'report.html'), 'utf8')).toContain('独自の項目');
  expect(fs.readFileSync(path.join(folder, 'checklist.json'))).toEqual(fs.readFileSync(checklist));
  fs.writeFileSync(checklist, '{}');
  const request = requestOf(clinic, { checklist });
  expect(code(await pack(clinic, request))).toBe('checklist-invalid');
});
