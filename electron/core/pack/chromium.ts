/** Finds the system's Chromium (or a browser built on it), for making PDFs and for browser tests alike; none is shipped. */

import fs from 'node:fs';
import path from 'node:path';

/** Names the program to use, whatever else is installed; empty: none at all. */
export const CHROMIUM_VARIABLE = 'SEKISHO_CHROMIUM';

type Environment = Readonly<Record<string, string | undefined>>;

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const UNIX_FOLDERS = ['/usr/bin', '/usr/local/bin', '/snap/bin'];
const MAC = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];
const WINDOWS = [
  String.raw`Microsoft\Edge\Application\msedge.exe`,
  String.raw`Google\Chrome\Application\chrome.exe`,
  String.raw`Chromium\Application\chrome.exe`,
];

/** Where to look, in this order: places that only an administrator may write to, never the user's own path. */
export function chromiumPlaces(platform: NodeJS.Platform, env: Environment): readonly string[] {
  if (platform === 'darwin') return MAC;
  if (platform === 'win32') {
    const roots = [env['ProgramFiles'], env['ProgramFiles(x86)']];
    return roots.flatMap((root) =>
      root === undefined ? [] : WINDOWS.map((place) => path.win32.join(root, place)),
    );
  }
  return UNIX_FOLDERS.flatMap((folder) => NAMES.map((name) => path.posix.join(folder, name)));
}

function runs(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

/** The program's path; null where there is none. */
export function findChromium(env: Environment = process.env): string | null {
  const named = env[CHROMIUM_VARIABLE];
  if (named !== undefined) return named !== '' && runs(named) ? named : null;
  return chromiumPlaces(process.platform, env).find(runs) ?? null;
}
