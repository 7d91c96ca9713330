import * as fs from 'node:fs';
import * as path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mountRoot } from '../../electron/core/transfer/destination.ts';
import type { Ledger } from '../../electron/core/ports.ts';
import { NO_CACHE } from '../../electron/core/scan/verdict-cache.ts';
import { policySchema } from '../../shared/model/policy.ts';
import { eicar } from '../scan/practice-definitions.ts';
import { write } from '../transfer/porting.ts';
import { failingLedger, makeSessionBench } from './session-bench.ts';
import type { SessionBench } from './session-bench.ts';

let bench: SessionBench;
beforeEach(() => void (bench = makeSessionBench()));
afterEach(() => bench.remove());

const RELEASED = 'session.opened session.inventory release.intent file×3 release.arrived session.closed';
const nothingLeft = (): void => {
  expect(fs.readdirSync(bench.inbox)).toEqual([]);
  const staging = path.join(bench.dataDir, 'staging');
  expect(fs.existsSync(staging) ? fs.readdirSync(staging) : []).toEqual([]);
};
const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
};
const fill = (): void => {
  for (const name of ['a.txt', 'b/c.txt', 'b/d.txt']) write(bench.medium, name, name);
};

describe('a session', () => {
  it('releases what is clean, logs before it moves, and leaves no staging', async () => {
    fill();
    const session = bench.start();
    const result = await session.done;
    expect(result).toMatchObject({
      outcome: 'released',
      error: null,
      files: { total: 3, released: 3, blocked: 0 },
      bytes: 19,
      bytesRead: 19,
    });
    expect(bench.story(session.id)).toBe(RELEASED);
    expect(fs.readdirSync(path.join(bench.inbox, result.folder!)).sort()).toEqual([
      'SHA256SUMS.txt',
      'a.txt',
      'b',
    ]);
    expect([...result.records()].map((record) => record.destination)).toEqual(
      expect.arrayContaining([`${result.folder!}/b/c.txt`]),
    );
    expect(fs.readdirSync(path.join(bench.dataDir, 'staging'))).toEqual([]);
  });

  it('takes an empty medium for released, with nothing made in the inbox', async () => {
    const session = bench.start();
    expect(await session.done).toMatchObject({ outcome: 'released', folder: null, files: { total: 0 } });
    expect(bench.story(session.id)).toBe('session.opened session.inventory session.closed');
    nothingLeft();
  });

  it('releases nothing when one file is infected', async () => {
    fill();
    write(bench.medium, 'virus.txt', eicar());
    const session = bench.start();
    expect(await session.done).toMatchObject({
      outcome: 'blocked',
      files: { total: 4, released: 0, blocked: 4 },
    });
    expect(bench.story(session.id)).toBe('session.opened session.inventory file×4 session.closed');
    nothingLeft();
  });

  it('refuses a medium that staging may not take, with the numbers, before reading it', async () => {
    fill();
    const policy = { version: 'x', policy: policySchema.parse({ staging: { maxBytes: 18 } }) };
    const result = await bench.start({ policy }).done;
    expect(result).toMatchObject({
      outcome: 'refused',
      bytesRead: 0,
      error: { code: 'medium-too-large', params: { bytes: 19, allowed: 18, maxBytes: 18 } },
    });
    expect(fs.existsSync(path.join(bench.dataDir, 'staging'))).toBe(false);
  });

  it('is aborted at once when the engine dies, and releases nothing', async () => {
    fill();
    bench.scanner.hold();
    const session = bench.start();
    await until(() => bench.scanner.asked > 0);
    bench.scanner.die();
    expect(await session.done).toMatchObject({ outcome: 'aborted', error: { code: 'engine-lost' } });
    expect(bench.story(session.id)).toBe('session.opened session.inventory session.closed');
    nothingLeft();
  });

  it('cancelled while recording: nothing follows session.closed, and nothing is kept for the next time', async () => {
    for (let i = 0; i < 2500; i++) write(bench.medium, `${i}.txt`, String(i));
    let kept = 0;
    const cache = {
      ...NO_CACHE,
      keep: () => {
        kept += 1;
      },
    };
    const commits: string[] = [];
    const ledger: Ledger = {
      append(drafts) {
        const appended = bench.ledger.append(drafts);
        commits.push(drafts[0]?.kind ?? '');
        if (commits.at(-1) === 'file') session.abort();
        return appended;
      },
      get head() {
        return bench.ledger.head;
      },
    };
    const session = bench.start({ ledger, cache });
    expect(await session.done).toMatchObject({ outcome: 'aborted', error: { code: 'cancelled' } });
    // Longer than the two commits that were still to come.
    for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
    expect(commits).toEqual([
      'session.opened',
      'session.inventory',
      'release.intent',
      'file',
      'session.closed',
    ]);
    expect(kept).toBe(0);
    nothingLeft();
  });

  it('is aborted when an engine that said clean cannot be believed afterwards', async () => {
    fill();
    const scanner = {
      ...bench.scanner,
      settle: () => Promise.resolve({ ok: false, error: { code: 'engine-lost', params: {} } } as const),
    };
    expect(await bench.start({ scanner }).done).toMatchObject({
      outcome: 'aborted',
      error: { code: 'engine-lost' },
    });
    nothingLeft();
  });

  it('holds back a file whose inspection breaks', async () => {
    fill();
    const inspector = {
      warm: () => undefined,
      inspect: ({ name }: { name: string }) =>
        name === 'c.txt'
          ? Promise.reject(new Error('bug'))
          : Promise.resolve({ type: null, judgement: { verdict: 'clean' } as const }),
      close: () => Promise.resolve(),
    };
    const result = await bench.start({ inspector }).done;
    expect(result).toMatchObject({ outcome: 'partial', files: { total: 3, released: 2, blocked: 1 } });
    expect([...result.records()].find((record) => record.path === 'b/c.txt')).toMatchObject({
      verdict: 'unscannable',
      reason: 'engine-error',
    });
  });

  it('is aborted on request at any moment, with nothing half visible', async () => {
    for (let i = 0; i < 300; i++) write(bench.medium, `f${i}.txt`, `content ${i}`);
    for (const after of [0, 5, 60, 90, 110, 130, 150, 170, 200, 250]) {
      const session = bench.start();
      setTimeout(() => session.abort(), after);
      const result = await session.done;
      if (result.outcome === 'released') {
        expect(fs.readdirSync(path.join(bench.inbox, result.folder!))).toHaveLength(301);
        fs.rmSync(path.join(bench.inbox, result.folder!), { recursive: true });
      } else {
        expect(result).toMatchObject({ outcome: 'aborted', error: { code: 'cancelled' }, folder: null });
        expect(bench.story(session.id)).toMatch(/session\.closed$/);
      }
      nothingLeft();
    }
  });

  it('is aborted when the destination goes away or is full', async () => {
    fill();
    bench.scanner.hold();
    const session = bench.start();
    await until(() => bench.scanner.asked > 0);
    fs.rmSync(bench.inbox, { recursive: true });
    bench.scanner.resume();
    expect(await session.done).toMatchObject({
      outcome: 'aborted',
      error: { code: 'destination-gone' },
      folder: null,
    });
    fs.mkdirSync(bench.inbox);
  });

  it.each([0, 1, 2, 3])(
    'releases nothing when the ledger fails after %i batches before the arrival',
    async (batches) => {
      fill();
      const result = await bench.start({ ledger: failingLedger(bench.ledger, batches) }).done;
      expect(result).toMatchObject({
        outcome: 'interrupted',
        error: { code: 'ledger-failed' },
        folder: null,
      });
      nothingLeft();
      const recovered = await bench.recover();
      expect(recovered).toMatchObject({
        ok: true,
        value: { interrupted: batches === 0 ? [] : [{ arrived: null }] },
      });
    },
  );

  it('is interrupted when only the arrival cannot be written; the next start compares and says so', async () => {
    fill();
    const result = await bench.start({ ledger: failingLedger(bench.ledger, 4) }).done;
    expect(result).toMatchObject({ outcome: 'interrupted', error: { code: 'ledger-failed' } });
    expect(await bench.recover()).toMatchObject({
      ok: true,
      value: {
        interrupted: [
          {
            phase: 'release.intent',
            partial: false,
            arrived: { folder: result.folder, files: 3, identical: true },
          },
        ],
      },
    });
    expect(await bench.recover()).toMatchObject({ ok: true, value: { interrupted: [] } });
  });
});

describe('recovery', () => {
  async function unfinished(
    batches: number,
    request: Parameters<SessionBench['start']>[1] = {},
  ): Promise<string> {
    fill();
    const session = bench.start({ ledger: failingLedger(bench.ledger, batches) }, request);
    await session.done;
    return session.id;
  }

  it('removes partials and staging that a crash left', async () => {
    const id = await unfinished(4);
    write(bench.inbox, `.sekisho-partial-${id}/a.txt`, 'half');
    write(bench.inbox, '.sekisho-partial-ffffffffffff/a.txt', "another gate's");
    write(bench.dataDir, `staging/${id}/x`, 'x');
    write(bench.dataDir, 'staging/eeeeeeeeeeee/x', 'x');
    fs.rmSync(
      path.join(
        bench.inbox,
        fs.readdirSync(bench.inbox).find((name) => name.includes('KENSA'))!,
      ),
      { recursive: true },
    );
    expect(await bench.recover()).toMatchObject({
      ok: true,
      value: { interrupted: [{ session: id, partial: true, arrived: null }] },
    });
    expect(fs.readdirSync(bench.inbox)).toEqual(['.sekisho-partial-ffffffffffff']);
    expect(fs.readdirSync(path.join(bench.dataDir, 'staging'))).toEqual([]);
  });

  it.each([
    ['a changed file', (folder: string) => fs.writeFileSync(path.join(folder, 'a.txt'), 'other')],
    ['a missing file', (folder: string) => fs.rmSync(path.join(folder, 'b/c.txt'))],
    [
      'a link in place of a file',
      (folder: string) => {
        fs.rmSync(path.join(folder, 'a.txt'));
        fs.symlinkSync('b/c.txt', path.join(folder, 'a.txt'));
      },
    ],
  ])('says that what arrived is not identical: %s', async (_what, tamper) => {
    await unfinished(4);
    tamper(path.join(bench.inbox, fs.readdirSync(bench.inbox)[0]!));
    expect(await bench.recover()).toMatchObject({
      ok: true,
      value: { interrupted: [{ arrived: { identical: false } }] },
    });
  });

  it('waits with its word while the destination cannot be looked at', async () => {
    await unfinished(4);
    fs.renameSync(bench.inbox, `${bench.inbox}-away`);
    expect(await bench.recover()).toMatchObject({ ok: true, value: { interrupted: [] } });
    fs.renameSync(`${bench.inbox}-away`, bench.inbox);
    expect(await bench.recover()).toMatchObject({
      ok: true,
      value: { interrupted: [{ arrived: { identical: true } }] },
    });
  });

  it('waits likewise while another file system stands where the destination was: a share that is not mounted', async () => {
    const mount = await mountRoot(fs.realpathSync(bench.inbox));
    const opened = (toMount: string) => ({ facts: { from: bench.medium, to: bench.inbox, toMount } });
    const away = await unfinished(4, opened('/mnt/share'));
    expect(await bench.recover()).toMatchObject({ ok: true, value: { interrupted: [] } });
    const here = await unfinished(4, opened(mount));
    expect(await bench.recover()).toMatchObject({
      value: { interrupted: [{ session: here, arrived: { identical: true } }] },
    });
    expect(bench.story(away)).not.toContain('interrupted');
  });
});
