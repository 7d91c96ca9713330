/** A double of the parts of Electron that the desktop uses: keeps what it was told and lets a test play the system's part. */

import { EventEmitter } from 'node:events';
import type {
  BrowserWindow,
  BrowserWindowConstructorOptions,
  Session,
  WebContents,
  WebFrameMain,
} from 'electron';
import type { CoreProcess } from '../../electron/hosts/desktop/core-link.ts';
import type { FromCore, ToCore } from '../../electron/hosts/desktop/core-protocol.ts';
import type { ElectronParts } from '../../electron/hosts/desktop/electron-parts.ts';
import { ORIGIN, PAGE } from '../../electron/hosts/desktop/lockdown.ts';

/** An event that can be stopped, as Electron's are. */
export const stoppable = <T extends object>(facts: T) => {
  const event = {
    ...facts,
    defaultPrevented: false,
    preventDefault: () => void (event.defaultPrevented = true),
  };
  return event;
};

export type FrameFacts = { origin: string; url: string; parent: unknown };

export class ContentsDouble extends EventEmitter {
  readonly sent: [string, unknown][] = [];
  reloads = 0;
  crashed = 0;
  pdfOptions: unknown = null;
  opener: ((details: { url: string }) => { action: string }) | null = null;
  mainFrame: FrameFacts = { origin: ORIGIN, url: PAGE, parent: null };
  send(channel: string, payload: unknown): void {
    this.sent.push([channel, payload]);
  }
  reload(): void {
    this.reloads += 1;
  }
  forcefullyCrashRenderer(): void {
    this.crashed += 1;
  }
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.opener = handler;
  }
  printToPDF(options: unknown): Promise<Buffer> {
    this.pdfOptions = options;
    return Promise.resolve(Buffer.from('%PDF-1.7 made'));
  }
  get real(): WebContents {
    return this as unknown as WebContents;
  }
}

export class WindowDouble extends EventEmitter {
  readonly webContents = new ContentsDouble();
  readonly urls: string[] = [];
  shown = false;
  kiosk: boolean;
  fullScreen: boolean;
  destroyed = false;
  readonly options: BrowserWindowConstructorOptions;
  constructor(options: BrowserWindowConstructorOptions) {
    super();
    this.options = options;
    this.kiosk = options.kiosk === true;
    this.fullScreen = options.fullscreen === true;
    this.shown = options.show !== false;
  }
  loadURL(url: string): Promise<void> {
    this.urls.push(url);
    return Promise.resolve();
  }
  show = (): void => void (this.shown = true);
  hide = (): void => void (this.shown = false);
  focus = (): void => undefined;
  isVisible = (): boolean => this.shown;
  isKiosk = (): boolean => this.kiosk;
  setKiosk = (flag: boolean): void => void (this.kiosk = flag);
  setFullScreen = (flag: boolean): void => void (this.fullScreen = flag);
  destroy = (): void => void (this.destroyed = true);
  /** The person presses the cross, or the keys for it. */
  close(): boolean {
    const event = stoppable({});
    this.emit('close', event);
    if (!event.defaultPrevented) {
      this.shown = false;
      this.emit('closed');
    }
    return !event.defaultPrevented;
  }
}

export class SessionDouble extends EventEmitter {
  readonly handlers = new Map<string, unknown>();
  readonly served = new Map<string, (request: Request) => Promise<Response>>();
  spelling: boolean | null = null;
  readonly protocol = {
    handle: (scheme: string, serve: (request: Request) => Promise<Response>) =>
      void this.served.set(scheme, serve),
  };
  readonly webRequest = { onBeforeRequest: (handler: unknown) => void this.handlers.set('request', handler) };
  setPermissionRequestHandler = (handler: unknown) => void this.handlers.set('permission', handler);
  setPermissionCheckHandler = (handler: unknown) => void this.handlers.set('check', handler);
  setDevicePermissionHandler = (handler: unknown) => void this.handlers.set('device', handler);
  setBluetoothPairingHandler = (handler: unknown) => void this.handlers.set('pairing', handler);
  setDisplayMediaRequestHandler = (handler: unknown) => void this.handlers.set('screen', handler);
  setCertificateVerifyProc = (handler: unknown) => void this.handlers.set('certificate', handler);
  setSpellCheckerEnabled = (on: boolean) => void (this.spelling = on);
  get real(): Session {
    return this as unknown as Session;
  }
}

export class CoreDouble extends EventEmitter {
  readonly heard: ToCore[] = [];
  readonly pid = 4711;
  killed = false;
  postMessage(message: ToCore): void {
    this.heard.push(message);
  }
  kill(): boolean {
    this.killed = true;
    return true;
  }
  say(message: FromCore): void {
    this.emit('message', message);
  }
  die(code: number): void {
    this.emit('exit', code);
  }
  of<T extends ToCore['type']>(type: T): Extract<ToCore, { type: T }>[] {
    return this.heard.filter((message): message is Extract<ToCore, { type: T }> => message.type === type);
  }
}

export type TrayDouble = EventEmitter & { icon: string; tooltip: string; menu: MenuLine[]; gone: boolean };
export type MenuLine = { label?: string; type?: string; enabled?: boolean; click?: () => void };

/** Timers and clock that a test turns by hand. */
export function handClock() {
  let time = 0;
  let due: { at: number; then: () => void }[] = [];
  return {
    now: () => time,
    after: (milliseconds: number, then: () => void) => void due.push({ at: time + milliseconds, then }),
    pass(milliseconds: number) {
      time += milliseconds;
      const ready = due.filter(({ at }) => at <= time);
      due = due.filter(({ at }) => at > time);
      for (const { then } of ready) then();
    },
    waiting: () => due.map(({ at }) => at - time),
  };
}

export type ElectronDouble = ReturnType<typeof electronDouble>;

export function electronDouble(
  choices: { packaged?: boolean; first?: boolean; switches?: readonly string[] } = {},
) {
  const { packaged = true, first = true, switches = [] } = choices;
  const seen = {
    cores: [] as CoreDouble[],
    windows: [] as WindowDouble[],
    trays: [] as TrayDouble[],
    notices: [] as { title?: string; body?: string; click: () => void }[],
    handlers: new Map<string, (event: unknown, input: unknown) => Promise<unknown>>(),
    sessions: new Map<string, SessionDouble>(),
    switches: [] as string[],
    schemes: [] as unknown[],
    errors: [] as [string, string][],
    blockers: new Set<number>(),
    loginItems: [] as unknown[],
    sandboxed: false,
    menuRemoved: false,
    quits: 0,
    exits: [] as (number | undefined)[],
    saves: [] as unknown[],
    opens: [] as unknown[],
    saveAnswer: { canceled: true, filePath: '' },
    openAnswer: { canceled: true, filePaths: [] as string[] },
    documents: '/documents',
    appData: '/nowhere',
  };
  const events = new EventEmitter();
  const sessionNamed = (name: string): Session => {
    const session = seen.sessions.get(name) ?? new SessionDouble();
    seen.sessions.set(name, session);
    return session.real;
  };
  const app: ElectronParts['app'] = {
    commandLine: {
      appendSwitch: (name) => void seen.switches.push(name),
      hasSwitch: (name) => switches.includes(name),
    },
    enableSandbox: () => void (seen.sandboxed = true),
    exit: (code) => void seen.exits.push(code),
    getLoginItemSettings: () => ({
      openAtLogin: false,
      openAsHidden: false,
      wasOpenedAtLogin: false,
      wasOpenedAsHidden: false,
      restoreState: false,
      status: 'not-registered',
      executableWillLaunchAtLogin: false,
      launchItems: [],
    }),
    getPath: (name) => (name === 'documents' ? seen.documents : seen.appData),
    getPreferredSystemLanguages: () => ['ja-JP'],
    isPackaged: packaged,
    on: ((name: string, listener: (...args: unknown[]) => void) => events.on(name, listener)) as never,
    quit: () => void (seen.quits += 1),
    requestSingleInstanceLock: () => first,
    setAppUserModelId: () => undefined,
    setLoginItemSettings: (settings) => void seen.loginItems.push(settings),
    setName: () => undefined,
    whenReady: () => Promise.resolve(),
  };
  const parts: ElectronParts = {
    app,
    protocol: { registerSchemesAsPrivileged: (schemes) => void seen.schemes.push(...schemes) },
    ipcMain: { handle: (channel, handler) => void seen.handlers.set(channel, handler as never) },
    dialog: {
      showErrorBox: (title, content) => void seen.errors.push([title, content]),
      showSaveDialog: (...args: unknown[]) => (seen.saves.push(args), Promise.resolve(seen.saveAnswer)),
      showOpenDialog: (...args: unknown[]) => (seen.opens.push(args), Promise.resolve(seen.openAnswer)),
    },
    powerSaveBlocker: {
      start: () => {
        seen.blockers.add(seen.blockers.size + 1);
        return seen.blockers.size;
      },
      stop: (id) => seen.blockers.delete(id),
    },
    fork: () => {
      const core = new CoreDouble();
      seen.cores.push(core);
      return core as unknown as CoreProcess;
    },
    sessionNamed,
    defaultSession: () => sessionNamed('default'),
    openWindow: (options) => {
      const window = new WindowDouble(options);
      seen.windows.push(window);
      events.emit('web-contents-created', {}, window.webContents);
      return window as unknown as BrowserWindow;
    },
    openTray: (icon) => {
      const tray = Object.assign(new EventEmitter(), {
        icon,
        tooltip: '',
        menu: [] as MenuLine[],
        gone: false,
        setImage: (image: string) => void (tray.icon = image),
        setToolTip: (text: string) => void (tray.tooltip = text),
        setContextMenu: (menu: unknown) => void (tray.menu = menu as MenuLine[]),
        destroy: () => void (tray.gone = true),
      });
      seen.trays.push(tray);
      return tray as never;
    },
    buildMenu: (template) => template as never,
    noMenu: () => void (seen.menuRemoved = true),
    notify: (options) => {
      const shown = new EventEmitter();
      seen.notices.push({ ...options, click: () => void shown.emit('click') });
      return Object.assign(shown, { show: () => undefined }) as never;
    },
  };
  return { parts, seen, events };
}

/** The event of a call, as it comes from that window's top frame. */
export const callFrom = (window: WindowDouble, frame: Partial<FrameFacts> | null = {}) => ({
  sender: window.webContents.real,
  senderFrame:
    frame === null
      ? null
      : ((Object.keys(frame).length === 0
          ? window.webContents.mainFrame
          : Object.assign(window.webContents.mainFrame, frame)) as unknown as WebFrameMain),
});
