/** Files and folders that are whole under their final name or not there at all. */

import { createHash } from 'node:crypto';
import fs from 'node:fs';
import fsp from 'node:fs/promises';
import path from 'node:path';

import { ledgerFailure } from '../store/failure.ts';

/** Has a file's or a folder's content on the disk. Windows cannot do that for a folder and needs no such thing. */
export async function flush(target: string): Promise<void> {
  const folder = (await fsp.stat(target)).isDirectory();
  if (folder && process.platform === 'win32') return;
  const handle = await fsp.open(target, folder ? 'r' : 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Gives a finished partial its final name. Throws EEXIST rather than replacing something. */
export async function publish(partial: string, final: string): Promise<void> {
  await flush(partial);
  if (fs.existsSync(final)) throw Object.assign(new Error('already there'), { code: 'EEXIST' });
  await fsp.rename(partial, final);
  await flush(path.dirname(final));
}

/** Lower-case hex, in flat memory. */
export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of fs.createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** A word for what the machine refused (`disk-full`, `missing`, …), or the system's own code. Null for bugs. */
export function conditionOf(thrown: unknown): string | null {
  const failure = ledgerFailure(thrown);
  if (failure !== null) return String(failure.params['reason'] ?? failure.code);
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : null;
  return typeof code === 'string' && /^E[A-Z0-9]+$/.test(code) ? code : null;
}

/** `20261122-100000` in Japan time: sorts by age and can stand in a name. */
export const stampOf = (ms: number): string =>
  new Date(ms + 9 * 60 * 60 * 1000).toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-');

export function isInside(outer: string, inner: string): boolean {
  const relative = path.relative(outer, inner);
  return (
    relative === '' ||
    (relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative))
  );
}
