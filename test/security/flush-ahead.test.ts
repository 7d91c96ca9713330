/** The kernel tells a write-back error to one flush only: one that ran ahead must not swallow it. */

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFlush } from '../../electron/core/transfer/flush.ts';

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'flush-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  fs.rmSync(folder, { recursive: true, force: true });
});

/** A `sync` that counts how often it was asked and fails as told, by its turn from 1 on. */
function fakeSync(failing: number): () => number {
  const turns = path.join(folder, 'turns');
  fs.writeFileSync(
    path.join(folder, 'sync'),
    // Making a folder is one step: each takes the first turn that is free, whoever else is running.
    `#!/bin/sh\nturn=1\nuntil mkdir "${turns}.$turn" 2>/dev/null; do turn=$((turn + 1)); done\n[ $turn -ne ${failing} ]\n`,
    { mode: 0o755 },
  );
  vi.stubEnv('PATH', `${folder}:${process.env['PATH'] ?? ''}`);
  return () => fs.readdirSync(folder).filter((name) => name.startsWith('turns.')).length;
}
const untilTurn = (turns: () => number, count: number): Promise<void> =>
  vi.waitFor(() => expect(turns()).toBe(count), { timeout: 20_000 });

describe.runIf(process.platform === 'linux')('a flush', () => {
  it('that ran ahead and failed spoils the release, though the last one succeeds', async () => {
    const turns = fakeSync(1);
    const flush = createFlush(folder);
    flush.ahead();
    await untilTurn(turns, 1);
    await expect(flush.all([])).rejects.toMatchObject({ code: 'EIO' });
    expect(turns()).toBe(2);
  });

  it('at the end that fails spoils the release, though those ahead succeeded', async () => {
    const turns = fakeSync(2);
    const flush = createFlush(folder);
    flush.ahead();
    await untilTurn(turns, 1);
    await expect(flush.all([])).rejects.toMatchObject({ code: 'EIO' });
  });

  it('without the tool spoils the release', async () => {
    vi.stubEnv('PATH', folder);
    await expect(createFlush(folder).all([])).rejects.toMatchObject({ code: 'EIO' });
  });

  it('is done when all of them were', async () => {
    const turns = fakeSync(0);
    const flush = createFlush(folder);
    flush.ahead();
    flush.ahead();
    await flush.all([]);
    expect(turns()).toBe(3);
  });
});
