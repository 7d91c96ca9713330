import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';

import { describe, expect, it, onTestFinished } from 'vitest';

import { acquireDataFolder } from '../../electron/core/store/lock.ts';
import { temporaryFolder, value } from '../audit/data-folder.ts';

const IN_USE = { ok: false, error: { code: 'data-folder-in-use', params: {} } };

describe('the data folder', () => {
  it('is made for its owner alone', () => {
    const dir = path.join(temporaryFolder(), 'new', 'data');
    const folder = value(acquireDataFolder(dir));
    expect((fs.statSync(dir).mode & 0o777).toString(8)).toBe('700');
    expect((fs.statSync(path.join(dir, 'gate.lock')).mode & 0o777).toString(8)).toBe('600');
    folder.release();
  });

  it('is closed to others when somebody made it beforehand for all', () => {
    const dir = path.join(temporaryFolder(), 'open');
    fs.mkdirSync(dir);
    fs.chmodSync(dir, 0o775);
    value(acquireDataFolder(dir)).release();
    expect((fs.statSync(dir).mode & 0o777).toString(8)).toBe('700');
  });

  it('is refused, and left as it is, where others may write and it holds what is not ours', () => {
    const dir = temporaryFolder();
    fs.writeFileSync(path.join(dir, 'theirs'), '');
    fs.chmodSync(dir, 0o1777);
    expect(acquireDataFolder(dir)).toMatchObject({
      ok: false,
      error: { code: 'data-folder-unusable', params: { reason: 'others-can-write', mode: '777' } },
    });
    expect(fs.readdirSync(dir)).toEqual(['theirs']);
    expect((fs.statSync(dir).mode & 0o7777).toString(8)).toBe('1777');
  });

  it('is refused to a second gate in the same process, and free after release', () => {
    const dir = temporaryFolder();
    const first = value(acquireDataFolder(dir));
    expect(acquireDataFolder(dir)).toEqual(IN_USE);
    expect(acquireDataFolder(dir)).toEqual(IN_USE);
    first.release();
    value(acquireDataFolder(dir)).release();
  });

  it('is refused to a second process, and free again once the first was killed', async () => {
    const dir = temporaryFolder();
    const holder = spawn(process.execPath, [path.join(import.meta.dirname, 'hold-folder.ts'), dir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void holder.kill('SIGKILL'));
    const [line] = (await once(createInterface(holder.stdout), 'line')) as [string];
    expect(line).toBe('held');
    expect(acquireDataFolder(dir)).toEqual(IN_USE);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    value(acquireDataFolder(dir)).release();
  });

  it('says why it cannot be used', () => {
    const dir = temporaryFolder();
    const blocker = path.join(dir, 'a-file');
    fs.writeFileSync(blocker, '');
    expect(acquireDataFolder(path.join(blocker, 'data'))).toEqual({
      ok: false,
      error: { code: 'data-folder-unusable', params: { reason: 'ENOTDIR' } },
    });
    const damaged = path.join(dir, 'damaged');
    fs.mkdirSync(path.join(damaged, 'gate.lock'), { recursive: true });
    expect(acquireDataFolder(damaged)).toMatchObject({ ok: false, error: { code: 'data-folder-unusable' } });
  });
});
