import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFile,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mountFuse, needsFuse, type FuseMedium, type MediumOptions } from './fuse-medium.ts';

let backing: string;
let medium: FuseMedium | null;

beforeEach((context) => {
  needsFuse(context);
  medium = null;
  backing = mkdtempSync(path.join(tmpdir(), 'sekisho-backing-'));
  mkdirSync(path.join(backing, '書類'));
  writeFileSync(path.join(backing, '書類', 'a.txt'), 'abc');
  writeFileSync(path.join(backing, 'big'), Buffer.alloc(300_000, 'x'));
});
afterEach(async () => {
  await medium?.unmount();
  rmSync(backing, { recursive: true, force: true });
});

const mount = async (options: Omit<MediumOptions, 'backing'> = {}): Promise<FuseMedium> =>
  (medium = await mountFuse({ backing, ...options }));
const file = (name: string) => path.join(medium!.folder, name);
/** The code of the error that reading ends in, or null. */
const readError = (name: string): Promise<string | null> =>
  new Promise((resolve) => {
    // Not the one of node:fs/promises, which takes a short read for the end of the file.
    readFile(file(name), (cause) => resolve(cause?.code ?? null));
  });

describe('a medium', () => {
  test('shows the backing folder, takes no writing, and counts what it serves', async () => {
    const { folder } = await mount();
    expect(readFileSync(file('書類/a.txt'), 'utf8')).toBe('abc');
    expect(readFileSync(file('big'))).toHaveLength(300_000);
    expect(readFileSync(file('big'))).toHaveLength(300_000);
    expect(() => writeFileSync(path.join(folder, 'new'), '')).toThrow('EROFS');
    expect(await medium!.stats()).toMatchObject({
      bytes: 600_003,
      files: { '書類/a.txt': 3, big: 600_000 },
      opened: { '書類/a.txt': 1, big: 2 },
    });
  });

  test('reads up to a bad place and no further', async () => {
    await mount({ faults: [{ kind: 'eio', path: 'big', offset: 200_000 }] });
    expect(await readError('big')).toBe('EIO');
    expect((await medium!.stats()).files['big']).toBe(200_000);
    expect(await readError('書類/a.txt')).toBeNull();
  });

  test('has files that cannot be opened', async () => {
    await mount({ faults: [{ kind: 'unopenable', path: '書類/a.txt' }] });
    expect(await readError('書類/a.txt')).toBe('EACCES');
  });

  test('answers a second reading differently, at the same length', async () => {
    await mount({ faults: [{ kind: 'changes', path: '書類/a.txt', later: 'no' }] });
    expect(readFileSync(file('書類/a.txt'), 'utf8')).toBe('abc');
    expect(readFileSync(file('書類/a.txt'), 'utf8')).toBe('no ');
  });

  test('has a file that grows for as long as it is read', async () => {
    await mount({ faults: [{ kind: 'grows', path: '書類/a.txt' }] });
    expect(statSync(file('書類/a.txt')).size).toBe(3);
    const handle = openSync(file('書類/a.txt'), 'r');
    const chunk = Buffer.alloc(1000);
    for (let i = 0; i < 20; i++) expect(readSync(handle, chunk)).toBe(1000);
    expect(statSync(file('書類/a.txt')).size).toBeGreaterThan(20_000);
  });

  test.each(['書類', ''])('hangs when its folder "%s" is listed, until it is let go', async (name) => {
    await mount({ faults: [{ kind: 'hangs', path: name }] });
    // A program of its own: a listing that hangs would take a thread of this one with it.
    const lister = spawn('ls', [file(name)], { stdio: ['ignore', 'pipe', 'ignore'] });
    const done = once(lister, 'close');
    const first = await Promise.race([done.then(() => 'listed'), medium!.stats().then(() => 'waiting')]);
    expect(first).toBe('waiting');
    await medium!.letGo();
    expect((await done)[0]).toBe(0);
  });

  test.each(['ENODEV', 'EIO'] as const)('vanishes in the middle of a file with %s', async (how) => {
    await mount({ vanish: { afterBytes: 100_000, how } });
    expect(await readError('書類/a.txt')).toBeNull();
    expect(await readError('big')).toBe(how);
    expect(() => readdirSync(medium!.folder)).toThrow(how);
    expect((await medium!.stats()).gone).toBe(true);
  });

  test('vanishes with its mount, so that the folder under it shows', async () => {
    await mount({ vanish: { afterBytes: 100_000, how: 'unmount' } });
    expect(await readError('big')).not.toBeNull();
    expect(readdirSync(medium!.folder)).toEqual([]);
  });

  test('vanishes when pulled, also for what hangs', async () => {
    await mount({ faults: [{ kind: 'hangs', path: 'big' }] });
    const reading = readError('big');
    await medium!.pull();
    expect(await reading).toBe('ENODEV');
  });

  test('is as slow as it is told to be', async () => {
    await mount({ bytesPerSecond: 1_000_000 });
    const start = performance.now();
    expect(readFileSync(file('big'))).toHaveLength(300_000);
    // A sleep never ends early, so this holds on any machine.
    expect(performance.now() - start).toBeGreaterThan(290);
  });

  test('has names that no ordinary file system holds', async () => {
    const long = 'n'.repeat(300);
    const notUtf8 = Buffer.from([0x8c, 0x9f, 0x8d, 0xb8, 0x2e, 0x74, 0x78, 0x74]);
    await mount({
      extraFiles: [
        { nameHex: Buffer.from(long).toString('hex'), text: 'long' },
        { nameHex: notUtf8.toString('hex'), text: 'CP932' },
      ],
    });
    const names = readdirSync(medium!.folder, { encoding: 'buffer' }).map((name) => name.toString('hex'));
    expect(names).toContain(notUtf8.toString('hex'));
    expect(readFileSync(file(long), 'utf8')).toBe('long');
    expect(readFileSync(Buffer.concat([Buffer.from(`${medium!.folder}/`), notUtf8]), 'utf8')).toBe('CP932');
  });

  test('leaves nothing behind, also while it is held open', async () => {
    const { folder } = await mount();
    openSync(file('big'), 'r');
    await medium!.unmount();
    await medium!.unmount();
    expect(existsSync(path.dirname(folder))).toBe(false);
    expect(readFileSync('/proc/self/mountinfo', 'utf8')).not.toContain(folder);
  });
});
