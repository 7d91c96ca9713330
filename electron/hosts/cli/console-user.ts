/** Whose account at the operating system this is, as records of the console name it. */

import * as os from 'node:os';

export function consoleUser(): string {
  try {
    return os.userInfo().username;
  } catch {
    return String(process.getuid?.() ?? 'unknown');
  }
}
