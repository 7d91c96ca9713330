import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startDesktop } from '../../electron/hosts/desktop/desktop.ts';
import type { CoreStart } from '../../electron/hosts/desktop/core-protocol.ts';
import { METHOD_NAMES } from '../../shared/contract.ts';
import { ok } from '../../shared/result.ts';
import { callFrom, electronDouble, handClock, stoppable, type ElectronDouble } from './electron-double.ts';
import { medium, result, session, snapshot } from './snapshots.ts';

const start: CoreStart = {
  dataDir: '/data',
  definitionsDir: null,
  runtime: '/node',
  programs: null,
  practice: false,
};
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sekisho-desktop-'));
  mkdirSync(path.join(folder, 'renderer'));
  writeFileSync(path.join(folder, 'renderer', 'index.html'), '<p>page</p>');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function started(choices: Parameters<typeof electronDouble>[0] & { args?: readonly string[] } = {}) {
  const double: ElectronDouble = electronDouble(choices);
  double.seen.appData = folder;
  const clock = handClock();
  const masks: number[] = [];
  await startDesktop(double.parts, {
    places: {
      renderer: path.join(folder, 'renderer'),
      preload: '/preload.cjs',
      core: '/core-process.js',
      icons: '/icons',
    },
    ...{ start, args: choices.args ?? [], env: {}, platform: 'linux', program: '/opt/Sekisho/sekisho' },
    ...{ after: clock.after, now: clock.now, log: () => undefined },
    umask: (mask) => masks.push(mask),
  });
  const { seen, events } = double;
  const core = () => seen.cores.at(-1)!;
  const tell = (part: Parameters<typeof snapshot>[0] = {}) =>
    core().say({ type: 'snapshot', snapshot: snapshot(part) });
  const menu = (label: RegExp) => seen.trays[0]?.menu.find((line) => label.test(line.label ?? ''))?.click?.();
  /** The core ends as it is told to. */
  const settle = async () => {
    core().die(0);
    await new Promise((resolve) => setImmediate(resolve));
  };
  const windowOf = (kind: string) => seen.windows.find(({ urls }) => urls[0]?.includes(`#/${kind}`))!;
  return { ...double, seen, events, clock, core, tell, menu, masks, settle, windowOf };
}

describe('starting', () => {
  test('locks the process, opens one kiosk, a tray and the core, and registers the contract', async () => {
    const { seen, masks, core } = await started();
    expect(masks).toEqual([0o077]);
    expect(seen.windows.map(({ options, shown }) => [options.kiosk, shown])).toEqual([[true, true]]);
    expect(seen.trays).toHaveLength(1);
    expect(core().of('start')).toEqual([{ type: 'start', start }]);
    expect(seen.handlers.size).toBe(METHOD_NAMES.length);
    expect(seen.menuRemoved).toBe(true);
  });

  test('serves pages in the windows’ own session only, and locks every session there is', async () => {
    const { seen } = await started();
    expect([...seen.sessions.keys()].sort()).toEqual(['default', 'report', 'windows']);
    for (const session of seen.sessions.values()) expect(session.handlers.has('request')).toBe(true);
    expect(seen.sessions.get('default')?.served.size).toBe(0);
    expect(seen.windows[0]?.options.webPreferences?.session).toBe(seen.sessions.get('windows'));
  });

  test('gives windows no developer tools in a package, and some in a checkout', async () => {
    const packed = await started();
    const open = await started({ packaged: false });
    expect(packed.seen.windows[0]?.options.webPreferences?.devTools).toBe(false);
    expect(open.seen.windows[0]?.options.webPreferences?.devTools).toBe(true);
  });

  test('locks all contents there will ever be', async () => {
    const { seen } = await started();
    expect(seen.windows[0]?.webContents.opener?.({ url: 'https://example.com' })).toEqual({ action: 'deny' });
  });

  test('is done once: a second instance goes, and the first shows itself', async () => {
    const second = await started({ first: false });
    expect([second.seen.quits, second.seen.cores.length, second.seen.windows.length]).toEqual([1, 0, 0]);
    const { events, seen } = await started({ args: ['--hidden'] });
    expect(seen.windows[0]?.shown).toBe(false);
    events.emit('second-instance', {}, ['/opt/Sekisho/sekisho']);
    expect(seen.windows.map(({ shown }) => shown)).toEqual([true]);
  });

  test('is refused in words where the windows’ protection would be off', async () => {
    const { seen } = await started({ switches: ['remote-debugging-port'] });
    expect(seen.exits).toEqual([1]);
    expect(seen.errors[0]?.[0]).toContain('--remote-debugging-port');
    expect(seen.cores).toEqual([]);
  });
});

describe('the administrator’s window, also where no tray is shown', () => {
  const admin = ({ seen }: Awaited<ReturnType<typeof started>>) =>
    seen.windows.filter(({ urls }) => urls[0]?.includes('#/admin')).map(({ shown }) => shown);

  test.each([[[]], [['--hidden']]])(
    'opens at the start while no administrator exists, once (%j)',
    async (args) => {
      const desktop = await started({ args });
      desktop.tell();
      expect(admin(desktop)).toEqual([]);
      desktop.tell({ founding: true });
      expect(admin(desktop)).toEqual([true]);
      desktop.windowOf('admin').close();
      desktop.tell({ founding: true, seq: 2 });
      expect(admin(desktop)).toEqual([false]);
    },
  );

  test('stays closed at the start where there is one', async () => {
    const desktop = await started();
    desktop.tell();
    expect(admin(desktop)).toEqual([]);
  });

  test('opens when the core says so, above a kiosk that stays one', async () => {
    const desktop = await started();
    desktop.core().say({ type: 'open-admin' });
    expect(admin(desktop)).toEqual([true]);
    expect(desktop.windowOf('kiosk')).toMatchObject({ kiosk: true, shown: true });
  });

  test('opens by the command line, at the start and from a second instance', async () => {
    expect(admin(await started({ args: ['--admin'] }))).toEqual([true]);
    const desktop = await started({ args: ['--hidden'] });
    desktop.events.emit('second-instance', {}, ['/opt/Sekisho/sekisho', '--admin']);
    expect(admin(desktop)).toEqual([true]);
    expect(desktop.windowOf('kiosk').shown).toBe(false);
  });
});

describe('while it runs', () => {
  test('a call goes from its window to the core and back', async () => {
    const { seen, core, windowOf } = await started();
    const answer = seen.handlers.get('call:snapshot.read')?.(callFrom(windowOf('kiosk')), '{}');
    const [call] = core().of('call');
    expect(call).toMatchObject({ kind: 'kiosk', method: 'snapshot.read', input: {} });
    core().say({ type: 'answer', id: call!.id, result: ok('here') });
    await expect(answer).resolves.toEqual(ok('here'));
  });

  test('a foreign sender is refused, and that stands on record', async () => {
    const { seen, core, windowOf } = await started();
    const foreign = callFrom(windowOf('kiosk'), { url: 'https://example.com/' });
    await expect(seen.handlers.get('call:login')?.(foreign, '{}')).resolves.toMatchObject({
      error: { code: 'not-allowed' },
    });
    expect(core().of('call')).toEqual([]);
    core().say({ type: 'ready' });
    expect(core().of('mended')).toMatchObject([
      { mended: { part: 'window', window: null, reason: 'sender' } },
    ]);
  });

  test('a medium brings the kiosk up from the tray', async () => {
    const { tell, seen } = await started({ args: ['--hidden'] });
    tell();
    expect(seen.windows[0]?.shown).toBe(false);
    tell({ media: [medium] });
    expect(seen.windows[0]?.shown).toBe(true);
  });

  test('the machine stays awake, malware is told of, and a click shows the kiosk', async () => {
    const { tell, seen } = await started({ args: ['--hidden'] });
    tell({ session });
    expect(seen.blockers.size).toBe(1);
    tell({ result: result(1) });
    expect(seen.blockers.size).toBe(0);
    expect(seen.notices).toMatchObject([{ title: 'ウイルスの疑い: 1件' }]);
    seen.notices[0]?.click();
    expect(seen.windows[0]?.shown).toBe(true);
  });

  test('a core that died comes back, and the pages begin anew with it', async () => {
    const { seen, core, clock, windowOf } = await started();
    core().say({ type: 'ready' });
    expect(windowOf('kiosk').webContents.reloads).toBe(0);
    core().die(139);
    expect(seen.trays[0]?.icon).toBe('/icons/broken.png');
    clock.pass(500);
    core().say({ type: 'ready' });
    expect(seen.cores).toHaveLength(2);
    expect(windowOf('kiosk').webContents.reloads).toBe(1);
    expect(core().of('mended')).toMatchObject([{ mended: { part: 'core', exit: 139 } }]);
  });

  test('a page that crashed is loaded again, and that stands on record', async () => {
    const { core, clock, windowOf } = await started();
    core().say({ type: 'ready' });
    const { webContents } = windowOf('kiosk');
    webContents.emit('render-process-gone', {}, { reason: 'oom', exitCode: 9 });
    clock.pass(1000);
    expect(webContents.reloads).toBe(1);
    expect(core().of('mended')).toMatchObject([
      { mended: { part: 'window', window: 'kiosk', reason: 'oom', exit: 9, times: 1 } },
    ]);
  });

  test('a question goes to the person, and what they chose back to the core', async () => {
    const { core, seen } = await started();
    seen.openAnswer = { canceled: false, filePaths: ['/srv/inbox'] };
    core().say({ type: 'question', id: 7, kind: 'kiosk', question: { ask: 'folder', purpose: 'inbox' } });
    await new Promise((resolve) => setImmediate(resolve));
    expect(core().of('answered')).toEqual([{ type: 'answered', id: 7, path: '/srv/inbox' }]);
  });

  test('the kiosk is left only when the core says so', async () => {
    const { core, windowOf } = await started();
    const kiosk = windowOf('kiosk');
    kiosk.close();
    expect([kiosk.kiosk, kiosk.shown]).toEqual([true, true]);
    core().say({ type: 'leave-kiosk' });
    kiosk.close();
    expect([kiosk.kiosk, kiosk.shown]).toEqual([false, false]);
  });
});

describe('ending', () => {
  test('from the tray asks for the administrator', async () => {
    const { tell, menu, windowOf, core, seen } = await started();
    tell();
    menu(/終了/);
    expect(windowOf('kiosk').urls.at(-1)).toBe('app://sekisho/index.html#/kiosk/exit');
    expect([core().of('stop'), seen.exits]).toEqual([[], []]);
  });

  test.each(['no administrator exists', 'the core cannot be asked'])(
    'is not held up where %s: nobody is locked out',
    async (why) => {
      const { tell, menu, core, seen, settle, clock } = await started();
      tell({ founding: why.startsWith('no') });
      if (why.startsWith('the')) core().die(1);
      menu(/終了/);
      await settle();
      expect(seen.exits).toEqual([0]);
      clock.pass(60_000);
      expect(seen.cores).toHaveLength(1);
    },
  );

  test('on an administrator’s word closes the core first, then everything', async () => {
    const { core, seen, settle, windowOf } = await started();
    core().say({ type: 'quit' });
    expect(core().of('stop')).toHaveLength(1);
    expect(seen.exits).toEqual([]);
    expect(windowOf('kiosk').close()).toBe(true);
    await settle();
    expect([seen.exits, seen.trays[0]?.gone]).toEqual([[0], true]);
  });

  test('when the system ends us is orderly as well, and happens once', async () => {
    const { core, seen, events, settle } = await started();
    const first = stoppable({});
    events.emit('before-quit', first);
    expect(first.defaultPrevented).toBe(true);
    const again = stoppable({});
    events.emit('before-quit', again);
    expect(again.defaultPrevented).toBe(false);
    await settle();
    expect([core().of('stop').length, seen.exits]).toEqual([1, [0]]);
  });

  test('closing all windows is not ending', async () => {
    const { events, seen } = await started();
    events.emit('window-all-closed');
    expect([seen.quits, seen.exits]).toEqual([0, []]);
  });
});
