/** How much memory a process takes. */

import { readFileSync } from 'node:fs';

/** Resident bytes; null where the system does not tell (only Linux does so without another program). */
export function residentBytes(pid: number): number | null {
  try {
    const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1];
    return kibibytes === undefined ? null : Number(kibibytes) * 1024;
  } catch {
    return null;
  }
}
