import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as net from 'node:net';
import * as path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PYTHON } from '../missing-component.ts';
import { inventory, LIMITS, makeBench, write } from './porting.ts';
import type { Bench } from './porting.ts';

let bench: Bench;
beforeEach(() => void (bench = makeBench()));
afterEach(() => bench.remove());

describe('inventory', () => {
  it('lists every file with its size, keeping the tree, and opens none', async () => {
    write(bench.medium, 'a.txt', 'abc');
    const secret = write(bench.medium, 'deep/er/画像 1.dcm', 'x'.repeat(10));
    fs.chmodSync(secret, 0);
    const { result, byPath } = await inventory(bench.porter(), bench.medium);
    expect(result).toEqual({ ok: true, value: { files: 2, bytes: 13 } });
    expect(byPath.get('deep/er/画像 1.dcm')).toMatchObject({ size: 10, raw: null, held: null });
  });

  it('finds an empty medium empty', async () => {
    expect((await inventory(bench.porter(), bench.medium)).result).toEqual({
      ok: true,
      value: { files: 0, bytes: 0 },
    });
  });

  it('never follows links, and reports them and other special files', async () => {
    fs.symlinkSync('/etc', path.join(bench.medium, 'etc'));
    fs.symlinkSync('.', path.join(bench.medium, 'loop'));
    fs.symlinkSync('/etc/passwd', path.join(bench.medium, 'passwd'));
    execFileSync('mkfifo', [path.join(bench.medium, 'fifo')]);
    const server = net.createServer().listen(path.join(bench.medium, 'socket'));
    await new Promise((resolve) => server.once('listening', resolve));
    const { entries } = await inventory(bench.porter(), bench.medium);
    server.close();
    const held = Object.fromEntries(entries.map((entry) => [entry.path, entry.held?.detail['kind']]));
    expect(held).toEqual({ etc: 'link', loop: 'link', passwd: 'link', fifo: 'fifo', socket: 'socket' });
    expect(entries.every((entry) => entry.held?.reason === 'special-file')).toBe(true);
  });

  it('keeps the bytes of a name that is not UTF-8, also of a folder, and guesses CP932', async () => {
    const name = Buffer.from([0x90, 0x66, 0x92, 0x66]); // 診断 in CP932
    const folder = Buffer.concat([Buffer.from(`${bench.medium}/`), name]);
    fs.mkdirSync(folder);
    fs.writeFileSync(Buffer.concat([folder, Buffer.from('/a.txt')]), 'abc');
    fs.writeFileSync(Buffer.concat([Buffer.from(`${bench.medium}/`), Buffer.from([0xff, 0x41])]), 'x');
    const { byPath, result } = await inventory(bench.porter(), bench.medium);
    expect(result).toMatchObject({ value: { files: 2, bytes: 4 } });
    expect(byPath.get('診断/a.txt')).toMatchObject({ raw: '906692662f612e747874', size: 3 });
    expect(byPath.get('\\xffA')).toMatchObject({ raw: 'ff41' });
  });

  it('a tree of over-long paths costs bounded memory: it is held back with a short path and not entered', async () => {
    const before = process.cwd();
    process.chdir(bench.medium);
    for (let depth = 0; depth < 20; depth++) {
      fs.mkdirSync('d'.repeat(250));
      process.chdir('d'.repeat(250));
      fs.writeFileSync('f'.repeat(250), 'x');
    }
    process.chdir(before);
    const { entries } = await inventory(bench.porter(), bench.medium, { ...LIMITS, maxDepth: 32 });
    const tooLong = entries.filter(({ held }) => held?.detail['rule'] === 'path-too-long');
    // 12 levels of 251 bytes fit into 3072; the thirteenth folder and the file beside it do not.
    expect(entries).toHaveLength(13);
    expect(tooLong).toHaveLength(2);
    for (const { path: shown } of tooLong) expect(shown.length).toBeLessThan(500);
  });

  it('counts long paths as several files', async () => {
    const deep = `${'a'.repeat(200)}/${'b'.repeat(200)}/${'c'.repeat(200)}`;
    for (let i = 0; i < 3; i++) write(bench.medium, `${deep}/${i}.txt`, 'x');
    const limited = async (maxFiles: number) =>
      (await inventory(bench.porter(), bench.medium, { ...LIMITS, maxFiles })).result.ok;
    // Three folders, of which the last counts twice, and three files that count twice.
    expect([await limited(10), await limited(9)]).toEqual([true, false]);
  });

  it('takes a name that really holds U+FFFD for what it is', async () => {
    write(bench.medium, 'a\ufffdb', 'abc');
    expect((await inventory(bench.porter(), bench.medium)).byPath.get('a\ufffdb')).toMatchObject({
      raw: null,
    });
  });

  it('stops at the depth that policy allows and says so', async () => {
    write(bench.medium, 'a/b/c/d.txt', 'x');
    const { entries } = await inventory(bench.porter(), bench.medium, { ...LIMITS, maxDepth: 2 });
    expect(entries).toMatchObject([
      { path: 'a/b/c', held: { reason: 'name-unsafe', detail: { rule: 'too-deep', limit: 2 } } },
    ]);
  });

  it('refuses more things than policy allows, folders counted, so that a tree without end ends', async () => {
    for (let i = 0; i < 11; i++) fs.mkdirSync(path.join(bench.medium, `d${i}`));
    const { result } = await inventory(bench.porter(), bench.medium, { ...LIMITS, maxFiles: 10 });
    expect(result).toMatchObject({ ok: false, error: { code: 'medium-too-many-files' } });
  });

  it('does not open a file that is too large', async () => {
    write(bench.medium, 'big', 'x'.repeat(101));
    const { entries, result } = await inventory(bench.porter(), bench.medium, {
      ...LIMITS,
      maxFileBytes: 100,
    });
    expect(entries[0]).toMatchObject({ size: 101, held: { reason: 'too-large', detail: { limit: 100 } } });
    expect(result).toMatchObject({ value: { bytes: 0 } });
  });

  it('contains a path longer than the system takes', async () => {
    // Made step by step from inside, since the whole path is longer than PATH_MAX (4096).
    const script =
      'import os,sys\nos.chdir(sys.argv[1])\nfor i in range(30):\n  os.mkdir("d"*200); os.chdir("d"*200)\nopen("end","w").write("x")';
    execFileSync(PYTHON, ['-c', script, bench.medium]);
    const { result, entries } = await inventory(bench.porter(), bench.medium, { ...LIMITS, maxDepth: 64 });
    expect(result.ok).toBe(true);
    expect(entries).toHaveLength(1);
  });

  it('says when there is no medium', async () => {
    const { result } = await inventory(bench.porter(), path.join(bench.medium, 'none'));
    expect(result).toMatchObject({ ok: false, error: { code: 'medium-missing' } });
  });
});
