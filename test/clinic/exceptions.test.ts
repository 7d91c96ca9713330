/** Exceptions through whole sessions with a real engine. */

import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

import { expect, it } from 'vitest';

import type { Clinic } from '../../electron/core/clinic.ts';
import { namedPolicy } from '../../electron/core/policy/load.ts';
import type { SessionResult } from '../../electron/core/session/job.ts';
import type { Actor } from '../../shared/model/people.ts';
import { policySchema } from '../../shared/model/policy.ts';
import type { FileRecord } from '../../shared/model/session.ts';
import { value } from '../audit/data-folder.ts';
import { found, join } from '../people/clinic.ts';
import { eicar } from '../scan/practice-definitions.ts';
import { requireForAll } from '../scan/requirements.ts';
import { entriesOf, makeHouse, pass, shiftedClock } from './open-house.ts';

requireForAll('clamav');

const DAY = 86_400_000;
const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');

/** A real program, sound by ClamAV's own heuristics; what is appended tells one from the other. */
const program = (name: string): Buffer => Buffer.concat([fs.readFileSync('/bin/true'), Buffer.from(name)]);

async function open() {
  const house = makeHouse();
  const clock = shiftedClock();
  const clinic = house.enter(clock);
  const { admin } = await found(clinic);
  const second = await join(clinic, admin, 'nurse', 'staff');
  const gate = value(await house.gate(clinic));
  return { house, clock, clinic, admin, second, gate, go: () => pass(gate, house.request()) };
}

function grant(clinic: Clinic, admin: Actor, second: Actor, hash: string, vendorConfirmation = false) {
  const input = { sha256: hash, reason: '保守業者の更新プログラム', days: 3, vendorConfirmation };
  return clinic.exceptions.grant(admin, second, input);
}

const only = (result: SessionResult): FileRecord | undefined => [...result.records()][0];

it('a program comes in once two people let its very bytes in; other bytes of that name do not', async () => {
  const { house, clinic, admin, second, go } = await open();
  const installer = program('vendor installer 1.0');
  house.put('setup.exe', installer);
  expect(only(await go())).toMatchObject({ verdict: 'blocked', reason: 'executable' });
  const { exception } = value(grant(clinic, admin, second, sha256(installer)));
  const passed = await go();
  expect(passed).toMatchObject({ outcome: 'released', files: { released: 1 } });
  expect(only(passed)).toMatchObject({ verdict: 'clean', exception });
  expect(fs.readFileSync(path.join(house.inbox, passed.folder!, 'setup.exe'))).toEqual(installer);
  const [used] = entriesOf(clinic, 'exception.used');
  const intent = entriesOf(clinic, 'release.arrived').at(-1);
  expect(used).toMatchObject({
    session: passed.session,
    body: { exception, sha256: sha256(installer), path: 'setup.exe' },
  });
  expect(used!.seq).toBeLessThan(intent!.seq);
  expect(value(clinic.exceptions.list(admin))).toMatchObject([{ id: exception, uses: 1 }]);
  house.put('setup.exe', program('something else'));
  expect(only(await go())).toMatchObject({ verdict: 'blocked', reason: 'executable' });
});

it('what an exception let in is not remembered as clean: once revoked it stays outside', async () => {
  const { house, clinic, admin, second, go } = await open();
  const installer = program('vendor installer 1.1');
  house.put('setup.exe', installer);
  const { exception } = value(grant(clinic, admin, second, sha256(installer)));
  expect(await go()).toMatchObject({ outcome: 'released' });
  value(clinic.exceptions.revoke(admin, { exception, reason: 'no longer needed' }));
  expect(only(await go())).toMatchObject({ verdict: 'blocked', reason: 'executable' });
});

it('one that has run out does nothing, also when the clock is set back afterwards', async () => {
  const { house, clock, clinic, admin, second, go } = await open();
  const installer = program('vendor installer 1.2');
  house.put('setup.exe', installer);
  value(grant(clinic, admin, second, sha256(installer)));
  clock.shift = 4 * DAY;
  expect(only(await go())).toMatchObject({ reason: 'executable' });
  clock.shift = 0;
  expect(only(await go())).toMatchObject({ reason: 'executable' });
});

it('a detection stays outside without the vendor’s confirmation, and comes in with it', async () => {
  const { house, clinic, admin, second, go } = await open();
  house.put('tool.txt', eicar());
  // Granted before anything was detected: what is found later must not be covered by it.
  value(grant(clinic, admin, second, sha256(eicar())));
  expect(only(await go())).toMatchObject({ verdict: 'infected', reason: 'signature' });
  expect(grant(clinic, admin, second, sha256(eicar()))).toMatchObject({
    error: { code: 'exception-refused', params: { rule: 'vendor-confirmation' } },
  });
  const { exception } = value(grant(clinic, admin, second, sha256(eicar()), true));
  expect(only(await go())).toMatchObject({ verdict: 'clean', exception });
});

it('what nobody has checked is not let in by any exception', async () => {
  const { house, clinic, admin, second, gate } = await open();
  await gate.close();
  const policy = namedPolicy(policySchema.parse({ limits: { maxFileBytes: 100 } }));
  const strict = value(await house.gate(clinic, { policy }));
  const installer = program('vendor installer 1.3');
  house.put('setup.exe', installer);
  value(grant(clinic, admin, second, sha256(installer), true));
  const passed = await pass(strict, house.request());
  expect(passed).toMatchObject({ outcome: 'blocked' });
  expect(only(passed)).toMatchObject({ verdict: 'unscannable', reason: 'too-large' });
  expect(entriesOf(clinic, 'exception.used')).toEqual([]);
});
