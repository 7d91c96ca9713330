import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';

import { acquireDataFolder } from '../../electron/core/store/lock.ts';
import { record, sessionId, value } from '../audit/data-folder.ts';
import { needs } from '../missing-component.ts';
import { clockOf, hands } from '../people/clinic.ts';
import { entries, foundedDesk, makeDesk, PASSPHRASE, PIN } from './desk.ts';

describe('backup', () => {
  it('is made, verified beside a running gate, tried out, and no longer due', async () => {
    const desk = await foundedDesk();
    fs.mkdirSync(desk.at('drive'));
    expect(await desk.run(['backup', 'status', '--json'])).toMatchObject({ code: 1, lines: [{ due: true }] });
    const made = await desk.run(['backup', 'make', '--to', 'drive', '--json']);
    expect(made).toMatchObject({ code: 0, lines: [{ event: 'backup-made', withKey: false }] });
    const folder = String(made.lines[0]!['folder']);
    expect(path.dirname(folder)).toBe(desk.at('drive'));
    const lock = value(acquireDataFolder(desk.data));
    expect(await desk.run(['backup', 'verify', folder])).toMatchObject({ code: 0 });
    lock.release();
    expect(await desk.run(['backup', 'verify', folder, '--try'])).toMatchObject({ code: 0 });
    expect(await entries(desk, 'backup.tested')).toMatchObject([{ ok: true }]);
    expect(await desk.run(['backup', 'status', '--json'])).toMatchObject({
      lines: [{ due: false, sinceBackup: 0 }],
    });
  });

  it('to a folder that is missing, and one that was spoilt, are told apart from success', async () => {
    const desk = await foundedDesk();
    const missing = await desk.run(['backup', 'make', '--to', 'nowhere', '--json']);
    expect(missing).toMatchObject({ code: 3, lines: [{ error: { params: { reason: 'missing' } } }] });
    expect(await desk.run(['backup', 'make'])).toMatchObject({ code: 2 });
    fs.mkdirSync(desk.at('drive'));
    const made = await desk.run(['backup', 'make', '--to', 'drive', '--json']);
    const folder = String(made.lines[0]!['folder']);
    fs.appendFileSync(path.join(folder, 'heads.log'), '{}\n');
    const spoilt = await desk.run(['backup', 'verify', folder], [], 'ja_JP.UTF-8');
    expect(spoilt).toMatchObject({ code: 1 });
    expect(spoilt.stderr).toContain('内容が変わっています');
    expect(await entries(desk, 'backup.failed')).toHaveLength(1);
  });

  it('to a drive without room leaves nothing behind and says that it ended for that', async (context) => {
    const desk = await foundedDesk();
    fs.mkdirSync(desk.at('full'));
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=32k', 'tmpfs', desk.at('full')]);
    needs(context, 'the right to mount', mounted.status === 0);
    onTestFinished(() => void spawnSync('umount', ['-l', desk.at('full')]));
    const ran = await desk.run(['backup', 'make', '--to', 'full', '--json']);
    expect(ran).toMatchObject({ code: 4, lines: [{ error: { code: 'backup-failed' } }] });
    expect(ran.stderr).toContain('Hardly any space is left');
    expect(fs.readdirSync(desk.at('full'))).toEqual([]);
  });

  it('warns in time that a drive fills up', async () => {
    const desk = await foundedDesk();
    await desk.admin('settings', 'set', 'keeping.lowDiskBytes', String(Number.MAX_SAFE_INTEGER));
    const ran = await desk.run(['backup', 'status', '--json'], [], 'ja_JP.UTF-8');
    expect(ran).toMatchObject({ code: 1, lines: [{ spaces: [{ folder: desk.data, level: 'low' }] }] });
    expect(ran.stderr).toContain('空き容量が少なくなっています');
  });

  it('is not made by whoever logs in without the right', async () => {
    const desk = await foundedDesk();
    fs.mkdirSync(desk.at('drive'));
    const ran = await desk.run(['backup', 'make', '--to', 'drive', '--as', 'sato', '--json'], [PIN]);
    expect(ran).toMatchObject({ code: 1, lines: [{ error: { code: 'not-allowed' } }] });
    expect(fs.readdirSync(desk.at('drive'))).toEqual([]);
  });
});

describe('restore', () => {
  it('brings back an older backup and shows the gap, here and in the record', async () => {
    const desk = await foundedDesk();
    fs.mkdirSync(desk.at('drive'));
    const made = await desk.run(['backup', 'make', '--to', 'drive', '--json']);
    const { folder, head } = made.lines[0] as unknown as { folder: string; head: { seq: number } };
    await desk.inside(({ ledger }) => record(ledger, sessionId(1), 3));
    const heads = fs.readFileSync(path.join(desk.data, 'heads.log'), 'utf8');
    const restored = await desk.run(['restore', folder, '--json']);
    expect(restored).toMatchObject({ code: 0, lines: [{ event: 'restored', restored: { seq: head.seq } }] });
    const lost = Number(restored.lines[0]!['lost']);
    expect(lost).toBeGreaterThan(3);
    expect(await entries(desk, 'ledger.restored')).toMatchObject([
      { lost, previous: { seq: head.seq + lost } },
    ]);
    // What was kept off the machine still knows of the entries that are gone.
    fs.writeFileSync(desk.at('kept.log'), heads);
    const compared = await desk.run(['heads', 'compare', 'kept.log', '--json']);
    expect(compared).toMatchObject({ code: 1, lines: [{ event: 'heads-compared' }] });
    expect(JSON.stringify(compared.lines[0]!['mismatches'])).toContain('"missing"');
  });

  it('is refused while the gate has the folder, and from what is no backup, and changes nothing', async () => {
    const desk = await foundedDesk();
    fs.mkdirSync(desk.at('drive'));
    const made = await desk.run(['backup', 'make', '--to', 'drive', '--json']);
    const lock = value(acquireDataFolder(desk.data));
    const busy = await desk.run(['restore', String(made.lines[0]!['folder'])]);
    expect(busy).toMatchObject({ code: 3, stdout: '' });
    expect(busy.stderr).toContain('[data-folder-in-use]');
    lock.release();
    expect(await desk.run(['restore', 'drive'])).toMatchObject({ code: 1 });
    expect(fs.existsSync(path.join(desk.data, 'set-aside'))).toBe(false);
  });
});

describe('beside a running gate', () => {
  it('whoever looks sees the record, and whoever acts is told to end the gate first', async () => {
    const desk = await foundedDesk();
    const lock = value(acquireDataFolder(desk.data));
    for (const look of [
      ['staff', 'list'],
      ['settings', 'show'],
      ['exceptions', 'list'],
      ['media', 'list'],
    ])
      expect(await desk.run(look)).toMatchObject({ code: 0, stderr: '' });
    const act = await desk.run(['settings', 'set', 'clinic.name', 'x', '--as', 'admin'], [PASSPHRASE]);
    expect(act).toMatchObject({ code: 3, stdout: '' });
    expect(act.stderr).toContain('[data-folder-in-use]');
    expect(act.stderr).toContain('end it');
    lock.release();
    expect(await entries(desk, 'settings.changed')).toEqual([]);
  });
});

describe('archive', () => {
  it('seals a year that is over and proves it anywhere; this year and a changed file are refused', async () => {
    const desk = makeDesk();
    const hand = hands(Date.parse('2025-06-01T10:00:00+09:00'));
    await desk.inside(({ ledger }) => record(ledger, sessionId(1), 3), clockOf(hand));
    fs.mkdirSync(desk.at('shelf'));
    const make = ['archive', 'make', '--calendar', '--to', 'shelf', '--json', '--year'];
    const year = String(new Date().getUTCFullYear());
    expect(await desk.run([...make, year])).toMatchObject({
      code: 3,
      lines: [{ error: { params: { reason: 'not-over' } } }],
    });
    const made = await desk.run([...make, '2025']);
    expect(made).toMatchObject({ code: 0, lines: [{ event: 'archive-made', from: 1 }] });
    const file = desk.at(path.join('shelf', String(made.lines[0]!['file'])));
    expect((await desk.run(['archive', 'list'])).stdout).toContain('2031-01-01');
    const check = ['archive', 'check', file, '--json'];
    const checked = await desk.run(check);
    expect(checked).toMatchObject({ code: 0, lines: [{ event: 'archive-checked' }] });
    const other = await desk.run([...check, '--fingerprint', 'f'.repeat(64)]);
    expect(other).toMatchObject({ code: 1, lines: [{ error: { params: { reason: 'key' } } }] });
    fs.truncateSync(file, fs.statSync(file).size - 40);
    expect(await desk.run(check)).toMatchObject({ code: 1, lines: [{ error: { code: 'archive-invalid' } }] });
  });
});
