import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as lockdown from '../../electron/hosts/desktop/lockdown.ts';
import {
  callFrom,
  electronDouble,
  SessionDouble,
  stoppable,
  WindowDouble,
} from '../desktop/electron-double.ts';
import { ContentsDouble, type FrameFacts } from '../desktop/electron-double.ts';

const { ORIGIN, PAGE } = lockdown;

describe('the process', () => {
  test('writes for nobody else, sandboxes every window, and has one scheme of its own', () => {
    const { parts, seen } = electronDouble();
    const masks: number[] = [];
    expect(lockdown.lockProcess(parts, (mask) => masks.push(mask))).toBeNull();
    expect(masks).toEqual([0o077]);
    expect(seen.sandboxed).toBe(true);
    expect(seen.schemes).toEqual([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
    expect(seen.switches).toContain('host-resolver-rules');
  });

  test.each(lockdown.REFUSED_SWITCHES)('does not start packaged with --%s', (name) => {
    const { parts, seen } = electronDouble({ switches: [name] });
    expect(lockdown.lockProcess(parts, () => 0)).toBe(name);
    expect(seen.schemes).toEqual([]);
  });

  test('lets a developer debug a checkout', () => {
    const { parts } = electronDouble({ packaged: false, switches: ['remote-debugging-port'] });
    expect(lockdown.lockProcess(parts, () => 0)).toBeNull();
  });
});

test('a window has these powers and no other', () => {
  const session = new SessionDouble().real;
  expect(lockdown.windowPowers(session, '/preload.cjs', false)).toEqual({
    session,
    preload: '/preload.cjs',
    devTools: false,
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
});

describe('pages', () => {
  let folder: string;
  let serve: (request: Request) => Promise<Response>;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'sekisho-pages-'));
    mkdirSync(path.join(folder, 'renderer', 'assets'), { recursive: true });
    writeFileSync(path.join(folder, 'secret.html'), 'secret');
    writeFileSync(path.join(folder, 'renderer', 'index.html'), '<p>page</p>');
    writeFileSync(path.join(folder, 'renderer', 'assets', 'a.js'), 'js');
    writeFileSync(path.join(folder, 'renderer', 'assets', 'a.js.map'), 'map');
    writeFileSync(path.join(folder, 'renderer', 'notes.exe'), 'no');
    symlinkSync(path.join(folder, 'secret.html'), path.join(folder, 'renderer', 'link.html'));
    serve = lockdown.serveFolder(path.join(folder, 'renderer'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const get = (url: string, method = 'GET') => serve({ url, method } as Request);

  test('come with their type and the strictest policy', async () => {
    const answer = await get(`${ORIGIN}/index.html`);
    expect(await answer.text()).toBe('<p>page</p>');
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none'; /);
    expect(policy).not.toMatch(/unsafe|\*|https?:|connect-src/);
    expect((await get(`${ORIGIN}/assets/a.js`)).headers.get('content-type')).toMatch(/^text\/javascript/);
  });

  test.each([
    `${ORIGIN}/`,
    `${ORIGIN}/assets/a.js.map`,
    `${ORIGIN}/notes.exe`,
    `${ORIGIN}/link.html`,
    `${ORIGIN}/../secret.html`,
    `${ORIGIN}/%2e%2e/secret.html`,
    `${ORIGIN}/..%2fsecret.html`,
    `${ORIGIN}//index.html`,
    'app://other/index.html',
    'app://user@sekisho/index.html',
    'app://sekisho:1/index.html',
    'file:///index.html',
    'not a url',
  ])('are nothing but what was listed: %s', async (url) => {
    const answer = await get(url);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toBe('');
  });

  test('are only read', async () => {
    expect((await get(`${ORIGIN}/index.html`, 'POST')).status).toBe(404);
  });

  test('are not served once they became links or were added later', async () => {
    const file = path.join(folder, 'renderer', 'index.html');
    unlinkSync(file);
    symlinkSync(path.join(folder, 'secret.html'), file);
    cpSync(path.join(folder, 'secret.html'), path.join(folder, 'renderer', 'new.html'));
    expect((await get(`${ORIGIN}/index.html`)).status).toBe(404);
    expect((await get(`${ORIGIN}/new.html`)).status).toBe(404);
  });
});

describe('a session', () => {
  type Answers = Record<string, (...args: unknown[]) => unknown>;
  function locked(serves: boolean, devTools = false) {
    const session = new SessionDouble();
    lockdown.lockSession(session.real, serves ? () => Promise.resolve(new Response()) : null, devTools);
    return { session, handlers: Object.fromEntries(session.handlers) as Answers };
  }
  const cancelled = (handlers: Answers, url: string): unknown => {
    let answer: unknown;
    handlers['request']?.({ url }, (said: unknown) => (answer = said));
    return answer;
  };

  test('grants no permission, no device, no screen, no certificate', () => {
    const { handlers } = locked(true);
    const asked = (name: string, ...before: unknown[]) => {
      let answer: unknown;
      const said = handlers[name]?.(...before, (given: unknown) => (answer = given));
      return answer ?? said;
    };
    expect(asked('permission', {}, 'media')).toBe(false);
    expect(handlers['check']?.({}, 'clipboard-read')).toBe(false);
    expect(handlers['device']?.({ deviceType: 'usb' })).toBe(false);
    expect(asked('pairing', {})).toEqual({ confirmed: false });
    expect(asked('screen', {})).toEqual({});
    expect(asked('certificate', {})).toBe(-2);
  });

  test.each([
    'https://example.com/',
    'http://127.0.0.1/',
    'ws://localhost/',
    'file:///etc/passwd',
    'ftp://a/',
    'app://x/',
  ])('cancels %s', (url) => expect(cancelled(locked(true).handlers, url)).toEqual({ cancel: true }));

  test('lets our own pages through, and where nothing is served not even those', () => {
    expect(cancelled(locked(true).handlers, PAGE)).toEqual({ cancel: false });
    expect(cancelled(locked(false).handlers, PAGE)).toEqual({ cancel: true });
    expect(cancelled(locked(true).handlers, 'devtools://devtools/x')).toEqual({ cancel: true });
    expect(cancelled(locked(true, true).handlers, 'devtools://devtools/x')).toEqual({ cancel: false });
  });

  test('downloads nothing, opens no device, checks no spelling', () => {
    const { session } = locked(true);
    const download = stoppable({});
    session.emit('will-download', download);
    expect(download.defaultPrevented).toBe(true);
    for (const [name, extra] of [
      ['select-hid-device', [{}]],
      ['select-serial-port', [[], {}]],
      ['select-usb-device', [{}]],
    ] as const) {
      const event = stoppable({});
      const answers: unknown[] = [];
      session.emit(name, event, ...extra, (given?: unknown) => answers.push(given ?? ''));
      expect([event.defaultPrevented, answers]).toEqual([true, ['']]);
    }
    expect(session.spelling).toBe(false);
  });
});

describe('contents', () => {
  const contents = new ContentsDouble();
  lockdown.lockContents(contents.real);
  const prevented = (name: string, url: string): boolean => {
    const event = stoppable({ url });
    contents.emit(name, event);
    return event.defaultPrevented;
  };

  test.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('go nowhere by %s', (name) => {
    for (const url of [
      'https://example.com/',
      'app://other/index.html',
      `${ORIGIN}/assets/a.svg`,
      'data:text/html,x',
      '',
    ])
      expect(prevented(name, url)).toBe(true);
  });

  test('may be loaded again, and redirected never', () => {
    expect(prevented('will-navigate', `${PAGE}#/kiosk`)).toBe(false);
    expect(prevented('will-redirect', PAGE)).toBe(true);
  });

  test('open no window and hold no other', () => {
    expect(contents.opener?.({ url: PAGE })).toEqual({ action: 'deny' });
    expect(prevented('will-attach-webview', PAGE)).toBe(true);
  });
});

describe('a message is heard only from the top frame of our own window on our own page', () => {
  const ours = new WindowDouble({});
  const other = new WindowDouble({});
  beforeEach(() => void (ours.webContents.mainFrame = { origin: ORIGIN, url: PAGE, parent: null }));
  const heard = (event: ReturnType<typeof callFrom>) =>
    lockdown.isFromOurWindow(event, (contents) => contents === ours.webContents.real);

  test('such a one is heard', () => {
    expect(heard(callFrom(ours))).toBe(true);
  });

  test.each<[string, Partial<FrameFacts> | null]>([
    ['a frame that is gone', null],
    ['a foreign origin', { origin: 'https://example.com', url: 'https://example.com/index.html' }],
    ['an opaque origin', { origin: 'null', url: 'data:text/html,x' }],
    ['another host of our scheme', { origin: 'app://other', url: 'app://other/index.html' }],
    ['no address', { origin: '', url: '' }],
    ['about:blank with our origin', { origin: ORIGIN, url: 'about:blank' }],
    ['another file of ours', { origin: ORIGIN, url: `${ORIGIN}/assets/a.svg` }],
    ['a look-alike', { origin: ORIGIN, url: 'app://sekisho.example/index.html' }],
  ])('not from %s', (_, frame) => {
    expect(heard(callFrom(ours, frame))).toBe(false);
  });

  test('not from a frame inside', () => {
    const event = callFrom(ours);
    const inner = { origin: ORIGIN, url: PAGE, parent: ours.webContents.mainFrame };
    expect(heard({ ...event, senderFrame: inner as never })).toBe(false);
    // One that hides its parent is still not the top one.
    expect(heard({ ...event, senderFrame: { ...inner, parent: null } as never })).toBe(false);
  });

  test('not from a window that we did not make', () => {
    expect(heard(callFrom(other))).toBe(false);
  });
});
