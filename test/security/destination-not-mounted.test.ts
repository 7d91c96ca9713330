/** A share that is not mounted: nothing may be released into the empty folder that stands where it was. */

import fs from 'node:fs';
import path from 'node:path';

import { expect, it } from 'vitest';

import { acceptMount, checkMount } from '../../electron/core/transfer/standing-mount.ts';
import { startPorter } from '../../electron/core/transfer/porter.ts';
import { mountRoot } from '../../electron/core/transfer/destination.ts';
import { opened, sessionId, value } from '../audit/data-folder.ts';
import { entriesOf, makeHouse, pass } from '../clinic/open-house.ts';
import { mountSmallDisk, needsMounts } from '../media/small-disk.ts';
import { requireForAll } from '../scan/requirements.ts';

requireForAll('clamav');

const looking = (dataDir: string) => ({ dataDir, startPorter });

it('a gate refuses the empty folder of a share that is gone, until it is back or somebody accepts it', async (context) => {
  needsMounts(context);
  const house = makeHouse();
  const share = path.join(house.base, 'share');
  const disk = mountSmallDisk(share, 8192);
  let clinic = house.enter();
  let gate = value(await house.gate(clinic));
  house.put('a.txt', 'a');
  const request = house.request({ to: share });
  const to = fs.realpathSync(share);
  try {
    expect(await pass(gate, request)).toMatchObject({ outcome: 'released' });
  } finally {
    disk.unmount();
  }
  const refused = { error: { code: 'destination-not-mounted', params: { path: to, mount: to } } };
  expect(await gate.admit(request)).toMatchObject(refused);
  await gate.close();
  await clinic.close();
  // Also for a gate that was started anew meanwhile.
  clinic = house.enter();
  gate = value(await house.gate(clinic));
  expect(await gate.admit(request)).toMatchObject(refused);
  expect(fs.readdirSync(share)).toEqual([]);
  expect(entriesOf(clinic, 'session.refused').at(-1)).toMatchObject({
    body: { to: share, code: 'destination-not-mounted' },
  });
  const back = mountSmallDisk(share, 8192);
  try {
    expect(await pass(gate, request)).toMatchObject({ outcome: 'released' });
  } finally {
    back.unmount();
  }
  expect(await gate.admit(request)).toMatchObject(refused);
  value(await acceptMount(clinic.acting, clinic.people.console('root'), share, looking(house.dataDir)));
  expect(await pass(gate, request)).toMatchObject({ outcome: 'released' });
  expect(entriesOf(clinic, 'destination.accepted')).toMatchObject([
    { body: { to, toMount: await mountRoot(to), by: { type: 'console', user: 'root' } } },
  ]);
});

it.each([
  ['never used before', null, true],
  ['the same file system', 'same', true],
  ['a file system below the former one: a share was connected', '/', true],
  ['the file system above the former one', 'itself', false],
])('an inbox on %s', async (_what, former, fine) => {
  const house = makeHouse();
  const clinic = house.enter();
  const to = fs.realpathSync(house.inbox);
  const now = await mountRoot(to);
  const toMount = former === 'same' ? now : former === 'itself' ? to : former;
  if (toMount !== null) value(clinic.ledger.append([opened(sessionId(1), { to, toMount })]));
  // A path's former mount counts for that path alone.
  value(clinic.ledger.append([opened(sessionId(2), { to: `${to}-other`, toMount: '/mnt/other' })]));
  expect(checkMount(clinic.reader, to, now).ok).toBe(fine);
});

it('nobody accepts an inbox that is not there, nor without the right', async () => {
  const house = makeHouse();
  const { acting, people } = house.enter();
  const nowhere = path.join(house.base, 'nowhere');
  expect(await acceptMount(acting, people.console('root'), nowhere, looking(house.dataDir))).toMatchObject({
    error: { code: 'destination-missing' },
  });
  expect(
    await acceptMount(acting, { type: 'console', user: 'root' }, house.inbox, looking(house.dataDir)),
  ).toMatchObject({
    error: { code: 'not-allowed' },
  });
});
