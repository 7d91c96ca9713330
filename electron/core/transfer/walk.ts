/**
 * The inventory: every name on the medium, in the medium's own order, without opening a file and without following
 * a link. Folders are entered through their parent's descriptor where the system allows it, so that a folder swapped
 * for a link between two looks leads nowhere.
 */

import * as fs from 'node:fs';
import type { Detail, Reason } from '../../../shared/model/verdict.ts';
import { MAX_PATH_BYTES } from '../inspect/names.ts';
import { errnoOf } from './errno.ts';
import { isGone } from './medium-root.ts';
import type { MediumRoot } from './medium-root.ts';
import { READ_FOLDER } from './open-flags.ts';
import type { WalkLimits } from './protocol.ts';

/** A regular file as the walk saw it; staging compares what it opens with this. `os` is the name for system calls. */
export type FoundFile = {
  readonly os: string | Buffer;
  readonly path: string;
  readonly raw: string | null;
  readonly size: number;
  readonly mtimeMs: number;
  readonly ino: number;
  readonly held: { readonly reason: Reason; readonly detail: Detail } | null;
};

export class MediumGone extends Error {}
export class TooManyFiles extends Error {}

type Folder = { readonly os: string | Buffer; readonly path: string; readonly raw: boolean };

/** A path longer than this counts as several files: what an inventory may take in memory is bounded by its number of files. */
const BYTES_A_FILE = 512;
/** Of a path that is too long, so much is kept from its beginning. */
const SHOWN_OF_LONG = 200;

/**
 * @throws MediumGone when the medium vanished, TooManyFiles over `limits.maxFiles` (folders count as well, or a tree
 * of empty folders would never end).
 */
export function* walk(root: MediumRoot, limits: WalkLimits): Generator<FoundFile> {
  let seen = 0;

  function* folder(here: Folder, anchor: string | Buffer, depth: number): Generator<FoundFile> {
    let names: readonly (string | Buffer)[];
    let fd: number | null = null;
    try {
      // Windows can neither open a folder nor has links that a stick could carry past lstat.
      if (process.platform !== 'win32') {
        fd = fs.openSync(anchor, READ_FOLDER);
        if (fs.fstatSync(fd).dev !== root.dev)
          throw Object.assign(new Error('other device'), { code: 'EXDEV' });
      }
      const inside = fd !== null && process.platform === 'linux' ? `/proc/self/fd/${fd}` : anchor;
      names = listNames(inside);
      for (const name of names) {
        if (++seen > limits.maxFiles) throw new TooManyFiles();
        yield* entry(here, join(inside, name), name, depth);
      }
    } catch (thrown) {
      if (thrown instanceof MediumGone || thrown instanceof TooManyFiles) throw thrown;
      if (isGone(root, thrown)) throw new MediumGone();
      yield held(here, 'read-error', { part: 'folder', errno: errnoOf(thrown) });
    } finally {
      if (fd !== null) fs.closeSync(fd);
    }
  }

  function* entry(
    parent: Folder,
    at: string | Buffer,
    name: string | Buffer,
    depth: number,
  ): Generator<FoundFile> {
    const here = child(parent, name);
    // Entered through descriptors, a tree may be deeper than any path that the system itself would take.
    if (isTooLong(here.path)) {
      yield held(shortened(here, name), 'name-unsafe', { rule: 'path-too-long' });
      return;
    }
    seen += Math.floor(here.path.length / BYTES_A_FILE);
    if (seen > limits.maxFiles) throw new TooManyFiles();
    let stat: fs.Stats;
    try {
      stat = fs.lstatSync(at);
    } catch (thrown) {
      if (isGone(root, thrown)) throw new MediumGone();
      const errno = errnoOf(thrown);
      yield errno === 'ENAMETOOLONG'
        ? held(here, 'name-unsafe', { rule: 'path-too-long' })
        : held(here, 'read-error', { errno });
      return;
    }
    if (stat.dev !== root.dev) {
      yield held(here, 'special-file', { kind: 'mount-point' });
    } else if (stat.isDirectory()) {
      if (depth >= limits.maxDepth)
        yield held(here, 'name-unsafe', { rule: 'too-deep', limit: limits.maxDepth });
      else yield* folder(here, at, depth + 1);
    } else if (!stat.isFile()) {
      yield held(here, 'special-file', { kind: kindOf(stat) });
    } else {
      const tooLarge = stat.size > limits.maxFileBytes;
      yield {
        ...named(here),
        size: stat.size,
        mtimeMs: stat.mtimeMs,
        ino: stat.ino,
        held: tooLarge ? { reason: 'too-large', detail: { limit: limits.maxFileBytes } } : null,
      };
    }
  }

  yield* folder({ os: '', path: '', raw: false }, root.path, 0);
}

const isTooLong = (path: string): boolean =>
  path.length > MAX_PATH_BYTES ||
  (path.length > MAX_PATH_BYTES / 3 && Buffer.byteLength(path) > MAX_PATH_BYTES);

/** For the record only: such a thing is neither opened nor entered. */
function shortened(long: Folder, name: string | Buffer): Folder {
  const shown = child({ os: '', path: '', raw: false }, name);
  return {
    os: name,
    path: `${long.path.slice(0, SHOWN_OF_LONG)}…/${shown.path.slice(0, SHOWN_OF_LONG)}`,
    raw: shown.raw,
  };
}

function held(here: Folder, reason: Reason, detail: Detail): FoundFile {
  return { ...named(here), size: 0, mtimeMs: 0, ino: 0, held: { reason, detail } };
}

function named(here: Folder): Pick<FoundFile, 'os' | 'path' | 'raw'> {
  return {
    os: here.os,
    path: here.path === '' ? '.' : here.path,
    raw: here.raw ? Buffer.from(here.os).toString('hex') : null,
  };
}

/**
 * Names as strings, which is quick; only where one of them lost bytes in decoding is the folder read again as bytes.
 */
function listNames(folder: string | Buffer): readonly (string | Buffer)[] {
  const names = fs.readdirSync(folder);
  if (!names.some((name) => name.includes('\ufffd'))) return names;
  return fs.readdirSync(folder, { encoding: 'buffer' }).map((bytes) => {
    const text = bytes.toString('utf8');
    return Buffer.from(text, 'utf8').equals(bytes) ? text : bytes;
  });
}

function child(parent: Folder, name: string | Buffer): Folder {
  const raw = parent.raw || typeof name !== 'string';
  const shown = typeof name === 'string' ? name : showBytes(name);
  return {
    os: parent.os === '' ? name : join(parent.os, name),
    path: parent.path === '' ? shown : `${parent.path}/${shown}`,
    raw,
  };
}

export function join(folder: string | Buffer, name: string | Buffer): string | Buffer {
  if (typeof folder === 'string' && typeof name === 'string') return `${folder}/${name}`;
  return Buffer.concat([Buffer.from(folder), SLASH, Buffer.from(name)]);
}
const SLASH = Buffer.from('/');

/** A readable guess for a name that is not UTF-8: CP932 when it decodes whole (old Japanese discs), else escaped bytes. */
function showBytes(name: Buffer): string {
  try {
    return new TextDecoder('shift_jis', { fatal: true }).decode(name);
  } catch {
    return [...name]
      .map((b) => (b >= 0x20 && b < 0x7f ? String.fromCharCode(b) : `\\x${b.toString(16).padStart(2, '0')}`))
      .join('');
  }
}

function kindOf(stat: fs.Stats): string {
  if (stat.isSymbolicLink()) return 'link';
  if (stat.isFIFO()) return 'fifo';
  if (stat.isSocket()) return 'socket';
  if (stat.isBlockDevice()) return 'block-device';
  if (stat.isCharacterDevice()) return 'character-device';
  return 'unknown';
}
