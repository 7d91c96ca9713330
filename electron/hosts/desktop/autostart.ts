/**
 * Has the system start us, in the tray, whenever somebody logs in. Set once: an entry that is there, switched on or
 * off by whoever owns the machine, is left as it is.
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { App } from 'electron';

/** Started by the system and not by a person: nothing is shown until there is something to see. */
export const HIDDEN = '--hidden';

export type AutostartDeps = {
  readonly app: Pick<App, 'isPackaged' | 'getLoginItemSettings' | 'setLoginItemSettings'>;
  readonly platform: NodeJS.Platform;
  /** Folder of the user's settings; where freedesktop.org's `autostart` lies on Linux. */
  readonly configDir: string;
  /** What to start: the executable, or the AppImage that holds it. */
  readonly program: string;
};

export function startWithSystem({ app, platform, configDir, program }: AutostartDeps): void {
  if (!app.isPackaged) return;
  if (platform === 'linux') {
    const folder = path.join(configDir, 'autostart');
    try {
      mkdirSync(folder, { recursive: true });
      // `wx`: never over an entry that is there, not even one that says no.
      writeFileSync(path.join(folder, 'sekisho.desktop'), desktopEntry(program), { flag: 'wx', mode: 0o600 });
    } catch {
      // There already, or a home that cannot be written to: then whoever set it up so wants it so.
    }
    return;
  }
  const settings = app.getLoginItemSettings({ path: program, args: [HIDDEN] });
  const entered = platform === 'win32' ? settings.launchItems.length > 0 : settings.openAtLogin;
  if (!entered) app.setLoginItemSettings({ openAtLogin: true, path: program, args: [HIDDEN] });
}

/** Quoting as the Desktop Entry Specification has it: within double quotes, four characters are escaped, `%` is doubled. */
export function desktopEntry(program: string): string {
  const quoted = program
    .replace(/["`$\\]/g, '\\$&')
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%');
  return ['[Desktop Entry]', 'Type=Application', 'Name=USB関所', `Exec="${quoted}" ${HIDDEN}`, ''].join('\n');
}
