/** A gate that refuses because of a clock that ran ahead or an inbox that was moved is put right at the window alone. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { expect, it } from 'vitest';
import { opened, sessionId, temporaryFolder, value } from '../audit/data-folder.ts';
import { makeHouse, shiftedClock } from '../clinic/open-house.ts';
import { requireForAll } from '../scan/requirements.ts';
import { deskAtWork, founded, joined, type DeskAtWork } from './desk-at-work.ts';

requireForAll('clamav');

const DAY = 86_400_000;

async function ranAhead(): Promise<DeskAtWork> {
  const house = makeHouse();
  const clock = shiftedClock();
  const clinic = house.enter(clock);
  clock.shift = 10 * DAY;
  value(clinic.ledger.append([{ kind: 'note', session: null, body: {} }]));
  await clinic.close();
  return deskAtWork({ dataDir: house.dataDir });
}

it('a clock that ran ahead is told with the time that the record knows, until an administrator confirms it', async () => {
  const work = await ranAhead();
  const { clock } = await work.until(({ clock: { recordAt } }) => recordAt !== null);
  expect((Date.parse(clock.recordAt!) - Date.now()) / DAY).toBeCloseTo(10, 1);
  const admin = await founded(work);
  expect(await admin.code('clock.confirm', { reason: ' ' })).toBe('usage');
  expect(await admin.get('clock.confirm', { reason: '電池を替えた' })).toMatchObject({ behind: 0 });
  await work.until(({ clock: { recordAt } }) => recordAt === null);
});

it('an inbox on another disk is told, and taken after it was accepted and not before', async () => {
  const house = makeHouse();
  const to = fs.realpathSync(house.inbox);
  const clinic = house.enter();
  value(clinic.ledger.append([opened(sessionId(1), { to, toMount: to })]));
  await clinic.close();
  const work = deskAtWork({ dataDir: house.dataDir, to: house.inbox });
  const admin = await founded(work);
  const { settings, version } = await admin.get('settings.read', {});
  settings.facts.kiosk = [];
  await admin.get('settings.change', { base: version, settings });
  const before = await work.until(({ gate }) => gate.state === 'open');
  expect(before.inbox.moved).toBe(false);
  work.insert('FIRST', { 'a.txt': 'a' });
  const refused = await work.until(({ inbox }) => inbox.moved);
  expect(refused.result?.error?.code).toBe('destination-not-mounted');
  expect(fs.readdirSync(house.inbox)).toEqual([]);
  expect(await admin.get('destination.accept', {})).toBeNull();
  await work.until(({ inbox }) => !inbox.moved);
  work.insert('SECOND', { 'a.txt': 'a' });
  const { result } = await work.until((snapshot) => snapshot.result?.outcome === 'released');
  expect(result?.folder).toContain('SECOND');
  expect(fs.readdirSync(house.inbox)).toHaveLength(1);
});

it('neither is for staff or an auditor, and an inbox that is away cannot be accepted', async () => {
  const work = deskAtWork({ to: path.join(temporaryFolder(), 'nowhere') });
  const admin = await founded(work);
  expect(await admin.code('destination.accept', {})).toBe('destination-missing');
  for (const role of ['staff', 'auditor'] as const) {
    const window = work.seat('admin');
    await window.get('login', await joined(work, admin, role, role));
    expect(await window.code('destination.accept', {})).toBe('not-allowed');
    expect(await window.code('clock.confirm', { reason: 'because' })).toBe('not-allowed');
  }
});
