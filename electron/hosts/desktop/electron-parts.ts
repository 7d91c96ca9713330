/** The parts of Electron that the desktop uses: main.ts hands in the real ones, tests their doubles. */

import type {
  App,
  BrowserWindow,
  BrowserWindowConstructorOptions,
  Dialog,
  IpcMain,
  MenuItemConstructorOptions,
  Notification,
  NotificationConstructorOptions,
  PowerSaveBlocker,
  Protocol,
  Session,
  Tray,
} from 'electron';
import type { ForkCore } from './core-link.ts';

export type ElectronParts = {
  readonly app: Pick<
    App,
    | 'enableSandbox'
    | 'exit'
    | 'getLoginItemSettings'
    | 'getPath'
    | 'getPreferredSystemLanguages'
    | 'isPackaged'
    | 'on'
    | 'quit'
    | 'requestSingleInstanceLock'
    | 'setAppUserModelId'
    | 'setLoginItemSettings'
    | 'setName'
    | 'whenReady'
  > & { readonly commandLine: Pick<App['commandLine'], 'appendSwitch' | 'hasSwitch'> };
  readonly protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>;
  readonly ipcMain: Pick<IpcMain, 'handle'>;
  readonly dialog: Pick<Dialog, 'showErrorBox' | 'showOpenDialog' | 'showSaveDialog'>;
  readonly powerSaveBlocker: Pick<PowerSaveBlocker, 'start' | 'stop'>;
  readonly fork: ForkCore;
  /** Kept in memory only. */
  readonly sessionNamed: (name: string) => Session;
  readonly defaultSession: () => Session;
  readonly openWindow: (options: BrowserWindowConstructorOptions) => BrowserWindow;
  readonly openTray: (
    icon: string,
  ) => Pick<Tray, 'setImage' | 'setToolTip' | 'setContextMenu' | 'on' | 'destroy'>;
  readonly buildMenu: (template: MenuItemConstructorOptions[]) => Parameters<Tray['setContextMenu']>[0];
  readonly noMenu: () => void;
  readonly notify: (options: NotificationConstructorOptions) => Pick<Notification, 'on' | 'show'>;
};
