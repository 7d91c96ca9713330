import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { checkSecret } from '../../electron/core/people/secret-rules.ts';

const rule = (secret: string, role: 'staff' | 'administrator' | 'auditor', id = 'sato'): unknown => {
  const checked = checkSecret(secret, role, id);
  return checked.ok ? 'ok' : checked.error.params['rule'];
};

describe('a PIN', () => {
  it.each([
    ['', 'pin-short'],
    ['48392', 'pin-short'],
    ['000000', 'pin-pattern'],
    ['123456', 'pin-pattern'],
    ['654321', 'pin-pattern'],
    ['890123', 'pin-pattern'],
    ['135791', 'pin-pattern'],
    ['121212', 'pin-pattern'],
    ['123123', 'pin-pattern'],
    ['1231231', 'pin-pattern'],
    ['112233', 'common'],
    ['159753', 'common'],
    ['483920', 'ok'],
    ['48392017', 'ok'],
  ])('%s: %s', (pin, expected) => {
    expect(rule(pin, 'staff')).toBe(expected);
  });

  it('is the same in full-width digits', () => {
    expect(rule('１２３４５６', 'staff')).toBe('pin-pattern');
    expect(rule('４８３９２０', 'staff')).toBe('ok');
  });

  it('is not enough for an administrator or an auditor', () => {
    expect(rule('483920', 'administrator')).toBe('passphrase-short');
    expect(rule('483920', 'auditor')).toBe('passphrase-short');
  });

  it('is not the identifier', () => {
    expect(rule('483920', 'staff', '483920')).toBe('identifier');
  });

  it('of any run or repeat is refused', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }), (first, step) => {
        const pin = Array.from({ length: 6 }, (_, i) => (first + i * step) % 10).join('');
        expect(rule(pin, 'staff')).toBe('pin-pattern');
      }),
    );
  });
});

describe('a passphrase', () => {
  it.each([
    ['just thirteen', 'ok'],
    ['only twelve!', 'passphrase-short'],
    ['aaaaaaaaaaaaa', 'pattern'],
    ['abcabcabcabcabc', 'pattern'],
    ['1234567890123', 'pattern'],
    ['Password-Password', 'pattern'],
    ['password 123456', 'common'],
    ['Correct Horse Battery Staple', 'common'],
    ['sato-sato-sato-1', 'identifier'],
    ['x'.repeat(257), 'too-long'],
    ['朝は必ず受付でお茶を飲む人', 'ok'],
  ])('%s: %s', (passphrase, expected) => {
    expect(rule(passphrase, 'administrator')).toBe(expected);
  });

  it('needs no digits, capitals or signs', () => {
    expect(rule('teal kettle on monday', 'administrator')).toBe('ok');
  });

  it('serves staff who want one instead of a PIN', () => {
    expect(rule('teal kettle on monday', 'staff')).toBe('ok');
    expect(rule('abc123', 'staff')).toBe('passphrase-short');
  });

  it('counts characters and not code units', () => {
    expect(rule('𠮷野家𠮷野家𠮷', 'administrator')).toBe('passphrase-short');
  });
});
