import { createHash, randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PACK_MAX_FILE_BYTES } from '../../electron/core/transfer/protocol.ts';
import { inventory, makeBench, stageAll, write } from './porting.ts';
import type { Bench } from './porting.ts';

let bench: Bench;
beforeEach(() => void (bench = makeBench()));
afterEach(() => bench.remove());

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('staging', () => {
  it('holds exactly the bytes of each file, small and large, with their SHA-256', async () => {
    const sizes = [
      0,
      1,
      8191,
      PACK_MAX_FILE_BYTES - 1,
      PACK_MAX_FILE_BYTES,
      PACK_MAX_FILE_BYTES + 1,
      9_000_001,
    ];
    const contents = new Map(sizes.map((size) => [`f${size}`, randomBytes(size)]));
    for (const [name, content] of contents) write(bench.medium, name, content);
    const porter = bench.porter();
    const { entries } = await inventory(porter, bench.medium);
    const { items, read, result, paths } = await stageAll(porter, bench.staging);
    expect(result).toEqual({ ok: true, value: { bytesRead: sizes.reduce((a, b) => a + b) } });
    for (const entry of entries) {
      const content = contents.get(entry.path)!;
      expect(read(entry.n).equals(content)).toBe(true);
      expect(items.get(entry.n)).toMatchObject({ sha256: sha256(content), length: content.length });
    }
    for (const file of paths) expect(fs.statSync(file).mode & 0o777).toBe(0o600);
    expect(fs.readdirSync(bench.staging).every((name) => /^[0-9a-f]{24}$/.test(name))).toBe(true);
  });

  it('goes on past 100 batches with bounded room, however slowly room is given back', async () => {
    for (let i = 0; i < 7000; i++) write(bench.medium, `d${i % 50}/f${i}`, `content ${i}`);
    const porter = bench.porter();
    await inventory(porter, bench.medium);
    let ahead = 0;
    let most = 0;
    const staged = await porter.stage(
      bench.staging,
      (items) => {
        ahead += items.length;
        most = Math.max(most, ahead);
        setTimeout(() => {
          ahead -= items.length;
          porter.taken(items.length, 100);
        }, 5);
      },
      () => undefined,
    );
    expect(staged.ok).toBe(true);
    expect(most).toBeLessThanOrEqual(2048);
  });

  it('finds a file that changed between the walk and the reading: size, time, or another file of that name', async () => {
    for (const name of ['grown', 'touched', 'replaced', 'gone', 'linked', 'same'])
      write(bench.medium, name, 'before');
    const porter = bench.porter();
    const { byPath } = await inventory(porter, bench.medium);
    const at = (name: string): string => path.join(bench.medium, name);
    fs.appendFileSync(at('grown'), 'more');
    fs.utimesSync(at('touched'), 1, 1);
    const before = fs.statSync(at('replaced'));
    fs.rmSync(at('replaced'));
    write(bench.medium, 'spare', 'x');
    write(bench.medium, 'replaced', 'after!');
    fs.utimesSync(at('replaced'), before.atime, before.mtime);
    fs.rmSync(at('gone'));
    fs.rmSync(at('linked'));
    fs.symlinkSync('/etc/passwd', at('linked'));
    const { items, result } = await stageAll(porter, bench.staging);
    expect(result.ok).toBe(true);
    const reason = (name: string) => {
      const item = items.get(byPath.get(name)!.n)!;
      return 'held' in item ? item.held.reason : 'staged';
    };
    expect(['grown', 'touched', 'replaced'].map(reason)).toEqual(Array(3).fill('changed-while-reading'));
    expect(['gone', 'linked'].map(reason)).toEqual(['read-error', 'read-error']);
    expect(reason('same')).toBe('staged');
  });

  it('tells a medium that vanished from files that did', async () => {
    for (let i = 0; i < 20; i++) write(bench.medium, `f${i}`, 'x');
    const porter = bench.porter();
    await inventory(porter, bench.medium);
    fs.renameSync(bench.medium, `${bench.medium}-pulled`);
    fs.mkdirSync(bench.medium);
    expect((await stageAll(porter, bench.staging)).result).toEqual({
      ok: false,
      error: { code: 'medium-gone', params: {} },
    });
    fs.rmSync(`${bench.medium}-pulled`, { recursive: true });
  });

  it('blames the local disk, not the medium, when staging cannot be written', async () => {
    write(bench.medium, 'f', 'x');
    const porter = bench.porter();
    await inventory(porter, bench.medium);
    expect((await stageAll(porter, path.join(bench.staging, 'none'))).result).toMatchObject({
      ok: false,
      error: { code: 'staging-failed', params: { errno: 'ENOENT' } },
    });
  });

  it('leaves the access time of the medium alone', async () => {
    const file = write(bench.medium, 'f', 'x');
    const past = new Date('2020-01-01T00:00:00Z');
    fs.utimesSync(file, past, past);
    const porter = bench.porter();
    await inventory(porter, bench.medium);
    await stageAll(porter, bench.staging);
    expect(fs.statSync(file).atimeMs).toBe(past.getTime());
  });

  it('answers cancelled when it is killed at work, and takes no further job', async () => {
    write(bench.medium, 'f', Buffer.alloc(40_000_000));
    const porter = bench.porter();
    await inventory(porter, bench.medium);
    const staging = stageAll(porter, bench.staging);
    await porter.kill();
    expect((await staging).result).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(await porter.publish()).toMatchObject({ ok: false });
  });
});
