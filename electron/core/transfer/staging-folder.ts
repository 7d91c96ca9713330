/**
 * Staging on the local disk: one 0700 folder a session below `<data>/staging`, wiped when the session ends and again
 * at the next start. Wiping unlinks: overwriting means nothing on flash, and the disk is expected to be encrypted.
 */

import * as fs from 'node:fs/promises';
import * as path from 'node:path';

const stagingRoot = (dataDir: string): string => path.join(dataDir, 'staging');

/** What is wiped is named so and lies in a folder that is really there: nobody else's files are ever in the way. */
const SESSION = /^[0-9a-f]{12}$/;

/** A link in its place would have staging written, and wiped, somewhere else. Throws ENOTDIR. */
async function isFolder(root: string): Promise<boolean> {
  const stat = await fs.lstat(root).catch(() => null);
  if (stat !== null && !stat.isDirectory()) throw Object.assign(new Error('no folder'), { code: 'ENOTDIR' });
  return stat !== null;
}

export async function makeStaging(dataDir: string, session: string): Promise<string> {
  const root = stagingRoot(dataDir);
  if (!(await isFolder(root))) await fs.mkdir(root, { mode: 0o700 });
  const folder = path.join(root, session);
  await fs.mkdir(folder, { mode: 0o700 });
  return folder;
}

export async function wipeStaging(dataDir: string, session: string): Promise<void> {
  const root = stagingRoot(dataDir);
  if (!SESSION.test(session)) throw new Error('no session is named so');
  if (await isFolder(root)) await fs.rm(path.join(root, session), { recursive: true, force: true });
}

/** Everything any earlier session left. Only for a gate that holds the data folder and runs no session. Gives the count. */
export async function wipeAllStaging(dataDir: string): Promise<number> {
  const root = stagingRoot(dataDir);
  const left = (await isFolder(root)) ? (await fs.readdir(root)).filter((name) => SESSION.test(name)) : [];
  for (const name of left) await fs.rm(path.join(root, name), { recursive: true, force: true });
  return left.length;
}
