/** Who may have the sample medium put before the gate, and when. */

import { expect, it } from 'vitest';
import { requireForAll } from '../scan/requirements.ts';
import { deskAtWork, founded, joined } from './desk-at-work.ts';

requireForAll('clamav');

it('is for practice mode alone, whatever the host could do', async () => {
  const work = deskAtWork({ practice: false });
  const admin = await founded(work);
  expect(await admin.code('setup.sample', {})).toBe('not-allowed');
});

it('is for whoever may hold a drill, in the administrator’s window', async () => {
  const work = deskAtWork();
  expect(await work.seat('admin').code('setup.sample', {})).toBe('login-ended');
  const admin = await founded(work);
  const auditor = await joined(work, admin, 'kansa', 'auditor');
  const window = work.seat('admin');
  await window.get('login', auditor);
  expect(await window.code('setup.sample', {})).toBe('not-allowed');
  expect(await work.seat('kiosk').code('setup.sample', {})).toBe('not-allowed');
  expect(await admin.code('setup.sample', {})).toBe('ok');
});

it('waits for the session under way, which it would pull out', async () => {
  const work = deskAtWork();
  const admin = await founded(work);
  await work.until((snapshot) => snapshot.gate.state === 'open');
  work.insert('STICK', { 'a.txt': 'clean' });
  await work.until((snapshot) => snapshot.session !== null);
  expect(await admin.code('setup.sample', {})).toBe('busy');
});
