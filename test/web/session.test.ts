/** A day at the web host, over HTTP alone: insertion to removal with facts, log-in and lock-out, an export read back. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ProgressTold } from '../../shared/contract/events.ts';
import type { Snapshot } from '../../shared/contract/snapshot.ts';
import { ADMINISTRATOR, PASSPHRASE } from '../desk/desk-at-work.ts';
import { requireForAll } from '../scan/requirements.ts';
import { webClinic, type Page, type WebClinic } from './web-clinic.ts';

requireForAll('clamav');

async function founded(clinic: WebClinic): Promise<Page> {
  const admin = await clinic.page('admin');
  await admin.get('setup.found', { id: 'tanaka', name: '田中', secret: PASSPHRASE });
  await admin.get('login', ADMINISTRATOR);
  return admin;
}

describe('the web host', () => {
  it('takes a medium from insertion to release with what was said about it, and tells each step', async () => {
    const clinic = await webClinic();
    const admin = await founded(clinic);
    const kiosk = await clinic.page('kiosk');
    await kiosk.listen();
    await kiosk.until(({ gate }) => gate.state === 'open');
    const files = Object.fromEntries(
      Array.from({ length: 40 }, (_, at) => [`画像${at}.txt`, `${at} `.repeat(2000)]),
    );
    clinic.insert('KENSA', files);
    const { session } = await kiosk.until((snapshot) => snapshot.session?.phase === 'waiting');
    expect(session).toMatchObject({ label: 'KENSA', missing: ['staff', 'origin', 'purpose'] });
    expect(fs.readdirSync(clinic.inbox)).toEqual([]);
    await kiosk.get('kiosk.identify', ADMINISTRATOR);
    const facts = { origin: 'referring-hospital', sender: '市立病院', purpose: '紹介' } as const;
    await kiosk.get('facts.tell', { session: session!.id, facts });
    const { result } = await kiosk.until((snapshot) => snapshot.result !== null);
    expect(result).toMatchObject({
      session: session!.id,
      outcome: 'released',
      files: { total: 40, released: 40 },
    });
    expect(fs.readdirSync(path.join(clinic.inbox, result!.folder!))).toHaveLength(41);
    await kiosk.until(({ media }) => media[0]?.state === 'removable');
    fs.rmSync(path.join(clinic.media, 'KENSA'), { recursive: true });
    expect((await kiosk.until(({ media }) => media.length === 0)).result?.medium).toBe('gone');

    const snapshots = kiosk.told.flatMap(({ event, data }) =>
      event === 'snapshot' ? [JSON.parse(data) as Snapshot] : [],
    );
    const numbers = snapshots.map(({ seq }) => seq);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    const phases = snapshots.flatMap(({ session: one }) => (one === null ? [] : [one.phase]));
    expect(phases).toEqual(expect.arrayContaining(['found', 'waiting']));
    const progress = kiosk.told.flatMap(({ event, data }) =>
      event === 'progress' ? [JSON.parse(data) as ProgressTold] : [],
    );
    expect(progress.length).toBeGreaterThan(0);
    expect(
      progress.every((one) => one.progress.filesDone <= one.progress.files || one.phase === 'found'),
    ).toBe(true);
    // The identification was for that session.
    expect(await kiosk.get('kiosk.who', {})).toBeNull();
    expect(kiosk.told.filter(({ event }) => event === 'login-ended')).toHaveLength(1);

    const line = (await admin.get('records.search', { search: '画像7', limit: 10 })).lines[0];
    expect(line).toMatchObject({
      id: session!.id,
      staffName: '田中',
      facts: { origin: 'referring-hospital' },
    });
  });

  it('hands an export over once, to the page that it was made for', async () => {
    const clinic = await webClinic();
    const admin = await founded(clinic);
    await admin.listen();
    await admin.until(({ gate }) => gate.state === 'open');
    clinic.insert('VIRUS', { '=cmd.txt': 'a', 'script.bat': '@echo off' });
    const { session } = await admin.until((snapshot) => snapshot.session?.phase === 'waiting');
    const kiosk = await clinic.page('kiosk');
    await kiosk.get('kiosk.identify', ADMINISTRATOR);
    await kiosk.get('facts.tell', { session: session!.id, facts: { origin: 'vendor', purpose: '保守' } });
    await admin.until(({ result }) => result?.outcome === 'partial');
    const started = await admin.get('export.start', { sheet: 'files', encoding: 'utf8' });
    await expect
      .poll(() =>
        admin.told.some(({ event, data }) => event === 'export-progress' && data.includes('"done"')),
      )
      .toBe(true);
    const other = await clinic.page('admin');
    await other.get('login', ADMINISTRATOR);
    expect((await other.call('export.save', started)).ok).toBe(false);
    const delivery = await admin.get('export.save', started);
    if (delivery.way !== 'download') throw new Error(delivery.way);
    expect((await clinic.ask(delivery.address, { headers: other.headers })).status).toBe(404);
    const file = await clinic.ask(delivery.address, { headers: admin.headers });
    expect(file.status).toBe(200);
    expect(file.headers['content-disposition']).toContain('attachment');
    expect(file.text.startsWith('\ufeff')).toBe(true);
    expect(file.text).toContain('script.bat');
    expect(file.text).not.toMatch(/(?:^|,)"?=cmd/m);
    expect((await clinic.ask(delivery.address, { headers: admin.headers })).status).toBe(404);
    expect(fs.readdirSync(path.join(clinic.base, 'data', 'exports'))).toEqual([]);
  });

  it('locks an account out after wrong attempts, also for the right secret, and says for how long', async () => {
    const clinic = await webClinic();
    const admin = await founded(clinic);
    const attacker = await clinic.page('admin');
    const codes: string[] = [];
    for (let attempt = 0; attempt < 4; attempt += 1) {
      const answer = await attacker.call('login', { identifier: 'tanaka', secret: `guess ${attempt}` });
      codes.push(answer.ok ? 'ok' : answer.error.code);
    }
    expect(codes).toEqual(['login-failed', 'login-failed', 'login-failed', 'login-delayed']);
    const right = await attacker.call('login', ADMINISTRATOR);
    expect(right).toMatchObject({ error: { code: 'login-delayed' } });
    expect(right.ok ? 0 : right.error.params['seconds']).toBeGreaterThan(0);
    expect(JSON.stringify(right)).not.toContain('guess');
    expect(await admin.get('whoami', {})).toMatchObject({ person: 'tanaka' });
  });

  it('ends a login with its page', async () => {
    const clinic = await webClinic();
    await founded(clinic);
    const again = await clinic.page('admin');
    expect(await again.get('whoami', {})).toBeNull();
  });
});
