import { expect, it } from 'vitest';

import { createAdmission } from '../../electron/core/admission.ts';
import { namedPolicy } from '../../electron/core/policy/load.ts';
import type { CurrentEngine } from '../../electron/core/scan/current-engine.ts';
import type { Engine } from '../../electron/core/scan/launch.ts';
import { startPorter } from '../../electron/core/transfer/porter.ts';
import { defaultPolicy } from '../../shared/model/policy.ts';
import { ok } from '../../shared/result.ts';
import { value } from '../audit/data-folder.ts';
import { createFakeScanner } from '../fakes/fake-scanner.ts';
import { entriesOf, makeHouse } from './open-house.ts';

/** An admission over an engine that has to be started anew for every medium, as after its definitions grew old. */
function open() {
  const house = makeHouse();
  const clinic = house.enter();
  const scanner = createFakeScanner();
  const current = {
    async acquire(idle: () => Promise<unknown>) {
      await idle();
      return ok(scanner as unknown as Engine);
    },
  } as CurrentEngine;
  const admission = createAdmission({
    ...{ clinic, clock: clinic.clock, current, practice: true, postponed: [], startPorter },
    inspector: {
      warm: () => undefined,
      inspect: () => Promise.resolve({ type: 'text/plain', judgement: { verdict: 'clean' } }),
      close: () => Promise.resolve(),
    },
    policy: () => ok(namedPolicy(defaultPolicy())),
  });
  house.put('a.txt', 'a');
  return { house, clinic, scanner, admission };
}

it('an engine may be started anew while a session waits for somebody, but not while one is being scanned', async () => {
  const { house, scanner, admission } = open();
  let arrive: () => void;
  const waits = new Promise<void>((resolve) => (arrive = resolve));
  const first = value(
    await admission.admit(house.request({ facts: 'kiosk' }), {
      onProgress({ phase }) {
        if (phase === 'waiting') arrive();
      },
    }),
  );
  await waits;
  scanner.hold();
  const second = value(await admission.admit(house.request()));
  let admitted = false;
  const third = admission.admit(house.request()).then((result) => {
    admitted = true;
    return value(result).done;
  });
  while (scanner.asked < 2) await new Promise(setImmediate);
  expect(admitted).toBe(false);
  scanner.resume();
  expect(await second.done).toMatchObject({ outcome: 'released' });
  expect(await third).toMatchObject({ outcome: 'released' });
  await admission.close();
  expect(await first.done).toMatchObject({ outcome: 'aborted', error: { code: 'cancelled' } });
});

it('lets nobody in once it is closed, and puts nothing on a record that may be closed as well', async () => {
  const { house, clinic, admission } = open();
  await admission.close();
  await admission.close();
  expect(await admission.admit(house.request())).toMatchObject({ error: { code: 'cancelled' } });
  expect(entriesOf(clinic, 'session.refused')).toEqual([]);
});
