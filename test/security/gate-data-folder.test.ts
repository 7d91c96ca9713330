/** The data folder is written to and swept: never on the medium, never over the inbox, never over somebody else's files. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepApart } from '../../electron/core/data-folder.ts';
import { makeStaging, wipeAllStaging, wipeStaging } from '../../electron/core/transfer/staging-folder.ts';
import { makeClinic } from '../integration/headless.ts';
import type { Clinic } from '../integration/headless.ts';

let clinic: Clinic;
beforeEach(() => {
  clinic = makeClinic();
  clinic.put('letter.txt', 'a letter');
});
afterEach(() => {
  clinic.remove();
});

const at = (...parts: readonly string[]): string => path.join(clinic.base, ...parts);
const tree = (dir: string): string[] => fs.readdirSync(dir, { recursive: true }).map(String).sort();

describe('the gate refuses before it writes anything', () => {
  it.each([
    ['a data folder on the medium', 'overlaps-medium', () => ['--data', at('medium', 'data')]],
    ['the medium itself as data folder', 'overlaps-medium', () => ['--data', at('medium')]],
    ['a medium in the data folder', 'overlaps-medium', () => ['--data', at('.')]],
    ['an inbox in the data folder', 'overlaps-destination', () => ['--to', at('data', 'staging')]],
    ['a data folder in the inbox', 'overlaps-destination', () => ['--data', at('inbox', 'new', 'data')]],
    [
      'a data folder behind a link onto the medium',
      'overlaps-medium',
      () => (fs.symlinkSync(at('medium'), at('link')), ['--data', at('link', 'data')]),
    ],
  ])('%s', async (_what, reason, change) => {
    const [option, folder] = change() as [string, string];
    const places = { '--from': at('medium'), '--to': at('inbox'), '--data': at('data'), [option]: folder };
    const before = tree(clinic.base);
    const args = Object.entries(places).flat();
    const ran = await clinic.run(
      'gate',
      ...args,
      '--definitions',
      clinic.definitions,
      '--practice',
      '--json',
    );
    expect(ran).toMatchObject({
      code: 3,
      finished: { outcome: 'refused', error: { code: 'data-folder-unusable' } },
    });
    // The inbox is looked at first where both overlap.
    expect(['overlaps-destination', reason]).toContain(ran.finished?.error?.params['reason']);
    expect(tree(clinic.base)).toEqual(before);
  });

  it('but lets folders be neighbours, also of similar names', () => {
    expect(keepApart(at('data'), at('data-medium'), at('data.inbox'))).toMatchObject({ ok: true });
  });
});

describe('sweeping staging', () => {
  it('removes sessions and leaves what is not ours', async () => {
    const own = await makeStaging(clinic.base, 'aaaaaaaaaaaa');
    fs.mkdirSync(at('staging', 'theses', 'chapters'), { recursive: true });
    expect(await wipeAllStaging(clinic.base)).toBe(1);
    expect(fs.existsSync(own)).toBe(false);
    expect(fs.readdirSync(at('staging'))).toEqual(['theses']);
  });

  it('never follows a link in its place', async () => {
    fs.mkdirSync(at('theirs', 'bbbbbbbbbbbb'), { recursive: true });
    fs.symlinkSync(at('theirs'), at('staging'));
    for (const work of [wipeAllStaging(clinic.base), wipeStaging(clinic.base, 'bbbbbbbbbbbb')])
      await expect(work).rejects.toMatchObject({ code: 'ENOTDIR' });
    await expect(makeStaging(clinic.base, 'cccccccccccc')).rejects.toMatchObject({ code: 'ENOTDIR' });
    expect(fs.readdirSync(at('theirs'))).toEqual(['bbbbbbbbbbbb']);
  });

  it('takes no path for a session', async () => {
    await makeStaging(clinic.base, 'aaaaaaaaaaaa');
    await expect(wipeStaging(clinic.base, '../inbox')).rejects.toThrow();
    expect(fs.existsSync(clinic.inbox)).toBe(true);
  });
});
