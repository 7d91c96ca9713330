/** Who is logged in where, and for how long: idle windows, ended logins, proofs for one act. */

import { describe, expect, it } from 'vitest';
import { newConnection } from '../../electron/core/desk/connection.ts';
import { createLogins } from '../../electron/core/desk/logins.ts';
import type { Clinic as WholeClinic } from '../../electron/core/clinic.ts';
import { defaultSettings } from '../../shared/model/settings.ts';
import { ok } from '../../shared/result.ts';
import { clockOf, found, join, openClinic, PASSPHRASE, PIN } from '../people/clinic.ts';

async function desk() {
  const clinic = openClinic();
  const { admin } = await found(clinic);
  await join(clinic, admin, 'sato', 'staff');
  const ended: string[] = [];
  const settings = { current: () => ok({ settings: defaultSettings(), version: 'x' }) };
  const clock = clockOf(clinic.hand);
  const logins = createLogins({
    clinic: () => ok({ people: clinic.people, settings } as unknown as WholeClinic),
    clock,
    ended: (_connection, how) => ended.push(how),
  });
  return { clinic, logins, ended, window: newConnection('admin', clock.monotonic()) };
}
const ADMIN = { identifier: 'admin', secret: PASSPHRASE };

describe('logins', () => {
  it('end after the time without use, and only then', async () => {
    const { clinic, logins, ended, window } = await desk();
    await logins.enter(window, ADMIN);
    expect(logins.idleLeft(window)).toBe(600);
    clinic.hand.pass(599_000);
    logins.sweep([window]);
    expect(window.actor?.person).toBe('admin');
    logins.used(window);
    clinic.hand.pass(600_000);
    logins.sweep([window]);
    expect(window.actor).toBeNull();
    expect(ended).toEqual(['idle']);
    expect(clinic.entries('login.ended').at(-1)?.body).toMatchObject({ person: 'admin' });
  });

  it('are taken off the window when the person may no longer be there', async () => {
    const { clinic, logins, ended, window } = await desk();
    await logins.enter(window, { identifier: 'sato', secret: PIN });
    const other = await clinic.people.login(ADMIN);
    if (!other.ok) throw new Error(other.error.code);
    clinic.people.accounts.disable(other.value, { person: 'sato', reason: 'x' });
    expect(logins.may(window, 'session.facts')).toMatchObject({ error: { code: 'login-ended' } });
    expect(window.actor).toBeNull();
    expect(ended).toEqual(['ended']);
  });

  it('leave nobody behind at a window that is gone before the proof is done', async () => {
    const { clinic, logins, window } = await desk();
    const entering = logins.enter(window, ADMIN);
    window.closed = true;
    expect(await entering).toMatchObject({ error: { code: 'login-ended' } });
    expect(window.actor).toBeNull();
    expect(clinic.entries('login.ended')).toHaveLength(1);
  });

  it('hold for one act where they are asked for one, also when it fails', async () => {
    const { logins } = await desk();
    let kept: Parameters<Parameters<typeof logins.once>[2]>[0] | null = null;
    const refused = await logins.once({ identifier: 'sato', secret: PIN }, 'guest.admit', () => ok(null));
    expect(refused).toMatchObject({ error: { code: 'not-allowed' } });
    await expect(
      logins.once(ADMIN, 'guest.admit', (actor) => {
        kept = actor;
        throw new Error('a bug');
      }),
    ).rejects.toThrow('a bug');
    const window = newConnection('kiosk', 0);
    window.actor = kept;
    expect(logins.may(window, 'guest.admit')).toMatchObject({ error: { code: 'login-ended' } });
  });
});
