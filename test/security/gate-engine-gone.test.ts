/** Whatever becomes of the engine while a medium is judged: nothing that was not scanned gets in, and the next gate works. */

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { unaccounted, unhealed } from '../integration/after-a-crash.ts';
import { makeClinic } from '../integration/headless.ts';
import type { Clinic } from '../integration/headless.ts';
import { needs } from '../missing-component.ts';

let clinic: Clinic;
beforeEach(() => {
  clinic = makeClinic();
});
afterEach(() => {
  clinic.remove();
});

const inStaging = (): readonly string[] => {
  const staging = path.join(clinic.data, 'staging');
  return fs.existsSync(staging) ? fs.readdirSync(staging) : [];
};

/** Kills every clamd that this gate has started itself. */
function killEngineOf(gate: number): boolean {
  const { stdout } = spawnSync('pgrep', ['-P', String(gate), '-x', 'clamd'], { encoding: 'utf8' });
  const engines = stdout.split('\n').filter((line) => line !== '');
  for (const pid of engines) {
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      // Gone by itself meanwhile.
    }
  }
  return engines.length > 0;
}

it('killed over and over, at another moment each time, it never lets an unscanned file in', async () => {
  for (let i = 0; i < 3_000; i += 1) clinic.put(`d${i % 7}/f${i}.txt`, `file ${i}\n`.repeat(200));
  // States on disk, not times: a quick machine is through with the medium while a slow one still starts its engine.
  const moments: readonly ((gate: number) => boolean)[] = [
    (gate) => killEngineOf(gate),
    () => inStaging().length > 0,
    () => inStaging().some((name) => fs.readdirSync(path.join(clinic.data, 'staging', name)).length > 0),
  ];
  for (const reached of moments) {
    const { child, done } = clinic.start();
    const running = new Set([child]);
    void done.then(() => running.delete(child));
    while (running.size > 0 && !reached(child.pid ?? 0)) await wait(5);
    while (running.size > 0) {
      killEngineOf(child.pid ?? 0);
      await wait(20);
    }
    const ran = await done;
    expect(ran.code).not.toBe(0);
    expect(['aborted', 'refused']).toContain(ran.finished?.outcome);
    expect(ran.finished?.error?.code).toMatch(/^(?:engine|definitions-load-failed)/);
    expect(clinic.arrived()).toEqual([]);
    expect(unaccounted(clinic.inbox, clinic.data)).toEqual([]);
  }
  expect(await clinic.gate()).toMatchObject({
    code: 0,
    finished: { outcome: 'released', files: { released: 3_000 } },
  });
  expect(await unhealed(clinic.inbox, clinic.data)).toEqual([]);
});

it('where ClamAV is not installed, the gate is closed and says what to install', (context) => {
  const hide = (program: string): string => `mount --bind /dev/null ${program}`;
  const places = ['/usr/sbin/clamd', '/usr/local/sbin/clamd'].filter((file) => fs.existsSync(file));
  const allowed = spawnSync('unshare', ['-m', 'true']).status === 0 && places.length > 0;
  needs(context, 'the right to a mount namespace of its own', allowed);
  clinic.put('a.txt', 'x');
  const main = new URL('../../electron/hosts/cli/main.ts', import.meta.url).pathname;
  const args = ['gate', '--from', clinic.medium, '--to', clinic.inbox, '--data', clinic.data];
  const more = ['--definitions', clinic.definitions, '--practice', '--json'];
  const script = `${places.map(hide).join(' && ')} && exec "$@"`;
  const ran = spawnSync(
    'unshare',
    ['-m', 'sh', '-c', script, 'sh', process.execPath, main, ...args, ...more],
    { encoding: 'utf8' },
  );
  expect(ran.status).toBe(3);
  expect(JSON.parse(ran.stdout)).toMatchObject({
    outcome: 'refused',
    error: { code: 'engine-missing', params: { program: 'clamd', package: 'clamav-daemon' } },
  });
  expect(ran.stderr).toContain('clamav-daemon');
  expect(clinic.arrived()).toEqual([]);
});
