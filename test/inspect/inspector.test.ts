import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { nodeChildProcesses, type ChildProcesses } from '../../electron/core/inspect/child-processes.ts';
import { createInspector, type InspectorSettings } from '../../electron/core/inspect/inspector.ts';
import type { ToChild } from '../../electron/core/inspect/messages.ts';
import type { InspectionReport, Inspector } from '../../electron/core/ports.ts';
import { inspectorConformance } from '../conformance/inspector.ts';
import { createFakeInspector } from '../fakes/fake-inspector.ts';

inspectorConformance('the child process', { make: (workDir) => createInspector({ workDir }), looks: true });
inspectorConformance('the fake', { make: () => createFakeInspector(), looks: false });

let workDir = '';
let inspectors: Inspector[] = [];
beforeEach(() => {
  workDir = mkdtempSync(join(tmpdir(), 'inspector-'));
  mkdirSync(join(workDir, 'staging'));
  inspectors = [];
});
afterEach(async () => {
  for (const inspector of inspectors) await inspector.close();
  rmSync(workDir, { recursive: true, force: true });
});

const make = (more: Partial<InspectorSettings> = {}): Inspector => {
  const inspector = createInspector({ workDir, ...more });
  inspectors.push(inspector);
  return inspector;
};
let staged = 0;
const inspect = (inspector: Inspector, path: string, content = 'text\n'): Promise<InspectionReport> => {
  const at = join(workDir, 'staging', `${staged++}`);
  writeFileSync(at, content);
  const bytes = { path: at, offset: 0, length: Buffer.byteLength(content), sha256: '' };
  return inspector.inspect({ bytes, path, name: path, preset: 'general' });
};

/** A child whose behaviour is written by the test: what it does with a file named like the trap. */
function trapped(behaviour: string): ChildProcesses {
  const script = join(workDir, 'trapped.mjs');
  writeFileSync(
    script,
    `const trap = (task) => { ${behaviour} };
     process.on('message', ({ tasks }) => {
       for (const task of tasks ?? []) {
         const said = task[4].startsWith('trap') ? trap(task) : undefined;
         process.send({ answers: [said ?? [task[0], 'text/plain', null, null]] });
       }
     });
     process.on('disconnect', () => process.exit());
     process.send({ ready: true });`,
  );
  return nodeChildProcesses(pathToFileURL(script));
}

const traps: readonly (readonly [string, string, string])[] = [
  ['dies', 'process.exit(3)', 'died'],
  ['is killed', "process.kill(process.pid, 'SIGKILL')", 'died'],
  ['loops', 'for (;;) {}', 'time'],
  ['eats memory', 'const all = []; for (;;) all.push(Buffer.alloc(1 << 22, 1))', 'memory'],
  ['fills the heap', 'const all = []; for (;;) all.push({ all: [all.length] })', 'died'],
  ['speaks nonsense', "return 'nonsense'", 'protocol'],
  ['answers for another file', 'return [task[0] + 1, null, null, null]', 'protocol'],
  ['says infected', "return [task[0], null, 'signature', {}]", 'protocol'],
  ['finds a clean file of no type', 'return [task[0], null, null, null]', 'protocol'],
  ['hands over an object as a fact', "return [task[0], null, 'script', { a: { b: 1 } }]", 'protocol'],
];

/** Only what never ends shall run out of time, however busy the machine is. */
const millisecondsFor = (cause: string): number => (cause === 'time' ? 3000 : 30_000);

describe.each(traps)('a parser that %s', (_, behaviour, cause) => {
  it('costs that file alone, with its cause', async () => {
    const inspector = make({
      children: trapped(behaviour),
      heapMiB: 64,
      watch: { milliseconds: () => millisecondsFor(cause), residentBytes: 400 * 1024 ** 2, every: 20 },
    });
    const paths = Array.from({ length: 40 }, (_unused, at) => (at === 17 ? 'trap.txt' : `${at}.txt`));
    const reports = await Promise.all(paths.map((path) => inspect(inspector, path)));
    for (const [at, { judgement }] of reports.entries()) {
      if (at === 17) {
        expect(judgement).toMatchObject({
          verdict: 'unscannable',
          reason: 'engine-error',
          detail: { part: 'inspection', cause },
        });
      } else expect(judgement).toEqual({ verdict: 'clean' });
    }
    expect((await inspect(inspector, 'later.txt')).judgement.verdict).toBe('clean');
  });
});

describe('the inspector', () => {
  it('gives up on a child that never starts, and says so', async () => {
    const inspector = make({ children: nodeChildProcesses(pathToFileURL(join(workDir, 'missing.mjs'))) });
    for (const { judgement } of await Promise.all([
      inspect(inspector, 'a.txt'),
      inspect(inspector, 'b.txt'),
    ])) {
      expect(judgement).toMatchObject({
        reason: 'engine-error',
        detail: { part: 'inspection', cause: 'start-failed' },
      });
    }
  });

  it('runs files again when their child was killed while they were under way', async () => {
    let starts = 0;
    const real = nodeChildProcesses();
    const children: ChildProcesses = {
      start: (rights) => {
        const child = real.start(rights);
        const first = starts++ === 0;
        return {
          ...child,
          send: (message: ToChild) => {
            if (first && 'tasks' in message) child.kill();
            else child.send(message);
          },
        };
      },
    };
    const inspector = make({ children });
    const reports = await Promise.all(Array.from({ length: 20 }, (_, at) => inspect(inspector, `${at}.txt`)));
    expect(reports.every(({ judgement }) => judgement.verdict === 'clean')).toBe(true);
    expect(starts).toBe(2);
  });

  it('ends an idle child, and starts another for the next medium', async () => {
    let starts = 0;
    const real = nodeChildProcesses();
    const ends: Promise<void>[] = [];
    const children: ChildProcesses = {
      start: (rights) => {
        starts++;
        const child = real.start(rights);
        ends.push(new Promise((resolve) => child.onEnd(() => resolve())));
        return child;
      },
    };
    const inspector = make({ children, idleMilliseconds: 1 });
    expect((await inspect(inspector, 'a.txt')).judgement.verdict).toBe('clean');
    await ends[0];
    expect((await inspect(inspector, 'b.txt')).judgement.verdict).toBe('clean');
    expect(starts).toBe(2);
  });

  it('gives the child no way to write into staging, read elsewhere, start a program or see a secret', async () => {
    process.env['INSPECTOR_TEST_SECRET'] = 'secret';
    writeFileSync(join(workDir, 'key'), 'secret');
    const inspector = make({
      children: trapped(`
        const { readFileSync, writeFileSync } = process.getBuiltinModule('node:fs');
        const { spawnSync } = process.getBuiltinModule('node:child_process');
        const denied = (act) => { try { act(); return false; } catch (error) { return error.code === 'ERR_ACCESS_DENIED'; } };
        const detail = {
          staging: denied(() => writeFileSync(task[1], 'changed')),
          key: denied(() => readFileSync(${JSON.stringify(join(workDir, 'key'))})),
          spawn: denied(() => spawnSync('true')),
          secret: process.env.INSPECTOR_TEST_SECRET === undefined,
        };
        return [task[0], null, 'script', detail];`),
    });
    const { judgement } = await inspect(inspector, 'trap.txt');
    delete process.env['INSPECTOR_TEST_SECRET'];
    expect(judgement).toMatchObject({ detail: { staging: true, key: true, spawn: true, secret: true } });
  });

  it('leaves nothing behind', async () => {
    const inspector = make();
    await inspect(inspector, 'a.txt');
    await inspector.close();
    expect(readdirSync(workDir)).toEqual(['staging']);
  });
});
