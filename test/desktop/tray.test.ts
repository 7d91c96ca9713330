import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { drawing, STATES } from '../../scripts/draw-icons/drawings.ts';
import { createTray, templateOf } from '../../electron/hosts/desktop/tray.ts';
import { TRAY_STATES, trayState, trayView, type TrayState } from '../../electron/hosts/desktop/tray-view.ts';
import { languageOf, wordsIn } from '../../electron/hosts/desktop/words.ts';
import type { Snapshot } from '../../shared/contract/snapshot.ts';
import { gateError } from '../../shared/errors.ts';
import { electronDouble } from './electron-double.ts';
import { closed, result, session, snapshot } from './snapshots.ts';

const [ja, en] = [wordsIn('ja'), wordsIn('en')];
const ICONS = fileURLToPath(new URL('../../electron/hosts/desktop/icons/', import.meta.url));

test.each<[TrayState, Snapshot | null, boolean]>([
  ['broken', snapshot(), false],
  ['starting', null, true],
  ['starting', snapshot({ gate: { state: 'opening' } }), true],
  ['open', snapshot(), true],
  ['open', snapshot({ result: result(0) }), true],
  ['checking', snapshot({ session }), true],
  ['checking', snapshot({ session, result: result(0) }), true],
  ['found', snapshot({ session, unread: [result(1)] }), true],
  ['found', snapshot({ result: result(2) }), true],
  ['closed', closed, true],
  ['attention', snapshot({ definitions: { state: 'aging', version: null, builtAt: null, days: 4 } }), true],
  ['attention', snapshot({ trouble: gateError('hotplug-unavailable') }), true],
  ['attention', snapshot({ spaces: [{ of: 'inbox', free: 1, level: 'full' }] }), true],
  ['attention', snapshot({ ledger: { ok: false, entries: 1, error: gateError('ledger-failed') } }), true],
])('%s', (state, given, alive) => expect(trayState(given, alive)).toBe(state));

test('the menu says what is going on and what can be done, in both languages', () => {
  const labels = (view: ReturnType<typeof trayView>) =>
    view.menu.map((group) => group.map(({ label }) => label));
  expect(labels(trayView(snapshot(), true, ja))).toEqual([
    ['受付画面を開く', '使用記録を開く'],
    [
      '待機中です。USBメモリやCDを入れられます',
      expect.stringMatching(/^ウイルス定義: 更新済み 2026\/11\/22 /),
    ],
    ['終了(管理者)'],
  ]);
  expect(
    labels(trayView(snapshot(), true, en))
      .flat()
      .join(),
  ).not.toMatch(/[^\x20-\x7e\u202f]/);
});

test('a closed gate says what to do, practice says that it is none', () => {
  expect(trayView(closed, true, ja).tooltip).toContain(ja.core.errors['engine-missing']({}).next);
  const view = trayView(snapshot({ practice: true }), true, ja);
  expect(view.tooltip).toContain(ja.practice);
  expect(view.menu[1]?.[0]?.label).toBe(ja.practice);
});

test('what a tray says never calls anything safe', () => {
  for (const words of [ja, en])
    expect(JSON.stringify([words.states, words.menu, words.practice])).not.toMatch(/安全|safe/i);
});

test('each state has an icon of its own shape', () => {
  expect([...STATES].sort()).toEqual([...TRAY_STATES].sort());
  const outlines = STATES.map((state) => / d="([^"]+)" fill/.exec(drawing(state).svg)?.[1]);
  expect(new Set(outlines).size).toBe(STATES.length);
  for (const name of [...STATES, 'app' as const]) {
    expect(readFileSync(path.join(ICONS, `${name}.svg`), 'utf8').trim()).toBe(drawing(name).svg);
    const png = readFileSync(path.join(ICONS, `${name}.png`));
    expect(png.toString('latin1', 1, 4)).toBe('PNG');
    expect(png.readUInt32BE(16)).toBe(name === 'app' ? 512 : 32);
  }
});

test('the tray shows the view, acts on clicks, and rebuilds nothing that is the same', () => {
  const { parts, seen } = electronDouble();
  const acted: string[] = [];
  let built = 0;
  const tray = createTray({
    make: parts.openTray,
    menu: (template) => ((built += 1), parts.buildMenu(template)),
    icons: ICONS,
    act: (action) => acted.push(action),
  });
  const [double] = seen.trays;
  tray.show(trayView(closed, true, ja));
  tray.show(trayView(closed, true, ja));
  expect(built).toBe(1);
  expect(double?.icon).toBe(path.join(ICONS, 'closed.png'));
  expect(existsSync(double?.icon ?? '')).toBe(true);
  double?.emit('click');
  for (const { click } of double?.menu ?? []) click?.();
  expect(acted).toEqual(['kiosk', 'kiosk', 'records', 'quit']);
  expect(double?.menu.filter(({ enabled }) => enabled === false).map(({ label }) => label)).toContain(
    ja.states.closed,
  );
});

test('an ampersand in a label is shown and marks no shortcut', () => {
  const view = { state: 'open' as const, tooltip: '', menu: [[{ label: 'A & B', action: null }]] };
  expect(templateOf(view, () => undefined)).toEqual([{ label: 'A && B', enabled: false }]);
});

test('the language is the system’s, Japanese where it says nothing, and SEKISHO_LANG’s before all', () => {
  expect(languageOf({}, ['en-US', 'ja'])).toBe('en');
  expect(languageOf({}, [])).toBe('ja');
  expect(languageOf({ SEKISHO_LANG: 'ja' }, ['en-US'])).toBe('ja');
});
