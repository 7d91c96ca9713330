/** What the headless gate prints and where it looks: one JSON line to the end whatever the usage, no terminal escapes. */

import * as path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { defaultDataDir } from '../../electron/hosts/data-dir.ts';
import { visibleJson } from '../../shared/visible.ts';
import { makeClinic } from '../integration/headless.ts';
import type { Clinic } from '../integration/headless.ts';

let clinic: Clinic;
beforeEach(() => {
  clinic = makeClinic();
});
afterEach(() => {
  clinic.remove();
});

const ODD = '\u001b[2J\u009b2J\u202etxt.exe\u2028\u007f "quoted" \\ 名前 🦷';

it('ends with a line of JSON for a program that asked for it, also when its options cannot be read', async () => {
  for (const wrong of ['--bogus', '--from=', 'surplus']) {
    const ran = await clinic.gate(wrong);
    expect(ran).toMatchObject({ code: 2, finished: { outcome: 'refused', error: { code: 'usage' } } });
    expect(ran.lines).toHaveLength(1);
  }
});

it('prints names that hold terminal escapes as JSON that holds none and means the same', async () => {
  clinic.put(`${ODD.replaceAll('/', '')}.txt`, 'a letter');
  const ran = await clinic.gate('--staff', ODD, '--purpose', ODD);
  expect(ran.files).toMatchObject([{ path: `${ODD}.txt`, verdict: 'blocked', reason: 'name-unsafe' }]);
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  expect(ran.stdout.replaceAll('\n', '')).not.toMatch(/[\0-\x1f\x7f-\x9f\u2028\u202e]/);
  const shown = await clinic.run('audit', 'show', ran.finished?.session ?? '', '--data', clinic.data);
  // eslint-disable-next-line no-control-regex -- as above
  expect(shown.stdout.replaceAll('\n', '')).not.toMatch(/[\0-\x1f\x7f-\x9f\u2028\u202e]/);
});

it('spells escapes without changing the value', () => {
  expect(JSON.parse(visibleJson({ [ODD]: [ODD, null, 1.5] }))).toEqual({ [ODD]: [ODD, null, 1.5] });
});

it('keeps its data at an absolute place, whatever the environment says', () => {
  const usual = defaultDataDir({});
  expect(path.isAbsolute(usual)).toBe(true);
  if (process.platform !== 'linux') return;
  expect(defaultDataDir({ XDG_DATA_HOME: '/srv/share' })).toBe('/srv/share/sekisho');
  for (const XDG_DATA_HOME of ['', '.', 'share']) expect(defaultDataDir({ XDG_DATA_HOME })).toBe(usual);
});
