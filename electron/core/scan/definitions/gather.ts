/** Copies candidate definitions from a folder or medium into a set under construction, taking nothing else along. */

import { constants, createWriteStream, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

import { gateError } from '../../../../shared/errors.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import { verifyContainer, type Container } from './container.ts';

/** `source`: a folder, or one .cvd/.cld file. `strays`: what to do about anything that is not definitions. */
export type GatherRequest = {
  readonly source: string;
  readonly incoming: string;
  readonly strays: 'refuse' | 'ignore';
  readonly sigtool: string;
};

/** A genuine container in `incoming`. `base`: the database's name without version and ending. */
export type Gathered = { readonly base: string; readonly container: Container };

/** `daily.cvd`, and `daily-27000.cvd` as cvdupdate and the 1.5 mirrors name it. */
const CONTAINER = /^([a-z][a-z0-9_]{0,40})(?:-(\d{1,9}))?\.(cvd|cld)$/;
const DETACHED = /^([a-z][a-z0-9_]{0,40}(?:-\d{1,9})?\.(?:cvd|cld))\.sign$/;
const KNOWN = /^(main|daily|bytecode)(-\d{1,9})?\.(cvd|cld)(\.sign)?$/;
/** What freshclam and cvdupdate leave beside the databases. */
const BYSTANDERS = new Set(['freshclam.dat']);
/** The largest, main.cvd, has been below 200 MB for years. */
const LARGEST_BYTES = 1024 ** 3;

/**
 * Errors: `definitions-none`, `definitions-extra-files`, `definitions-forged` (also for a name that lies about the
 * version), `definitions-not-writable`.
 */
export async function gatherDefinitions(request: GatherRequest): Promise<Result<readonly Gathered[]>> {
  const listed = listSource(request);
  if (!listed.ok) return listed;
  const { folder, names } = listed.value;
  for (const name of names) {
    const copied = await copyFlushed(join(folder, name), join(request.incoming, name));
    if (!copied.ok) {
      return err(gateError('definitions-extra-files', { file: name, reason: copied.error }));
    }
  }
  const found: Gathered[] = [];
  for (const name of names) {
    const match = CONTAINER.exec(name);
    if (match?.[1] === undefined) continue;
    const container = await verifyContainer(request.sigtool, join(request.incoming, name), name);
    if (!container.ok) return container;
    if (match[2] !== undefined && Number(match[2]) !== container.value.version) {
      return err(gateError('definitions-forged', { file: name, version: container.value.version }));
    }
    found.push({ base: match[1], container: container.value });
  }
  return ok(keepNewest(found, request.incoming, names));
}

function listSource(request: GatherRequest): Result<{ folder: string; names: readonly string[] }> {
  const { source, strays } = request;
  let folder = source;
  let names: string[];
  try {
    if (statSync(source).isFile()) {
      folder = dirname(source);
      const file = basename(source);
      names = readdirSync(folder).filter((name) => name === file || name === `${file}.sign`);
    } else {
      names = readdirSync(folder).filter((name) => !BYSTANDERS.has(name));
    }
  } catch (error) {
    return err(gateError('definitions-none', { reason: (error as NodeJS.ErrnoException).code ?? 'unknown' }));
  }
  if (strays === 'ignore') names = names.filter((name) => KNOWN.test(name));
  const stray = names.find((name) => !CONTAINER.test(name) && !DETACHED.test(name));
  if (stray !== undefined) return err(gateError('definitions-extra-files', { file: stray }));
  if (!names.some((name) => CONTAINER.test(name)))
    return err(gateError('definitions-none', { reason: 'empty' }));
  return ok({ folder, names });
}

/** Copies one regular file without following a link, and flushes it. The error says what was wrong with it. */
export async function copyFlushed(from: string, to: string): Promise<Result<void, string>> {
  try {
    const source = await open(from, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const stat = await source.stat();
      if (!stat.isFile()) return err('not-a-file');
      if (stat.size > LARGEST_BYTES) return err('too-large');
      const reading = source.createReadStream({ autoClose: false, end: LARGEST_BYTES });
      await pipeline(reading, createWriteStream(to, { flags: 'wx', mode: 0o600, flush: true }));
    } finally {
      await source.close();
    }
    return ok(undefined);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return err(code === 'ELOOP' ? 'link' : (code ?? 'unreadable'));
  }
}

/** Of several versions of one database the newest stays, under the name that the engine expects; so do its signatures. */
function keepNewest(found: readonly Gathered[], incoming: string, names: readonly string[]): Gathered[] {
  const newest = new Map<string, Gathered>();
  for (const each of found) {
    const known = newest.get(each.base);
    if (known === undefined || each.container.version > known.container.version) newest.set(each.base, each);
  }
  const kept = [...newest.values()];
  const detached = new Set(
    kept.flatMap(({ base, container }) => {
      const ending = container.name.slice(-3);
      return [`${base}.${ending}.sign`, `${base}-${container.version}.${ending}.sign`];
    }),
  );
  for (const name of names) {
    const stays = kept.some(({ container }) => container.name === name) || detached.has(name);
    if (!stays) rmSync(join(incoming, name), { force: true });
  }
  return kept.map(({ base, container }) => {
    const name = `${base}.${container.name.slice(-3)}`;
    if (name !== container.name) renameSync(join(incoming, container.name), join(incoming, name));
    return { base, container: { ...container, name } };
  });
}
