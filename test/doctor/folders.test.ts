import fs from 'node:fs';
import path from 'node:path';

import { describe, expect, test } from 'vitest';

import {
  examineDataFolder,
  examineDestination,
  examineKey,
  examineSpace,
} from '../../electron/core/doctor/folders.ts';
import type { Machine } from '../../electron/core/doctor/machine.ts';
import { temporaryFolder } from '../audit/data-folder.ts';
import { toldMachine } from './told-machine.ts';

const ROOMY = { free: 80_000_000_000, total: 200_000_000_000 };
const own = (space: Awaited<ReturnType<Machine['space']>> = ROOMY): Machine =>
  toldMachine({ platform: 'linux', userId: process.geteuid?.() ?? 0, space });
const stranger = (): Machine => toldMachine({ platform: 'linux', userId: 4242 });
const windows = (): Machine => toldMachine({ platform: 'win32', userId: null });

function folder(mode: number): string {
  const dir = path.join(temporaryFolder(), 'data');
  fs.mkdirSync(dir);
  fs.chmodSync(dir, mode);
  return dir;
}

describe('the data folder', () => {
  test.each([
    [0o700, 'private'],
    [0o750, 'open'],
    [0o701, 'open'],
    [0o755, 'open'],
  ])('of mode %o', (mode, state) => {
    expect(examineDataFolder(folder(mode), own())).toMatchObject({ state, mode: `0${mode.toString(8)}` });
  });

  test('of another account', () => {
    expect(examineDataFolder(folder(0o700), stranger()).state).toBe('foreign');
  });

  test('whose rights cannot be told', () => {
    expect(examineDataFolder(folder(0o755), windows())).toMatchObject({ state: 'unknown', mode: null });
  });

  test('that is not there yet is not made', () => {
    const dir = path.join(temporaryFolder(), 'a', 'b');
    expect(examineDataFolder(dir, own()).state).toBe('absent');
    expect(fs.existsSync(path.dirname(dir))).toBe(false);
  });

  test('that is a file, or lies under one', () => {
    const file = path.join(temporaryFolder(), 'data');
    fs.writeFileSync(file, '');
    const unusable = {
      state: 'unusable',
      error: { code: 'data-folder-unusable', params: { reason: 'ENOTDIR' } },
    };
    expect(examineDataFolder(file, own())).toMatchObject(unusable);
    expect(examineDataFolder(path.join(file, 'data'), own()).state).toBe('unusable');
  });
});

describe('the signing key', () => {
  function keys(folderMode: number, keyMode: number): string {
    const dir = folder(0o700);
    fs.mkdirSync(path.join(dir, 'keys'));
    fs.writeFileSync(path.join(dir, 'keys', 'ledger.pem'), 'key');
    fs.chmodSync(path.join(dir, 'keys', 'ledger.pem'), keyMode);
    fs.chmodSync(path.join(dir, 'keys'), folderMode);
    return dir;
  }
  test.each([
    [0o700, 0o600, 'private', null],
    [0o700, 0o640, 'open', 'keys/ledger.pem'],
    [0o755, 0o600, 'open', 'keys'],
  ])('in a folder of mode %o, itself of mode %o', (folderMode, keyMode, state, at) => {
    const dir = keys(folderMode, keyMode);
    expect(examineKey(dir, own())).toMatchObject({ state, path: at === null ? null : path.join(dir, at) });
  });

  test('of another account, not there, or not to be told', () => {
    expect(examineKey(keys(0o700, 0o600), stranger()).state).toBe('foreign');
    expect(examineKey(folder(0o700), own()).state).toBe('absent');
    expect(examineKey(keys(0o700, 0o600), windows()).state).toBe('unknown');
  });
});

describe('the disk', () => {
  test.each([
    [{ free: 80e9, total: 200e9 }, 'enough'],
    [{ free: 19e9, total: 200e9 }, 'low'],
    [{ free: 4.9e9, total: 20e9 }, 'low'],
    [{ free: 268_435_455, total: 200e9 }, 'full'],
    [null, 'unknown'],
  ])('with %o', async (space, state) => {
    expect((await examineSpace('/nowhere/data', own(space))).state).toBe(state);
  });

  test('is asked at the nearest folder that is there', async () => {
    const asked: string[] = [];
    const dir = temporaryFolder();
    await examineSpace(path.join(dir, 'a', 'b'), {
      ...own(),
      space: (at) => {
        asked.push(at);
        return Promise.resolve(null);
      },
    });
    expect(asked).toEqual([dir]);
  });
});

describe('the destination', () => {
  test('is tried, and left as it was', async () => {
    const inbox = temporaryFolder();
    const found = await examineDestination(inbox, temporaryFolder(), own());
    expect(found).toEqual({ state: 'writable', path: inbox, free: ROOMY.free, error: null });
    expect(fs.readdirSync(inbox)).toEqual([]);
  });

  test('may be nearly full', async () => {
    const low = own({ free: 1e9, total: 200e9 });
    expect((await examineDestination(temporaryFolder(), temporaryFolder(), low)).state).toBe('low');
  });

  test('may not share the data folder', async () => {
    const data = folder(0o700);
    expect((await examineDestination(path.dirname(data), data, own())).state).toBe('overlaps');
    expect((await examineDestination(data, data, own())).state).toBe('overlaps');
  });

  test('that is not there, or is a file', async () => {
    const dir = temporaryFolder();
    const missing = { state: 'unusable', error: { code: 'destination-missing' } };
    expect(await examineDestination(path.join(dir, 'inbox'), dir, own())).toMatchObject(missing);
    fs.writeFileSync(path.join(dir, 'inbox'), '');
    expect(await examineDestination(path.join(dir, 'inbox'), temporaryFolder(), own())).toMatchObject(
      missing,
    );
  });
});
