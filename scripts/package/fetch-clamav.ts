/** Fetches the pinned ClamAV archive and unpacks its programs; anything but exactly the pinned bytes leaves nothing behind. */

import { createHash } from 'node:crypto';
import { createWriteStream, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import type { Pin } from './pin.ts';

/** What the package needs: the programs, their libraries and certificates. No databases, no documentation. */
const WANTED = /\.(?:exe|dll|crt)$|^(?:COPYING|README)[^/]*$|\/COPYING[^/]*$/i;
/** Where the archive's own folder ends: everything in it lies below `clamav-<version>.win.x64/`. */
const BELOW = /^[^/]+\//;

export type Fetch = (url: string, signal: AbortSignal) => Promise<Response>;

const DEADLINE_MS = 15 * 60_000;

/** `to`: absolute; replaced as a whole. Rejects with a sentence. */
export async function fetchClamav(pin: Pin, to: string, get: Fetch): Promise<readonly string[]> {
  const archive = await download(pin, get);
  const fresh = `${to}.new`;
  rmSync(fresh, { recursive: true, force: true });
  try {
    const names = await unpack(archive, fresh);
    if (!names.includes('clamd.exe')) throw new Error('The archive holds no clamd.exe');
    writeFileSync(path.join(fresh, 'VERSION'), `${pin.version}\n${pin.sha256}\n`);
    rmSync(to, { recursive: true, force: true });
    renameSync(fresh, to);
    return names;
  } catch (thrown) {
    rmSync(fresh, { recursive: true, force: true });
    throw thrown;
  }
}

async function download({ url, bytes, sha256 }: Pin, get: Fetch): Promise<Buffer> {
  const answer = await get(url, AbortSignal.timeout(DEADLINE_MS));
  if (!answer.ok || answer.body === null) throw new Error(`${url} answered ${answer.status}`);
  if (answer.url !== '' && new URL(answer.url).protocol !== 'https:')
    throw new Error(`${url} led away from https`);
  const chunks: Uint8Array[] = [];
  let received = 0;
  for await (const chunk of answer.body as AsyncIterable<Uint8Array>) {
    received += chunk.byteLength;
    if (received > bytes) throw new Error(`${url} is longer than the ${bytes} bytes that are pinned`);
    chunks.push(chunk);
  }
  if (received !== bytes) throw new Error(`${url} holds ${received} bytes, pinned are ${bytes}`);
  const whole = Buffer.concat(chunks);
  const found = createHash('sha256').update(whole).digest('hex');
  if (found !== sha256) throw new Error(`${url} has SHA-256 ${found}, pinned is ${sha256}`);
  return whole;
}

async function unpack(archive: Buffer, to: string): Promise<string[]> {
  // yauzl itself refuses absolute names, backslashes and `..`.
  const zip = await fromBufferPromise(archive);
  const names: string[] = [];
  for await (const entry of zip.eachEntry()) {
    const name = entry.fileName.replace(BELOW, '');
    if (entry.fileName.endsWith('/') || !WANTED.test(name)) continue;
    const file = path.join(to, ...name.split('/'));
    mkdirSync(path.dirname(file), { recursive: true });
    await pipeline(await stream(zip, entry), createWriteStream(file, { flags: 'wx' }));
    names.push(name);
  }
  return names.sort();
}

const stream = (zip: ZipFile, entry: Entry) => zip.openReadStreamPromise(entry);
