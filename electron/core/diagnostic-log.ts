/**
 * The diagnostic log: JSON lines for whoever has to mend the gate. It never holds file names, labels or other patient
 * data (the Log port takes codes and numbers), and two files of bounded size are all that it keeps.
 */

import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Clock, Log } from './ports.ts';

const MAX_BYTES = 4 * 1024 * 1024;

/** Writes to `<data>/logs`, one process to one file; a log that cannot be written is no reason to stop the gate. */
export function openDiagnosticLog(dataDir: string, clock: Clock, name = 'diagnostic.log'): Log {
  const folder = path.join(dataDir, 'logs');
  const file = path.join(folder, name);
  let size = -1;
  return (level, event, facts = {}) => {
    if (level === 'debug') return;
    try {
      if (size < 0) {
        fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
        size = fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0;
      }
      const line = `${JSON.stringify({ at: new Date(clock.now()).toISOString(), level, event, ...facts })}\n`;
      if (size + line.length > MAX_BYTES) {
        fs.renameSync(file, `${file}.1`);
        size = 0;
      }
      fs.appendFileSync(file, line, { mode: 0o600 });
      size += Buffer.byteLength(line);
    } catch {
      size = -1;
    }
  };
}
