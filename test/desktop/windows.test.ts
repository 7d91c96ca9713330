import { expect, test } from 'vitest';
import type { WindowKind } from '../../shared/contract/method.ts';
import { PAGE, windowPowers } from '../../electron/hosts/desktop/lockdown.ts';
import { createWindows } from '../../electron/hosts/desktop/windows.ts';
import type { WindowDouble } from './electron-double.ts';
import { electronDouble, handClock, SessionDouble } from './electron-double.ts';

function opened() {
  const { parts, seen } = electronDouble();
  const clock = handClock();
  const told: unknown[][] = [];
  const windows = createWindows({
    open: parts.openWindow,
    powers: windowPowers(new SessionDouble().real, '/preload.cjs', false),
    icon: '/icons/app.png',
    after: clock.after,
    page: (kind) => told.push(['page', kind]),
    gone: (kind) => told.push(['gone', kind]),
    broke: (...facts) => told.push(['broke', ...facts]),
  });
  const show = (kind: WindowKind): WindowDouble => {
    windows.show(kind);
    return seen.windows.find((window) => windows.kindOf(window.webContents.real) === kind)!;
  };
  return { windows, seen, clock, told, show };
}

test('the kiosk takes the whole screen, the other does not; both get the powers and no menu', () => {
  const { show } = opened();
  const [kiosk, admin] = [show('kiosk'), show('admin')];
  expect(kiosk.options).toMatchObject({ kiosk: true, fullscreen: true, show: false, autoHideMenuBar: true });
  expect(admin.options).not.toHaveProperty('kiosk');
  for (const { options } of [kiosk, admin])
    expect(options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
    });
  expect(kiosk.urls).toEqual([`${PAGE}#/kiosk`]);
  expect(admin.urls).toEqual([`${PAGE}#/admin`]);
});

test('there is one of each, whatever its page says it is', () => {
  const { windows, seen, show } = opened();
  const kiosk = show('kiosk');
  show('kiosk');
  kiosk.webContents.mainFrame.url = `${PAGE}#/admin`;
  expect(seen.windows).toHaveLength(1);
  expect(windows.kindOf(kiosk.webContents.real)).toBe('kiosk');
});

test('one that is prepared waits unseen', () => {
  const { windows, seen } = opened();
  windows.prepare('kiosk');
  windows.prepare('kiosk');
  expect(seen.windows.map(({ shown }) => shown)).toEqual([false]);
  expect(windows.isShown('kiosk')).toBe(false);
});

test('closing hides into the tray', () => {
  const { windows, show } = opened();
  const admin = show('admin');
  expect(admin.close()).toBe(false);
  expect(admin.shown).toBe(false);
  expect(windows.find('admin')).not.toBeNull();
});

test('closing the administrator’s logs out whoever was there, and leaves nothing of theirs on the page', () => {
  const { windows, show, told } = opened();
  const admin = show('admin');
  windows.show('admin', 'records');
  admin.close();
  expect(told).toEqual([['gone', 'admin']]);
  expect(admin.webContents.reloads).toBe(1);
  // The kiosk goes on for whoever stands there.
  const kiosk = show('kiosk');
  windows.leaveKiosk();
  kiosk.close();
  expect([told.length, kiosk.webContents.reloads]).toEqual([1, 0]);
});

test('a kiosk cannot be closed until an administrator let it be left', () => {
  const { windows, show } = opened();
  const kiosk = show('kiosk');
  kiosk.close();
  expect(kiosk.shown).toBe(true);
  windows.leaveKiosk();
  expect([kiosk.kiosk, kiosk.fullScreen]).toEqual([false, false]);
  kiosk.close();
  expect(kiosk.shown).toBe(false);
  show('kiosk');
  expect([kiosk.kiosk, kiosk.shown]).toEqual([true, true]);
});

test.each(['letGo', 'session-end'])('at %s nothing holds a window back', (how) => {
  const { windows, show, told } = opened();
  const kiosk = show('kiosk');
  if (how === 'letGo') windows.letGo();
  else kiosk.emit('session-end');
  expect(kiosk.close()).toBe(true);
  expect(told).toContainEqual(['gone', 'kiosk']);
  expect(windows.find('kiosk')).toBeNull();
});

test('a window whose process died is told of and loaded again', () => {
  const { show, clock, told } = opened();
  const kiosk = show('kiosk');
  kiosk.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
  expect(told).toEqual([['broke', 'kiosk', 'crashed', 5]]);
  expect(kiosk.webContents.reloads).toBe(0);
  clock.pass(1000);
  expect(kiosk.webContents.reloads).toBe(1);
});

test('one that hangs is ended, so that it can be loaded again', () => {
  const { show, told } = opened();
  const admin = show('admin');
  admin.emit('unresponsive');
  expect(told).toEqual([['broke', 'admin', 'unresponsive', null]]);
  expect(admin.webContents.crashed).toBe(1);
});

test('a new page is a new beginning, a move within the page is not', () => {
  const { show, told } = opened();
  const { webContents } = show('admin');
  const went = (isMainFrame: boolean, isSameDocument: boolean) =>
    webContents.emit('did-start-navigation', { isMainFrame, isSameDocument });
  went(true, true);
  went(false, false);
  expect(told).toEqual([]);
  went(true, false);
  expect(told).toEqual([['page', 'admin']]);
});

test('a window hears only what the contract means for its kind', () => {
  const { windows, show } = opened();
  const [kiosk, admin] = [show('kiosk'), show('admin')];
  for (const kind of ['kiosk', 'admin'] as const) {
    windows.tell(kind, 'snapshot', { seq: 1 });
    windows.tell(kind, 'export-progress', { job: 'x' });
  }
  expect(kiosk.webContents.sent).toEqual([['event:snapshot', { seq: 1 }]]);
  expect(admin.webContents.sent).toHaveLength(2);
});

test('a page of the administrator’s is opened in the window that is there', () => {
  const { windows, show } = opened();
  const admin = show('admin');
  windows.show('admin', 'records');
  expect(admin.urls.at(-1)).toBe(`${PAGE}#/admin/records`);
});
