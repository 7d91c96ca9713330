/** Tells how much memory a process really holds, where the system says so. */

import { readFileSync } from 'node:fs';

/** statm counts pages; Linux on every PC the gate runs on has pages of 4 KiB. */
const PAGE_BYTES = 4096;

/** Resident bytes, or null where nobody knows (another system, or the process is gone). */
export function residentBytes(pid: number | null): number | null {
  if (pid === null || process.platform !== 'linux') return null;
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]);
    return Number.isFinite(pages) ? pages * PAGE_BYTES : null;
  } catch {
    return null;
  }
}
