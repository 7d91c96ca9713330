import { generateKeyPairSync } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { fileKeyStore } from '../../electron/core/audit/keys.ts';
import { sealFolder } from '../../electron/core/pack/seal.ts';
import { verifyPack } from '../../electron/core/pack/verify-pack.ts';
import type { PackReport } from '../../shared/model/pack.ts';
import { record, sessionId, temporaryFolder, value } from '../audit/data-folder.ts';
import { code, found, openClinic, type Clinic } from '../people/clinic.ts';
import { forgeHead } from './busy-clinic.ts';
import { APP, pack } from './made.ts';

type Made = { readonly clinic: Clinic; readonly folder: string; readonly fingerprint: string };

async function made(): Promise<Made> {
  const clinic = openClinic();
  await found(clinic);
  record(clinic.ledger, sessionId(1), 5);
  const { folder } = value(await pack(clinic));
  return { clinic, folder, fingerprint: clinic.ledger.fingerprint };
}
const ledgerOf = ({ dataDir }: Pick<Clinic, 'dataDir'>) => ({
  dataDir,
  keys: fileKeyStore(dataDir),
  app: APP,
});
const check = async (
  folder: string,
  clinic: Clinic | null = null,
  fingerprint: string | null = null,
): Promise<PackReport> =>
  value(await verifyPack({ folder, fingerprint, ledger: clinic === null ? null : ledgerOf(clinic) }));
const faults = async (...args: Parameters<typeof check>) =>
  (await check(...args)).faults.map(({ code: found_, file }) => `${found_} ${file ?? ''}`.trim());

function edit(folder: string, name: string, change: (text: string) => string): void {
  const file = path.join(folder, name);
  fs.writeFileSync(file, change(fs.readFileSync(file, 'utf8')));
}
/** As somebody with a key of their own would: sums, signature and key made anew. */
async function sealAnew(folder: string, key = generateKeyPairSync('ed25519').privateKey): Promise<void> {
  for (const name of ['SHA256SUMS', 'SHA256SUMS.sig', 'public-key.pem']) fs.rmSync(path.join(folder, name));
  await sealFolder(folder, key);
}

describe('a pack as it was made', () => {
  it('proves itself, its key and its record', async () => {
    const { clinic, folder, fingerprint } = await made();
    const report = await check(folder, clinic, fingerprint.toUpperCase());
    expect(report).toEqual({
      ok: true,
      files: 11,
      fingerprint,
      against: { ledger: true, fingerprint: true },
      faults: [],
      ledger: [],
    });
  });

  it('goes on doing so while the record grows', async () => {
    const { clinic, folder } = await made();
    record(clinic.ledger, sessionId(2), 5);
    expect(await faults(folder, clinic)).toEqual([]);
  });

  it.each([
    { mask: ['names', 'patients'], encoding: 'cp932', language: 'en' },
    { mask: ['names'], encoding: 'utf8', language: 'ja' },
    { choice: { fiscalYear: '2020' } },
  ] as const)('agrees with its record also when made with %o', async (changes) => {
    const { clinic } = await made();
    const { folder } = value(await pack(clinic, changes));
    expect(await faults(folder, clinic)).toEqual([]);
  });

  it('is refused as a question when it is not there or the fingerprint is none', async () => {
    const { folder } = await made();
    expect(code(await verifyPack({ folder: `${folder}-not`, fingerprint: null, ledger: null }))).toBe(
      'not-found',
    );
    expect(code(await verifyPack({ folder, fingerprint: 'abc', ledger: null }))).toBe('usage');
  });
});

describe('a fault is named when', () => {
  it.each<[string, (folder: string) => void, readonly string[]]>([
    [
      'a sheet was changed',
      (f) => edit(f, 'C-files.csv', (text) => text.replace('DICOM', 'DICOX')),
      ['file-changed C-files.csv'],
    ],
    [
      'the report was changed',
      (f) => edit(f, 'report.html', (text) => `${text} `),
      ['file-changed report.html'],
    ],
    ['a file is gone', (f) => fs.rmSync(path.join(f, 'B-sessions.csv')), ['file-missing B-sessions.csv']],
    ['a file was put in', (f) => fs.writeFileSync(path.join(f, 'more.csv'), ''), ['file-surplus more.csv']],
    ['a folder was put in', (f) => fs.mkdirSync(path.join(f, 'sub')), ['file-surplus sub']],
    [
      'a file was replaced by a link to the same content',
      (f) => {
        fs.renameSync(path.join(f, 'report.html'), `${f}.html`);
        fs.symlinkSync(`${f}.html`, path.join(f, 'report.html'));
      },
      ['file-missing report.html'],
    ],
    ['the sums are gone', (f) => fs.rmSync(path.join(f, 'SHA256SUMS')), ['sums-missing SHA256SUMS']],
    [
      'the signature is gone',
      (f) => fs.rmSync(path.join(f, 'SHA256SUMS.sig')),
      ['signature-missing SHA256SUMS.sig'],
    ],
    [
      'the key is gone',
      (f) => fs.rmSync(path.join(f, 'public-key.pem')),
      ['key-missing public-key.pem', 'file-missing public-key.pem'],
    ],
    [
      'the key is none',
      (f) => fs.writeFileSync(path.join(f, 'public-key.pem'), 'x'),
      ['key-malformed public-key.pem', 'file-changed public-key.pem'],
    ],
    [
      'a line of the sums is gone',
      (f) => edit(f, 'SHA256SUMS', (text) => text.replace(/^.*report\.html\n/m, '')),
      ['signature-wrong SHA256SUMS.sig', 'file-surplus report.html'],
    ],
    [
      'the sums lead out of the folder',
      (f) => edit(f, 'SHA256SUMS', (text) => text.replace('report.html', '../report.html')),
      ['signature-wrong SHA256SUMS.sig', 'sums-malformed SHA256SUMS'],
    ],
    [
      'a name stands twice',
      (f) => edit(f, 'SHA256SUMS', (text) => text + (text.split('\n').at(-2) ?? '') + '\n'),
      ['signature-wrong SHA256SUMS.sig', 'sums-malformed SHA256SUMS'],
    ],
  ])('%s', async (_, spoil, expected) => {
    const { folder } = await made();
    spoil(folder);
    const named = await faults(folder);
    expect(named).toEqual(expect.arrayContaining([...expected]));
    // Without a list every file is a surplus; otherwise nothing else is complained about.
    if (!expected.some((one) => one.startsWith('sums'))) expect(named).toHaveLength(expected.length);
  });

  it('one byte of the signature differs', async () => {
    const { folder } = await made();
    const file = path.join(folder, 'SHA256SUMS.sig');
    const bytes = fs.readFileSync(file);
    bytes.writeUInt8(bytes.readUInt8(10) ^ 1, 10);
    fs.writeFileSync(file, bytes);
    expect(await faults(folder)).toEqual(['signature-wrong SHA256SUMS.sig']);
  });

  it('a sheet was changed and sealed with the same key: it no longer fits itself', async () => {
    const { clinic, folder } = await made();
    edit(folder, 'C-files.csv', (text) => text.replace('DICOM', 'DICOX'));
    const key = value(fileKeyStore(clinic.dataDir).load());
    if (key === null) throw new Error('the clinic has a key');
    await sealAnew(folder, key);
    expect(await faults(folder)).toEqual(['sheet-faulty C-files.csv']);
  });

  it('it was sealed with another key: found by the kept fingerprint and by the record, not by itself', async () => {
    const { clinic, folder, fingerprint } = await made();
    await sealAnew(folder);
    expect(await faults(folder)).toEqual([]);
    expect(await faults(folder, null, fingerprint)).toEqual(['key-other']);
    expect(await faults(folder, clinic)).toContain('ledger-other-key');
  });

  it('it comes from another record', async () => {
    const { folder } = await made();
    const other = await made();
    const named = await faults(folder, other.clinic);
    expect(named).toContain('ledger-other-key');
    expect(named).toContain('ledger-differs C-files.csv');
  });

  it('its record was found changed', async () => {
    const { clinic, folder } = await made();
    forgeHead(clinic.dataDir);
    const report = await check(folder, clinic);
    expect(report.faults.map((one) => one.code)).toContain('ledger-faulty');
    expect(report.ledger.length).toBeGreaterThan(0);
  });
});

it('names of our own making alone get into a list', async () => {
  const folder = temporaryFolder();
  fs.writeFileSync(path.join(folder, 'a b.csv'), '');
  await expect(sealFolder(folder, generateKeyPairSync('ed25519').privateKey)).rejects.toThrow('no name');
});
