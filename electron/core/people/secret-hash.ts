/**
 * Hashes secrets with scrypt, one at a time. Node's own `crypto` is used because it is the one implementation that
 * both runtimes have: Electron's BoringSSL offers scrypt but no Argon2.
 */

import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** `ln`: log2 of N. */
export type ScryptCost = { readonly ln: number; readonly r: number; readonly p: number };

/** OWASP Password Storage Cheat Sheet: N=2^17, r=8, p=1; 128 MiB and about 0.4 s on a clinic's PC. */
export const COST: ScryptCost = { ln: 17, r: 8, p: 1 };

const SALT_BYTES = 16;
const KEY_BYTES = 32;
/** Beyond this a stored cost is an edited database that would have us allocate gigabytes. */
const HIGHEST: ScryptCost = { ln: 20, r: 16, p: 4 };

export type Hasher = {
  hash(secret: string): Promise<string>;
  /** False for anything that is not a hash of ours; takes the time of one hash all the same. */
  verify(secret: string, stored: string | null): Promise<boolean>;
  /** Whether the hash was made at a lower cost than today's and should be made anew while the secret is at hand. */
  outdated(stored: string): boolean;
};

type Parsed = { readonly cost: ScryptCost; readonly salt: Buffer; readonly key: Buffer };

const PHC = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/;

function parse(stored: string): Parsed | null {
  const match = PHC.exec(stored);
  if (match === null) return null;
  const [ln, r, p] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (ln < 1 || r < 1 || p < 1 || ln > HIGHEST.ln || r > HIGHEST.r || p > HIGHEST.p) return null;
  const bytes = (text = ''): Buffer => Buffer.from(text, 'base64');
  return { cost: { ln, r, p }, salt: bytes(match[4]), key: bytes(match[5]) };
}

function derive(secret: string, salt: Buffer, { ln, r, p }: ScryptCost): Promise<Buffer> {
  const N = 2 ** ln;
  // 128·N·r is what scrypt itself needs; OpenSSL counts a little more than that.
  const options = { N, r, p, maxmem: 128 * r * (N + p + 2) + 1024 * 1024 };
  return new Promise((resolve, reject) => {
    scrypt(secret, salt, KEY_BYTES, options, (error, key) => (error === null ? resolve(key) : reject(error)));
  });
}

const bare = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');

export function createHasher(cost: ScryptCost = COST): Hasher {
  const decoy: Parsed = { cost, salt: randomBytes(SALT_BYTES), key: randomBytes(KEY_BYTES) };
  return {
    hash: async (secret) => {
      const salt = randomBytes(SALT_BYTES);
      const key = await derive(secret, salt, cost);
      return `$scrypt$ln=${cost.ln},r=${cost.r},p=${cost.p}$${bare(salt)}$${bare(key)}`;
    },
    verify: async (secret, stored) => {
      const known = stored === null ? null : parse(stored);
      const { salt, key, cost: its } = known ?? decoy;
      const same = timingSafeEqual(await derive(secret, salt, its), key);
      return same && known !== null;
    },
    outdated: (stored) => {
      const its = parse(stored)?.cost;
      return its === undefined || its.ln < cost.ln || its.r < cost.r || its.p < cost.p;
    },
  };
}
