import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { fetchClamav } from '../../scripts/package/fetch-clamav.ts';
import { readPin } from '../../scripts/package/pin.ts';

/** As it stands in the file, whatever that is by now. */
const pinData = JSON.parse(
  readFileSync(new URL('../../scripts/package/clamav-windows.json', import.meta.url), 'utf8'),
) as Record<string, unknown>;

let folder: string;
let archive: Buffer;
const to = () => path.join(folder, 'clamav');
const url = 'https://www.clamav.net/downloads/production/clamav-1.4.6.win.x64.zip';

async function zip(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const made = new ZipFile();
  for (const [name, text] of Object.entries(files)) made.addBuffer(Buffer.from(text), name);
  made.end();
  const chunks: Buffer[] = [];
  for await (const chunk of made.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'sekisho-clamav-'));
  archive = await zip({
    'clamav-1.4.6.win.x64/clamd.exe': 'daemon',
    'clamav-1.4.6.win.x64/libclamav.dll': 'library',
    'clamav-1.4.6.win.x64/certs/clamav.crt': 'certificate',
    'clamav-1.4.6.win.x64/COPYING.txt': 'licence',
    'clamav-1.4.6.win.x64/UserManual/index.html': 'manual',
    'clamav-1.4.6.win.x64/database/daily.cvd': 'definitions',
  });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const pinOf = (bytes: Buffer) => ({
  version: '1.4.6',
  url,
  bytes: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
});
const answering =
  (bytes: Buffer, status = 200) =>
  () =>
    Promise.resolve(new Response(new Uint8Array(bytes), { status }));

test('programs, libraries, certificates and licences are unpacked; no manual, no definitions', async () => {
  await fetchClamav(pinOf(archive), to(), answering(archive));
  expect(readdirSync(to(), { recursive: true }).sort()).toEqual(
    [
      'COPYING.txt',
      'VERSION',
      'certs',
      path.join('certs', 'clamav.crt'),
      'clamd.exe',
      'libclamav.dll',
    ].sort(),
  );
  expect(readFileSync(path.join(to(), 'clamd.exe'), 'utf8')).toBe('daemon');
});

describe('nothing is kept, and what was there stays, when', () => {
  beforeEach(() => {
    mkdirSync(to());
    writeFileSync(path.join(to(), 'clamd.exe'), 'the one before');
  });
  afterEach(() => {
    expect(readFileSync(path.join(to(), 'clamd.exe'), 'utf8')).toBe('the one before');
    expect(existsSync(`${to()}.new`)).toBe(false);
  });

  test('the bytes are others', async () => {
    const other = Buffer.from(archive);
    other[other.length - 1] = (other.at(-1) ?? 0) ^ 1;
    await expect(fetchClamav(pinOf(archive), to(), answering(other))).rejects.toThrow('has SHA-256');
  });

  test.each([1, -1])('there are %i bytes more', async (more) => {
    const pin = { ...pinOf(archive), bytes: archive.length - more };
    await expect(fetchClamav(pin, to(), answering(archive))).rejects.toThrow(/longer than|holds \d+ bytes/);
  });

  test('the server refuses', async () => {
    await expect(fetchClamav(pinOf(archive), to(), answering(archive, 403))).rejects.toThrow('answered 403');
  });

  test('the way leads off https', async () => {
    const answer = Object.defineProperty(new Response(new Uint8Array(archive)), 'url', {
      value: 'http://example.com/',
    });
    await expect(fetchClamav(pinOf(archive), to(), () => Promise.resolve(answer))).rejects.toThrow(
      'away from https',
    );
  });

  test('the archive is none, or holds no engine', async () => {
    const none = Buffer.from('not an archive');
    await expect(fetchClamav(pinOf(none), to(), answering(none))).rejects.toThrow();
    const empty = await zip({ 'clamav/readme.txt': 'x' });
    await expect(fetchClamav(pinOf(empty), to(), answering(empty))).rejects.toThrow('no clamd.exe');
  });

  test('a name in it leads out of the folder', async () => {
    const bytes = await zip({ 'clamav/aa/aaaaaaaaa.dll': 'x', 'clamav/clamd.exe': 'y' });
    const evil = Buffer.from(bytes.toString('latin1').replaceAll('clamav/aa/', 'clamav/../'), 'latin1');
    await expect(fetchClamav(pinOf(evil), to(), answering(evil))).rejects.toThrow();
    expect(existsSync(path.join(folder, 'aaaaaaaaa.dll'))).toBe(false);
  });
});

describe('the pin', () => {
  test('as it stands is read, and refused while its size or hash is not filled in', () => {
    const read = readPin(pinData);
    if (pinData['sha256'] === null || pinData['bytes'] === null)
      expect(read).toMatchObject({ ok: false, error: { code: 'not-found', params: { part: 'pin' } } });
    else expect(read.ok).toBe(true);
  });

  test('filled in is taken', () => {
    expect(readPin({ ...pinData, bytes: 1, sha256: 'a'.repeat(64) })).toMatchObject({ ok: true });
  });

  test.each([
    { url: 'http://www.clamav.net/x.zip' },
    { url: 'https://clamav.net.example.com/x.zip' },
    { sha256: 'short' },
    { bytes: 1e12 },
    { more: 1 },
  ])('from elsewhere or misspelt is none: %j', (fault) => {
    expect(() => readPin({ ...pinData, bytes: 1, sha256: 'a'.repeat(64), ...fault })).toThrow();
  });
});
