/** Where a host keeps everything when nobody names a folder: the user's own application data, as each system calls it. */

import * as os from 'node:os';
import * as path from 'node:path';

/** Nobody's account: there is no folder that would be the user's own. */
export class NoHome extends Error {}

function home(): string {
  try {
    return os.homedir();
  } catch {
    throw new NoHome();
  }
}

/** The per-user application data folder, as each system names it. Throws NoHome. */
export function defaultDataDir(env: Readonly<Record<string, string | undefined>>): string {
  if (process.platform === 'win32') {
    return path.join(env['LOCALAPPDATA'] ?? path.join(home(), 'AppData', 'Local'), 'Sekisho');
  }
  if (process.platform === 'darwin') return path.join(home(), 'Library', 'Application Support', 'Sekisho');
  // By its specification a relative path there is invalid and to be ignored.
  const own = env['XDG_DATA_HOME'] ?? '';
  return path.join(path.isAbsolute(own) ? own : path.join(home(), '.local', 'share'), 'sekisho');
}
