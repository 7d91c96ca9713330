import { describe, expect, it } from 'vitest';

import {
  base32,
  codeAt,
  matchTotp,
  newTotpSecret,
  stepAt,
  totpUri,
} from '../../electron/core/people/totp.ts';

const SEED = Buffer.from('12345678901234567890');

describe('the test vectors of the RFCs', () => {
  it('RFC 4226 appendix D', () => {
    const codes = Array.from({ length: 10 }, (_, count) => codeAt(SEED, count)).join(' ');
    expect(codes).toBe('755224 287082 359152 969429 338314 254676 287922 162583 399871 520489');
  });

  const longer = (bytes: number): Buffer => Buffer.from('1234567890'.repeat(7).slice(0, bytes));
  it.each([
    [59, '94287082', '46119246', '90693936'],
    [1111111109, '07081804', '68084774', '25091201'],
    [1111111111, '14050471', '67062674', '99943326'],
    [1234567890, '89005924', '91819424', '93441116'],
    [2000000000, '69279037', '90698825', '38618901'],
    [20000000000, '65353130', '77737706', '47863826'],
  ])('RFC 6238 appendix B: %i', (seconds, sha1, sha256, sha512) => {
    const step = stepAt(seconds * 1000);
    expect(codeAt(longer(20), step, 8, 'sha1')).toBe(sha1);
    expect(codeAt(longer(32), step, 8, 'sha256')).toBe(sha256);
    expect(codeAt(longer(64), step, 8, 'sha512')).toBe(sha512);
  });

  it.each([
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ])('RFC 4648: %s', (text, expected) => {
    expect(base32(Buffer.from(text))).toBe(expected);
  });
});

describe('a code', () => {
  const now = 1_800_000_000_000;
  const step = stepAt(now);

  it.each([-1, 0, 1])('of step %i round the present one fits', (drift) => {
    expect(matchTotp(SEED, codeAt(SEED, step + drift), now, null)).toBe(step + drift);
  });
  it.each([-2, 2])('of step %i does not', (drift) => {
    expect(matchTotp(SEED, codeAt(SEED, step + drift), now, null)).toBeNull();
  });
  it('is spent with its step and all before it', () => {
    expect(matchTotp(SEED, codeAt(SEED, step), now, step)).toBeNull();
    expect(matchTotp(SEED, codeAt(SEED, step - 1), now, step)).toBeNull();
    expect(matchTotp(SEED, codeAt(SEED, step + 1), now, step)).toBe(step + 1);
  });
  it('may be typed in full width and with a space', () => {
    const wide = codeAt(SEED, step).replace(/\d/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0));
    expect(matchTotp(SEED, `${wide.slice(0, 3)} ${wide.slice(3)}`, now, null)).toBe(step);
  });
  it.each(['', '12345', '1234567', 'abcdef', '-12345'])('is not %s', (typed) => {
    expect(matchTotp(SEED, typed, now, null)).toBeNull();
  });
});

it('a secret has 160 bits and travels as a key URI', () => {
  const secret = newTotpSecret();
  expect(secret).toHaveLength(20);
  const uri = new URL(totpUri(SEED, 'sato', 'Sekisho 関所'));
  expect(`${uri.protocol}//${uri.host}${decodeURIComponent(uri.pathname)}`).toBe(
    'otpauth://totp/Sekisho 関所:sato',
  );
  expect(Object.fromEntries(uri.searchParams)).toMatchObject({
    secret: base32(SEED),
    issuer: 'Sekisho 関所',
    digits: '6',
    period: '30',
  });
});
