/**
 * Release (P3), the part that touches the destination: a hidden partial folder is filled from staging, flushed, read
 * back and compared, and becomes visible by one rename. Nothing is ever overwritten; names are SafePaths only.
 */

import { createHash, hash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { SafePath } from '../inspect/names.ts';
import { createFlush } from './flush.ts';
import { CREATE_NEW, READ_UNTRUSTED } from './open-flags.ts';
import { MANIFEST_NAME, manifestLine } from './sums.ts';
import { writeAll } from './staging-file.ts';

export type Releasable = {
  readonly path: SafePath;
  readonly staged: string;
  readonly offset: number;
  readonly length: number;
  /** The whole staging file is this one file's: it may be moved instead of copied. */
  readonly alone: boolean;
  readonly sha256: string;
  readonly mtimeMs: number;
};

/** What was read back is not what was staged: the destination or the local disk lies. */
export class Mismatch extends Error {}

const CHUNK_BYTES = 4 * 1024 * 1024;
/**
 * Where there is much to write, the disk begins after each third and is nearly through when the last byte is written: a
 * quarter of a second sooner with 160 MB. Less than this is not worth a process.
 */
const FLUSH_AHEAD_BYTES = 16 * 1024 * 1024;
/** Readable by the EHR's accounts, writable and executable by none of them. */
const FILE_MODE = 0o644;
const FOLDER_MODE = 0o755;

/**
 * Writes all files and the manifest below `partial`, which must not exist yet. `tick` is called after each file.
 * Gives the manifest's lower-case hex SHA-256. Throws Mismatch or the system's error.
 */
export async function preparePartial(
  partial: string,
  files: readonly Releasable[],
  tick: () => void,
): Promise<string> {
  fs.mkdirSync(partial, { mode: FOLDER_MODE });
  const target = (relative: string): string => path.join(partial, ...relative.split('/'));
  const folders = new Set<string>(['.']);
  const source = openSources();
  const buffer = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  const disk = fs.statSync(partial).dev;
  const flush = createFlush(partial);
  // A little more than a third: the last file of all is followed by the last flush.
  const third = files.reduce((sum, file) => sum + file.length, 0) / 3 + 1;
  let unflushed = 0;
  try {
    for (const file of files) {
      makeFolders(path.posix.dirname(file.path), folders, target);
      if (file.alone && fs.statSync(file.staged).dev === disk) move(file, target(file.path));
      else copy(source.fd(file.staged), file, target(file.path), buffer);
      tick();
      unflushed += file.length;
      if (unflushed < Math.max(third, FLUSH_AHEAD_BYTES)) continue;
      flush.ahead();
      unflushed = 0;
    }
  } finally {
    source.close();
  }
  const manifest = writeManifest(target(MANIFEST_NAME), files);
  await flush.all([...files.map((file) => file.path), MANIFEST_NAME].map(target));
  for (const file of files) {
    if (hashFile(target(file.path), buffer) !== file.sha256) throw new Mismatch(file.path);
    tick();
  }
  if (hashFile(target(MANIFEST_NAME), buffer) !== manifest) throw new Mismatch(MANIFEST_NAME);
  return manifest;
}

/**
 * The rename. rename(2) would replace an empty folder of that name, so a name that is there at all is refused: the
 * folder's name carries a random part, and one that is taken all the same is somebody's doing.
 */
export function publishPartial(partial: string, destination: string, folder: string): void {
  const target = path.join(destination, folder);
  if (fs.lstatSync(target, { throwIfNoEntry: false }) !== undefined) {
    throw Object.assign(new Error('folder exists'), { code: 'EEXIST' });
  }
  fs.renameSync(partial, target);
  flushFolder(destination);
}

function makeFolders(folder: string, made: Set<string>, target: (relative: string) => string): void {
  if (made.has(folder)) return;
  makeFolders(path.posix.dirname(folder), made, target);
  fs.mkdirSync(target(folder), { mode: FOLDER_MODE });
  made.add(folder);
}

/** A large file that has a staging file to itself moves within the disk; what is released is the very scanned inode. */
function move(file: Releasable, to: string): void {
  if (fs.lstatSync(to, { throwIfNoEntry: false }) !== undefined) {
    throw Object.assign(new Error('exists'), { code: 'EEXIST' });
  }
  fs.renameSync(file.staged, to);
  fs.chmodSync(to, FILE_MODE);
  fs.utimesSync(to, file.mtimeMs / 1000, file.mtimeMs / 1000);
}

function copy(from: number, file: Releasable, to: string, buffer: Buffer): void {
  const fd = fs.openSync(to, CREATE_NEW, FILE_MODE);
  try {
    for (let done = 0; done < file.length;) {
      const part = buffer.subarray(0, Math.min(buffer.length, file.length - done));
      const got = fs.readSync(from, part, 0, part.length, file.offset + done);
      if (got === 0) throw new Mismatch(file.path);
      writeAll(fd, part.subarray(0, got), done);
      done += got;
    }
    fs.futimesSync(fd, file.mtimeMs / 1000, file.mtimeMs / 1000);
  } finally {
    fs.closeSync(fd);
  }
}

function writeManifest(to: string, files: readonly Releasable[]): string {
  const text = Buffer.from(files.map((file) => manifestLine(file.sha256, file.path)).join(''));
  const fd = fs.openSync(to, CREATE_NEW, FILE_MODE);
  try {
    writeAll(fd, text, 0);
  } finally {
    fs.closeSync(fd);
  }
  return hash('sha256', text, 'hex');
}

/** Pack files are opened once and read in order. */
function openSources(): { fd: (file: string) => number; close: () => void } {
  let open: { file: string; fd: number } | null = null;
  const close = (): void => {
    if (open !== null) fs.closeSync(open.fd);
    open = null;
  };
  return {
    fd(file) {
      if (open?.file === file) return open.fd;
      close();
      open = { file, fd: fs.openSync(file, 'r') };
      return open.fd;
    },
    close,
  };
}

function hashFile(file: string, buffer: Buffer): string {
  const fd = fs.openSync(file, READ_UNTRUSTED);
  try {
    let got = fs.readSync(fd, buffer, 0, buffer.length, 0);
    // One read tells a small file's whole content: a full buffer may have more behind it.
    if (got < buffer.length) return hash('sha256', buffer.subarray(0, got), 'hex');
    const sha256 = createHash('sha256');
    for (let done = 0; got > 0; got = fs.readSync(fd, buffer, 0, buffer.length, done)) {
      sha256.update(buffer.subarray(0, got));
      done += got;
    }
    return sha256.digest('hex');
  } finally {
    fs.closeSync(fd);
  }
}

/** Makes the rename itself durable. Windows cannot open a folder; NTFS journals the rename. */
function flushFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const fd = fs.openSync(folder, 'r');
  try {
    fs.fsyncSync(fd);
  } finally {
    fs.closeSync(fd);
  }
}
