/** The private engine when it is missing, broken, killed or tampered with; and what it must never touch. */

import { spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { configPath, startClamd } from '../../electron/core/scan/clamd.ts';
import { connectTo } from '../../electron/core/scan/address.ts';
import { FOLDER_PREFIX } from '../../electron/core/scan/engine-folders.ts';
import { ask } from '../../electron/core/scan/one-question.ts';
import { findProgram } from '../../electron/core/scan/programs.ts';
import { rememberEngine, sweepStaleEngine } from '../../electron/core/scan/stale-engine.ts';
import { machineClock } from '../scan/clocks.ts';
import {
  atEnd,
  endAfterEach,
  makeEngine,
  practiceDefinitions,
  temporaryFolder,
  tryEngine,
} from '../scan/engine-set-up.ts';
import { requireForAll } from '../scan/requirements.ts';
import { eicar } from '../scan/practice-definitions.ts';
import { makeStagedFiles } from '../scan/staged-files.ts';

requireForAll('clamav');
endAfterEach();

/** Other tests' engines run beside ours, each under the number of its own process. */
const ourFolders = (): string[] =>
  readdirSync(tmpdir()).filter((name) => name.startsWith(`${FOLDER_PREFIX}${process.pid}-`));
const runs = (pid: number): boolean => {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'latin1'));
  } catch {
    return false;
  }
};
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resume) => setTimeout(resume, 10));
}
function program(script: string): string {
  const path = join(temporaryFolder(), 'clamd');
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

describe('an engine that does not come up', () => {
  test('is not there at all', () => {
    expect(findProgram('clamd', temporaryFolder()).ok).toBe(true);
    expect(findProgram('no-such-program' as 'clamd', '')).toMatchObject({
      error: { code: 'engine-missing' },
    });
  });

  test.each([
    [
      'ends at once',
      'echo "ERROR: no good" >&2; exit 3',
      'engine-start-failed',
      { exitCode: 3, reason: 'ERROR: no good' },
    ],
    [
      'says the definitions are broken',
      'echo "ERROR: Malformed database" >&2; exit 1',
      'definitions-load-failed',
      {},
    ],
    ['cannot be executed', 'exit 126', 'engine-start-failed', {}],
  ])('%s', async (_, script, code, params) => {
    const before = ourFolders().length;
    expect(await tryEngine({ clamdPath: program(script) })).toMatchObject({
      ok: false,
      error: { code, params },
    });
    expect(ourFolders().length).toBeLessThanOrEqual(before);
  });

  test('hangs: it is ended when its time is over', async () => {
    const note = join(temporaryFolder(), 'pid');
    const clamdPath = program(`echo $$ > ${note}; trap '' TERM; while :; do sleep 1; done`);
    const dataDir = temporaryFolder();
    const engine = await tryEngine({ clamdPath, startAllowedMs: 300, dataDir });
    expect(engine).toMatchObject({ error: { code: 'engine-start-timeout' } });
    expect(runs(Number(readFileSync(note, 'utf8')))).toBe(false);
    expect(existsSync(join(dataDir, 'engine', 'running.json'))).toBe(false);
  });

  test('the path is no program', async () => {
    expect(await tryEngine({ clamdPath: join(temporaryFolder(), 'nothing') })).toMatchObject({
      ok: false,
      error: { code: 'engine-start-failed' },
    });
  });

  test('the data folder cannot be used', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    expect(await tryEngine({ dataDir: file })).toMatchObject({ error: { code: 'data-folder-unusable' } });
  });
});

describe('folders with odd names', () => {
  const named = (name: string): string => join(temporaryFolder(), name);
  test.each(['with "quotes"', 'with\na new line', 'with\ttab'])(
    '%j is refused before anything is started',
    async (name) => {
      const definitionsDir = named(name);
      cpSync(practiceDefinitions(), definitionsDir, { recursive: true });
      expect(await tryEngine({ definitionsDir })).toMatchObject({
        error: { code: 'definitions-load-failed', params: { reason: 'path-characters' } },
      });
      expect(await tryEngine({ dataDir: named(name) })).toMatchObject({
        error: { code: 'data-folder-unusable', params: { reason: 'path-characters' } },
      });
    },
  );
  test('blanks, Japanese and what a shell would read are names like any other', async () => {
    const definitionsDir = named("定義 ファイル $(x) #1 '&");
    cpSync(practiceDefinitions(), definitionsDir, { recursive: true });
    expect((await tryEngine({ definitionsDir, dataDir: named("記録 フォルダ $(x) #1 '&") })).ok).toBe(true);
  });
});

describe('definitions that cannot be loaded', () => {
  test('none', async () => {
    expect(await tryEngine({ definitionsDir: temporaryFolder() })).toMatchObject({
      error: { code: 'definitions-none' },
    });
  });
  test('corrupt', async () => {
    const dir = temporaryFolder();
    writeFileSync(join(dir, 'x.ndb'), 'no definitions\n');
    expect(await tryEngine({ definitionsDir: dir })).toMatchObject({
      error: { code: 'definitions-load-failed' },
    });
  });
  test('unofficial, without practice', async () => {
    expect(await tryEngine({ practice: false })).toMatchObject({ error: { code: 'definitions-unofficial' } });
  });
  test('changed while the engine loads them', async () => {
    const dir = practiceDefinitions();
    const real = findProgram('clamd');
    if (!real.ok) throw new Error('no clamd');
    const clamdPath = program(`echo 'More:0:*:6162636465666768' > ${dir}/more.ndb; exec ${real.value} "$@"`);
    expect(await tryEngine({ definitionsDir: dir, clamdPath })).toMatchObject({
      error: { code: 'definitions-changed' },
    });
  });
});

describe('an engine that is killed', () => {
  test('under way: nothing unanswered is clean, and it is noticed at once', async () => {
    const engine = await makeEngine();
    const staged = makeStagedFiles();
    atEnd(() => staged.remove());
    const files = staged.pack(Array.from({ length: 2000 }, (_, i) => (i % 2 ? `text ${i}` : eicar())));
    const judging = files.map((file) => engine.scan(file));
    await judging[0];
    process.kill(engine.pid!, 'SIGKILL');
    const judgements = await Promise.all(judging);
    expect(judgements.filter((judgement, i) => i % 2 === 0 && judgement.verdict === 'clean')).toEqual([]);
    expect(judgements.filter((judgement) => judgement.verdict === 'unscannable').length).toBeGreaterThan(0);
    expect(await engine.lost).toMatchObject({ code: 'engine-lost' });
    expect((await engine.settle()).ok).toBe(false);
  });

  test('by its own lack of memory: the file is not clean, and nothing after it', async () => {
    const real = findProgram('clamd');
    if (!real.ok) throw new Error('no clamd');
    // 400 MB of address space: enough to start, too little to map the file.
    const engine = await makeEngine({ clamdPath: program(`ulimit -v 400000; exec ${real.value} "$@"`) });
    const staged = makeStagedFiles();
    atEnd(() => staged.remove());
    const large = staged.file('');
    truncateSync(large.path, 500_000_000);
    expect(await engine.scan({ ...large, length: 500_000_000 })).toMatchObject({
      verdict: 'unscannable',
      reason: 'engine-error',
    });
    expect(await engine.lost).toMatchObject({ code: 'engine-lost' });
    expect(await engine.scan(staged.file(eicar()))).toMatchObject({ verdict: 'unscannable' });
    expect((await engine.settle()).ok).toBe(false);
  });

  test('while nobody asks: it is told all the same', async () => {
    const engine = await makeEngine();
    process.kill(engine.pid!, 'SIGKILL');
    expect(await engine.lost).toMatchObject({
      code: 'engine-lost',
      params: { cause: 'died', signal: 'SIGKILL' },
    });
  });
});

describe('when the gate ends', () => {
  test('close ends the engine and leaves nothing behind', async () => {
    const dataDir = temporaryFolder();
    const engine = await makeEngine({ dataDir });
    const { pid, address } = engine;
    expect(statSync((address as { path: string }).path).mode & 0o777).toBe(0o600);
    await engine.close();
    await engine.close();
    expect(runs(pid!)).toBe(false);
    expect(existsSync((address as { path: string }).path)).toBe(false);
    expect(existsSync(join(dataDir, 'engine', 'running.json'))).toBe(false);
  });

  test('a gate that is killed takes its engine along', async () => {
    const dataDir = temporaryFolder();
    const script = `
      import { startEngine } from ${JSON.stringify(new URL('../../electron/core/scan/engine.ts', import.meta.url).href)};
      const clock = { now: () => Date.now(), monotonic: () => performance.now() };
      const engine = await startEngine(${JSON.stringify({ dataDir, definitionsDir: practiceDefinitions(), practice: true })}, { clock, log() {} });
      console.log(engine.value.pid);
      setInterval(() => {}, 1000);`;
    const gate = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    atEnd(() => void gate.kill('SIGKILL'));
    const pid = await new Promise<number>((resolve) =>
      gate.stdout.once('data', (line: Buffer) => resolve(Number(line))),
    );
    expect(runs(pid)).toBe(true);
    gate.kill('SIGKILL');
    await until(() => !runs(pid));
    // What it left on the disk is swept by the next start.
    expect(sweepStaleEngine(join(dataDir, 'engine'))).toBe(false);
    expect(existsSync(join(dataDir, 'engine', 'running.json'))).toBe(false);
  });

  test('an engine that outlived its gate is ended by the next start, and nothing else is', async () => {
    const dataDir = temporaryFolder();
    const stale = await makeEngine();
    const other = await makeEngine();
    const runDir = join((stale.address as { path: string }).path, '..');
    const record = { pid: stale.pid!, run: runDir, temporary: join(temporaryFolder(), 'not-ours') };
    const engineDir = join(dataDir, 'engine');
    await (await makeEngine({ dataDir })).close();
    // The number was taken over by another program meanwhile: it must be left alone.
    rememberEngine(engineDir, { ...record, pid: process.pid });
    expect(sweepStaleEngine(engineDir)).toBe(false);
    // It is a clamd, but not the one that was started with our configuration.
    rememberEngine(engineDir, { ...record, pid: other.pid!, run: temporaryFolder() });
    expect(sweepStaleEngine(engineDir)).toBe(false);
    expect(runs(other.pid!)).toBe(true);
  });

  test('folders of a gate that is no more are swept, those of one that lives are not', async () => {
    const gate = spawn('true');
    const { pid } = gate;
    await new Promise((resolve) => gate.once('exit', resolve));
    const dead = join(tmpdir(), `${FOLDER_PREFIX}${pid!}-abcdef`);
    const alive = join(tmpdir(), `${FOLDER_PREFIX}${process.ppid}-abcdef`);
    const other = join(tmpdir(), `${FOLDER_PREFIX}${pid!}`);
    for (const dir of [dead, alive, other]) {
      mkdirSync(join(dir, 'inside'), { recursive: true });
      atEnd(() => rmSync(dir, { recursive: true, force: true }));
    }
    await (await makeEngine()).close();
    expect([dead, alive, other].map((dir) => existsSync(dir))).toEqual([false, true, true]);
  });

  test('the stale one itself is ended', async () => {
    const engineDir = temporaryFolder();
    const stale = await makeEngine();
    const run = join((stale.address as { path: string }).path, '..');
    rememberEngine(engineDir, { pid: stale.pid!, run, temporary: run });
    expect(sweepStaleEngine(engineDir)).toBe(true);
    expect(await stale.lost).toMatchObject({ params: { signal: 'SIGKILL' } });
    expect(existsSync(configPath(run))).toBe(false);
  });
});

test('another clamd on the machine is left alone', async () => {
  const runDir = temporaryFolder();
  const real = findProgram('clamd');
  if (!real.ok) throw new Error('no clamd');
  const address = { kind: 'unix', path: join(runDir, 'other.sock') } as const;
  const config = {
    address,
    definitionsDir: practiceDefinitions(),
    temporaryDir: runDir,
    threads: 2,
    officialOnly: false,
    refuseOlderThanDays: null,
  };
  const other = await startClamd(
    { program: real.value, runDir, logFile: join(runDir, 'log'), config, startAllowedMs: 30_000 },
    machineClock,
  );
  if (!other.ok) throw new Error(other.error.code);
  atEnd(() => other.value.stop());
  const engine = await makeEngine();
  expect(engine.pid).not.toBe(other.value.pid);
  await engine.close();
  expect(await ask(address, 'PING', 5_000)).toEqual({ ok: true, value: 'PONG' });
  connectTo(address).destroy();
});
