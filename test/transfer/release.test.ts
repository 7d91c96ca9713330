import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkDestination, folderName, partialName } from '../../electron/core/transfer/destination.ts';
import type { ReleasePlan } from '../../electron/core/transfer/protocol.ts';
import { inventory, makeBench, stageAll, write } from './porting.ts';
import type { Bench } from './porting.ts';

let bench: Bench;
beforeEach(() => void (bench = makeBench()));
afterEach(() => bench.remove());

async function staged(files: Readonly<Record<string, string | Buffer>>) {
  for (const [name, content] of Object.entries(files)) write(bench.medium, name, content);
  const porter = bench.porter();
  const { byPath } = await inventory(porter, bench.medium);
  await stageAll(porter, bench.staging);
  const plan = (...names: string[]): ReleasePlan => ({
    destination: bench.inbox,
    partial: partialName('abc'),
    folder: 'released',
    files: names.map((name) => byPath.get(name)!.n),
  });
  const prepare = (p: ReleasePlan) => porter.prepare(p, () => undefined);
  return { porter, plan, prepare };
}

describe('release', () => {
  it('shows nothing until published, then exactly the chosen files, and sums that sha256sum accepts', async () => {
    const big = randomBytes(3_000_000);
    const { porter, plan, prepare } = await staged({
      'a b.txt': 'a',
      'd/ü 診.bin': big,
      'd/left-out': 'x',
      '-rf': 'y',
    });
    const chosen = plan('a b.txt', 'd/ü 診.bin', '-rf');
    expect(await prepare(chosen)).toMatchObject({ ok: true, value: { files: 3, bytes: 3_000_002 } });
    expect(fs.readdirSync(bench.inbox)).toEqual([partialName('abc')]);
    expect(await porter.publish()).toMatchObject({ ok: true, value: { folder: 'released' } });
    expect(fs.readdirSync(bench.inbox)).toEqual(['released']);
    const folder = path.join(bench.inbox, 'released');
    expect(fs.readdirSync(folder).sort()).toEqual(['-rf', 'SHA256SUMS.txt', 'a b.txt', 'd']);
    expect(fs.readFileSync(path.join(folder, 'd/ü 診.bin')).equals(big)).toBe(true);
    execFileSync('sha256sum', ['--check', '--strict', 'SHA256SUMS.txt'], { cwd: folder });
  });

  it('gives files to others to read, never to run, and keeps their date', async () => {
    const { porter, plan, prepare } = await staged({ 'run.sh': 'x', large: Buffer.alloc(2_000_000) });
    const date = fs.statSync(path.join(bench.medium, 'run.sh')).mtimeMs;
    await prepare(plan('run.sh', 'large'));
    await porter.publish();
    for (const name of ['run.sh', 'large']) {
      expect(fs.statSync(path.join(bench.inbox, 'released', name)).mode & 0o777).toBe(0o644);
    }
    expect(fs.statSync(path.join(bench.inbox, 'released', 'run.sh')).mtimeMs).toBeCloseTo(date, -1);
  });

  it('never overwrites: a folder of that name, even an empty one, is left alone', async () => {
    for (const content of [[], ['precious']]) {
      fs.rmSync(bench.inbox, { recursive: true });
      fs.mkdirSync(path.join(bench.inbox, 'released'), { recursive: true });
      for (const name of content) write(bench.inbox, `released/${name}`, name);
      const { porter, plan, prepare } = await staged({ a: 'a' });
      await prepare(plan('a'));
      expect(await porter.publish()).toMatchObject({
        ok: false,
        error: { code: 'destination-not-writable' },
      });
      expect(fs.readdirSync(path.join(bench.inbox, 'released'))).toEqual(content);
      fs.rmSync(bench.staging, { recursive: true });
      fs.mkdirSync(bench.staging);
    }
  });

  it('does not write through a partial that somebody else laid there', async () => {
    const { plan, prepare } = await staged({ a: 'a' });
    fs.symlinkSync('/tmp', path.join(bench.inbox, partialName('abc')));
    expect(await prepare(plan('a'))).toMatchObject({ ok: false });
  });

  it('finds staged bytes that changed after they were hashed', async () => {
    const { plan, prepare } = await staged({ a: 'harmless' });
    const [pack] = fs.readdirSync(bench.staging);
    fs.writeFileSync(path.join(bench.staging, pack!), 'poisoned');
    expect(await prepare(plan('a'))).toMatchObject({ ok: false, error: { code: 'destination-mismatch' } });
  });

  it('refuses, as a bug, to release a name that is not safe or a file that was not staged', async () => {
    const { plan, prepare } = await staged({ 'a:b': 'x', a: 'y' });
    expect(await prepare(plan('a:b'))).toMatchObject({ ok: false });
    expect(await prepare({ ...plan('a'), files: [99] })).toMatchObject({ ok: false });
    expect(fs.readdirSync(bench.inbox)).toEqual([]);
  });

  it('says that the destination went away', async () => {
    const { plan, prepare } = await staged({ a: 'x' });
    fs.rmSync(bench.inbox, { recursive: true });
    expect(await prepare(plan('a'))).toMatchObject({ ok: false, error: { code: 'destination-gone' } });
  });
});

describe('checkDestination', () => {
  it('accepts a folder outside the medium and gives its real path', async () => {
    const link = path.join(bench.staging, 'link');
    fs.symlinkSync(bench.inbox, link);
    expect(await checkDestination(link, bench.medium)).toEqual({
      ok: true,
      value: fs.realpathSync(bench.inbox),
    });
    expect(fs.readdirSync(bench.inbox)).toEqual([]);
  });

  it('removes the probe of a gate that was killed at that moment, and no other file', async () => {
    for (const name of ['.sekisho-probe-0123456789ab', '.sekisho-probe-theirs', 'a'])
      write(bench.inbox, name, 'x');
    expect(await checkDestination(bench.inbox, bench.medium)).toMatchObject({ ok: true });
    expect(fs.readdirSync(bench.inbox).sort()).toEqual(['.sekisho-probe-theirs', 'a']);
  });

  it.each([
    ['a folder that is not there', () => path.join(bench.inbox, 'none'), 'destination-missing'],
    ['a file', () => write(bench.inbox, 'file', 'x'), 'destination-missing'],
    ['the medium itself', () => bench.medium, 'destination-inside-medium'],
    ['a folder above the medium', () => path.dirname(bench.medium), 'destination-inside-medium'],
    [
      'a link into the medium',
      () => (fs.symlinkSync(bench.medium, path.join(bench.inbox, 'l')), path.join(bench.inbox, 'l')),
      'destination-inside-medium',
    ],
    ['a folder that takes no file', () => '/proc', 'destination-not-writable'],
  ])('refuses %s', async (_what, destination, code) => {
    expect(await checkDestination(destination(), bench.medium)).toMatchObject({ ok: false, error: { code } });
  });
});

describe('folderName', () => {
  const now = Date.parse('2026-11-22T14:05:12+09:00');
  it.each([
    ['KENSA', '20261122-140512_KENSA_abcdef'],
    ['検査 データ', '20261122-140512_検査-データ_abcdef'],
    ['../../etc', '20261122-140512_etc_abcdef'],
    ['', '20261122-140512_medium_abcdef'],
    ['\u202e\ud800:*?', '20261122-140512_medium_abcdef'],
    ['x'.repeat(300), `20261122-140512_${'x'.repeat(32)}_abcdef`],
  ])('makes of the label %j a name that is safe', (label, name) => {
    expect(folderName(now, label, 'abcdef012345')).toBe(name);
  });
});
