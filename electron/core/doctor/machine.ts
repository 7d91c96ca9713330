/** The port through which doctor sees the machine: files, commands with a deadline, addresses; never written to. */

import fs from 'node:fs';
import { statfs } from 'node:fs/promises';
import os from 'node:os';

import { runCommand, type RunCommand } from '../media/command.ts';

export type Machine = {
  /** `linux`, `win32`, `darwin`; others are looked at no further. */
  readonly platform: string;
  /** Folder of Windows itself, for instance `C:\Windows`; null elsewhere. */
  readonly systemRoot: string | null;
  /** Effective user id; null on Windows. */
  readonly userId: number | null;
  /** A small text file; null when it is not there or cannot be read. */
  read(path: string): string | null;
  /** Names in a folder; null when it is not there or cannot be read. */
  list(path: string): readonly string[] | null;
  exists(path: string): boolean;
  /** Never rejects; see RunCommand. */
  readonly run: RunCommand;
  /** Addresses of every interface that is up, by the interface's name. */
  addresses(): ReadonlyMap<string, readonly string[]>;
  /** Bytes on the file system that holds `path`, free for us and in all; null where the system does not say. */
  space(path: string): Promise<{ readonly free: number; readonly total: number } | null>;
};

/** What is read here are settings and kernel tables; a routing table of thousands of lines stays below. */
const LONGEST_FILE = 1024 * 1024;

export const thisMachine = (): Machine => ({
  platform: process.platform,
  systemRoot: process.platform === 'win32' ? (process.env['SystemRoot'] ?? null) : null,
  userId: process.geteuid?.() ?? null,
  read: readSmall,
  list(path) {
    try {
      return fs.readdirSync(path);
    } catch {
      return null;
    }
  },
  exists: (path) => fs.existsSync(path),
  run: runCommand,
  addresses() {
    const found = Object.entries(os.networkInterfaces());
    return new Map(found.map(([name, all]) => [name, (all ?? []).map(({ address }) => address)]));
  },
  async space(path) {
    const stat = await statfs(path).catch(() => null);
    if (stat === null || stat.blocks === 0) return null;
    return { free: stat.bavail * stat.bsize, total: stat.blocks * stat.bsize };
  },
});

/** Files of /proc tell no size, so that reading has to be bounded while it goes on. */
function readSmall(path: string): string | null {
  try {
    const handle = fs.openSync(path, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);
    try {
      const bytes = Buffer.alloc(LONGEST_FILE);
      let size = 0;
      for (let read = -1; read !== 0 && size < LONGEST_FILE; size += read) {
        read = fs.readSync(handle, bytes, size, LONGEST_FILE - size, null);
      }
      return bytes.toString('utf8', 0, size);
    } finally {
      fs.closeSync(handle);
    }
  } catch {
    return null;
  }
}
