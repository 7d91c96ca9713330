import { describe, expect, it } from 'vitest';

import { entries, foundedDesk, makeDesk, PIN, type Desk } from './desk.ts';

const register = (id: string, serial: string): string[] => [
  ...['media', 'register', id, '--vendor', '0951', '--product', '1666', '--serial', serial],
  ...['--storage', '受付の金庫', '--encrypted', '--json'],
];
const bySato = (desk: Desk, ...args: string[]) => desk.run([...args, '--as', 'sato', '--json'], [PIN]);

describe('media', () => {
  it('are registered by the console before there is an administrator, and by one afterwards', async () => {
    const alone = makeDesk();
    expect(await alone.run(register('U-01', 'A1'))).toMatchObject({ code: 0 });
    const desk = await foundedDesk();
    expect(await desk.run(register('U-01', 'A1'))).toMatchObject({ code: 1 });
    expect(await desk.admin(...register('U-01', 'A1'))).toMatchObject({ code: 0 });
    const taken = await desk.admin(...register('U-02', 'A1'));
    expect(taken).toMatchObject({ code: 2, lines: [{ error: { code: 'usage' } }] });
    const { lines } = await desk.run(['media', 'list', '--json']);
    const details = { type: 'usb', encrypted: true, owner: 'clinic', storage: '受付の金庫' };
    expect(lines).toMatchObject([{ event: 'medium', id: 'U-01', state: 'in-use', details, loan: null }]);
  });

  it('are lent, counted as lent, returned; states that do not fit are told', async () => {
    const desk = await foundedDesk();
    await desk.admin(...register('U-01', 'A1'));
    await desk.admin(...register('U-02', 'A2'));
    const lend = ['media', 'lend', 'U-01', '--to', '山田', '--purpose', '訪問診療'];
    expect(await bySato(desk, ...lend, '--due', '2026-02-31')).toMatchObject({ code: 2 });
    expect(await bySato(desk, ...lend, '--due', '2020-01-31')).toMatchObject({ code: 0 });
    const again = await bySato(desk, ...lend, '--due', '2026-12-31');
    expect(again).toMatchObject({ code: 1, lines: [{ error: { code: 'medium-state' } }] });
    expect((await desk.run(['media', 'list'], [], 'ja_JP.UTF-8')).stdout).toMatch(
      /貸出中.*山田.*\(期限超過\)/,
    );
    const counted = await bySato(desk, 'media', 'count');
    expect(counted).toMatchObject({ code: 1, lines: [{ event: 'stock-taken', absent: ['U-02'] }] });
    expect(await bySato(desk, 'media', 'return', 'U-01', '--checked', '--erased')).toMatchObject({ code: 0 });
    expect(await bySato(desk, 'media', 'count', 'U-01', 'U-02')).toMatchObject({ code: 0 });
    expect(await bySato(desk, 'media', 'count', 'U-09')).toMatchObject({ code: 2 });
    expect(await entries(desk, 'medium.returned')).toMatchObject([{ checked: true, erased: true }]);
  });

  it('are lost by anybody, found and retired by an administrator, with how', async () => {
    const desk = await foundedDesk();
    await desk.admin(...register('U-01', 'A1'));
    const reason = ['--reason', '往診先に忘れた'];
    expect(await bySato(desk, 'media', 'lost', 'U-01', ...reason)).toMatchObject({ code: 0 });
    expect(await bySato(desk, 'media', 'found', 'U-01', ...reason)).toMatchObject({ code: 1 });
    expect(await desk.admin('media', 'found', 'U-01', ...reason)).toMatchObject({ code: 0 });
    expect(await desk.admin('media', 'retire', 'U-01', ...reason)).toMatchObject({ code: 2 });
    const retire = ['media', 'retire', 'U-01', '--how', 'shredded', '--witness', '田中', ...reason];
    expect(await desk.admin(...retire)).toMatchObject({ code: 0 });
    expect(await entries(desk, 'medium.retired')).toMatchObject([
      { disposal: { how: 'shredded', witness: '田中' }, by: { person: 'admin' } },
    ]);
  });
});
