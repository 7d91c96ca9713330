/** The code that is printed once and opens an administrator's account when everything else is lost. */

import { randomBytes } from 'node:crypto';

import { base32 } from './totp.ts';

/** 125 bits: guessing is hopeless at any speed, so the code may be tried while the account is locked. */
const LENGTH = 25;
const GROUP = 5;

/** `XXXXX-XXXXX-XXXXX-XXXXX-XXXXX`, of the letters and digits that are not mistaken for each other. */
export function newRecoveryCode(): string {
  const text = base32(randomBytes(16)).slice(0, LENGTH);
  return text.match(new RegExp(`.{${GROUP}}`, 'g'))?.join('-') ?? text;
}

/** As it is hashed: however it was typed off the paper. The alphabet has no 0, 1 and 8, so they were O, I and B. */
export const normaliseRecoveryCode = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .replaceAll('0', 'O')
    .replaceAll('1', 'I')
    .replaceAll('8', 'B');
