/** Setting the clock back must not make old definitions fresh, nor bring back what has run out. */

import { expect, it } from 'vitest';

import { ledgerTime } from '../../electron/core/audit/reference-time.ts';
import { importDefinitions } from '../../electron/core/scan/definitions/import.ts';
import { value } from '../audit/data-folder.ts';
import { entriesOf, makeHouse, shiftedClock } from '../clinic/open-house.ts';
import { found, join } from '../people/clinic.ts';
import { completeSet, endAfterEach, SIGNED_DAY } from '../scan/engine-set-up.ts';
import { requireForAll } from '../scan/requirements.ts';

const DAY = 86_400_000;
const note = { kind: 'note', session: null, body: {} };

it('the reference time is the latest that the record knows, until an administrator confirms the clock', async () => {
  const house = makeHouse();
  const clock = shiftedClock();
  const clinic = house.enter(clock);
  const { admin } = await found(clinic);
  const ahead = (): number => Math.abs(Math.round((clinic.reference.now() - clock.now()) / DAY));
  clock.shift = 10 * DAY;
  value(clinic.ledger.append([note]));
  clock.shift = 0;
  expect(ahead()).toBe(10);
  // One entry behind the jump is the newest now; what it jumped from still counts.
  value(clinic.ledger.append([note]));
  expect(ahead()).toBe(10);
  clock.shift = 5 * DAY;
  value(clinic.ledger.append([note]));
  clock.shift = 0;
  value(clinic.ledger.append([note]));
  expect(ahead()).toBe(10);
  expect(value(clinic.clockWord.standing()).behind / DAY).toBeCloseTo(10, 2);
  expect(clinic.clockWord.confirm(admin, { reason: ' ' })).toMatchObject({ error: { code: 'usage' } });
  expect(value(clinic.clockWord.confirm(admin, { reason: 'battery replaced' }))).toMatchObject({ behind: 0 });
  expect(ahead()).toBe(0);
  expect(entriesOf(clinic, 'clock.confirmed')).toMatchObject([
    { body: { reason: 'battery replaced', by: { person: 'admin' } } },
  ]);
  clock.shift = -DAY;
  value(clinic.ledger.append([note]));
  expect(ahead()).toBe(1);
});

it('a confirmation right after the jump counts: the jump itself is on record before it', async () => {
  const house = makeHouse();
  const clock = shiftedClock();
  const clinic = house.enter(clock);
  const { admin } = await found(clinic);
  clock.shift = -3 * DAY;
  expect(value(clinic.clockWord.confirm(admin, { reason: 'clock ran ahead' })).behind).toBe(0);
  expect(entriesOf(clinic, 'clock.backwards', 'clock.confirmed').map(({ kind }) => kind)).toEqual([
    'clock.backwards',
    'clock.confirmed',
  ]);
});

it('only an administrator confirms once there is one', async () => {
  const house = makeHouse();
  const clinic = house.enter();
  const { admin } = await found(clinic);
  const nurse = await join(clinic, admin, 'nurse', 'staff');
  for (const actor of [nurse, clinic.people.console('root')])
    expect(clinic.clockWord.confirm(actor, { reason: 'because' })).toMatchObject({
      error: { code: 'not-allowed' },
    });
});

it('an entry about the clock that tells no time stops the judging', () => {
  const house = makeHouse();
  const clinic = house.enter();
  value(clinic.ledger.append([{ kind: 'clock.backwards', session: null, body: { previous: 'never' } }]));
  expect(() => ledgerTime(clinic.reader, clinic.clock)).toThrow('tells no time');
});

endAfterEach();
requireForAll('clamav', 'signed definitions');

it('definitions that have expired open no gate after the clock was set back to when they were fresh', async () => {
  const house = makeHouse();
  const clock = shiftedClock(SIGNED_DAY);
  const clinic = house.enter(clock);
  const { admin } = await found(clinic);
  const { dataDir, ledger, log } = clinic;
  const source = completeSet();
  const request = { dataDir, source, origin: 'folder', staff: 'admin' } as const;
  value(await importDefinitions(request, { clock, log, ledger }));
  clock.shift = 9 * DAY;
  value(ledger.append([note]));
  clock.shift = 0;
  value(ledger.append([note]));
  const own = { definitionsDir: null, practice: false } as const;
  expect(await house.gate(clinic, own)).toMatchObject({ error: { code: 'definitions-expired' } });
  value(clinic.clockWord.confirm(admin, { reason: 'clock ran nine days ahead' }));
  const gate = await house.gate(clinic, own);
  // The engine itself is old for these; their age is no longer what keeps the gate closed.
  expect(gate.ok ? 'open' : gate.error.code).not.toBe('definitions-expired');
});
