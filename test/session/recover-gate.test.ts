/** The gate over a destination that hangs for ever: it opens, says what it could not look into, and releases nothing there. */

import fs from 'node:fs';
import path from 'node:path';

import { expect, it, onTestFinished } from 'vitest';

import { value } from '../audit/data-folder.ts';
import { entriesOf, makeHouse, pass } from '../clinic/open-house.ts';
import { mountFuse, needsFuse } from '../media/fuse-medium.ts';
import { requireForAll } from '../scan/requirements.ts';

requireForAll('clamav');

const SESSION = 'abcdefabcdef';
const LOOK_MS = 2_000;
const gone = { error: { code: 'destination-gone', params: { silenceMs: LOOK_MS } } };

it('opens, refuses media for the dead share, and looks into it before the first release once it answers', async (context) => {
  needsFuse(context);
  const house = makeHouse();
  house.put('a.txt', 'a');
  const other = path.join(house.base, 'other');
  fs.mkdirSync(other);
  const partial = path.join(house.inbox, `.sekisho-partial-${SESSION}`);
  fs.mkdirSync(partial);
  const clinic = house.enter();
  const to = fs.realpathSync(house.inbox);
  const intent = { folder: '20261122-090000_KENSA_abcdef', files: 1, bytes: 1, manifest: '0'.repeat(64) };
  value(
    clinic.ledger.append([
      { kind: 'session.opened', session: SESSION, body: { from: house.medium, to } },
      { kind: 'release.intent', session: SESSION, body: intent },
    ]),
  );
  const share = await mountFuse({ backing: house.medium, folder: house.inbox, dead: true });
  onTestFinished(() => share.unmount());

  const gate = value(await house.gate(clinic, { porter: { lookSilenceMs: LOOK_MS } }));
  expect(gate.postponed).toMatchObject([{ session: SESSION, to, ...gone }]);
  expect(entriesOf(clinic, 'session.postponed')).toMatchObject([{ session: SESSION }]);
  expect(await gate.admit(house.request())).toMatchObject(gone);
  expect(entriesOf(clinic, 'session.refused')).toMatchObject([{ body: { code: 'destination-gone' } }]);
  // Another inbox is none of that share's business.
  expect(await pass(gate, house.request({ to: other }))).toMatchObject({ outcome: 'released' });
  expect(entriesOf(clinic, 'session.interrupted')).toEqual([]);

  await share.unmount();
  expect(fs.existsSync(partial)).toBe(true);
  expect(await pass(gate, house.request())).toMatchObject({ outcome: 'released' });
  expect(fs.existsSync(partial)).toBe(false);
  const [healed] = entriesOf(clinic, 'session.interrupted');
  expect(healed).toMatchObject({ session: SESSION, body: { phase: 'release.intent', partials: 1 } });
  const opened = entriesOf(clinic, 'session.opened').at(-1);
  expect(healed!.seq).toBeLessThan(opened!.seq);
});
