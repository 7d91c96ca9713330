/** The gate's own folders: who may enter them, who may read the signing key, how much room there is. */

import fs from 'node:fs';
import path from 'node:path';

import { gateError, type GateError } from '../../../shared/errors.ts';
import type { FindingFacts } from '../../../shared/model/finding.ts';
import { KEY_FILE, KEY_FOLDER } from '../audit/keys.ts';
import { startPorter } from '../transfer/porter.ts';
import type { Machine } from './machine.ts';

const errnoOf = (thrown: unknown): string => (thrown as NodeJS.ErrnoException).code ?? 'unknown';
const unusable = (reason: string): GateError => gateError('data-folder-unusable', { reason });

type Keeping = { readonly state: 'private' | 'open' | 'foreign' | 'unknown'; readonly mode: string | null };

/** Windows keeps rights in lists that no mode tells of. Anybody but the owner having any right at all is `open`. */
function keepingOf(stat: fs.Stats, { userId }: Machine): Keeping {
  if (userId === null) return { state: 'unknown', mode: null };
  const mode = `0${(stat.mode & 0o7777).toString(8)}`;
  if (stat.uid !== userId) return { state: 'foreign', mode };
  return { state: (stat.mode & 0o077) === 0 ? 'private' : 'open', mode };
}

export function examineDataFolder(dataDir: string, machine: Machine): FindingFacts['data-folder'] {
  const facts = { path: dataDir, mode: null, error: null };
  try {
    const stat = fs.statSync(dataDir, { throwIfNoEntry: false });
    if (stat === undefined) {
      fs.accessSync(existing(dataDir), fs.constants.W_OK | fs.constants.X_OK);
      return { ...facts, state: 'absent' };
    }
    if (!stat.isDirectory()) return { ...facts, state: 'unusable', error: unusable('ENOTDIR') };
    fs.accessSync(dataDir, fs.constants.W_OK | fs.constants.X_OK);
    return { ...facts, ...keepingOf(stat, machine) };
  } catch (thrown) {
    return { ...facts, state: 'unusable', error: unusable(errnoOf(thrown)) };
  }
}

/** The key and the folder around it. Whether it is the right key is the ledger's question. */
export function examineKey(dataDir: string, machine: Machine): FindingFacts['signing-key'] {
  const folder = path.join(dataDir, KEY_FOLDER);
  try {
    const found = [folder, path.join(folder, KEY_FILE)].map((at) => ({ at, stat: fs.statSync(at) }));
    const kept = found.map(({ at, stat }) => ({ path: at, ...keepingOf(stat, machine) }));
    const exposed =
      kept.find(({ state }) => state === 'foreign') ?? kept.find(({ state }) => state === 'open');
    if (exposed !== undefined) return exposed;
    return { state: kept[0]?.state ?? 'unknown', path: null, mode: null };
  } catch (thrown) {
    const absent = errnoOf(thrown) === 'ENOENT';
    return { state: absent ? 'absent' : 'unknown', path: null, mode: null };
  }
}

/** The nearest folder that is there: the data folder's disk can be asked before it is made. */
function existing(dir: string): string {
  const parent = path.dirname(dir);
  return fs.existsSync(dir) || parent === dir ? dir : existing(parent);
}

/** Below this nothing can be staged: the gate keeps as much free for the ledger and the system. */
const FULL_BYTES = 256 * 1024 * 1024;
const LOW_BYTES = 5_000_000_000;
const LOW_SHARE = 0.1;

type Space = { readonly free: number; readonly total: number };
const isLow = ({ free, total }: Space): boolean => free < LOW_BYTES || free < total * LOW_SHARE;

export async function examineSpace(dataDir: string, machine: Machine): Promise<FindingFacts['disk-space']> {
  const space = await machine.space(existing(dataDir));
  if (space === null) return { state: 'unknown', free: null, total: null };
  return { state: space.free < FULL_BYTES ? 'full' : isLow(space) ? 'low' : 'enough', ...space };
}

/** Tries what a release needs, as the gate does and likewise from a child: a dead share never answers. The data folder stands where the medium would. */
export async function examineDestination(
  destination: string,
  dataDir: string,
  machine: Machine,
): Promise<FindingFacts['destination']> {
  const porter = startPorter();
  const tried = await porter.reach(destination, dataDir);
  await porter.kill();
  const space = tried.ok ? await machine.space(tried.value.real) : null;
  const facts = { path: destination, free: space?.free ?? null, error: null };
  if (tried.ok) return { ...facts, state: space !== null && isLow(space) ? 'low' : 'writable' };
  if (tried.error.code === 'destination-inside-medium') return { ...facts, state: 'overlaps' };
  return { ...facts, state: 'unusable', error: tried.error };
}
