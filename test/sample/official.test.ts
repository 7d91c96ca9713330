/** The sample medium before a gate whose definitions ClamAV's project signed, as a clinic's own are. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openSampleShelf } from '../../electron/core/sample/shelf.ts';
import { createFolderMedia } from '../../electron/hosts/web/folder-media.ts';
import { temporaryFolder } from '../audit/data-folder.ts';
import { deskAtWork } from '../desk/desk-at-work.ts';
import { requireForAll, SIGNED_DEFINITIONS } from '../scan/requirements.ts';

requireForAll('clamav', 'signed definitions');

it('its virus is found, everything is held back, and all of it is practice', async () => {
  const definitionsDir = temporaryFolder();
  // That which knows EICAR of those there.
  fs.copyFileSync(path.join(SIGNED_DEFINITIONS, 'test-6.cvd'), path.join(definitionsDir, 'test.cvd'));
  const media = temporaryFolder();
  const shelf = openSampleShelf(temporaryFolder(), createFolderMedia(media));
  onTestFinished(() => shelf.close());
  const work = deskAtWork({ definitionsDir, platform: shelf.platform });
  await work.until(({ gate }) => gate.state === 'open');
  expect(await shelf.insert()).toMatchObject({ ok: true });
  const { result } = await work.until((snapshot) => snapshot.result !== null);
  expect(result).toMatchObject({ outcome: 'blocked', practice: true, files: { released: 0 } });
  expect(result?.detections).toMatchObject([
    { signature: 'Eicar-Test-Signature' },
    { signature: 'Eicar-Test-Signature' },
  ]);
  expect(fs.readdirSync(work.inbox)).toEqual([]);
  await work.until((snapshot) => snapshot.media.length === 0);
});
