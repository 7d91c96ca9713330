/** The wizard's test of an inbox on a share that never answers. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../audit/data-folder.ts';
import { mountFuse, needsFuse } from '../media/fuse-medium.ts';
import { requireForAll } from '../scan/requirements.ts';
import { deskAtWork, founded } from './desk-at-work.ts';

requireForAll('clamav');

it('is answered in time, and so is accepting it', async (context) => {
  needsFuse(context);
  const base = temporaryFolder();
  for (const name of ['backing', 'inbox']) fs.mkdirSync(path.join(base, name));
  const share = await mountFuse({
    backing: path.join(base, 'backing'),
    folder: path.join(base, 'inbox'),
    dead: true,
  });
  onTestFinished(() => share.unmount());
  const work = deskAtWork({ to: share.folder, porter: { lookSilenceMs: 2_000 } });
  const admin = await founded(work);
  expect(await admin.code('setup.inbox-test', {})).toBe('destination-missing');
  expect(await admin.code('destination.accept', {})).toBe('destination-gone');
  // Before the desk closes, so that nothing of it waits for the share.
  await share.unmount();
});

it('an inbox in the data folder is refused before anything is written there', async () => {
  const base = temporaryFolder();
  const dataDir = path.join(base, 'data');
  const work = deskAtWork({ dataDir, to: path.join(dataDir, 'staging') });
  const admin = await founded(work);
  expect(await admin.code('setup.inbox-test', {})).toBe('data-folder-unusable');
});
