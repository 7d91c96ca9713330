/** A `--to` on a share whose server is gone: told within a time, by a command that then ends. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { mountFuse, needsFuse, type FuseMedium } from '../media/fuse-medium.ts';
import { makeClinic, type Clinic } from './headless.ts';

let clinic: Clinic;
let share: FuseMedium | null = null;
beforeEach(async (context) => {
  needsFuse(context);
  clinic = makeClinic();
  clinic.put('letter.txt', 'a letter');
  share = await mountFuse({ backing: path.join(clinic.base, 'medium'), folder: clinic.inbox, dead: true });
});
afterEach(async () => {
  await share?.unmount();
  share = null;
  clinic.remove();
});

const LONGEST_MS = 45_000;

it(
  'neither gate nor watch waits for it for ever, nor makes a data folder first',
  async () => {
    const options = ['--definitions', clinic.definitions, '--practice', '--json'];
    const places = ['--to', path.join(clinic.inbox, 'deep'), '--data', clinic.data];
    const [gate, watch] = await Promise.all([
      clinic.run('gate', '--from', clinic.medium, ...places, ...options),
      clinic.run('watch', ...places, ...options, '--media-root', clinic.base),
    ]);
    expect(gate).toMatchObject({
      code: 3,
      finished: { outcome: 'refused', error: { code: 'destination-missing' } },
    });
    expect(fs.existsSync(clinic.data)).toBe(false);
    expect(watch.code).toBe(3);
    expect(watch.stderr).toContain('destination-missing');
  },
  LONGEST_MS,
);
