/** Holds the Ed25519 key that signs the ledger's heads: a port, and its adapter for machines without an OS keystore. */

import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

import { gateError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { attempt } from '../store/failure.ts';

/** `load` gives null where no key was made yet; `create` never replaces one. */
export type KeyStore = {
  load(): Result<KeyObject | null>;
  create(): Result<KeyObject>;
};

export const KEY_FOLDER = 'keys';
export const KEY_FILE = 'ledger.pem';

const publicOf = (key: KeyObject): KeyObject => (key.type === 'private' ? createPublicKey(key) : key);

/** The 32 raw bytes of an Ed25519 public key as hex, as it stands in the ledger's first entry. */
export function publicKeyHex(key: KeyObject): string {
  const jwk = publicOf(key).export({ format: 'jwk' });
  return Buffer.from(jwk.x ?? '', 'base64url').toString('hex');
}

/** The key behind `publicKeyHex`; null when the text is no such key. */
export function publicKeyFromHex(hex: string): KeyObject | null {
  if (!/^[0-9a-f]{64}$/.test(hex)) return null;
  try {
    const x = Buffer.from(hex, 'hex').toString('base64url');
    return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  } catch {
    return null;
  }
}

/** SHA-256 of the public key's SPKI in DER: what `openssl pkey -pubin -outform DER | sha256sum` prints. */
export const fingerprint = (key: KeyObject): string =>
  createHash('sha256')
    .update(publicOf(key).export({ type: 'spki', format: 'der' }))
    .digest('hex');

function readKey(file: string): Result<KeyObject | null> {
  let pem: string;
  try {
    pem = fs.readFileSync(file, 'utf8');
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return ok(null);
    throw thrown;
  }
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return ok(key);
  } catch {
    // Falls through: what is there is no key, whatever OpenSSL calls it.
  }
  return err(gateError('ledger-corrupt', { reason: 'key-unreadable' }));
}

function writeKey(file: string): KeyObject {
  const { privateKey } = generateKeyPairSync('ed25519');
  fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  // Written beside and linked into place: a crash leaves either no key or a whole one, and an older key is never replaced.
  const partial = `${file}.${process.pid}.partial`;
  const handle = fs.openSync(partial, 'w', 0o600);
  try {
    fs.writeSync(handle, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
  if (fs.existsSync(file)) throw new Error('a key is already there');
  fs.renameSync(partial, file);
  return privateKey;
}

/** <data>/keys/ledger.pem: PKCS #8, 0600 in a 0700 folder. */
export function fileKeyStore(dataDir: string): KeyStore {
  const file = path.join(dataDir, KEY_FOLDER, KEY_FILE);
  return {
    load: () => {
      const read = attempt(() => readKey(file));
      return read.ok ? read.value : read;
    },
    create: () => attempt(() => writeKey(file)),
  };
}
