/** The two windows: the kiosk over the whole screen, and the administrator's. Closing one hides it, and logs an administrator out; only quitting ends it. */

import type { BrowserWindow, BrowserWindowConstructorOptions, WebContents, WebPreferences } from 'electron';
import { EVENTS, type EventName } from '../../../shared/contract.ts';
import { WINDOW_KINDS, type WindowKind } from '../../../shared/contract/method.ts';
import { eventChannel } from './channels.ts';
import { PAGE } from './lockdown.ts';

export type WindowsDeps = {
  readonly open: (options: BrowserWindowConstructorOptions) => BrowserWindow;
  readonly powers: WebPreferences;
  readonly icon: string;
  readonly after: (milliseconds: number, then: () => void) => void;
  /** A page begins in that window, or whoever was at it is gone. */
  readonly page: (kind: WindowKind) => void;
  readonly gone: (kind: WindowKind) => void;
  /** The window's process died or hangs; it is being loaded anew. */
  readonly broke: (kind: WindowKind, reason: string, exit: number | null) => void;
};

export type Windows = {
  /** Makes the window where there is none. `page`: behind the window's kind in its address: `records` of the administrator's, `exit` of the kiosk. */
  show(kind: WindowKind, page?: string): void;
  /** Made but not shown, so that it is there at once when a medium comes. */
  prepare(kind: WindowKind): void;
  isShown(kind: WindowKind): boolean;
  kindOf(contents: WebContents): WindowKind | null;
  find(kind: WindowKind): BrowserWindow | null;
  /** To the windows that the contract names for it. */
  tell(kind: WindowKind, event: EventName, payload: unknown): void;
  reload(): void;
  /** The kiosk becomes a window that can be closed, until it is shown again from the tray. */
  leaveKiosk(): void;
  /** From now on closing a window ends it. */
  letGo(): void;
};

const RELOAD_PAUSE_MS = 1000;

const SHAPES: Readonly<Record<WindowKind, BrowserWindowConstructorOptions>> = {
  kiosk: { kiosk: true, fullscreen: true, width: 1280, height: 800, title: 'USB関所' },
  admin: { width: 1280, height: 800, minWidth: 1024, minHeight: 700, title: 'USB関所(管理者)' },
};

export function createWindows(deps: WindowsDeps): Windows {
  const made = new Map<WindowKind, BrowserWindow>();
  let leaving = false;

  function make(kind: WindowKind, page: string): BrowserWindow {
    const window = deps.open({
      ...SHAPES[kind],
      show: false,
      autoHideMenuBar: true,
      backgroundColor: '#f4f6f8',
      icon: deps.icon,
      webPreferences: deps.powers,
    });
    made.set(kind, window);
    const { webContents: contents } = window;
    window.on('close', (event) => {
      if (leaving) return;
      event.preventDefault();
      // The kiosk is left on an administrator's word, not by a key.
      if (window.isKiosk()) return;
      window.hide();
      if (kind !== 'admin') return;
      // Closing it is going away: the next one to open it is not the one who logged in. The page keeps nothing either.
      deps.gone(kind);
      contents.reload();
    });
    window.on('closed', () => {
      made.delete(kind);
      deps.gone(kind);
    });
    // The system is going down: nothing may hold it up.
    window.on('session-end', () => (leaving = true));
    window.on('unresponsive', () => {
      deps.broke(kind, 'unresponsive', null);
      contents.forcefullyCrashRenderer();
    });
    contents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) deps.page(kind);
    });
    contents.on('render-process-gone', (_event, { reason, exitCode }) => {
      if (reason === 'clean-exit' || leaving) return;
      deps.broke(kind, reason, exitCode);
      deps.after(RELOAD_PAUSE_MS, () => {
        if (made.get(kind) === window && !leaving) contents.reload();
      });
    });
    void window.loadURL(addressOf(kind, page));
    return window;
  }

  return {
    show(kind, page = '') {
      const present = made.get(kind);
      const window = present ?? make(kind, page);
      if (present !== undefined && page !== '') void window.loadURL(addressOf(kind, page));
      if (kind === 'kiosk') window.setKiosk(true);
      window.show();
      window.focus();
    },
    prepare(kind) {
      if (!made.has(kind)) make(kind, '');
    },
    isShown: (kind) => made.get(kind)?.isVisible() === true,
    kindOf: (contents) => WINDOW_KINDS.find((kind) => made.get(kind)?.webContents === contents) ?? null,
    find: (kind) => made.get(kind) ?? null,
    tell(kind, event, payload) {
      if (EVENTS[event].windows.includes(kind))
        made.get(kind)?.webContents.send(eventChannel(event), payload);
    },
    reload() {
      for (const window of made.values()) window.webContents.reload();
    },
    leaveKiosk() {
      const kiosk = made.get('kiosk');
      kiosk?.setKiosk(false);
      kiosk?.setFullScreen(false);
    },
    letGo: () => void (leaving = true),
  };
}

/** What the page's own address says only chooses what it shows; what it may ask hangs on the window it is in. */
const addressOf = (kind: WindowKind, page: string): string =>
  `${PAGE}#/${kind}${page === '' ? '' : `/${page}`}`;
