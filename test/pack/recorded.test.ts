/** `audit export` and `audit pack` on record where nobody holds it, and plainly said where a gate does. */

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect, it, onTestFinished } from 'vitest';

import { openByKind } from '../../electron/core/audit/by-kind.ts';
import { fileKeyStore } from '../../electron/core/audit/keys.ts';
import { verifyLedger } from '../../electron/core/audit/verify.ts';
import { CHROMIUM_VARIABLE } from '../../electron/core/pack/chromium.ts';
import { sha256Of } from '../../electron/core/keeping/durable.ts';
import { acquireDataFolder } from '../../electron/core/store/lock.ts';
import type { LedgerEntry } from '../../shared/model/ledger.ts';
import { record, sessionId, temporaryFolder, value } from '../audit/data-folder.ts';
import { found, openClinic } from '../people/clinic.ts';

const MAIN = fileURLToPath(new URL('../../electron/hosts/cli/main.ts', import.meta.url));

function audit(language: 'ja' | 'en', ...args: readonly string[]) {
  const env = { ...process.env, SEKISHO_LANG: language, INIT_CWD: process.cwd(), [CHROMIUM_VARIABLE]: '' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, 'audit', ...args], {
    encoding: 'utf8',
    env,
  });
  return { status, stdout, stderr, lines: stdout.trim().split('\n') };
}

/** A data folder that a gate held before, and a place for what is exported from it. */
async function clinic(): Promise<{ readonly data: string; readonly out: string }> {
  const opened = openClinic();
  await found(opened);
  record(opened.ledger, sessionId(1), 3);
  opened.close();
  value(acquireDataFolder(opened.dataDir)).release();
  return { data: opened.dataDir, out: path.join(temporaryFolder(), 'out') };
}

async function exportsOf(data: string): Promise<readonly LedgerEntry[]> {
  const verified = value(await verifyLedger({ dataDir: data, keys: fileKeyStore(data) }));
  expect(verified).toMatchObject({ ok: true, faults: [] });
  const entries: LedgerEntry[] = [];
  const reader = value(openByKind(data));
  value(reader.each(['audit.exported'], 0, (entry) => void entries.push(entry)));
  reader.close();
  return entries;
}

it('an export is on record, in the name of who made it, and the record and the file still verify', async () => {
  const { data, out } = await clinic();
  const file = `${out}.csv`;
  const made = audit('en', 'export', '--data', data, '--sheet', 'files', '--out', file, '--json');
  expect([made.status, made.stderr]).toEqual([0, '']);
  expect(JSON.parse(made.stdout)).toMatchObject({ event: 'sheet', rows: 3, recorded: true });
  const [entry, ...more] = await exportsOf(data);
  expect(more).toEqual([]);
  const named = { sheet: 'files', rows: 3, sha256: await sha256Of(file) };
  expect(entry?.body).toMatchObject({ files: [named], encoding: 'utf8', by: { type: 'console' } });
  expect(audit('en', 'verify', '--data', data, '--file', file).status).toBe(0);
});

it('a pack is on record once, with the sum that names all of it, and verifies against the record', async () => {
  const { data, out } = await clinic();
  const made = audit('ja', 'pack', '--data', data, '--out', out, '--by', '院長', '--json');
  expect([made.status, made.stderr]).toEqual([0, '']);
  expect(JSON.parse(made.stdout)).toMatchObject({ event: 'packed', recorded: true });
  const entries = await exportsOf(data);
  const sums = await sha256Of(path.join(out, 'SHA256SUMS'));
  expect(entries.map(({ body }) => body)).toMatchObject([{ staff: '院長', pack: { sums } }]);
  expect(audit('ja', 'verify', '--pack', out, '--data', data).status).toBe(0);
});

it.each([
  ['ja', '記録に残っていません', '管理者の画面'],
  ['en', 'stands in no record', 'administrator’s window'],
] as const)(
  'beside a running gate both are made, and said in %s to be on no record',
  async (language, what, where) => {
    const { data, out } = await clinic();
    const gate = value(acquireDataFolder(data));
    onTestFinished(() => gate.release());
    for (const args of [
      ['export', '--sheet', 'all', '--out', `${out}-sheets`],
      ['pack', '--out', `${out}-pack`],
    ]) {
      const made = audit(language, ...args, '--data', data, '--json');
      expect(made.status).toBe(0);
      expect(made.stderr.trim().split('\n')).toHaveLength(1);
      expect(made.stderr).toContain(what);
      expect(made.stderr).toContain(where);
      for (const line of made.lines) expect(JSON.parse(line)).toMatchObject({ recorded: false });
    }
    expect(fs.readdirSync(`${out}-sheets`)).toHaveLength(6);
    expect(audit(language, 'verify', '--pack', `${out}-pack`, '--data', data).status).toBe(0);
    gate.release();
    expect(await exportsOf(data)).toEqual([]);
  },
);

it('a copy in which no gate ever stood stays as it is, to the byte', async () => {
  const { data, out } = await clinic();
  const copy = temporaryFolder();
  for (const name of ['ledger.sqlite', 'heads.log', 'keys'])
    fs.cpSync(path.join(data, name), path.join(copy, name), { recursive: true });
  const before = await sha256Of(path.join(copy, 'ledger.sqlite'));
  const made = audit('ja', 'export', '--data', copy, '--out', `${out}.csv`);
  expect(made.status).toBe(0);
  expect(made.stderr).toContain('写し');
  expect(await sha256Of(path.join(copy, 'ledger.sqlite'))).toBe(before);
  expect(fs.existsSync(path.join(copy, 'gate.lock'))).toBe(false);
});

it('a record that cannot be written does not cost the export', async () => {
  const { data, out } = await clinic();
  // The key that signs is gone: the gate would not open either.
  fs.rmSync(path.join(data, 'keys'), { recursive: true });
  const made = audit('en', 'export', '--data', data, '--out', `${out}.csv`);
  expect(made.status).toBe(0);
  expect(made.stderr).toContain('could not be put on record [ledger-corrupt]');
  expect(fs.readFileSync(`${out}.csv`, 'utf8')).toContain('#end');
});

it('an export that fails is on no record', async () => {
  const { data, out } = await clinic();
  fs.mkdirSync(out);
  expect(audit('en', 'pack', '--data', data, '--out', out).status).toBe(3);
  expect(await exportsOf(data)).toEqual([]);
});
