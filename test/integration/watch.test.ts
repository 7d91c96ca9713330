/** `sekisho watch` as it runs in a clinic: real file systems that come, go, hang and vanish, and a real engine. */

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRealMedia, isRoot } from '../media-core/real-media.ts';
import type { RealMedia } from '../media-core/real-media.ts';
import { mountFuse, needsFuse } from '../media/fuse-medium.ts';
import type { FuseMedium } from '../media/fuse-medium.ts';
import { hasCommand, needs } from '../missing-component.ts';
import { kept } from '../program-environment.ts';
import { requireForAll } from '../scan/requirements.ts';
import { unaccounted } from './after-a-crash.ts';
import { makeClinic } from './headless.ts';
import type { Clinic } from './headless.ts';

requireForAll('clamav');

/** Random moments at which a medium is pulled; the full proof is 50 (`SEKISHO_PULLS=50`). */
const PULLS = Number(process.env['SEKISHO_PULLS'] ?? 8);
const MAIN = fileURLToPath(new URL('../../electron/hosts/cli/main.ts', import.meta.url));

type Line = { readonly event: string; readonly [key: string]: unknown };

let clinic: Clinic;
let media: RealMedia;
let child: ChildProcess | null = null;
let said: Line[] = [];
const others: FuseMedium[] = [];

beforeEach((context) => {
  needs(context, 'root', isRoot());
  for (const tool of ['losetup', 'mkfs.exfat', 'mount.exfat-fuse']) needs(context, tool, hasCommand(tool));
  clinic = makeClinic();
  media = createRealMedia();
  said = [];
});
afterEach(async () => {
  child?.kill('SIGKILL');
  child = null;
  media.remove();
  for (const one of others.splice(0)) await one.unmount();
  clinic.remove();
});

const all = (event: string): readonly Line[] => said.filter((line) => line.event === event);
const until = (event: string, count = 1): Promise<void> =>
  expect.poll(() => all(event).length, { timeout: 45_000, interval: 10 }).toBeGreaterThanOrEqual(count);
const stick = (label: string, files: Readonly<Record<string, string>>): string =>
  media.exfat(label, label, 'ro', undefined, files).mountPoint;

async function watch(): Promise<void> {
  const args = ['--to', clinic.inbox, '--data', clinic.data, '--media-root', media.root];
  const practice = ['--definitions', clinic.definitions, '--practice', '--json'];
  const started = spawn(process.execPath, [MAIN, 'watch', ...args, ...practice], {
    env: { ...kept, HOME: clinic.base, LANG: 'C.UTF-8' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child = started;
  createInterface({ input: started.stdout }).on('line', (line) => said.push(JSON.parse(line) as Line));
  const waiting = Promise.withResolvers<null>();
  started.stderr.on('data', () => waiting.resolve(null));
  started.once('exit', (code) => waiting.reject(new Error(`ended with ${code ?? 'a signal'}`)));
  await waiting.promise;
}

async function stop(): Promise<number | null> {
  const ended = new Promise<number | null>((resolve) => child?.once('exit', resolve));
  child?.kill('SIGINT');
  return ended;
}

describe('watch', () => {
  it('gates what is there and what comes, says when each went, and ends cleanly with a record that verifies', async () => {
    stick('紹介状', { 'letter.txt': '紹介します' });
    await watch();
    await until('finished');
    const second = stick('CT', { 'report.txt': 'a report', 'run.bat': '@echo off' });
    await until('finished', 2);
    media.pull(second);
    await until('removed');
    expect(await stop()).toBe(0);
    expect(all('finished').map((line) => line['outcome'])).toEqual(['released', 'partial']);
    expect(all('file').map((line) => [line['path'], line['verdict']])).toEqual([
      ['letter.txt', 'clean'],
      ['report.txt', 'clean'],
      ['run.bat', 'blocked'],
    ]);
    expect(all('removed')[0]).toMatchObject({ volumes: ['CT'], when: 'after' });
    expect(unaccounted(clinic.inbox, clinic.data)).toEqual([]);
    expect((await clinic.run('audit', 'verify', '--data', clinic.data)).code).toBe(0);
  });

  it(`survives ${PULLS} pulls at random moments: nothing unlogged, nothing half released`, async () => {
    const files = Object.fromEntries(
      Array.from({ length: 40 }, (_, at) => [`f${at}.txt`, `text ${at} `.repeat(400)]),
    );
    await watch();
    for (let pull = 0; pull < PULLS; pull += 1) {
      const where = stick(`P${pull}`, files);
      await until('volume', pull + 1);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 600));
      media.pull(where);
      await until('removed', pull + 1);
      await until('finished', pull + 1);
    }
    const outcomes = all('finished').map((line) => line['outcome']);
    console.log(`pulled ${PULLS} times: ${outcomes.join(' ')}`);
    for (const outcome of outcomes) expect(['aborted', 'released', 'refused']).toContain(outcome);
    stick('LAST', { 'letter.txt': 'still here' });
    await until('finished', PULLS + 1);
    expect(all('finished').at(-1)?.['outcome']).toBe('released');
    expect(await stop()).toBe(0);
    expect(unaccounted(clinic.inbox, clinic.data)).toEqual([]);
    expect((await clinic.run('audit', 'verify', '--data', clinic.data)).code).toBe(0);
  });

  it('goes on with the others when a medium hangs and is pulled', async (context) => {
    needsFuse(context);
    const backing = path.join(clinic.base, 'backing');
    fs.mkdirSync(backing);
    fs.writeFileSync(path.join(backing, 'a.txt'), 'a');
    const hung = await mountFuse({ backing, faults: [{ kind: 'hangs', path: '' }] });
    others.push(hung);
    await watch();
    const where = media.bind(hung.folder, 'hung');
    await until('volume');
    stick('OTHER', { 'letter.txt': 'waiting its turn' });
    await until('volume', 2);
    expect(all('finished')).toEqual([]);
    media.pull(where);
    await until('finished', 2);
    expect(all('finished').map((line) => line['outcome'])).toEqual(['aborted', 'released']);
    expect(await stop()).toBe(0);
  });
});
