import fs from 'node:fs';

import { expect, it } from 'vitest';

import type { Gate } from '../../electron/core/gatekeeper.ts';
import type { MediumRequest } from '../../electron/core/medium-request.ts';
import type { RunningSession } from '../../electron/core/session/run.ts';
import type { ORIGINS } from '../../shared/model/facts.ts';
import { value } from '../audit/data-folder.ts';
import { found, join } from '../people/clinic.ts';
import { requireForAll } from '../scan/requirements.ts';
import { change, entriesOf, makeHouse, pass } from './open-house.ts';

requireForAll('clamav');

const told = { origin: 'patient', purpose: '紹介状' } as const;

/** A session at a kiosk that has come to waiting. */
async function waiting(gate: Gate, request: MediumRequest): Promise<RunningSession> {
  let arrive: () => void;
  const waits = new Promise<void>((resolve) => (arrive = resolve));
  const session = value(
    await gate.admit(request, {
      onProgress({ phase }) {
        if (phase === 'waiting') arrive();
      },
    }),
  );
  await waits;
  return session;
}

async function open() {
  const house = makeHouse();
  const clinic = house.enter();
  const { admin } = await found(clinic);
  const nurse = await join(clinic, admin, 'nurse', 'staff');
  house.put('a.txt', 'a');
  const gate = value(await house.gate(clinic));
  return { house, clinic, admin, nurse, gate };
}

it('a kiosk’s session waits for the person at the counter, and the record names them before the intent', async () => {
  const { house, clinic, nurse, gate } = await open();
  const session = await waiting(gate, house.request({ facts: 'kiosk' }));
  value(clinic.facts.tell(nurse, { session: session.id, facts: { purpose: told.purpose } }));
  expect(value(clinic.facts.missing(session.id, ['staff', 'origin']))).toEqual(['origin']);
  value(clinic.facts.tell(nurse, { session: session.id, facts: { origin: told.origin } }));
  expect(await session.done).toMatchObject({ outcome: 'released' });
  const kinds = value(clinic.reader.ofSession(session.id)).map(({ kind }) => kind);
  expect(kinds).toEqual([
    ...['session.opened', 'session.inventory', 'session.facts', 'session.facts'],
    ...['release.intent', 'release.arrived', 'session.closed'],
  ]);
});

it('does not wait for what was told during the check', async () => {
  const { house, clinic, nurse, gate } = await open();
  const session = value(await gate.admit(house.request({ facts: 'kiosk' })));
  value(clinic.facts.tell(nurse, { session: session.id, facts: told }));
  expect(await session.done).toMatchObject({ outcome: 'released' });
});

it('a waiting session keeps no other medium out, and ends with the gate', async () => {
  const { house, clinic, gate } = await open();
  const session = await waiting(gate, house.request({ facts: 'kiosk' }));
  expect(await pass(gate, house.request())).toMatchObject({ outcome: 'released' });
  await gate.close();
  expect(await session.done).toMatchObject({ outcome: 'aborted', error: { code: 'cancelled' } });
  expect(entriesOf(clinic, 'session.closed')).toHaveLength(2);
  expect(fs.readdirSync(house.inbox)).toHaveLength(1);
});

it('a headless gate refuses a medium whose facts are missing before it reads anything', async () => {
  const { house, clinic, admin, gate } = await open();
  change(clinic, admin, (settings) => ({
    ...settings,
    facts: { ...settings.facts, headless: ['staff', 'purpose', 'origin'] },
  }));
  expect(await gate.admit(house.request({ staff: 'tanaka' }))).toMatchObject({
    error: { code: 'facts-missing', params: { facts: 'origin, purpose' } },
  });
  expect(entriesOf(clinic, 'session.refused')).toMatchObject([{ body: { code: 'facts-missing' } }]);
  expect(fs.readdirSync(house.inbox)).toEqual([]);
  const actor = clinic.people.console('root');
  const facts = {
    origin: 'laboratory',
    sender: '検査センター',
    patientId: '0012',
    disposition: 'returned',
  } as const;
  const request = house.request({ staff: 'tanaka', purpose: '検査結果', told: { actor, facts } });
  const passed = await pass(gate, request);
  expect(passed).toMatchObject({ outcome: 'released' });
  expect(value(clinic.facts.of(passed.session))).toEqual({ staff: 'tanaka', purpose: '検査結果', ...facts });
});

it.each([
  ['an origin that is none', { told: { facts: { origin: 'elsewhere' as (typeof ORIGINS)[number] } } }],
  ['a purpose without end', { purpose: 'x'.repeat(501) }],
])('refuses %s', async (_what, more) => {
  const { house, clinic, gate } = await open();
  const actor = clinic.people.console('root');
  const said = 'told' in more ? { told: { ...more.told, actor } } : more;
  expect(await gate.admit(house.request(said))).toMatchObject({ error: { code: 'usage' } });
});
