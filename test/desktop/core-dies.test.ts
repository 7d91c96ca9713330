import { fork, type ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openByKind } from '../../electron/core/audit/by-kind.ts';
import { acquireDataFolder } from '../../electron/core/store/lock.ts';
import { startCoreLink, type CoreProcess } from '../../electron/hosts/desktop/core-link.ts';
import type { FromCore } from '../../electron/hosts/desktop/core-protocol.ts';
import type { LedgerEntry } from '../../shared/model/ledger.ts';
import { writePracticeDefinitions } from '../../scripts/sample/practice-definitions.ts';

const RUNNER = fileURLToPath(new URL('./stand-in-parent.ts', import.meta.url));
const CORE = fileURLToPath(new URL('../../electron/hosts/desktop/core-process.ts', import.meta.url));

let base: string;
const running = new Set<ChildProcess>();
beforeEach(() => {
  base = mkdtempSync(path.join(tmpdir(), 'sekisho-core-dies-'));
});
afterEach(async () => {
  for (const child of running) child.kill('SIGKILL');
  await Promise.all([...running].map((child) => once(child, 'exit')));
  rmSync(base, { recursive: true, force: true });
});

/** The real link over real processes, which starts the next one when the test says so. */
function linked() {
  const dataDir = path.join(base, 'data');
  const definitionsDir = path.join(base, 'definitions');
  writePracticeDefinitions(definitionsDir);
  const said = new EventEmitter();
  const cores: ChildProcess[] = [];
  const starts: (() => void)[] = [];
  const link = startCoreLink({
    fork(file) {
      const child = fork(RUNNER, [file], {
        execArgv: ['--disable-warning=ExperimentalWarning'],
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      running.add(child);
      cores.push(child);
      const core = Object.assign(new EventEmitter(), {
        postMessage: (message: object) => child.send(message),
      });
      child.on('message', (message: FromCore) => {
        core.emit('message', message);
        said.emit(message.type);
      });
      child.once('exit', (code, signal) => {
        running.delete(child);
        core.emit('exit', signal === 'SIGKILL' ? 137 : code);
      });
      return core as unknown as CoreProcess;
    },
    file: CORE,
    start: { dataDir, definitionsDir, runtime: process.execPath, programs: null, practice: true },
    after: (_milliseconds, then) => void starts.push(then),
    now: () => performance.now(),
    log: () => undefined,
    heard: () => undefined,
    lost: () => said.emit('lost'),
  });
  return {
    ...{ link, dataDir },
    hears: (type: FromCore['type'] | 'lost') => once(said, type),
    kill: () => cores.at(-1)?.kill('SIGKILL'),
    startNext: () => starts.shift()?.(),
  };
}

function mendedIn(dataDir: string): LedgerEntry[] {
  const reader = openByKind(dataDir);
  if (!reader.ok) throw new Error(reader.error.code);
  const entries: LedgerEntry[] = [];
  reader.value.each(['desktop.mended'], 0, (entry) => entries.push(entry));
  reader.value.close();
  return entries;
}

const died = { part: 'core', window: null, reason: 'died', exit: 137, times: 1 };

test('a core that was killed stands in the ledger of the next one', async () => {
  const { hears, kill, startNext, dataDir } = linked();
  await hears('ready');
  expect(mendedIn(dataDir)).toEqual([]);
  const lost = hears('lost');
  kill();
  await lost;
  const recorded = hears('recorded');
  startNext();
  await recorded;
  expect(mendedIn(dataDir)).toMatchObject([{ session: null, body: died }]);
});

test('it waits for a record that somebody else holds, also when the core that waited is killed', async () => {
  const { link, hears, kill, startNext, dataDir } = linked();
  await hears('ready');
  const lost = hears('lost');
  kill();
  await lost;
  const held = acquireDataFolder(dataDir);
  expect(held.ok).toBe(true);
  const waiting = hears('ready');
  startNext();
  await waiting;
  const again = hears('lost');
  kill();
  await again;
  const ready = hears('ready');
  startNext();
  await ready;
  expect(mendedIn(dataDir)).toEqual([]);
  if (held.ok) held.value.release();
  const recorded = hears('recorded');
  void link.call('kiosk', 'gate.retry', {});
  await recorded;
  expect(mendedIn(dataDir)).toMatchObject([{ body: { ...died, times: 2 } }]);
});
