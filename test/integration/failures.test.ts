import { execFileSync, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { needs } from '../missing-component.ts';
import { mountFuse, needsFuse } from '../media/fuse-medium.ts';
import type { FuseMedium, MediumOptions } from '../media/fuse-medium.ts';
import { requireForAll } from '../scan/requirements.ts';
import { unhealed } from './after-a-crash.ts';
import { makeClinic } from './headless.ts';
import type { Clinic } from './headless.ts';

requireForAll('clamav');

let clinic: Clinic;
let undo: (() => void | Promise<void>)[] = [];
beforeEach(() => void (clinic = makeClinic()));
afterEach(async () => {
  for (const step of undo.reverse()) await step();
  undo = [];
  clinic.remove();
});

const fill = (count: number, bytes = 2_000): void => {
  for (let i = 0; i < count; i++) clinic.put(`d${i % 9}/f${i}.txt`, `line ${i}\n`.repeat(bytes / 8));
};
const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
};
/** A session has a folder in staging: the medium is being read. */
const isStaging = (): boolean => {
  const staging = path.join(clinic.data, 'staging');
  return fs.existsSync(staging) && fs.readdirSync(staging).length > 0;
};
const outcomes = async (): Promise<string[]> => {
  const { stdout } = await clinic.run('audit', 'list', '--data', clinic.data, '--json');
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as { outcome: string }).outcome);
};

function mountTmpfs(context: { skip: (why: string) => never }, at: string, kibibytes: number): void {
  fs.mkdirSync(at, { recursive: true });
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kibibytes}k,mode=0700`, 'tmpfs', at]);
  needs(context as never, 'the right to mount', mounted.status === 0);
  undo.push(() => void execFileSync('umount', ['-l', at]));
}

/** Process ids whose command line names this folder, clamd first among them. */
function clamdOf(data: string): number | null {
  const note = path.join(data, 'engine');
  if (!fs.existsSync(note)) return null;
  const found = spawnSync('pgrep', ['-f', 'clamd .*--config-file'], { encoding: 'utf8' }).stdout.split('\n');
  for (const pid of found.filter((line) => line !== '')) {
    const text = fs.readdirSync(note).map((name) => path.join(note, name));
    const files = text
      .filter((file) => fs.statSync(file).isFile())
      .map((file) => fs.readFileSync(file, 'utf8'));
    if (files.some((content) => content.includes(pid))) return Number(pid);
  }
  return null;
}

describe('the engine', () => {
  it('killed mid-scan is found at once, nothing is released, and the next session works', async () => {
    fill(1_500);
    const { done } = clinic.start();
    await until(() => isStaging() && clamdOf(clinic.data) !== null);
    process.kill(clamdOf(clinic.data)!, 'SIGKILL');
    const ran = await done;
    expect(ran).toMatchObject({ code: 3, finished: { outcome: 'aborted', error: { code: 'engine-lost' } } });
    expect(clinic.arrived()).toEqual([]);
    expect(await clinic.gate()).toMatchObject({ code: 0, finished: { outcome: 'released' } });
  });

  it('that hangs is not waited for when somebody stops the gate', async () => {
    fill(1_500);
    const { child, done } = clinic.start();
    await until(() => isStaging() && clamdOf(clinic.data) !== null);
    process.kill(clamdOf(clinic.data)!, 'SIGSTOP');
    await new Promise((resolve) => setTimeout(resolve, 300));
    child.kill('SIGINT');
    expect(await done).toMatchObject({
      code: 4,
      finished: { outcome: 'aborted', error: { code: 'cancelled' } },
    });
    expect(clinic.arrived()).toEqual([]);
  });

  it('of the operating system is neither used nor touched, and none of ours is left behind', async () => {
    clinic.put('a.txt', 'x');
    await clinic.gate();
    expect(spawnSync('pgrep', ['-f', `clamd .*${clinic.base}`]).status).toBe(1);
  });
});

describe('Ctrl-C', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s aborts cleanly', async (signal) => {
    fill(1_500);
    const { child, done } = clinic.start();
    await until(isStaging);
    child.kill(signal);
    expect(await done).toMatchObject({
      code: 4,
      finished: { outcome: 'aborted', error: { code: 'cancelled' } },
    });
    expect(clinic.arrived()).toEqual([]);
    expect(await outcomes()).toEqual(['aborted']);
    expect(await unhealed(clinic.inbox, clinic.data)).toEqual([]);
  });
});

describe('a disk', () => {
  it('full at the destination aborts with nothing half visible', async (context) => {
    mountTmpfs(context, clinic.inbox, 400);
    fill(200, 4_000);
    expect(await clinic.gate()).toMatchObject({
      code: 4,
      finished: { outcome: 'aborted', error: { code: 'destination-full' } },
    });
    expect(clinic.arrived()).toEqual([]);
  });

  it('without room for as many files as there are (no inodes) aborts likewise', async (context) => {
    fs.mkdirSync(clinic.inbox, { recursive: true });
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'nr_inodes=50', 'tmpfs', clinic.inbox]);
    needs(context, 'the right to mount', mounted.status === 0);
    undo.push(() => void execFileSync('umount', ['-l', clinic.inbox]));
    fill(200, 80);
    expect(await clinic.gate()).toMatchObject({
      code: 4,
      finished: { outcome: 'aborted', error: { code: 'destination-full' } },
    });
    expect(clinic.arrived()).toEqual([]);
  });

  it('full at staging refuses before anything is read, with the numbers', async (context) => {
    mountTmpfs(context, clinic.data, 40_000);
    clinic.put('big.txt', 'text\n'.repeat(10_000_000));
    const ran = await clinic.gate();
    expect(ran).toMatchObject({
      code: 1,
      finished: {
        outcome: 'refused',
        bytesRead: 0,
        error: { code: 'medium-too-large', params: { bytes: 50_000_000 } },
      },
    });
  });

  it('read-only at the destination closes the gate', async (context) => {
    mountTmpfs(context, clinic.inbox, 400);
    execFileSync('mount', ['-o', 'remount,ro', clinic.inbox]);
    clinic.put('a.txt', 'x');
    expect(await clinic.gate()).toMatchObject({
      code: 3,
      finished: { error: { code: 'destination-not-writable' } },
    });
  });

  it('other than the staging one receives the same release', async (context) => {
    mountTmpfs(context, clinic.inbox, 40_000);
    clinic.put('big.txt', 'text\n'.repeat(1_000_000));
    fill(20);
    expect(await clinic.gate()).toMatchObject({ code: 0 });
    const cwd = path.join(clinic.inbox, clinic.arrived()[0]!);
    execFileSync('sha256sum', ['--check', '--quiet', 'SHA256SUMS.txt'], { cwd });
  });
});

describe('the ledger', () => {
  const ledgerFile = () => path.join(clinic.data, 'ledger.sqlite');
  beforeEach(async () => {
    clinic.put('a.txt', 'x');
    expect((await clinic.gate()).code).toBe(0);
    fs.rmSync(clinic.inbox, { recursive: true });
    fs.mkdirSync(clinic.inbox);
  });
  const closed = async (code: string): Promise<void> => {
    expect(await clinic.gate()).toMatchObject({ code: 3, finished: { outcome: 'refused', error: { code } } });
    expect(clinic.arrived()).toEqual([]);
  };

  it('of a newer app closes the gate', async () => {
    const db = new Database(ledgerFile());
    db.pragma('user_version = 999');
    db.close();
    await closed('ledger-newer');
  });

  it('that is no database closes the gate', async () => {
    for (const suffix of ['-wal', '-shm']) fs.rmSync(ledgerFile() + suffix, { force: true });
    fs.writeFileSync(ledgerFile(), 'this is no database, but long enough to be taken for one\n'.repeat(100));
    await closed('ledger-corrupt');
  });

  it('whose newest entries were cut off closes the gate', async () => {
    const db = new Database(ledgerFile());
    db.exec('DROP TRIGGER ledger_never_deleted');
    const sql =
      "CREATE TRIGGER ledger_never_deleted BEFORE DELETE ON ledger\nBEGIN SELECT RAISE(ABORT, 'ledger entries are never deleted'); END";
    db.exec('DELETE FROM ledger WHERE seq > 5');
    db.exec(sql);
    db.close();
    await closed('ledger-corrupt');
  });

  it('that another program keeps locked closes the gate', { timeout: 90_000 }, async () => {
    const db = new Database(ledgerFile());
    db.exec('BEGIN EXCLUSIVE');
    await closed('ledger-locked');
    db.exec('ROLLBACK');
    db.close();
  });

  it('in the hands of another gate refuses the second one', async () => {
    fill(4_000);
    const first = clinic.start();
    await until(isStaging);
    expect(await clinic.gate()).toMatchObject({
      code: 3,
      finished: { error: { code: 'data-folder-in-use' } },
    });
    expect(await first.done).toMatchObject({ code: 0 });
  });
});

describe('a medium', () => {
  const mount = async (options: Omit<MediumOptions, 'backing'>): Promise<FuseMedium> => {
    const medium = await mountFuse({ backing: clinic.medium, ...options });
    undo.push(() => medium.unmount());
    return medium;
  };
  const gate = (medium: FuseMedium) =>
    clinic.run(
      ...['gate', '--from', medium.folder, '--to', clinic.inbox, '--data', clinic.data],
      ...['--definitions', clinic.definitions, '--practice', '--json'],
    );

  it('pulled half-way aborts with nothing released', async (context) => {
    needsFuse(context);
    fill(300, 8_000);
    const ran = await gate(await mount({ vanish: { afterBytes: 1_000_000, how: 'unmount' } }));
    expect(ran).toMatchObject({ code: 4, finished: { outcome: 'aborted', error: { code: 'medium-gone' } } });
    expect(clinic.arrived()).toEqual([]);
    expect(await outcomes()).toEqual(['aborted']);
  });

  it('with one file that cannot be read releases the others', async (context) => {
    needsFuse(context);
    fill(20);
    const ran = await gate(await mount({ faults: [{ kind: 'eio', path: 'd3/f3.txt', offset: 0 }] }));
    expect(ran).toMatchObject({
      code: 1,
      finished: { outcome: 'partial', files: { total: 20, released: 19 } },
    });
    expect(ran.files.find((file) => file.verdict !== 'clean')).toMatchObject({
      path: 'd3/f3.txt',
      reason: 'read-error',
    });
  });

  it('that shows another content at every look is released as it was scanned', async (context) => {
    needsFuse(context);
    clinic.put('f.txt', 'harmless at first sight');
    const ran = await gate(
      await mount({ exact: true, faults: [{ kind: 'changes', path: 'f.txt', later: 'poison' }] }),
    );
    expect(ran.code).toBe(0);
    expect(fs.readFileSync(path.join(clinic.inbox, ran.files[0]!.destination!), 'utf8')).toBe(
      'harmless at first sight',
    );
  });
});
