/** Who else might speak to the web host: other pages, other programs, other windows. Each is refused before the desk hears of it. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { WIRE } from '../../shared/contract/wire.ts';
import { ADMINISTRATOR, PASSPHRASE } from '../desk/desk-at-work.ts';
import { requireForAll } from '../scan/requirements.ts';
import { webClinic, type Page, type WebClinic } from '../web/web-clinic.ts';

requireForAll('clamav');

let clinic: WebClinic;
let kiosk: Page;
let admin: Page;
beforeEach(async () => {
  clinic = await webClinic();
  kiosk = await clinic.page('kiosk');
  admin = await clinic.page('admin');
});

const body = JSON.stringify({ method: 'snapshot.read', input: {} });
const called = (headers: Record<string, string>, sent = body) =>
  clinic.ask(WIRE.call, { method: 'POST', headers, body: sent });
const without = (headers: Readonly<Record<string, string>>, name: string): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([key]) => key !== name));

describe('the web host', () => {
  it('listens on loopback alone', () => {
    expect(new URL(clinic.host.origin).hostname).toBe('127.0.0.1');
  });

  it('answers its own pages', async () => {
    expect((await called({ ...kiosk.headers, origin: clinic.host.origin })).status).toBe(200);
  });

  it('refuses a foreign origin, whatever token it has', async () => {
    for (const origin of [
      'https://evil.example',
      'null',
      'http://127.0.0.1',
      `${clinic.host.origin}.evil.example`,
    ])
      expect((await called({ ...kiosk.headers, origin })).status, origin).toBe(403);
    expect((await called({ ...kiosk.headers, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  });

  it('refuses a foreign Host, which is how a name of somebody else’s is led here', async () => {
    for (const host of ['evil.example', 'localhost', '127.0.0.1', '127.0.0.1:1']) {
      expect((await called({ ...kiosk.headers, host })).status, host).toBe(421);
      expect((await clinic.ask('/', { headers: { host } })).status, host).toBe(421);
    }
  });

  it('refuses a missing and a wrong token', async () => {
    expect((await called(without(kiosk.headers, WIRE.token))).status).toBe(401);
    expect((await called({ ...kiosk.headers, [WIRE.token]: 'x'.repeat(43) })).status).toBe(401);
    expect((await clinic.ask(WIRE.connect, { method: 'POST', body: '{}' })).status).toBe(401);
    expect((await clinic.ask(WIRE.events)).status).toBe(401);
  });

  it('takes the token from nowhere but its header', async () => {
    const token = clinic.token('kiosk');
    const headers = without(kiosk.headers, WIRE.token);
    const asked = await clinic.ask(`${WIRE.call}?token=${token}`, { method: 'POST', headers, body });
    expect(asked.status).toBe(401);
  });

  it('refuses a page that borrows another window’s connection', async () => {
    const borrowed = { ...kiosk.headers, [WIRE.connection]: admin.headers[WIRE.connection] ?? '' };
    expect((await called(borrowed)).status).toBe(410);
    expect((await called({ ...admin.headers, [WIRE.connection]: 'made-up' })).status).toBe(410);
  });

  it('refuses a page of one kind that takes itself for the other', async () => {
    const headers = { [WIRE.token]: clinic.token('kiosk'), 'content-type': 'application/json' };
    const asked = await clinic.ask(WIRE.connect, { method: 'POST', headers, body: '{"kind":"admin"}' });
    expect(asked.status).toBe(403);
  });

  it('refuses a kiosk’s page an administrator’s method, with an administrator identified at it', async () => {
    await admin.get('setup.found', { id: 'tanaka', name: '田中', secret: PASSPHRASE });
    await kiosk.get('kiosk.identify', ADMINISTRATOR);
    expect(await kiosk.call('people.list', {})).toMatchObject({ error: { code: 'not-allowed' } });
  });

  it('refuses what a form of a foreign page could send', async () => {
    expect((await called({ ...kiosk.headers, 'content-type': 'text/plain' })).status).toBe(415);
    expect((await called(without(kiosk.headers, 'content-type'))).status).toBe(415);
    expect((await clinic.ask(WIRE.call, { headers: kiosk.headers })).status).toBe(405);
  });

  it('refuses bodies that are no call, and endless ones', async () => {
    for (const sent of ['', 'x', 'null', '[]', '{"method":"snapshot.read","input":{},"more":1}'])
      expect((await called(kiosk.headers, sent)).status, sent).toBe(400);
    const endless = JSON.stringify({ method: 'snapshot.read', input: 'x'.repeat(2_000_000) });
    const asked = await called(kiosk.headers, endless).catch(() => ({ status: 413 }));
    expect(asked.status).toBe(413);
    expect((await called(kiosk.headers)).status).toBe(200);
  });

  it('serves nothing but the built pages', async () => {
    fs.writeFileSync(path.join(clinic.base, 'secret.txt'), 'secret');
    for (const address of [
      '/../secret.txt',
      '/%2e%2e/secret.txt',
      '/..%2fsecret.txt',
      '/....//secret.txt',
      '//etc/passwd',
    ]) {
      const asked = await clinic.ask(address);
      expect(asked.text, address).not.toContain('secret');
      expect(asked.text, address).not.toContain('root:');
    }
    expect((await clinic.ask('/api/file/made-up', { headers: kiosk.headers })).status).toBe(404);
    expect((await clinic.ask('/', { method: 'PUT' })).status).toBe(405);
  });

  it('gives every answer the policy that leaves a page no other power', async () => {
    for (const answer of [
      await clinic.ask('/'),
      await clinic.ask('/none'),
      await called(kiosk.headers),
      await clinic.ask(WIRE.call),
    ]) {
      expect(answer.headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/);
      expect(answer.headers['content-security-policy']).not.toContain('unsafe');
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
      expect(answer.headers['referrer-policy']).toBe('no-referrer');
    }
    expect((await clinic.ask('/')).text).toContain('<title>page</title>');
  });
});
