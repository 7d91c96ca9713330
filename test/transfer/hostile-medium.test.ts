import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mountFuse, needsFuse } from '../media/fuse-medium.ts';
import type { FuseMedium, MediumOptions } from '../media/fuse-medium.ts';
import { inventory, LIMITS, makeBench, stageAll, write } from './porting.ts';
import type { Bench } from './porting.ts';

let bench: Bench;
let mounted: FuseMedium | null = null;
beforeEach((context) => {
  needsFuse(context);
  bench = makeBench();
});
afterEach(async () => {
  await mounted?.unmount();
  mounted = null;
  bench.remove();
});

const mount = async (options: Omit<MediumOptions, 'backing'> = {}): Promise<FuseMedium> =>
  (mounted = await mountFuse({ backing: bench.medium, ...options }));

async function stage(silenceMs?: number) {
  const porter = bench.porter(silenceMs === undefined ? {} : { silenceMs });
  const { entries, result: listed } = await inventory(porter, mounted!.folder);
  const staged = await stageAll(porter, bench.staging);
  const reasons = entries.map((entry) => {
    const item = staged.items.get(entry.n);
    return [
      entry.path,
      item === undefined ? entry.held?.reason : 'held' in item ? item.held.reason : 'staged',
    ];
  });
  return { ...staged, entries, listed, reasons: Object.fromEntries(reasons) as Record<string, string> };
}

describe('a hostile medium', () => {
  it('is read exactly once: each byte, each file', async () => {
    let bytes = 0;
    for (const [i, size] of [0, 1, 4096, 100_000, 3_000_000].entries()) {
      bytes += size;
      write(bench.medium, `d/f${i}`, randomBytes(size));
    }
    const medium = await mount({ exact: true });
    const { result } = await stage();
    expect(result).toEqual({ ok: true, value: { bytesRead: bytes } });
    const stats = await medium.stats();
    expect(stats.bytes).toBe(bytes);
    expect(Object.values(stats.opened).every((times) => times === 1)).toBe(true);
  });

  it('whose answer changes on a second read gains nothing: what was read once is what is staged', async () => {
    write(bench.medium, 'f.txt', 'harmless at first sight');
    await mount({ exact: true, faults: [{ kind: 'changes', path: 'f.txt', later: 'poison' }] });
    const { entries, read } = await stage();
    expect(read(entries[0]!.n).toString()).toBe('harmless at first sight');
  });

  it('with one bad file costs that file and no other', async () => {
    for (const name of ['a', 'bad', 'closed', 'z']) write(bench.medium, name, randomBytes(200_000));
    await mount({
      faults: [
        { kind: 'eio', path: 'bad', offset: 100_000 },
        { kind: 'unopenable', path: 'closed' },
      ],
    });
    const { reasons, result } = await stage();
    expect(result.ok).toBe(true);
    expect(reasons).toEqual({ a: 'staged', bad: 'read-error', closed: 'read-error', z: 'staged' });
  });

  it('with a file that grows without end is read to the size it had, and the file held back', async () => {
    write(bench.medium, 'grows', randomBytes(50_000));
    write(bench.medium, 'z', 'x');
    await mount({ faults: [{ kind: 'grows', path: 'grows' }] });
    const { reasons, result } = await stage();
    expect(result).toMatchObject({ ok: true });
    expect(result.ok && result.value.bytesRead).toBeLessThanOrEqual(2 * 50_001);
    expect(reasons).toEqual({ grows: 'changed-while-reading', z: 'staged' });
  });

  it.each(['ENODEV', 'EIO', 'unmount'] as const)(
    'that vanishes (%s) aborts, and is not taken for bad files',
    async (how) => {
      for (let i = 0; i < 20; i++) write(bench.medium, `f${i}`, randomBytes(100_000));
      await mount({ vanish: { afterBytes: 700_000, how } });
      const { result } = await stage();
      expect(result).toMatchObject({ ok: false, error: { code: 'medium-gone' } });
    },
  );

  it.each([
    ['a folder', 'stuck'],
    ['a file', 'stuck/f'],
  ])('that hangs in %s is given up at the deadline, and the gate lives', async (_what, path) => {
    write(bench.medium, 'stuck/f', 'x');
    await mount({ faults: [{ kind: 'hangs', path }] });
    const { listed, result } = await stage(1_000);
    const error = { code: 'medium-hung', params: { silenceMs: 1_000 } };
    expect(listed.ok ? result : listed).toEqual({ ok: false, error });
    await mounted!.letGo();
  });

  it('with a name of 300 characters or of no known encoding is listed whole', async () => {
    write(bench.medium, 'ok', 'x');
    await mount({
      extraFiles: [
        { nameHex: Buffer.from('あ'.repeat(300)).toString('hex'), text: 'long' },
        { nameHex: 'fffe', text: 'raw' },
      ],
    });
    const { listed, entries } = await stage();
    expect(listed).toMatchObject({ ok: true });
    expect(entries.map((entry) => entry.raw)).toContain('fffe');
    expect(entries).toHaveLength(3);
    expect(LIMITS.maxFiles).toBeGreaterThan(3);
  });
});
