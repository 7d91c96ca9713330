/** Lists and hashes a folder of definitions, refusing anything in it that could weaken what the signatures say. */

import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';

import { gateError } from '../../../../shared/errors.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';

/** `kind`: a signed container, the detached signature of one (ClamAV 1.5), or a plain list of signatures. */
export type DefinitionsFile = {
  readonly name: string;
  readonly kind: 'container' | 'signature' | 'plain';
  readonly bytes: number;
  readonly sha256: string;
};

/** `stamp` changes whenever a file is written to, replaced, added or removed. */
export type DefinitionsFolder = {
  readonly dir: string;
  readonly files: readonly DefinitionsFile[];
  /** SHA-256 over names and hashes of all files. */
  readonly fingerprint: string;
  readonly stamp: string;
};

const CONTAINER = /^[a-z][a-z0-9_-]{0,40}\.(cvd|cld)$/;
const SIGNATURE = /^[a-z][a-z0-9_-]{0,50}\.(cvd|cld)\.sign$/;
/**
 * Lists of signatures that only ever add detections; for practice. Not here, because they take detections away, run code
 * or change limits: .ign, .ign2, .fp, .sfp, .wdb, .cbc, .cfg, .crb, .cud, .info, .yar.
 */
const PLAIN =
  /^[A-Za-z0-9][A-Za-z0-9_.-]{0,60}\.(hdb|hsb|hdu|hsu|mdb|msb|mdu|msu|ndb|ndu|ldb|ldu|sdb|zmd|cdb|pdb|gdb)$/;
/** freshclam's own note about its mirrors; the engine does not load it. */
const IGNORED = new Set(['freshclam.dat']);

const CHUNK = 1024 * 1024;

/**
 * `official`: only signed containers are welcome. Errors: `definitions-none` for a folder that is missing, unreadable or
 * holds no definitions; `definitions-extra-files` naming the first file that has no business in any such folder;
 * `definitions-unofficial` naming the first one that is fit for practice only.
 */
export function readDefinitionsFolder(dir: string, official: boolean): Result<DefinitionsFolder> {
  const names = listNames(dir);
  if (!names.ok) return names;
  const files: DefinitionsFile[] = [];
  for (const name of names.value) {
    const kind = kindOf(name);
    if (kind === null) return err(gateError('definitions-extra-files', { file: name }));
    if (official && kind === 'plain') return err(gateError('definitions-unofficial', { file: name }));
    const hashed = hashFile(join(dir, name));
    if (!hashed.ok) return err(gateError('definitions-extra-files', { file: name, cause: hashed.error }));
    files.push({ name, kind, ...hashed.value });
  }
  if (!files.some((file) => file.kind !== 'signature')) return err(gateError('definitions-none', { dir }));
  const lines = files.map((file) => `${file.sha256}  ${file.name}\n`).join('');
  const stamp = stampOf(dir);
  if (!stamp.ok) return stamp;
  return ok({
    dir,
    files,
    fingerprint: createHash('sha256').update(lines).digest('hex'),
    stamp: stamp.value,
  });
}

export function isOfficialName(name: string): boolean {
  return CONTAINER.test(name) || SIGNATURE.test(name);
}

/** What `stat` says about every entry: cheap, and a change cannot be hidden since ctime cannot be set back. */
export function stampOf(dir: string): Result<string> {
  const names = listNames(dir);
  if (!names.ok) return names;
  try {
    const facts = names.value.map((name) => {
      const stat = lstatSync(join(dir, name), { bigint: true });
      return [name, stat.dev, stat.ino, stat.size, stat.mtimeNs, stat.ctimeNs].map(String);
    });
    return ok(JSON.stringify(facts));
  } catch {
    return err(gateError('definitions-changed', { dir }));
  }
}

function listNames(dir: string): Result<string[]> {
  try {
    return ok(
      readdirSync(dir)
        .filter((name) => !IGNORED.has(name))
        .sort(),
    );
  } catch (error) {
    return err(
      gateError('definitions-none', { dir, system: (error as NodeJS.ErrnoException).code ?? 'unknown' }),
    );
  }
}

function kindOf(name: string): DefinitionsFile['kind'] | null {
  if (CONTAINER.test(name)) return 'container';
  if (SIGNATURE.test(name)) return 'signature';
  return PLAIN.test(name) ? 'plain' : null;
}

function hashFile(path: string): Result<{ bytes: number; sha256: string }, string> {
  let fd: number;
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return err(code === 'ELOOP' ? 'link' : 'unreadable');
  }
  try {
    if (!fstatSync(fd).isFile()) return err('not-a-file');
    const hash = createHash('sha256');
    const chunk = Buffer.allocUnsafe(CHUNK);
    let bytes = 0;
    for (;;) {
      const count = readSync(fd, chunk, 0, CHUNK, null);
      if (count === 0) break;
      hash.update(chunk.subarray(0, count));
      bytes += count;
    }
    return ok({ bytes, sha256: hash.digest('hex') });
  } catch {
    return err('unreadable');
  } finally {
    closeSync(fd);
  }
}
