import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';

import { japanDate } from '../../shared/japan-time.ts';
import { record, sessionId } from '../audit/data-folder.ts';
import { entries, foundedDesk, PASSPHRASE, PIN, type Desk } from './desk.ts';

const sha256 = createHash('sha256').update('a vendor’s installer').digest('hex');
const TODAY = japanDate(Date.now());

/** A clinic with two sessions today. */
async function practised(): Promise<Desk> {
  const desk = await foundedDesk();
  await desk.inside(({ ledger }) => {
    record(ledger, sessionId(1), 2);
    record(ledger, sessionId(2), 2);
  });
  return desk;
}

describe('exceptions', () => {
  const grant = [
    'exceptions',
    'grant',
    sha256,
    '--reason',
    'confirmed by the vendor',
    '--as',
    'admin',
    '--json',
  ];

  it('are granted by two people, listed, and revoked by one', async () => {
    const desk = await foundedDesk();
    const granted = await desk.run([...grant, '--second', 'sato', '--days', '3'], [PASSPHRASE, PIN]);
    expect(granted).toMatchObject({ code: 0, lines: [{ event: 'exception-granted' }] });
    const id = String(granted.lines[0]!['exception']);
    const listed = await desk.run(['exceptions', 'list', '--json']);
    expect(listed.lines).toMatchObject([{ id, sha256, first: 'admin', second: 'sato', revoked: null }]);
    const revoke = ['exceptions', 'revoke', id, '--reason', 'no longer needed', '--json'];
    expect(await desk.admin(...revoke)).toMatchObject({ code: 0 });
    expect(await desk.admin(...revoke)).toMatchObject({ code: 2, lines: [{ error: { code: 'not-found' } }] });
    expect((await desk.run(['exceptions', 'list'], [], 'ja_JP.UTF-8')).stdout).toContain('取消済');
  });

  it('are not granted by one person twice, with a wrong second secret, or for longer than 30 days', async () => {
    const desk = await foundedDesk();
    const alone = await desk.run([...grant, '--second', 'admin'], [PASSPHRASE, PASSPHRASE]);
    expect(alone).toMatchObject({ code: 1, lines: [{ error: { code: 'same-person' } }] });
    const wrong = await desk.run([...grant, '--second', 'sato'], [PASSPHRASE, '000001']);
    expect(wrong).toMatchObject({ code: 1, lines: [{ error: { code: 'login-failed' } }] });
    const long = await desk.run([...grant, '--second', 'sato', '--days', '31'], [PASSPHRASE, PIN]);
    expect(long).toMatchObject({ code: 2, lines: [{ error: { code: 'usage', params: { at: 'days' } } }] });
    expect(await desk.run(grant, [PASSPHRASE])).toMatchObject({ code: 2 });
    expect(await entries(desk, 'exception.granted')).toEqual([]);
  });
});

describe('review', () => {
  it('shows what nobody has signed, takes an administrator’s word, and says what cannot be signed', async () => {
    const desk = await practised();
    const before = await desk.run(['review', 'status', '--json']);
    expect(before.lines).toMatchObject([{ days: [{ date: TODAY, sessions: 2 }], sinceReview: null }]);
    const sign = ['review', 'sign', '--from', TODAY, '--to', TODAY, '--remarks', '異常なし', '--json'];
    expect(await desk.run(sign)).toMatchObject({ code: 1, lines: [{ error: { code: 'not-allowed' } }] });
    const future = ['review', 'sign', '--from', TODAY, '--to', '2999-01-01'];
    const refused = await desk.admin(...future);
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.stderr).toContain('the last day has not come yet');
    expect(await desk.admin(...sign)).toMatchObject({ code: 0, lines: [{ event: 'review', sessions: 2 }] });
    const after = await desk.run(['review', 'status', '--json']);
    expect(after).toMatchObject({ code: 0, lines: [{ days: [], sinceReview: 0, due: false }] });
    expect((await desk.run(['review', 'list'])).stdout).toContain('異常なし');
  });
});

it('the sessions of which nobody has told who it was are listed by themselves', async () => {
  const desk = await foundedDesk();
  await desk.inside(({ ledger }) => {
    record(ledger, sessionId(1), 1, { staff: null });
    record(ledger, sessionId(2), 1);
    record(ledger, sessionId(3), 1, { staff: null });
  });
  const untold = async (...more: readonly string[]): Promise<readonly unknown[]> =>
    (await desk.run(['audit', 'list', '--untold', '--json', ...more])).lines.map(({ id }) => id);
  expect(await untold()).toEqual([sessionId(3), sessionId(1)]);
  expect(await untold('--limit', '1')).toEqual([sessionId(3)]);
  await desk.admin('facts', 'tell', sessionId(3), '--staff', 'sato');
  expect(await untold()).toEqual([sessionId(1)]);
});

describe('facts', () => {
  it('are told afterwards, by staff for themselves alone', async () => {
    const desk = await practised();
    const tell = ['facts', 'tell', sessionId(1), '--json'];
    const own = await desk.run(
      [...tell, '--as', 'sato', '--origin', 'laboratory', '--disposition', 'returned'],
      [PIN],
    );
    expect(own).toMatchObject({
      code: 0,
      lines: [{ facts: { origin: 'laboratory', disposition: 'returned' } }],
    });
    const other = await desk.run([...tell, '--as', 'sato', '--staff', 'admin'], [PIN]);
    expect(other).toMatchObject({ code: 1, lines: [{ error: { code: 'not-allowed' } }] });
    const named = await desk.admin(...tell, '--staff', 'sato', '--patient', '00123');
    expect(named.lines).toMatchObject([
      { facts: { staff: 'sato', patientId: '00123', origin: 'laboratory' } },
    ]);
    expect((await desk.run(['facts', 'show', sessionId(1)])).stdout).toContain('patient id: 00123');
  });

  it('of no session, with no word and with a wrong one are wrong use', async () => {
    const desk = await practised();
    expect(await desk.run(['facts', 'tell', 'ffffffffffff', '--purpose', 'x'])).toMatchObject({ code: 2 });
    expect(await desk.run(['facts', 'tell', sessionId(1)])).toMatchObject({ code: 2 });
    const wrong = await desk.run(['facts', 'tell', sessionId(1), '--origin', 'somewhere']);
    expect(wrong).toMatchObject({ code: 2 });
    expect(wrong.stderr).toContain('referring-hospital');
    expect(await entries(desk, 'session.facts')).toEqual([]);
  });
});

describe('clock confirm', () => {
  it('is the administrator’s word and stands in the record', async () => {
    const desk = await foundedDesk();
    const confirm = ['clock', 'confirm', '--reason', '時報で確認', '--json'];
    expect(await desk.run(confirm)).toMatchObject({ code: 1, lines: [{ error: { code: 'not-allowed' } }] });
    expect(await desk.admin(...confirm)).toMatchObject({ code: 0, lines: [{ event: 'clock-confirmed' }] });
    expect(await entries(desk, 'clock.confirmed')).toMatchObject([
      { reason: '時報で確認', by: { person: 'admin' } },
    ]);
  });
});
