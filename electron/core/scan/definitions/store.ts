/**
 * The gate's own definitions: whole sets side by side, and a small file that names the one in use. A set is complete on
 * the disk before it is named, and naming is one rename, so that a power cut leaves the old set or the new one.
 */

import {
  closeSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

import { gateError } from '../../../../shared/errors.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';

const pointerSchema = z.strictObject({ fingerprint: z.string().regex(/^[0-9a-f]{64}$/) });

/** `fingerprint`: what the set must hash to (DefinitionsFolder). */
export type StoredSet = { readonly dir: string; readonly fingerprint: string };

export const definitionsHome = (dataDir: string): string => join(dataDir, 'definitions');
const setsDir = (dataDir: string): string => join(definitionsHome(dataDir), 'sets');
const pointerPath = (dataDir: string): string => join(definitionsHome(dataDir), 'current.json');
const setDir = (dataDir: string, fingerprint: string): string =>
  join(setsDir(dataDir), fingerprint.slice(0, 32));
const INCOMING = 'incoming-';

/** Null when nothing was ever adopted. Error `definitions-changed` when the note about it cannot be read. */
export function readCurrentSet(dataDir: string): Result<StoredSet | null> {
  let text: string;
  try {
    text = readFileSync(pointerPath(dataDir), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ok(null);
    return err(gateError('definitions-changed', { dir: definitionsHome(dataDir) }));
  }
  try {
    const { fingerprint } = pointerSchema.parse(JSON.parse(text));
    return ok({ dir: setDir(dataDir, fingerprint), fingerprint });
  } catch {
    return err(gateError('definitions-changed', { dir: definitionsHome(dataDir) }));
  }
}

/** A new empty folder in which a set is put together; swept away by the next one if it is never adopted. */
export function makeIncoming(dataDir: string): Result<string> {
  try {
    const home = definitionsHome(dataDir);
    mkdirSync(setsDir(dataDir), { recursive: true, mode: 0o700 });
    for (const name of readdirSync(home)) {
      if (name.startsWith(INCOMING)) rmSync(join(home, name), { recursive: true, force: true });
    }
    return ok(mkdtempSync(join(home, INCOMING)));
  } catch (error) {
    return notWritable(error);
  }
}

/** Moves a complete set to its place and names it. The files in `incoming` must be flushed already. */
export function adopt(dataDir: string, incoming: string, fingerprint: string): Result<StoredSet> {
  const dir = setDir(dataDir, fingerprint);
  try {
    rmSync(dir, { recursive: true, force: true });
    flushFolder(incoming);
    renameSync(incoming, dir);
    flushFolder(setsDir(dataDir));
    point(dataDir, fingerprint);
    return ok({ dir, fingerprint });
  } catch (error) {
    return notWritable(error);
  }
}

/** Names a set that is still there; for going back after a new one failed. Null: back to none at all. */
export function pointTo(dataDir: string, set: StoredSet | null): Result<void> {
  try {
    if (set === null) rmSync(pointerPath(dataDir), { force: true });
    else point(dataDir, set.fingerprint);
    return ok(undefined);
  } catch (error) {
    return notWritable(error);
  }
}

/** Removes every set but the one in use. */
export function sweepSets(dataDir: string, current: StoredSet): void {
  for (const name of readdirSync(setsDir(dataDir))) {
    const dir = join(setsDir(dataDir), name);
    if (dir !== current.dir) rmSync(dir, { recursive: true, force: true });
  }
}

function point(dataDir: string, fingerprint: string): void {
  writeFlushed(`${pointerPath(dataDir)}.new`, JSON.stringify({ fingerprint }));
  renameSync(`${pointerPath(dataDir)}.new`, pointerPath(dataDir));
  flushFolder(definitionsHome(dataDir));
}

export function writeFlushed(path: string, text: string): void {
  const fd = openSync(path, 'w', 0o600);
  try {
    writeSync(fd, text);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Makes renames in a folder last. Windows has no such call and does not need it. */
export function flushFolder(dir: string): void {
  if (process.platform === 'win32') return;
  const fd = openSync(dir, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

function notWritable(error: unknown): Result<never> {
  return err(
    gateError('definitions-not-writable', { errno: (error as NodeJS.ErrnoException).code ?? 'unknown' }),
  );
}
