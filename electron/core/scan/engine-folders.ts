/** The engine's folders: a short private one for socket and configuration, and a temporary one, in memory where there is room. */

import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import { MAX_SCAN_MIB } from './config.ts';

export type EngineFolders = {
  /** Socket, configuration; 0700. */
  readonly run: string;
  /** The engine's own temporary files; 0700. */
  readonly temporary: string;
  readonly inMemory: boolean;
  remove(): void;
};

/** Every folder made here is named `sekisho-engine-<our process id>-XXXXXX`; only such are ever swept away. */
export const FOLDER_PREFIX = 'sekisho-engine-';
const OWN_NAME = /^sekisho-engine-(\d{1,9})-\w{6}$/;
const nameStart = (): string => `${FOLDER_PREFIX}${process.pid}-`;

/** A unix socket's path must fit into sun_path: 108 bytes with its NUL on Linux, 104 on macOS and the BSDs. */
const LONGEST_SOCKET_PATH = 103;
const SHARED_MEMORY = '/dev/shm';
const MEBIBYTE = 1024 * 1024;
/**
 * Memory is used for temporary files (half the time per small file, measured) only if one archive unpacked to the limit
 * fits and as much again stays free for signatures and everything else. A full temporary folder is no danger to anyone
 * but the file: clamd answers "Can't write to file ERROR". A machine out of memory is.
 */
const MEMORY_FOLDER_MIB = MAX_SCAN_MIB + 256;
const MEMORY_FREE_MIB = 2 * MAX_SCAN_MIB;

/** `engineDir`: `<data>/engine`, used where memory has not enough room. Throws what the file system throws. */
export function makeEngineFolders(engineDir: string): EngineFolders {
  for (const place of [tmpdir(), SHARED_MEMORY, join(engineDir, 'tmp')]) sweepAbandoned(place);
  const run = makeRunFolder();
  const inMemory = memoryHasRoom();
  let temporary: string;
  try {
    if (!inMemory) mkdirSync(join(engineDir, 'tmp'), { recursive: true, mode: 0o700 });
    temporary = mkdtempSync(join(inMemory ? SHARED_MEMORY : join(engineDir, 'tmp'), nameStart()));
  } catch (error) {
    rmSync(run, { recursive: true, force: true });
    throw error;
  }
  return {
    run,
    temporary,
    inMemory,
    remove() {
      rmSync(run, { recursive: true, force: true });
      rmSync(temporary, { recursive: true, force: true });
    },
  };
}

/**
 * The system's temporary folder and not the data folder: paths there are short, and Debian's AppArmor profile for clamd
 * lets it write under /tmp only.
 */
function makeRunFolder(): string {
  const longest = LONGEST_SOCKET_PATH - `/${nameStart()}XXXXXX/clamd.sock`.length;
  const base = process.platform !== 'win32' && Buffer.byteLength(tmpdir()) > longest ? '/tmp' : tmpdir();
  return mkdtempSync(join(base, nameStart()));
}

function memoryHasRoom(): boolean {
  if (process.platform !== 'linux') return false;
  try {
    const { bavail, bsize } = statfsSync(SHARED_MEMORY);
    const available = /^MemAvailable:\s+(\d+) kB$/m.exec(readFileSync('/proc/meminfo', 'latin1'))?.[1];
    return bavail * bsize >= MEMORY_FOLDER_MIB * MEBIBYTE && Number(available) >= MEMORY_FREE_MIB * 1024;
  } catch {
    return false;
  }
}

/** A gate that was killed leaves its folders behind; their names tell whether it still lives. */
function sweepAbandoned(place: string): void {
  let names: string[];
  try {
    names = readdirSync(place);
  } catch {
    return;
  }
  for (const name of names) {
    const owner = OWN_NAME.exec(name)?.[1];
    if (owner !== undefined && !isAlive(Number(owner))) removeOwnFolder(join(place, name));
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Removes a folder if it is one that was made here, by this user. */
export function removeOwnFolder(path: string): void {
  if (!OWN_NAME.test(basename(path))) return;
  try {
    const stat = lstatSync(path);
    if (stat.isDirectory() && stat.uid === process.getuid?.()) rmSync(path, { recursive: true, force: true });
  } catch {
    // Already gone, or not ours to remove.
  }
}
