import { describe, expect, it } from 'vitest';

import { createDrills, type Drills, type DrillStep } from '../../electron/core/evidence/drill.ts';
import type { Actor } from '../../shared/model/people.ts';
import { ok } from '../../shared/result.ts';
import { value } from '../audit/data-folder.ts';
import { clockOf, code, found, join, openClinic, type Clinic } from '../people/clinic.ts';

const step = (check: DrillStep['check'], expected: string, found_ = expected): DrillStep => ({
  check,
  expected,
  run: () => Promise.resolve(found_),
});
const ALL = [
  step('test-virus', 'infected'),
  step('dead-engine', 'engine-lost'),
  step('pulled-medium', 'aborted'),
];

const deskOf = (clinic: Clinic): Drills =>
  createDrills({
    ledger: clinic.ledger,
    authorise: clinic.people.authorise,
    reader: clinic.reader,
    clock: clockOf(clinic.hand),
    everyDays: () => ok(31),
  });
async function office(): Promise<{ clinic: Clinic; admin: Actor; desk: Drills }> {
  const clinic = openClinic();
  const { admin } = await found(clinic);
  return { clinic, admin, desk: deskOf(clinic) };
}

describe('a drill', () => {
  it('is kept with what was expected and what was found', async () => {
    const { clinic, admin, desk } = await office();
    const drill = value(await desk.hold(admin, { steps: ALL, remarks: 'November' }));
    expect(drill).toMatchObject({ passed: true, by: 'admin', remarks: 'November' });
    expect(drill.results.map(({ check, found: it_ }) => [check, it_])).toEqual([
      ['test-virus', 'infected'],
      ['dead-engine', 'engine-lost'],
      ['pulled-medium', 'aborted'],
    ]);
    expect(value(deskOf(clinic).list(admin))).toEqual([drill]);
  });

  it('that goes wrong is kept as well and leaves the next one due', async () => {
    const { admin, desk } = await office();
    const breaking: DrillStep = {
      check: 'dead-engine',
      expected: 'engine-lost',
      run: () => Promise.reject(new Error('no engine to kill')),
    };
    const steps = [step('test-virus', 'infected', 'released'), breaking, ALL[2]!];
    const drill = value(await desk.hold(admin, { steps, remarks: '' }));
    expect(drill.passed).toBe(false);
    expect(drill.results.map(({ passed }) => passed)).toEqual([false, false, true]);
    expect(drill.results[1]!.found).toBe('internal');
    expect(value(desk.status(admin))).toMatchObject({ due: true, sinceDrill: 0 });
  });

  it.each<[string, readonly DrillStep[]]>([
    ['leaves a check out', ALL.slice(1)],
    ['does one twice', [...ALL, ALL[0]!]],
    ['does nothing', []],
  ])('that %s is none', async (_, steps) => {
    const { clinic, admin, desk } = await office();
    expect(code(await desk.hold(admin, { steps, remarks: '' }))).toBe('usage');
    expect(clinic.entries('drill.held')).toEqual([]);
  });

  it('is due after its time', async () => {
    const { clinic, admin, desk } = await office();
    expect(value(desk.status(admin))).toEqual({ last: null, sinceDrill: null, due: true });
    value(await desk.hold(admin, { steps: ALL, remarks: '' }));
    clinic.hand.now += 30 * 86_400_000;
    expect(value(desk.status(admin))).toMatchObject({ sinceDrill: 30, due: false });
    clinic.hand.now += 86_400_000;
    expect(value(desk.status(admin))).toMatchObject({ sinceDrill: 31, due: true });
  });

  it('is not held by staff or auditors', async () => {
    const { clinic, admin, desk } = await office();
    for (const role of ['staff', 'auditor'] as const) {
      const actor = await join(clinic, admin, `the-${role}`, role);
      expect(code(await desk.hold(actor, { steps: ALL, remarks: '' }))).toBe('not-allowed');
    }
  });
});
