/** Decides which secrets a person may choose: length before everything else, and nothing that is guessed first. */

import { gateError } from '../../../shared/errors.ts';
import type { Role } from '../../../shared/model/rights.ts';
import { err, ok, type Result } from '../../../shared/result.ts';

export const PIN_DIGITS = 6;
/** The guideline's own figure: with 13 or more characters no periodic change is asked for (Q&A シQ-50). */
export const PASSPHRASE_CHARACTERS = 13;
/** More is no passphrase but somebody's file; the hash function has to read it all. */
const LONGEST = 256;

/** Typed through an input method the same secret comes as full-width digits or decomposed letters. */
export const normaliseSecret = (typed: string): string => typed.normalize('NFKC');

/** PINs of six digits and more that are tried first and are neither runs nor repeats (those are recognised by rule). */
const COMMON_PINS = new Set(
  (
    '112233 123321 100000 111222 159753 147258 147852 258369 741852 789456 456789 159357 102030 110110 911911 ' +
    '131313 142536 20202020 12341234 19191919 11223344 12344321 10203040 14725836'
  ).split(' '),
);

/** Passphrases from published lists that are long enough to pass by length; compared without case, spaces and hyphens. */
const COMMON_PASSPHRASES = new Set([
  'passwordpassword',
  'password12345',
  'password123456',
  'password1234567',
  'administrator',
  'administrator1',
  'administrator123',
  'administratorpassword',
  'adminpassword',
  'changemeplease',
  'changemechangeme',
  'correcthorsebatterystaple',
  'qwertyuiopasdf',
  'qwertyuiopasdfgh',
  'qwertyuiopasdfghjkl',
  'qwertyuiop123',
  'qwertyuiop1234567890',
  'qwertyqwerty1',
  'iloveyouforever',
  'thisismypassword',
  'letmeinletmein',
  'welcomewelcome',
  'welcome123456',
  'trustno1trustno1',
  '1qaz2wsx3edc4rfv',
  'zaq12wsxcde34rfv',
  'abcdefghijklm',
  'abcdefghijklmnopqrstuvwxyz',
]);

const refused = (rule: string): Result<never> => err(gateError('secret-refused', { rule }));

/** One piece said again and again: 000000, 121212, 123123, abcabcabc…; the last piece may be cut. */
function repeats(text: string): boolean {
  for (let size = 1; size <= text.length / 2; size += 1) {
    const piece = text.slice(0, size);
    if (piece.repeat(Math.ceil(text.length / size)).startsWith(text)) return true;
  }
  return false;
}

/** 123456, 987654, 890123, 135790: always the same step from digit to digit, round the ten. */
function runs(digits: string): boolean {
  const step = (i: number): number => (Number(digits[i]) - Number(digits[i - 1]) + 10) % 10;
  for (let i = 2; i < digits.length; i += 1) if (step(i) !== step(1)) return false;
  return true;
}

function checkPin(pin: string): Result<void> {
  if (pin.length < PIN_DIGITS) return refused('pin-short');
  if (repeats(pin) || runs(pin)) return refused('pin-pattern');
  return COMMON_PINS.has(pin) ? refused('common') : ok(undefined);
}

function checkPassphrase(passphrase: string, identifier: string): Result<void> {
  if (Array.from(passphrase).length < PASSPHRASE_CHARACTERS) return refused('passphrase-short');
  const plain = passphrase.toLowerCase().replace(/[\s_-]/g, '');
  if (repeats(plain)) return refused('pattern');
  if (/^\d+$/.test(plain) && runs(plain)) return refused('pattern');
  if (COMMON_PASSPHRASES.has(plain)) return refused('common');
  // What is left without the identifier has to carry the length by itself.
  const rest = plain.replaceAll(identifier.toLowerCase(), '');
  return Array.from(rest).length < PASSPHRASE_CHARACTERS / 2 ? refused('identifier') : ok(undefined);
}

/**
 * Staff may have a PIN (digits alone) or a passphrase; administrators and auditors a passphrase. `secret-refused {rule}`
 * with `pin-short`, `pin-pattern`, `passphrase-short`, `pattern`, `common`, `identifier`, `too-long`. No rules about
 * which kinds of characters, and no expiry: both make people write secrets down.
 */
export function checkSecret(typed: string, role: Role, identifier: string): Result<void> {
  const secret = normaliseSecret(typed);
  if (secret.length > LONGEST) return refused('too-long');
  if (role === 'staff' && /^\d*$/.test(secret)) {
    return secret === identifier ? refused('identifier') : checkPin(secret);
  }
  return checkPassphrase(secret, identifier);
}
