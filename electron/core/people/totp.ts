/** One-time codes of six digits (RFC 6238 over RFC 4226): the second factor that works without a network. */

import { randomBytes, timingSafeEqual } from 'node:crypto';

import { HOTP, Secret, TOTP } from 'otpauth';

/** RFC 6238's default, and the only one that every authenticator app takes. */
const STEP_SECONDS = 30;
const DIGITS = 6;
/** One step either side: clocks of phones and of a PC without network time differ. */
const DRIFT_STEPS = 1;
/** RFC 4226 section 4 recommends 160 bits. */
const SECRET_BYTES = 20;

export const newTotpSecret = (): Buffer => randomBytes(SECRET_BYTES);

/** A copy: a Buffer's own memory may be shared with others. */
const secretOf = (bytes: Uint8Array): Secret => new Secret({ buffer: Uint8Array.from(bytes).buffer });

/** RFC 4648 without padding, as authenticator apps want it. */
export const base32 = (bytes: Uint8Array): string => secretOf(bytes).base32;

/** The code of one step: `counter` as RFC 4226 counts. */
export const codeAt = (secret: Uint8Array, counter: number, digits = DIGITS, algorithm = 'sha1'): string =>
  HOTP.generate({ secret: secretOf(secret), counter, digits, algorithm: algorithm.toUpperCase() });

export const stepAt = (nowMs: number): number => Math.floor(nowMs / 1000 / STEP_SECONDS);

/**
 * The step whose code this is, or null. `lastStep`: the newest step that was used; it and all before it are spent, so
 * that a code read over somebody's shoulder is worth nothing.
 */
export function matchTotp(
  secret: Uint8Array,
  typed: string,
  nowMs: number,
  lastStep: number | null,
): number | null {
  const code = typed.normalize('NFKC').replace(/\s/g, '');
  if (!/^\d{6}$/.test(code)) return null;
  const now = stepAt(nowMs);
  let found: number | null = null;
  // Every step is tried, so that the time taken does not tell which one fitted.
  for (let step = Math.max(0, now - DRIFT_STEPS); step <= now + DRIFT_STEPS; step += 1) {
    const same = timingSafeEqual(Buffer.from(codeAt(secret, step)), Buffer.from(code));
    if (same && step > (lastStep ?? -1)) found ??= step;
  }
  return found;
}

/** What the QR code holds (Key URI format of the authenticator apps). */
export const totpUri = (secret: Uint8Array, person: string, issuer: string): string =>
  new TOTP({
    issuer,
    label: person,
    secret: secretOf(secret),
    digits: DIGITS,
    period: STEP_SECONDS,
  }).toString();
