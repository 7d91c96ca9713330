/** Instant notice of mount roots where the system has none of its own, from a process that may hang. */

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listenToTool } from '../../electron/core/media/notice.ts';
import type { Stop } from '../../electron/core/media/ports.ts';
import { watchRoots } from '../../electron/core/media/roots-watch.ts';

let root: string;
let stop: Stop | null = null;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sekisho-roots-'));
});
afterEach(async () => {
  await stop?.();
  stop = null;
  rmSync(root, { recursive: true, force: true });
});
const until = (test: () => unknown): Promise<unknown> =>
  expect.poll(test, { timeout: 30_000, interval: 20 }).toBeTruthy();

describe('mount roots', () => {
  it('give notice when something appears under one and when it goes', async () => {
    let notices = 0;
    stop = watchRoots([root], () => (notices += 1));
    let count = 0;
    // The child needs a moment to start.
    await until(() => {
      mkdirSync(join(root, `紹介状 ${count++}`));
      return notices > 0;
    });
    const before = notices;
    rmSync(join(root, '紹介状 0'), { recursive: true });
    await until(() => notices > before);
  });
});

describe('a tool that tells of changes', () => {
  const sh = (script: string) => ({ file: 'sh', args: ['-c', script] });

  it('is started again when it dies', async () => {
    const lines: string[] = [];
    stop = listenToTool(sh('echo changed; exit 1'), (line) => lines.push(line));
    await until(() => lines.length >= 2);
  });

  it('that the machine does not have is given up quietly', async () => {
    let notices = 0;
    stop = listenToTool({ file: 'no-such-tool', args: [] }, () => (notices += 1));
    await stop();
    expect(notices).toBe(0);
  });

  it('is silent and dead once stopped', async () => {
    const lines: string[] = [];
    const pid = await new Promise<number>((resolve) => {
      stop = listenToTool(sh('echo $$; while :; do echo x; sleep 0.01; done'), (line) => {
        lines.push(line);
        resolve(Number(lines[0]));
      });
    });
    await stop?.();
    const said = lines.length;
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    expect(lines.length).toBe(said);
  });
});
