import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

import { entries, foundedDesk, makeDesk, PASSPHRASE, PIN } from './desk.ts';

describe('settings', () => {
  it('are shown key by key, and one of them alone', async () => {
    const desk = await foundedDesk();
    expect((await desk.run(['settings', 'show'])).stdout).toContain('people.lockAfter = 10\n');
    expect((await desk.run(['settings', 'get', 'people.lockAfter'])).stdout).toBe('10\n');
    const group = await desk.run(['settings', 'get', 'review', '--json']);
    expect(group.lines).toMatchObject([{ event: 'setting', key: 'review', value: { everyDays: 31 } }]);
  });

  it('are changed by an administrator alone, with before and after in the record', async () => {
    const desk = await foundedDesk();
    const set = ['settings', 'set', 'people.lockAfter', '7', '--json'];
    expect(await desk.run(set)).toMatchObject({ code: 1, lines: [{ error: { code: 'not-allowed' } }] });
    expect(await desk.run([...set, '--as', 'sato'], [PIN])).toMatchObject({ code: 1 });
    expect(await desk.admin(...set)).toMatchObject({
      code: 0,
      lines: [
        { event: 'difference', at: 'people.lockAfter', before: 10, after: 7 },
        { event: 'settings', version: expect.stringMatching(/^[0-9a-f]{16}$/) as string },
      ],
    });
    expect(await entries(desk, 'settings.changed')).toMatchObject([
      { changes: [{ at: 'people.lockAfter', before: 10, after: 7 }], by: { person: 'admin' } },
    ]);
  });

  it('take a text as it is, also one that looks like a number where only a text fits', async () => {
    const desk = await foundedDesk();
    await desk.admin('settings', 'set', 'clinic.name', '2026');
    await desk.admin('settings', 'set', 'inbox.dir', '/srv/inbox box');
    const { lines } = await desk.run(['settings', 'show', '--json']);
    expect(lines).toMatchObject([
      { settings: { clinic: { name: '2026' }, inbox: { dir: '/srv/inbox box' } } },
    ]);
  });

  it('refuse what is not valid with its place, and change nothing', async () => {
    const desk = await foundedDesk();
    for (const [key, text, fault] of [
      ['people.lockAfter', 'many', 'invalid_type'],
      ['people.lockAfter', '4', 'too_small'],
      ['people.lockafter', '7', 'unrecognized_keys'],
      ['people', '{"lockAfter":7,"wrong":1}', 'unrecognized_keys'],
      ['__proto__.x', '7', 'unrecognized_keys'],
      ['inbox.dir', 'relative/folder', 'invalid_format'],
    ] as const) {
      const ran = await desk.admin('settings', 'set', key, text, '--json');
      const at = expect.stringContaining(key) as string;
      expect(ran).toMatchObject({
        code: 2,
        lines: [{ error: { code: 'settings-invalid', params: { at, fault } } }],
      });
    }
    expect(await entries(desk, 'settings.changed')).toEqual([]);
  });

  it('tell an unknown key that was asked for', async () => {
    const desk = await foundedDesk();
    expect(await desk.run(['settings', 'get', 'people.nothing'])).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('a change on a version that is no more', () => {
  it('is a conflict: the second of two administrators is told and changes nothing', async () => {
    const desk = await foundedDesk();
    const { lines } = await desk.run(['settings', 'show', '--json']);
    const base = ['--base', String(lines[0]!['version'])];
    expect(await desk.admin('settings', 'set', 'people.lockAfter', '7', ...base)).toMatchObject({ code: 0 });
    const second = await desk.admin('settings', 'set', 'people.lockAfter', '9', ...base, '--json');
    expect(second).toMatchObject({ code: 1, lines: [{ error: { code: 'settings-conflict' } }] });
    expect((await desk.run(['settings', 'get', 'people.lockAfter'])).stdout).toBe('7\n');
  });
});

describe('a file of settings', () => {
  it('goes to another clinic, with what differs shown before', async () => {
    const [from, to] = [await foundedDesk(), await foundedDesk()];
    await from.admin('settings', 'set', 'review.everyDays', '14');
    const file = from.at('settings.json');
    expect(await from.run(['settings', 'export', '--out', 'settings.json'])).toMatchObject({ code: 0 });
    const difference = { event: 'difference', at: 'review.everyDays', before: 31, after: 14 };
    const checked = await to.run(['settings', 'import', file, '--check', '--json']);
    expect(checked).toMatchObject({ code: 0, lines: [difference] });
    expect(await entries(to, 'settings.changed')).toEqual([]);
    const taken = await to.admin('settings', 'import', file, '--json');
    expect(taken.lines).toMatchObject([difference, { event: 'settings' }]);
    expect(await entries(to, 'settings.changed')).toMatchObject([{ how: 'import' }]);
  });

  it('is never written over another file, and no half of it is left', async () => {
    const desk = await foundedDesk();
    fs.writeFileSync(desk.at('there.json'), 'mine');
    const ran = await desk.run(['settings', 'export', '--out', 'there.json', '--json']);
    expect(ran).toMatchObject({ code: 3, lines: [{ error: { code: 'export-failed' } }] });
    expect(fs.readFileSync(desk.at('there.json'), 'utf8')).toBe('mine');
    const missing = await desk.run(['settings', 'export', '--out', path.join('no', 'folder.json')]);
    expect(missing).toMatchObject({ code: 3 });
    expect(fs.readdirSync(desk.base).filter((name) => name.includes('partial'))).toEqual([]);
  });

  it.each([
    ['cut short', (text: string) => text.slice(0, -20), 'not-json'],
    ['edited by hand', (text: string) => text.replace('"lockAfter": 10', '"lockAfter": 20'), 'sum'],
    ['of another format', () => '{"format":"other"}', 'invalid_value'],
  ])('that was %s is refused and changes nothing', async (_, spoil, fault) => {
    const desk = await foundedDesk();
    await desk.run(['settings', 'export', '--out', 'settings.json']);
    const file = desk.at('settings.json');
    fs.writeFileSync(file, spoil(fs.readFileSync(file, 'utf8')));
    const ran = await desk.run(
      ['settings', 'import', 'settings.json', '--as', 'admin', '--json'],
      [PASSPHRASE],
    );
    expect(ran).toMatchObject({
      code: 2,
      lines: [{ error: { code: 'settings-invalid', params: { fault } } }],
    });
    expect(await entries(desk, 'settings.changed')).toEqual([]);
  });

  it('that is not there, and a clinic that is not there, are told', async () => {
    const desk = makeDesk();
    expect(await desk.run(['settings', 'import', 'none.json'])).toMatchObject({ code: 2 });
    expect(await desk.run(['settings', 'show'])).toMatchObject({ code: 2 });
    expect(fs.existsSync(desk.data)).toBe(false);
  });
});
