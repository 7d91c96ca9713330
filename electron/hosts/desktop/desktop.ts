/** The desktop app's life: one instance, two windows, a tray, and the core in a process of its own. */

import path from 'node:path';
import { startWithSystem, HIDDEN } from './autostart.ts';
import type { Snapshot } from '../../../shared/contract/snapshot.ts';
import type { Log } from '../../core/ports.ts';
import { startCoreLink, type Told } from './core-link.ts';
import type { CoreStart } from './core-protocol.ts';
import { answerQuestion } from './dialogs.ts';
import type { ElectronParts } from './electron-parts.ts';
import { registerContract } from './ipc.ts';
import { lockContents, lockProcess, lockSession, serveFolder, windowPowers } from './lockdown.ts';
import { createPdfPrinter } from './pdf.ts';
import { createWatch } from './snapshot-watch.ts';
import { createTray } from './tray.ts';
import type { TrayAction } from './tray-view.ts';
import { createWindows } from './windows.ts';
import { languageOf, wordsIn } from './words.ts';

/** Absolute paths of what the build made. */
export type DesktopPlaces = {
  readonly renderer: string;
  readonly preload: string;
  readonly core: string;
  readonly icons: string;
};

export type DesktopSettings = {
  readonly places: DesktopPlaces;
  readonly start: CoreStart;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** What the system is to start at login. */
  readonly program: string;
  readonly after: (milliseconds: number, then: () => void) => void;
  readonly now: () => number;
  /** The main process's own. */
  readonly log: Log;
  readonly umask?: (mask: number) => number;
};

/** Brings up the administrator's window: not every desktop shows the tray. */
const ADMIN = '--admin';
/** Ledger and engine get so long to close before the process is ended anyway. */
const CLOSING_PATIENCE_MS = 15_000;

/** Settles when the app runs, or has decided not to. */
export async function startDesktop(electron: ElectronParts, settings: DesktopSettings): Promise<void> {
  const { app } = electron;
  const words = wordsIn(languageOf(settings.env, app.getPreferredSystemLanguages()));
  app.setName('Sekisho');
  const refused = lockProcess(electron, settings.umask);
  if (refused !== null) {
    const { what, next } = words.refusedSwitch(refused);
    electron.dialog.showErrorBox(what, next);
    app.exit(1);
    return;
  }
  // Two would fight over the data folder; the second one only shows that the first is there.
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  app.on('web-contents-created', (_event, contents) => lockContents(contents));
  app.setAppUserModelId('sekisho.desktop');
  await app.whenReady();
  run(electron, settings, words);
}

function run(electron: ElectronParts, settings: DesktopSettings, words: ReturnType<typeof wordsIn>): void {
  const { app } = electron;
  const { places, after, now } = settings;
  const devTools = !app.isPackaged;
  electron.noMenu();
  lockSession(electron.defaultSession(), null, devTools);
  const session = electron.sessionNamed('windows');
  lockSession(session, serveFolder(places.renderer), devTools);

  let leaving = false;
  let welcomed = false;
  const windows = createWindows({
    open: electron.openWindow,
    powers: windowPowers(session, places.preload, devTools),
    icon: path.join(places.icons, 'app.png'),
    after,
    page: (kind) => core.say({ type: 'page', kind }),
    gone: (kind) => core.say({ type: 'gone', kind }),
    broke: (window, reason, exit) => core.mended({ part: 'window', window, reason, exit }),
  });
  const core = startCoreLink({
    ...{ fork: electron.fork, file: places.core, start: settings.start, after, now, heard },
    log: settings.log,
    lost: () => watch.lost(),
  });
  const tray = createTray({ make: electron.openTray, menu: electron.buildMenu, icons: places.icons, act });
  const watch = createWatch({
    tray,
    words,
    powerSaveBlocker: electron.powerSaveBlocker,
    notify(notice) {
      const shown = electron.notify({
        title: notice.title,
        body: notice.body,
        icon: path.join(places.icons, 'app.png'),
        urgency: notice.urgent ? 'critical' : 'normal',
      });
      shown.on('click', () => windows.show(notice.opens));
      shown.show();
    },
    inserted() {
      if (!windows.isShown('kiosk')) windows.show('kiosk');
    },
  });
  const print = createPdfPrinter({ session: electron.sessionNamed('report'), open: electron.openWindow });

  function heard(message: Told): void {
    switch (message.type) {
      case 'ready':
        // A page knows the core that is gone, and its numbers; the new one begins at the first again.
        if (watch.returned()) windows.reload();
        return;
      case 'event':
        windows.tell(message.kind, message.event, message.payload);
        return;
      case 'snapshot':
        watch.saw(message.snapshot);
        welcome(message.snapshot);
        return;
      case 'question': {
        const { id, kind, question } = message;
        const window = (): ReturnType<typeof windows.find> => windows.find(kind);
        const documents = (): string => app.getPath('documents');
        void answerQuestion(question, { dialog: electron.dialog, window, documents, words, print })
          .catch(() => null)
          .then((chosen) => core.say({ type: 'answered', id, path: chosen }));
        return;
      }
      case 'open-admin':
        windows.show('admin');
        return;
      case 'leave-kiosk':
        windows.leaveKiosk();
        return;
      case 'quit':
        void quit();
        return;
    }
  }

  /** The wizard shows itself once: nobody could know where to look for it. */
  function welcome({ founding }: Snapshot): void {
    if (welcomed || !founding) return;
    welcomed = true;
    windows.show('admin');
  }

  function act(action: TrayAction): void {
    if (action === 'kiosk') windows.show('kiosk');
    else if (action === 'records') windows.show('admin', 'records');
    // Where no administrator can answer, asking for one would lock people out.
    else if (watch.canAskAdministrator()) windows.show('kiosk', 'exit');
    else void quit();
  }

  async function quit(): Promise<void> {
    if (leaving) return;
    leaving = true;
    windows.letGo();
    await core.stop(CLOSING_PATIENCE_MS);
    tray.close();
    watch.close();
    app.exit(0);
  }

  registerContract({
    ipc: electron.ipcMain,
    kindOf: (contents) => windows.kindOf(contents),
    call: (kind, method, input) => core.call(kind, method, input),
    refused: () => core.mended({ part: 'window', window: null, reason: 'sender', exit: null }),
  });
  app.on('second-instance', (_event, args) => windows.show(args.includes(ADMIN) ? 'admin' : 'kiosk'));
  app.on('activate', () => windows.show('kiosk'));
  // Hidden to the tray, the gate goes on.
  app.on('window-all-closed', () => undefined);
  // The system is shutting down, or somebody ended us from outside: orderly, and without asking.
  app.on('before-quit', (event) => {
    if (leaving) return;
    event.preventDefault();
    void quit();
  });
  startWithSystem({
    app,
    platform: settings.platform,
    configDir: app.getPath('appData'),
    program: settings.program,
  });
  if (settings.args.includes(HIDDEN)) windows.prepare('kiosk');
  else windows.show('kiosk');
  if (settings.args.includes(ADMIN)) windows.show('admin');
}
