/** Owns SHA256SUMS, its signature and the public key: what anybody can check a pack with, also without this program. */

import { createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

import { sha256Of } from '../keeping/durable.ts';

export const SUMS_FILE = 'SHA256SUMS';
/** Ed25519 over the bytes of SHA256SUMS, 64 raw bytes: what `openssl pkeyutl -verify -rawin` takes. */
export const SIGNATURE_FILE = 'SHA256SUMS.sig';
export const KEY_FILE = 'public-key.pem';

/** Names of ours in one folder: nothing that `sha256sum -c` would have to unescape, and no way out of the folder. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const LINE = /^([0-9a-f]{64}) {2}(.+)$/;

export type Sum = { readonly name: string; readonly sha256: string };

/** Writes key, sums over every other file of the folder, and the signature. Throws the file system's errors. */
export async function sealFolder(folder: string, key: KeyObject): Promise<readonly Sum[]> {
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'pem' });
  fs.writeFileSync(path.join(folder, KEY_FILE), publicKey, { flag: 'wx', mode: 0o600 });
  const sums: Sum[] = [];
  for (const name of fs.readdirSync(folder).sort()) {
    if (!NAME.test(name)) throw new Error(`no name for a pack: ${JSON.stringify(name)}`);
    sums.push({ name, sha256: await sha256Of(path.join(folder, name)) });
  }
  const text = sums.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('');
  fs.writeFileSync(path.join(folder, SUMS_FILE), text, { flag: 'wx', mode: 0o600 });
  const signature = sign(null, Buffer.from(text), key);
  fs.writeFileSync(path.join(folder, SIGNATURE_FILE), signature, { flag: 'wx', mode: 0o600 });
  return sums;
}

/** Null unless the text is exactly of the form that `sealFolder` writes: sorted, each name once, nothing else. */
export function parseSums(text: string): readonly Sum[] | null {
  if (!text.endsWith('\n')) return null;
  const sums: Sum[] = [];
  for (const line of text.slice(0, -1).split('\n')) {
    const [, sha256, name] = LINE.exec(line) ?? [];
    if (sha256 === undefined || name === undefined || !NAME.test(name)) return null;
    if (name === SUMS_FILE || name === SIGNATURE_FILE || name <= (sums.at(-1)?.name ?? '')) return null;
    sums.push({ name, sha256 });
  }
  return sums;
}

export function readPublicKey(pem: string): KeyObject | null {
  try {
    const key = createPublicKey(pem);
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch {
    return null;
  }
}

export const sealFits = (sums: Buffer, signature: Buffer, key: KeyObject): boolean =>
  signature.length === 64 && verify(null, sums, key, signature);
