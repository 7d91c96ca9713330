/** `npm run web` as a developer runs it: prints where the windows are, opens the gate, takes the sample, ends cleanly. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it, onTestFinished } from 'vitest';
import { insertSample } from '../../scripts/sample/insert.ts';
import { sampleFiles } from '../../electron/core/sample/medium.ts';
import type { Snapshot } from '../../shared/contract/snapshot.ts';
import { WIRE } from '../../shared/contract/wire.ts';
import { runningEngine } from '../../electron/core/scan/stale-engine.ts';
import { ROOT } from '../../scripts/runtime.mjs';
import { requireForAll } from '../scan/requirements.ts';
import { writePracticeDefinitions } from '../scan/practice-definitions.ts';

requireForAll('clamav');

function temporary(): string {
  const base = fs.mkdtempSync(path.join(os.tmpdir(), 'sekisho-npm-web-'));
  onTestFinished(() => fs.rmSync(base, { recursive: true, force: true }));
  return base;
}

it('starts over folders of its own and leaves nothing running', { timeout: 180_000 }, async () => {
  const base = temporary();
  const definitions = writePracticeDefinitions(path.join(base, 'definitions'));
  const folders = ['--data', path.join(base, 'data'), '--to', path.join(base, 'inbox')];
  const args = [path.join(ROOT, 'scripts', 'web.ts'), ...folders, '--definitions', definitions, '--practice'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  await expect
    .poll(() => lines.some((line) => line.startsWith('Administrator:')), { timeout: 150_000 })
    .toBe(true);
  const address = new URL(lines.find((line) => line.startsWith('Kiosk:'))?.split(/\s+/)[1] ?? '');
  expect(address.hash).toMatch(/^#\/kiosk\?token=[\w-]{43}$/);
  expect(await (await fetch(address)).text()).toContain('<script');

  const token = new URLSearchParams(address.hash.split('?')[1]).get('token') ?? '';
  const headers: Record<string, string> = { [WIRE.token]: token, 'content-type': 'application/json' };
  const post = async (where: string, body: unknown): Promise<unknown> => {
    const answer = await fetch(new URL(where, address), {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    return answer.json();
  };
  headers[WIRE.connection] = ((await post(WIRE.connect, {})) as { connection: string }).connection;
  const gate = async (): Promise<string> => {
    const answer = await post(WIRE.call, { method: 'snapshot.read', input: {} });
    return (answer as { value: Snapshot }).value.gate.state;
  };
  await expect.poll(gate, { timeout: 45_000 }).toBe('open');
  const engine = runningEngine(path.join(base, 'data', 'engine'));
  const ended = once(child, 'exit');
  child.kill('SIGINT');
  expect(await ended).toEqual([0, null]);
  expect(() => process.kill(engine ?? 0, 0)).toThrow('ESRCH');
});

it('inserts the sample all at once, and pulls out the one before', async () => {
  const root = path.join(temporary(), 'media');
  const first = await insertSample(root);
  const before = fs.statSync(first).ino;
  fs.rmSync(path.join(first, 'DICOMDIR'));
  const second = await insertSample(root);
  expect(second).toBe(first);
  expect(fs.readdirSync(root)).toEqual(['SAMPLE']);
  for (const file of sampleFiles()) expect(fs.existsSync(path.join(second, file.path)), file.path).toBe(true);
  expect(fs.statSync(second).ino).not.toBe(before);
});
