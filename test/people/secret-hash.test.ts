import { scryptSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';

import { COST, createHasher } from '../../electron/core/people/secret-hash.ts';

const cheap = createHasher({ ln: 4, r: 8, p: 1 });

describe('a hash', () => {
  it('is scrypt with its cost and a salt of its own', async () => {
    const stored = await cheap.hash('483920');
    const [, , cost, salt, key] = stored.split('$');
    expect(cost).toBe('ln=4,r=8,p=1');
    const derived = scryptSync('483920', Buffer.from(salt!, 'base64'), 32, { N: 16, r: 8, p: 1 });
    expect(derived.toString('base64').replace(/=+$/, '')).toBe(key);
    expect(await cheap.hash('483920')).not.toBe(stored);
  });

  it('fits its own secret only', async () => {
    const stored = await cheap.hash('483920');
    expect(await cheap.verify('483920', stored)).toBe(true);
    expect(await cheap.verify('483921', stored)).toBe(false);
    expect(await cheap.verify('', stored)).toBe(false);
  });

  it.each([null, '', 'plain', '$scrypt$ln=30,r=8,p=1$AAAAAAAAAAAAAAAAAAAAAA$' + 'A'.repeat(43)])(
    'that is none (%s) fits nothing',
    async (stored) => {
      expect(await cheap.verify('', stored)).toBe(false);
    },
  );

  it('is made anew when today asks for more', async () => {
    const stored = await cheap.hash('483920');
    const dearer = createHasher({ ln: 5, r: 8, p: 1 });
    expect(cheap.outdated(stored)).toBe(false);
    expect(dearer.outdated(stored)).toBe(true);
    expect(await dearer.verify('483920', stored)).toBe(true);
  });
});

it('costs what OWASP asks for, and this runtime can pay it', async () => {
  expect(COST).toEqual({ ln: 17, r: 8, p: 1 });
  const real = createHasher();
  expect(await real.verify('483920', await real.hash('483920'))).toBe(true);
});
