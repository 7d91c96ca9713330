import { describe, expect, it } from 'vitest';

import { createClockWord } from '../../electron/core/evidence/clock-word.ts';
import { createReviews, type Reviews } from '../../electron/core/evidence/review.ts';
import type { Actor } from '../../shared/model/people.ts';
import { ok } from '../../shared/result.ts';
import { record, sessionId, value } from '../audit/data-folder.ts';
import { clockOf, code, found, hands, join, openClinic, type Clinic } from '../people/clinic.ts';

const at = (japan: string): number => Date.parse(`${japan}+09:00`);

type Office = { clinic: Clinic; admin: Actor; desk: Reviews };
async function office(japan: string): Promise<Office> {
  const clinic = openClinic(undefined, hands(at(japan)));
  const { admin } = await found(clinic);
  return { clinic, admin, desk: deskOf(clinic) };
}
const deskOf = (clinic: Clinic): Reviews =>
  createReviews({
    ledger: clinic.ledger,
    authorise: clinic.people.authorise,
    reader: clinic.reader,
    clock: clockOf(clinic.hand),
    everyDays: () => ok(31),
  });
const NO_REMARKS = { remarks: '' };

/** The clock jumps there; logins are used up by nobody, so the steady hand stays. */
function session({ clinic }: Office, n: number, japan: string): void {
  clinic.hand.now = at(japan);
  record(clinic.ledger, sessionId(n), 1);
}

describe('a review', () => {
  it('covers days in Japan, also across midnight UTC and the end of the fiscal year', async () => {
    const here = await office('2027-03-31T08:00:00');
    session(here, 1, '2027-03-31T08:59:00');
    session(here, 2, '2027-03-31T23:59:59');
    session(here, 3, '2027-04-01T00:00:00');
    expect(value(here.desk.status(here.admin)).days).toEqual([
      { date: '2027-03-31', sessions: 2 },
      { date: '2027-04-01', sessions: 1 },
    ]);
    const signed = value(
      here.desk.sign(here.admin, { first: '2027-03-01', last: '2027-03-31', remarks: '異常なし' }),
    );
    expect(signed).toMatchObject({ by: 'admin', sessions: 2, remarks: '異常なし' });
    expect(value(here.desk.status(here.admin)).days).toEqual([{ date: '2027-04-01', sessions: 1 }]);
  });

  it('does not cover what happened later the same day', async () => {
    const here = await office('2026-11-22T09:00:00');
    session(here, 1, '2026-11-22T10:00:00');
    const today = { first: '2026-11-22', last: '2026-11-22', ...NO_REMARKS };
    value(here.desk.sign(here.admin, today));
    expect(value(here.desk.status(here.admin)).days).toEqual([]);
    session(here, 2, '2026-11-22T15:00:00');
    expect(value(here.desk.status(here.admin)).days).toEqual([{ date: '2026-11-22', sessions: 1 }]);
  });

  it('names the newest entry that could be seen', async () => {
    const here = await office('2026-11-22T09:00:00');
    session(here, 1, '2026-11-22T10:00:00');
    const { head } = here.clinic.ledger;
    const signed = value(
      here.desk.sign(here.admin, { first: '2026-11-22', last: '2026-11-22', ...NO_REMARKS }),
    );
    expect(signed.through).toEqual(head);
    expect(value(deskOf(here.clinic).list(here.admin))).toEqual([signed]);
  });

  it.each([
    ['of days to come', '2026-11-22', '2026-11-23', 'review-refused'],
    ['whose days stand the wrong way round', '2026-11-22', '2026-11-21', 'review-refused'],
    ['of a day that does not exist', '2026-02-01', '2026-02-30', 'usage'],
  ])('%s is refused', async (_, first, last, expected) => {
    const { admin, desk } = await office('2026-11-22T09:00:00');
    expect(code(desk.sign(admin, { first, last, ...NO_REMARKS }))).toBe(expected);
  });

  it('of a day that a clock which ran ahead put into the record is possible before that day comes', async () => {
    const here = await office('2026-11-22T09:00:00');
    session(here, 1, '2040-01-01T10:00:00');
    here.clinic.hand.now = at('2026-11-23T09:00:00');
    const { ledger, reader, people, hand } = here.clinic;
    const word = createClockWord({ ledger, reader, authorise: people.authorise, clock: clockOf(hand) });
    value(word.confirm(here.admin, { reason: '電池を替えた' }));
    session(here, 2, '2026-11-23T10:00:00');
    const day = { first: '2040-01-01', last: '2040-01-01', ...NO_REMARKS };
    expect(code(here.desk.sign(here.admin, { ...day, last: '2040-01-02' }))).toBe('review-refused');
    expect(value(here.desk.sign(here.admin, day))).toMatchObject({ sessions: 1 });
    expect(value(here.desk.status(here.admin)).days).toEqual([{ date: '2026-11-23', sessions: 1 }]);
    // Signed once, that day is not signed for good: what it really brings is still to be looked at.
    session(here, 3, '2040-01-01T12:00:00');
    expect(value(here.desk.status(here.admin)).days).toContainEqual({ date: '2040-01-01', sessions: 1 });
  });

  it('of tomorrow is possible just after midnight in Japan, which is still yesterday in UTC', async () => {
    const { admin, desk } = await office('2026-11-23T00:00:00');
    value(desk.sign(admin, { first: '2026-11-23', last: '2026-11-23', ...NO_REMARKS }));
  });

  it('is signed by an administrator only', async () => {
    const { clinic, admin, desk } = await office('2026-11-22T09:00:00');
    const period = { first: '2026-11-01', last: '2026-11-22', ...NO_REMARKS };
    for (const role of ['staff', 'auditor'] as const) {
      const actor = await join(clinic, admin, `the-${role}`, role);
      expect(code(desk.sign(actor, period))).toBe('not-allowed');
    }
    expect(code(desk.sign(clinic.people.console('root'), period))).toBe('not-allowed');
  });
});

it('what nobody has reviewed for a month is due', async () => {
  const here = await office('2026-11-01T09:00:00');
  session(here, 1, '2026-11-01T10:00:00');
  here.clinic.hand.now = at('2026-12-01T09:00:00');
  expect(value(here.desk.status(here.admin))).toMatchObject({ due: false, sinceReview: null });
  here.clinic.hand.now = at('2026-12-02T09:00:00');
  expect(value(here.desk.status(here.admin))).toMatchObject({ due: true });
  value(here.desk.sign(here.admin, { first: '2026-11-01', last: '2026-11-30', ...NO_REMARKS }));
  here.clinic.hand.now = at('2026-12-05T09:00:00');
  expect(value(here.desk.status(here.admin))).toEqual({ days: [], due: false, sinceReview: 3 });
});
