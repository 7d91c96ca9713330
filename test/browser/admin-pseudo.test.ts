/**
 * The administrator's window in a language that nobody speaks, made of the English one: what is not in its brackets was
 * never translated, and its words, more than a third longer, have to find room.
 */

import { describe, expect, test } from 'vitest';
import { visible } from '../../shared/visible.ts';
import { lookAdmin } from './admin-looks.ts';
import { openAdmin, showAdmin } from './admin-pages.ts';
import { AUDITOR, DUTIES, LOGGED_IN, NOBODY, WHO, WIZARD, type AdminScene } from './admin-scenes.ts';
import { violations } from './fake-host.ts';
import { readAll } from './looks.ts';
import { renderedWindows } from './rendered.ts';
import { OPEN } from './snapshots.ts';

const LONG_MS = 180_000;
/** Double size in a browser first: the next scene is then brought about in the ordinary one. */
const SIZES = [
  { width: 640, height: 400 },
  { width: 1280, height: 800 },
] as const;
/** Scenes of one group share a page. */
const GROUPS: readonly (readonly [string, readonly AdminScene[]])[] = [
  ['before anybody logged in', NOBODY],
  ['duties', [DUTIES[0]!]],
  ['other duties', [DUTIES[1]!]],
  ['an administrator', LOGGED_IN],
  ['an auditor', AUDITOR],
  ['the first run', WIZARD],
];

/** What pseudo() makes of a text, with the innermost first: it is put in brackets, and made longer. */
const SPOKEN = /\[[^[\]]*~\]/g;

/** What is left of a line without what was translated: has to be data. */
function untranslated(line: string): string {
  const rest = line.replace(SPOKEN, '');
  return rest === line ? rest.trim() : untranslated(rest);
}

/** Times, sizes and numbers, as Intl writes them in English. */
const SHAPED = /^(?:\w{3}, \d{1,2} \w{3} \d{4}|\d{1,2}:\d{2}|[\d.,:/%+–-]+|[KMGT]?B|[*{}]|\s)*$/;

/** Every text in what the host tells of a scene: names, paths, hashes, which are shown as they are. */
function textsIn(value: unknown, found: Set<string> = new Set()): Set<string> {
  if (typeof value === 'string') found.add(value.trim()).add(visible(value).trim());
  else if (typeof value === 'object' && value !== null)
    for (const [key, member] of Object.entries(value)) {
      found.add(key);
      textsIn(member, found);
    }
  return found;
}

const windows = renderedWindows();

describe('the administrator’s window', () => {
  test.each(GROUPS)(
    'says nothing that was not translated, and has room for longer words: %s',
    async (_who, scenes) => {
      const { browser, address } = windows();
      const faults = new Set<string>();
      const page = await openAdmin(browser, address, 'en-XA', scenes[0]!.as);
      for (const scene of scenes) {
        await showAdmin(page, 'en-XA', scene);
        const data = textsIn([OPEN, WHO[scene.as], scene]);
        /** Several names in a row, and an entry's whole body, are data as well. */
        const isData = (rest: string): boolean =>
          SHAPED.test(rest) || rest.startsWith('{"') || rest.split('・').every((one) => data.has(one));
        for (const text of await readAll(page)) {
          const rest = untranslated(text);
          if (!isData(rest)) faults.add(`${scene.name}: not translated: ${text}`);
        }
        for (const size of SIZES) {
          await page.setViewportSize(size);
          for (const fault of await lookAdmin(page)) faults.add(`${scene.name} ${size.width}: ${fault}`);
        }
      }
      expect(await violations(page)).toEqual([]);
      await page.context().close();
      expect([...faults]).toEqual([]);
    },
    LONG_MS,
  );
});
