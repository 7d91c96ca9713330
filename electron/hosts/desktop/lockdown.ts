/**
 * What no window of ours may do, in one place. Windows show pages from `app://sekisho` and nothing else, reach no
 * network, get no permission and no device, go nowhere, open nothing, and speak with the core only through preload.
 * After Electron's security checklist (docs/tutorial/security).
 */

import { readdirSync } from 'node:fs';
import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import type { App, IpcMainInvokeEvent, Protocol, Session, WebContents, WebPreferences } from 'electron';

const SCHEME = 'app';
const HOST = 'sekisho';
export const ORIGIN = `${SCHEME}://${HOST}`;
export const PAGE = `${ORIGIN}/index.html`;

/** What the built windows need (renderer/README.md) and nothing more: they ask the core through preload, never a server. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

/** A file of any other kind is not served, whoever put it there. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** Chromium's own ways to the network that have nothing to do with a page; the resolver's rule is the last one standing. */
const SWITCHES: readonly (readonly [string, string?])[] = [
  ['host-resolver-rules', 'MAP * ~NOTFOUND'],
  ['disable-background-networking'],
  ['disable-component-update'],
  ['disable-domain-reliability'],
  ['disable-quic'],
  ['no-pings'],
];

/**
 * Command lines that would open a port into the windows, or take their sandbox away. Fuses switch off Node's own
 * (`--inspect`), but not Chromium's.
 */
export const REFUSED_SWITCHES = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-allow-origins',
  'no-sandbox',
  'disable-web-security',
  'disable-site-isolation-trials',
  'load-extension',
  'proxy-server',
  'proxy-pac-url',
  'js-flags',
  'inspect',
  'inspect-brk',
] as const;

type Early = {
  readonly app: Pick<App, 'enableSandbox' | 'isPackaged'> & {
    readonly commandLine: Pick<App['commandLine'], 'appendSwitch' | 'hasSwitch'>;
  };
  readonly protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>;
};

/**
 * Before the app is ready. Gives the switch for which a packaged app must not start, null when it may. The crash
 * reporter is off because nobody starts it.
 */
export function lockProcess(
  { app, protocol }: Early,
  umask = (mask: number) => process.umask(mask),
): string | null {
  umask(0o077);
  const refused = app.isPackaged
    ? REFUSED_SWITCHES.find((name) => app.commandLine.hasSwitch(name))
    : undefined;
  if (refused !== undefined) return refused;
  app.enableSandbox();
  for (const [name, value] of SWITCHES) app.commandLine.appendSwitch(name, value);
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true } }]);
  return null;
}

/** Every power a window has or lacks. `preload`: absolute path. */
export const windowPowers = (session: Session, preload: string, devTools: boolean): WebPreferences => ({
  session,
  preload,
  devTools,
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  webviewTag: false,
  plugins: false,
  experimentalFeatures: false,
  navigateOnDragDrop: false,
  spellcheck: false,
  safeDialogs: true,
});

/** Exactly our page or a part of it: no other scheme, host, port or name in it. */
export function isOurs(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, username, password } = new URL(url);
  return protocol === `${SCHEME}:` && host === HOST && username === '' && password === '';
}

const isOurPage = (url: string): boolean => isOurs(url) && new URL(url).pathname === new URL(PAGE).pathname;

/** What our own pages are made of: path below the folder → real path. Listed once, so that nothing added later is served. */
function listFolder(folder: string, below = ''): [string, string][] {
  return readdirSync(path.join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const name = `${below}/${entry.name}`;
    if (entry.isDirectory()) return listFolder(folder, name);
    return entry.isFile() && path.extname(name) in TYPES ? [[name, path.join(folder, name)]] : [];
  });
}

/** Answers requests for `app://sekisho/…` with the files of `folder` (absolute, no links in it) and nothing else. */
export function serveFolder(folder: string): (request: Request) => Promise<Response> {
  const files = new Map(listFolder(folder));
  const missing = (): Response => new Response(null, { status: 404, headers: HEADERS });
  return async ({ method, url }) => {
    const file = method === 'GET' && isOurs(url) ? files.get(new URL(url).pathname) : undefined;
    if (file === undefined) return missing();
    // What was a file may be a link by now.
    if ((await realpath(file).catch(() => null)) !== file) return missing();
    const type = TYPES[path.extname(file)] ?? '';
    return new Response(await readFile(file), { headers: { ...HEADERS, 'Content-Type': type } });
  };
}

/** `serve`: null for a session that shows nothing at all (Electron's default one). */
export function lockSession(
  session: Session,
  serve: ((request: Request) => Promise<Response>) | null,
  devTools: boolean,
): void {
  if (serve !== null) session.protocol.handle(SCHEME, serve);
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setBluetoothPairingHandler((_details, answer) => answer({ confirmed: false }));
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  session.setCertificateVerifyProc((_request, answer) => answer(-2));
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest((details, answer) => {
    const { protocol } = new URL(details.url);
    const harmless = protocol === 'data:' || (devTools && protocol === 'devtools:');
    answer({ cancel: !(harmless || (serve !== null && isOurs(details.url))) });
  });
  session.on('will-download', (event) => event.preventDefault());
  session.on('select-hid-device', (event, _details, answer) => {
    event.preventDefault();
    answer();
  });
  session.on('select-serial-port', (event, _ports, _contents, answer) => {
    event.preventDefault();
    answer('');
  });
  session.on('select-usb-device', (event, _details, answer) => {
    event.preventDefault();
    answer();
  });
}

/** For every WebContents there ever is, at its creation. Reloading our own page is the one navigation there is. */
export function lockContents(contents: WebContents): void {
  const stay = (event: { readonly url: string; preventDefault(): void }): void => {
    if (!isOurPage(event.url)) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('select-bluetooth-device', (event, _devices, answer) => {
    event.preventDefault();
    answer('');
  });
  contents.on('login', (event, _details, _auth, answer) => {
    event.preventDefault();
    answer();
  });
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/**
 * Whether a message came from the top frame of a window of ours that shows our page: a frame inside it shares the
 * window's WebContents, a frame that is gone has no address. Asked before anything in the message is looked at.
 */
export function isFromOurWindow(
  event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>,
  isWindow: (contents: WebContents) => boolean,
): boolean {
  const { sender, senderFrame } = event;
  if (senderFrame === null || senderFrame.parent !== null || sender.mainFrame !== senderFrame) return false;
  return senderFrame.origin === ORIGIN && isOurPage(senderFrame.url) && isWindow(sender);
}
