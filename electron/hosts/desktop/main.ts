/** The app's entry: hands Electron's real parts to desktop.ts. The only code that imports electron's values, beside preload.ts. */

import path from 'node:path';
import process from 'node:process';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  Notification,
  powerSaveBlocker,
  protocol,
  session,
  Tray,
  utilityProcess,
} from 'electron';
import { openDiagnosticLog } from '../../core/diagnostic-log.ts';
import { systemClock } from '../../core/system-clock.ts';
import { startDesktop } from './desktop.ts';
import { placesOf } from './places.ts';

const places = placesOf({
  bundle: import.meta.dirname,
  resources: process.resourcesPath,
  packaged: app.isPackaged,
  platform: process.platform,
  env: process.env,
  args: process.argv,
});

void startDesktop(
  {
    app,
    protocol,
    ipcMain,
    dialog,
    powerSaveBlocker,
    fork: (file, args, options) => utilityProcess.fork(file, args, options),
    sessionNamed: (name) => session.fromPartition(name, { cache: false }),
    defaultSession: () => session.defaultSession,
    openWindow: (options) => new BrowserWindow(options),
    openTray: (icon) => new Tray(icon),
    buildMenu: (template) => Menu.buildFromTemplate(template),
    noMenu: () => Menu.setApplicationMenu(null),
    notify: (options) => new Notification(options),
  },
  {
    places: {
      renderer: path.join(places.out, 'renderer'),
      preload: path.join(places.out, 'preload', 'preload.cjs'),
      core: path.join(places.out, 'core', 'core-process.js'),
      icons: path.join(places.out, 'icons'),
    },
    start: places.start,
    args: process.argv,
    env: process.env,
    platform: process.platform,
    program: process.env['APPIMAGE'] ?? process.execPath,
    after: (milliseconds, then) => void setTimeout(then, milliseconds),
    now: () => performance.now(),
    // Not the core's: two processes that rotate one file would lose lines.
    log: openDiagnosticLog(places.start.dataDir, systemClock, 'desktop.log'),
  },
);
