import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { describe, expect, it, onTestFinished } from 'vitest';

import { verifySheet } from '../../../electron/core/audit/sheets/verify-sheet.ts';
import { BOOK_SHEETS } from '../../../shared/model/sheets.ts';
import { needs } from '../../missing-component.ts';
import { open, record, sessionId, temporaryFolder, value } from '../data-folder.ts';
import { exported, wholeClinic } from './clinic-ledger.ts';

const SCRIPT = path.join(import.meta.dirname, 'export-to.ts');

function ledgerOf(files: number): string {
  const dir = temporaryFolder();
  const ledger = value(open(dir));
  record(ledger, sessionId(1), files);
  ledger.close();
  return dir;
}

const left = (folder: string): string[] => (fs.existsSync(folder) ? fs.readdirSync(folder) : []);

const MOUNTS = spawnSync('unshare', ['-m', 'true']).status === 0;

describe('a disk that is full', () => {
  it.for([
    ['files', 'out.csv'],
    ['all', ''],
  ] as const)('is named and leaves nothing behind: %s', ([sheets, name], context) => {
    needs(context, 'mount namespaces (root)', MOUNTS);
    const dir = ledgerOf(3000);
    const small = path.join(dir, 'small');
    fs.mkdirSync(small);
    const command = `mount -t tmpfs -o size=128k tmpfs '${small}' && "$0" "$@" && ls -A '${small}'`;
    const args = [process.execPath, SCRIPT, dir, path.join(small, name), sheets];
    const run = spawnSync('unshare', ['-m', 'sh', '-c', command, ...args], { encoding: 'utf8' });
    expect([run.stdout, run.stderr]).toEqual([
      'started\n{"ok":false,"error":{"code":"export-failed","params":{"reason":"disk-full"}}}\n',
      '',
    ]);
  });

  it('keeps the older file as it was', (context) => {
    needs(context, 'mount namespaces (root)', MOUNTS);
    const dir = ledgerOf(3000);
    const small = path.join(dir, 'small');
    fs.mkdirSync(small);
    const command = `mount -t tmpfs -o size=128k tmpfs '${small}' && echo before > '${small}/out.csv' && "$0" "$@" && cat '${small}/out.csv' && ls -A '${small}'`;
    const args = [process.execPath, SCRIPT, dir, path.join(small, 'out.csv'), 'files'];
    const run = spawnSync('unshare', ['-m', 'sh', '-c', command, ...args], { encoding: 'utf8' });
    expect(run.stdout.split('\n').slice(2)).toEqual(['before', 'out.csv', '']);
  });
});

describe('an export that is killed', () => {
  it.each(['SIGKILL', 'SIGTERM'] as const)(
    'by %s while it writes leaves no file under its name',
    async (signal) => {
      const dir = ledgerOf(30_000);
      const folder = path.join(dir, 'out');
      const child = spawn(process.execPath, [SCRIPT, dir, folder, 'all'], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      onTestFinished(() => void child.kill('SIGKILL'));
      const ended = new Promise((resolve) => child.once('close', resolve));
      // The sheet of files is the longest: its partial is there and growing.
      const writing = (): boolean =>
        left(folder).some(
          (name) => name.startsWith('.C-files.csv.') && fs.statSync(path.join(folder, name)).size > 0,
        );
      while (!writing() && child.exitCode === null) await wait(1);
      child.kill(signal);
      await ended;
      expect(child.signalCode).toBe(signal);
      expect(left(folder).filter((name) => !name.endsWith('.partial'))).toEqual([]);
      const again = await exported(dir, { sheets: ['cover', ...BOOK_SHEETS], out: { folder } });
      for (const { name } of value(again.result).files)
        expect(value(await verifySheet(path.join(folder, name), null)).itself.state).toBe('intact');
      // The next one took away what the killed one left.
      expect(left(folder).filter((name) => name.startsWith('.'))).toEqual([]);
    },
  );
});

describe('an export that is stopped', () => {
  it('takes its partials with it', async () => {
    const dir = ledgerOf(3000);
    const stop = new AbortController();
    const going = exported(dir, { sheets: ['sessions', 'files'], signal: stop.signal });
    stop.abort();
    const { result, folder } = await going;
    expect(result).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(left(folder)).toEqual([]);
  });

  it('because the ledger would not take the note of it has no file', async () => {
    const refuse = () =>
      ({ ok: false, error: { code: 'ledger-failed', params: { reason: 'disk-full' } } }) as const;
    const { result, folder } = await exported(wholeClinic().dir, {
      sheets: ['sessions', 'files'],
      record: refuse,
    });
    expect(result).toMatchObject({ ok: false, error: { code: 'ledger-failed' } });
    expect(left(folder)).toEqual([]);
  });
});

it('is told to whoever holds the ledger, with what left it', async () => {
  const told: unknown[] = [];
  const { result } = await exported(wholeClinic().dir, {
    sheets: ['sessions', 'files'],
    record: (draft) => {
      told.push(draft);
      return { ok: true, value: null };
    },
  });
  const { files } = value(result);
  expect(told).toMatchObject([{ kind: 'audit.exported', session: null, body: { staff: 'admin1', files } }]);
});

it('a place that cannot be written is named, and a folder there keeps what is in it', async () => {
  const { dir } = wholeClinic();
  const folder = path.join(dir, 'out.csv');
  fs.mkdirSync(folder);
  fs.writeFileSync(path.join(folder, 'kept'), '');
  const onto = await exported(dir, { out: { file: folder } });
  expect(onto.result).toMatchObject({ ok: false, error: { code: 'export-failed' } });
  expect(left(dir).filter((name) => name.includes('partial'))).toEqual([]);
  expect(left(folder)).toEqual(['kept']);
  const nowhere = await exported(dir, { out: { file: path.join(dir, 'no/such/out.csv') } });
  expect(nowhere.result).toMatchObject({ error: { code: 'export-failed', params: { reason: 'missing' } } });
  const two = await exported(dir, { sheets: ['files', 'media'], out: { file: path.join(dir, 'x.csv') } });
  expect(two.result).toMatchObject({ ok: false, error: { code: 'usage', params: { option: 'sheet' } } });
  const none = await exported(temporaryFolder());
  expect(none.result).toMatchObject({ ok: false, error: { code: 'not-found' } });
});

it('a newer export of the folder replaces the older one whole, the cover last', async () => {
  const { dir } = wholeClinic();
  const folder = path.join(dir, 'out');
  const out = { folder };
  const one = await exported(dir, { sheets: ['cover', ...BOOK_SHEETS], out });
  const two = await exported(dir, { sheets: ['sessions', 'files'], encoding: 'cp932', out });
  expect([value(one.result).files.length, value(two.result).files.length]).toEqual([6, 2]);
  // The older cover would vouch for files that are no longer there.
  expect(left(folder).sort()).toEqual([
    'A-media.csv',
    'B-sessions.csv',
    'C-files.csv',
    'D-operations.csv',
    'E-reviews.csv',
  ]);
});
