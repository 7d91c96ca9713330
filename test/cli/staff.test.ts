import { describe, expect, it } from 'vitest';

import { codeAt, stepAt } from '../../electron/core/people/totp.ts';
import { systemClock } from '../../electron/core/system-clock.ts';
import { hands } from '../people/clinic.ts';
import { entries, found, foundedDesk, makeDesk, PASSPHRASE, PIN, type Desk } from './desk.ts';

const NEW = 'copper lamp by the door';

describe('staff found', () => {
  it('makes the first administrator, prints the recovery code once, and does it once', async () => {
    const desk = makeDesk();
    const made = await desk.run(['staff', 'found', 'admin', '--name', '院長', '--json'], [PASSPHRASE]);
    expect(made).toMatchObject({ code: 0, lines: [{ event: 'person-added', person: 'admin' }] });
    expect(made.lines[0]!['recoveryCode']).toMatch(/^(?:[A-Z2-7]{5}-){4}[A-Z2-7]{5}$/);
    const again = await desk.run(['staff', 'found', 'other', '--json'], [NEW]);
    expect(again).toMatchObject({ code: 1, lines: [{ event: 'refused', error: { code: 'not-allowed' } }] });
    expect(JSON.stringify(await entries(desk, 'person.added', 'person.secret-set'))).not.toContain(
      PASSPHRASE,
    );
  });

  it('says which rule a secret breaks, in the language of whoever asks', async () => {
    const desk = makeDesk();
    const short = await desk.run(['staff', 'found', 'admin'], ['short'], 'ja_JP.UTF-8');
    expect(short).toMatchObject({ code: 1, stdout: '' });
    expect(short.stderr).toContain('[secret-refused]');
    expect(short.stderr).toContain('13文字以上必要です');
  });

  it('asks for nothing in options: a secret there is wrong use, and none of it is repeated', async () => {
    const desk = makeDesk();
    const given = await desk.run(['staff', 'found', 'admin', '--secret', PASSPHRASE]);
    expect(given.code).toBe(2);
    expect(given.stderr).not.toContain(PASSPHRASE);
  });

  it('without a terminal says how secrets come in', async () => {
    const ran = await makeDesk().run(['staff', 'found', 'admin']);
    expect(ran).toMatchObject({ code: 2 });
    expect(ran.stderr).toContain('--secret-stdin');
  });
});

describe('staff', () => {
  it('add, first login, disable, enable and list hang together', async () => {
    const desk = await foundedDesk();
    const added = await desk.run(
      ['staff', 'add', 'tanaka', '--as', 'admin', '--role', 'auditor', '--card', '04A1B2C3'],
      [PASSPHRASE, NEW],
    );
    expect(added).toMatchObject({ code: 0 });
    expect(added.stdout).toContain('sekisho staff secret --as tanaka');
    // What somebody else chose has to be changed before anything else.
    const early = await desk.run(['staff', 'add', 'x', '--as', 'tanaka', '--json'], [NEW, '739184']);
    expect(early.lines).toMatchObject([{ error: { code: 'not-allowed' } }]);
    const changed = await desk.run(['staff', 'secret', '--as', '04A1B2C3'], [NEW, 'violet stone in june']);
    expect(changed).toMatchObject({ code: 0 });
    expect(await desk.admin('staff', 'disable', 'tanaka', '--reason', '退職')).toMatchObject({ code: 0 });
    const gone = await desk.run(
      ['staff', 'secret', '--as', 'tanaka', '--json'],
      ['violet stone in june', NEW],
    );
    expect(gone).toMatchObject({ code: 1, lines: [{ error: { code: 'login-failed' } }] });
    expect(await desk.admin('staff', 'enable', 'tanaka', '--reason', '復職')).toMatchObject({ code: 0 });
    const { stdout, lines } = await desk.run(['staff', 'list', '--json']);
    expect(lines).toMatchObject([
      { id: 'admin', role: 'administrator' },
      { id: 'sato', role: 'staff', disabled: false },
      { id: 'tanaka', role: 'auditor', card: true, disabled: false },
    ]);
    expect(stdout).not.toContain('secret');
  });

  it('change to a higher role needs a new secret; the last administrator stays one', async () => {
    const desk = await foundedDesk();
    const raise = ['staff', 'change', 'sato', '--role', 'administrator', '--as', 'admin', '--json'];
    expect(await desk.run(raise, [PASSPHRASE])).toMatchObject({ code: 2 });
    const lower = ['staff', 'change', 'admin', '--role', 'staff', '--as', 'admin', '--json'];
    expect(await desk.run(lower, [PASSPHRASE])).toMatchObject({
      code: 1,
      lines: [{ error: { code: 'last-administrator' } }],
    });
    expect(await desk.run(raise, [PASSPHRASE, NEW])).toMatchObject({
      code: 0,
      lines: [{ event: 'person-changed', person: 'sato', recoveryCode: expect.any(String) as string }],
    });
  });

  it('of nobody, by nobody and by somebody without the right is told apart', async () => {
    const desk = await foundedDesk();
    const reason = ['--reason', 'x', '--json'];
    expect(await desk.admin('staff', 'disable', 'nobody', ...reason)).toMatchObject({
      code: 2,
      lines: [{ error: { code: 'not-found' } }],
    });
    const byStaff = await desk.run(['staff', 'disable', 'admin', '--as', 'sato', ...reason], [PIN]);
    expect(byStaff).toMatchObject({ code: 1, lines: [{ error: { code: 'not-allowed' } }] });
    const byConsole = await desk.run(['staff', 'disable', 'sato', ...reason]);
    expect(byConsole).toMatchObject({ code: 1, lines: [{ error: { code: 'not-allowed' } }] });
    expect(byConsole.stderr).toContain('--as ID');
    const wrong = await desk.run(
      ['staff', 'unlock', 'sato', '--as', 'admin', '--json'],
      ['a wrong one altogether'],
    );
    expect(wrong).toMatchObject({ code: 1, lines: [{ error: { code: 'login-failed' } }] });
    expect(await entries(desk, 'person.disabled', 'person.unlocked')).toEqual([]);
  });
});

/** As many wrong PINs as lock an account, the last one a moment ago. */
async function storm(desk: Desk, person: string): Promise<void> {
  const minutes = 60_000;
  const hand = hands(systemClock.now() - 21 * minutes);
  await desk.inside(
    async ({ people, settings }) => {
      const present = settings.current();
      if (!present.ok) throw new Error('settings');
      for (let i = 0; i < present.value.settings.people.lockAfter; i += 1) {
        await people.login({ identifier: person, secret: `wrong ${i}` });
        hand.pass(2 * minutes);
      }
    },
    { now: () => hand.now, monotonic: () => hand.steady },
  );
}

describe('a storm of wrong secrets', () => {
  it('locks, says for how many seconds, shows in the list, and an administrator unlocks', async () => {
    const desk = await foundedDesk();
    await storm(desk, 'sato');
    const right = await desk.run(['staff', 'secret', '--as', 'sato', '--json'], [PIN, '918273']);
    expect(right).toMatchObject({ code: 1, lines: [{ error: { code: 'login-locked' } }] });
    expect(right.stderr).toMatch(/another \d+ seconds/);
    const { stdout } = await desk.run(['staff', 'list'], [], 'ja_JP.UTF-8');
    expect(stdout).toMatch(/ロック中\(あと\d+秒\)/);
    expect(await desk.admin('staff', 'unlock', 'sato')).toMatchObject({ code: 0 });
    expect(await desk.run(['staff', 'secret', '--as', 'sato'], [PIN, '918273'])).toMatchObject({ code: 0 });
  });

  it('on the administrator leaves the recovery code, which works once and is replaced', async () => {
    const desk = makeDesk();
    const made = await desk.run(['staff', 'found', 'admin', '--json'], [PASSPHRASE]);
    const code = String(made.lines[0]!['recoveryCode']);
    await storm(desk, 'admin');
    expect(await desk.admin('staff', 'unlock', 'admin', '--json')).toMatchObject({
      code: 1,
      lines: [{ error: { code: 'login-locked' } }],
    });
    const back = await desk.run(['staff', 'recover', 'admin', '--json'], [code.toLowerCase(), NEW]);
    expect(back).toMatchObject({ code: 0, lines: [{ event: 'account-recovered' }] });
    expect(back.lines[0]!['recoveryCode']).not.toBe(code);
    const spent = await desk.run(['staff', 'recover', 'admin', '--json'], [code, 'another long passphrase']);
    expect(spent).toMatchObject({ code: 1, lines: [{ error: { code: 'login-failed' } }] });
    const in_ = await desk.run(['settings', 'set', 'clinic.name', 'x', '--as', 'admin'], [NEW]);
    expect(in_).toMatchObject({ code: 0 });
    expect(await entries(desk, 'login.recovered')).toHaveLength(1);
  });
});

describe('a second factor', () => {
  it('is set up from what the app shows, and is asked for from then on', async () => {
    const desk = makeDesk('cheap');
    await desk.inside(found);
    const wrong = await desk.run(['staff', 'totp', '--as', 'admin', '--json'], [PASSPHRASE, '000000']);
    expect(wrong).toMatchObject({ code: 1 });
    expect(wrong.lines[0]).toMatchObject({ event: 'totp-begun' });
    expect(wrong.lines[0]!['uri']).toMatch(/^otpauth:\/\/totp\//);
    expect(wrong.lines[1]).toMatchObject({ error: { code: 'secret-refused', params: { rule: 'code' } } });
    let next = '';
    await desk.inside(async ({ people }) => {
      const login = await people.login({ identifier: 'admin', secret: PASSPHRASE });
      if (!login.ok) throw new Error('login');
      const begun = await people.own.beginTotp(login.value, { current: PASSPHRASE });
      if (!begun.ok) throw new Error('totp');
      const secret = fromBase32(begun.value.secret);
      const step = stepAt(Date.now());
      people.own.confirmTotp(login.value, { code: codeAt(secret, step) });
      // The one behind is spent by setting up; a clock may be one step off, so the next one counts already.
      next = codeAt(secret, step + 1);
    });
    const asked = await desk.admin('staff', 'unlock', 'sato', '--json');
    expect(asked).toMatchObject({ code: 1, lines: [{ error: { code: 'second-factor-needed' } }] });
    expect(asked.stderr).toContain('--code');
    const guessed = await desk.admin('staff', 'unlock', 'sato', '--code', '123456', '--json');
    expect(guessed).toMatchObject({ code: 1, lines: [{ error: { code: 'login-failed' } }] });
    expect(await desk.admin('staff', 'unlock', 'sato', '--code', next)).toMatchObject({ code: 0 });
    const twice = await desk.admin('staff', 'unlock', 'sato', '--code', next, '--json');
    expect(twice).toMatchObject({ code: 1, lines: [{ error: { code: 'login-failed' } }] });
  });
});

function fromBase32(text: string): Buffer {
  const bits = Array.from(text).map((letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  );
  const bytes = bits.join('').match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => parseInt(byte, 2)));
}
