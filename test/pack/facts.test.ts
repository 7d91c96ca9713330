import { describe, expect, it } from 'vitest';

import { gatherFacts } from '../../electron/core/pack/facts/gather.ts';
import { DRILL_CHECKS } from '../../shared/model/evidence.ts';
import { choosePeriod, type PeriodChoice } from '../../shared/japan-time.ts';
import type { ReportFacts } from '../../shared/model/report.ts';
import { opened, sessionId, value } from '../audit/data-folder.ts';
import { code, found, hands, openClinic, type Clinic } from '../people/clinic.ts';
import { at, busyClinic, desksOf, VIRUS, visit } from './busy-clinic.ts';

const gathered = (clinic: Clinic, choice: PeriodChoice = {}) =>
  gatherFacts({
    dataDir: clinic.dataDir,
    period: value(choosePeriod(choice)),
    through: clinic.ledger.head.seq,
    path: (name) => name,
    now: clinic.hand.now,
  });
const facts = (clinic: Clinic, choice: PeriodChoice = {}): ReportFacts => value(gathered(clinic, choice));

describe('the facts of a busy clinic', () => {
  it('count what came in, by month, origin and reason, and practice nowhere but apart', async () => {
    const { clinic } = await busyClinic();
    const { incoming, practice } = facts(clinic);
    expect(incoming.total).toMatchObject({ sessions: 45, files: 343, released: 315, heldBack: 28 });
    expect(incoming.months.map(({ month, sessions, endings }) => ({ month, sessions, endings }))).toEqual([
      { month: '2026-10', sessions: 31, endings: { released: 23, partial: 8 } },
      {
        month: '2026-11',
        sessions: 14,
        endings: { released: 7, partial: 2, blocked: 2, aborted: 1, refused: 1, interrupted: 1 },
      },
    ]);
    expect(incoming.reasons).toEqual([
      { verdict: 'blocked', reason: 'autorun', files: 10, sessions: 10 },
      { verdict: 'blocked', reason: 'executable', files: 10, sessions: 10 },
      { verdict: 'blocked', reason: 'medium-infected', files: 6, sessions: 2 },
      { verdict: 'infected', reason: 'signature', files: 2, sessions: 2 },
    ]);
    expect(incoming.heldSessions).toBe(12);
    expect(incoming.origins.find(({ origin }) => origin === null)?.sessions).toBe(8);
    expect(incoming.named).toEqual({ staff: 45, origin: 37, purpose: 45 });
    expect(incoming.errors).toEqual([
      { code: 'definitions-expired', sessions: 1 },
      { code: 'medium-gone', sessions: 1 },
    ]);
    expect(practice.total).toMatchObject({ sessions: 1, files: 4, heldBack: 4 });
  });

  it('tell of each detection what was done', async () => {
    const { clinic } = await busyClinic();
    const { infections } = facts(clinic).incoming;
    expect(infections.files).toBe(2);
    expect(infections.listed[0]).toMatchObject({
      session: sessionId(101),
      path: VIRUS.path,
      signature: VIRUS.detail.signature,
      origin: 'referring-hospital',
      ending: 'blocked',
      released: 0,
      disposition: 'returned',
    });
  });

  it('tell of engine, people, reviews, drills, media, backups and the machine', async () => {
    const { clinic } = await busyClinic();
    const all = facts(clinic);
    expect(all.engine).toMatchObject({
      days: 40,
      aging: ['2026-10-19', '2026-10-20'],
      expired: ['2026-10-21', '2026-11-09'],
      updates: 1,
      closed: [{ code: 'engine-crash-loop', times: 1 }],
    });
    expect(all.engine.extensions).toHaveLength(1);
    expect(all.exceptions).toMatchObject({ uses: 1, valid: 0 });
    expect(all.exceptions.revoked).toHaveLength(1);
    expect(all.people.roles).toEqual([
      { role: 'staff', active: 2, disabled: 1 },
      { role: 'administrator', active: 1, disabled: 0 },
      { role: 'auditor', active: 1, disabled: 0 },
    ]);
    expect(all.people.failures).toEqual([
      { person: 'tanaka', failed: 2, locked: 0 },
      { person: null, failed: 1, locked: 0 },
    ]);
    expect(all.reviews.signed).toHaveLength(1);
    expect(all.reviews.unreviewed.map(({ date }) => date)).toEqual(
      Array.from({ length: 9 }, (_, i) => `2026-11-0${i + 1}`),
    );
    expect(all.drills).toMatchObject([{ passed: true, by: 'admin' }]);
    expect(all.media).toMatchObject({ inUse: 2, lost: 1, retired: 0, encrypted: 2 });
    expect(all.media.loans.map(({ medium, returned }) => [medium, returned !== null])).toEqual([
      ['001', true],
      ['002', false],
    ]);
    expect(all.keeping).toMatchObject({ backups: { made: 1, failed: 1 }, tests: { passed: 1, failed: 0 } });
    expect(all.machine).toMatchObject({
      refusedDevices: [{ reason: 'more-than-storage', times: 1 }],
      interrupted: 1,
      mended: { core: 2, windows: 1 },
    });
    expect(all.machine.clock).toHaveLength(1);
    expect(all.machine.anchors).toMatchObject([{ target: 'syslog', to: expect.any(String) as string }]);
    expect(all.machine.settings).toMatchObject([{ by: 'admin', places: ['clinic.contact', 'clinic.name'] }]);
  });
});

it('a drill with practice definitions and a confirmed clock are told as such', async () => {
  const clinic = openClinic();
  const { admin } = await found(clinic);
  const steps = DRILL_CHECKS.map((check) => ({
    check,
    expected: 'blocked',
    run: () => Promise.resolve('blocked'),
  }));
  const engine = { engine: 'ClamAV 1.4.6', definitions: '1', builtAt: null, state: 'practice' } as const;
  value(await desksOf(clinic).drills.hold(admin, { steps, remarks: '', engine: () => engine }));
  value(clinic.ledger.append([{ kind: 'clock.confirmed', session: null, body: {} }]));
  const { drills, machine } = facts(clinic);
  expect(drills).toMatchObject([{ passed: true, practice: true }]);
  expect(machine.clockConfirmed).toBe(1);
});

describe('a period', () => {
  it('begins and ends at midnight in Japan, and knows what held at its end', async () => {
    const { clinic } = await busyClinic();
    const october = facts(clinic, { month: '2026-10' });
    expect(october.incoming.total.sessions).toBe(31);
    expect(october.media).toMatchObject({ inUse: 3, lost: 0, loans: [], stockTakes: [] });
    expect(october.exceptions).toMatchObject({ granted: [], uses: 0, valid: 0 });
    expect(october.reviews.unreviewed).toEqual([]);
    const before = facts(clinic, { fiscalYear: '2025' });
    expect(before.incoming.total.sessions).toBe(0);
    expect(before.people.people).toEqual([]);
    const after = facts(clinic, { fiscalYear: '2027' });
    expect(after.incoming.total.sessions).toBe(0);
  });

  it('keeps the last day of a fiscal year apart from the first of the next', async () => {
    const clinic = openClinic(undefined, hands(at('2027-03-31T08:00:00')));
    const { admin } = await found(clinic);
    const desks = desksOf(clinic);
    clinic.hand.now = at('2027-03-31T23:59:59');
    visit(clinic, desks, admin, { n: 1, files: 2 });
    clinic.hand.now = at('2027-04-01T00:00:00');
    visit(clinic, desks, admin, { n: 2, files: 3 });
    expect(facts(clinic, { fiscalYear: '2026' }).incoming.total).toMatchObject({ sessions: 1, files: 2 });
    expect(facts(clinic, { fiscalYear: '2027' }).incoming.total).toMatchObject({ sessions: 1, files: 3 });
  });

  it('does not count what was appended after the record was looked at', async () => {
    const { clinic } = await busyClinic();
    const through = clinic.ledger.head.seq;
    value(clinic.ledger.append([opened(sessionId(900))]));
    const { incoming } = value(
      gatherFacts({
        dataDir: clinic.dataDir,
        period: { from: null, to: null },
        through,
        path: (name) => name,
        now: clinic.hand.now,
      }),
    );
    expect(incoming.total.sessions).toBe(45);
  });
});

it('an entry that does not say what it must is an error and not a smaller report', async () => {
  const clinic = openClinic();
  await found(clinic);
  value(clinic.ledger.append([{ kind: 'drill.held', session: null, body: { passed: 'perhaps' } }]));
  const refused = gathered(clinic);
  expect(code(refused)).toBe('ledger-corrupt');
});
