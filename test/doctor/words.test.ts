import { describe, expect, test } from 'vitest';

import { finding, LEVELS } from '../../electron/core/doctor/levels.ts';
import { gateError } from '../../shared/errors.ts';
import type { Finding, FindingId } from '../../shared/model/finding.ts';
import { sayFinding } from '../../shared/words/finding-words.ts';
import { findingsEn } from '../../shared/words/findings-en.ts';
import { findingsJa } from '../../shared/words/findings-ja.ts';

const ids = Object.keys(LEVELS) as FindingId[];
/** Every thing in each of its states, with every fact there may be, and again with none. */
const FULL = {
  version: 'ClamAV 1.4.6',
  program: 'sigtool',
  package: 'clamav',
  updater: false,
  server: 'scan.example:3310',
  engine: 'ClamAV 1.4.6',
  fixesUntil: '2027-08-15',
  definitionsUntil: '2028-08-15',
  profiles: ['usr.sbin.clamd'],
  age: 'aging',
  builtAt: '2026-11-18T09:00:00.000Z',
  days: 4,
  files: 3,
  canaries: 9,
  memory: 1_200_000_000,
  reason: null,
  path: '/srv/data',
  mode: '0755',
  entries: 7,
  newestAt: '2026-11-21T09:00:00.000Z',
  free: 1e9,
  total: 2e11,
  now: '2026-11-22T03:00:00.000Z',
  newestEntry: '2026-11-23T03:00:00.000Z',
  definitionsBuilt: '2026-11-24T03:00:00.000Z',
  interfaces: ['eth0', 'wlan0'],
  names: ['ESET'],
  system: 'Debian GNU/Linux 12',
  until: '2028-06-30',
  device: '/dev/sda2',
  oldest: '2026-11-01',
  since: '2026-11-01T03:00:00.000Z',
  error: gateError('internal', { part: 'x' }),
};
/** Lists may be empty, the rest null; a path and the time of day are always there. */
const bare = Object.fromEntries(
  Object.entries(FULL).map(([key, fact]) => {
    if (key === 'path' || key === 'now') return [key, fact];
    return [key, Array.isArray(fact) ? [] : null];
  }),
);
const everything: [string, Finding][] = ids.flatMap((id) =>
  Object.keys(LEVELS[id]).flatMap((state) =>
    [
      { ...FULL, state },
      { ...bare, state },
    ].map((facts, at): [string, Finding] => [
      `${id}: ${state}${at === 0 ? '' : ', bare'}`,
      finding(id, facts as unknown as Finding['facts']),
    ]),
  ),
);

describe.each([
  ['Japanese', findingsJa],
  ['English', findingsEn],
])('in %s', (language, words) => {
  test.each(everything)('%s has its meaning, and its next step unless all is well', (_, found) => {
    const { what, next } = sayFinding(words, found);
    expect(what).not.toMatch(/undefined|null|NaN|\[object/);
    expect(what).not.toBe('');
    expect(next).not.toMatch(/undefined|null|NaN|\[object/);
    expect(next !== '').toBe(found.level !== 'ok');
    expect(`${what}${next}`).not.toMatch(language === 'Japanese' ? /安全で/ : /\bsafe\b/);
  });

  test('why the self-test was left out', () => {
    const reasons = ['gate-running', 'engine', 'definitions', 'data-folder', 'stopped'] as const;
    const said = reasons.map((reason) => {
      const facts = { state: 'left-out', canaries: null, memory: null, reason, error: null } as const;
      return sayFinding(words, finding('self-test', facts)).what;
    });
    expect(new Set(said).size).toBe(reasons.length);
  });

  test('an error brings its own words', () => {
    const error = gateError('ledger-corrupt', { reason: 'tail-cut' });
    const facts = { state: 'unfit', entries: null, newestAt: null, error } as const;
    expect(sayFinding(words, finding('ledger', facts)).what).toContain('tail-cut');
  });
});

test('a state without a level is a bug and no finding', () => {
  expect(() => finding('vpn', { state: 'odd', interfaces: [] } as never)).toThrow('vpn odd');
});

test('what could not be told is a notice everywhere', () => {
  const unknown = everything.filter(([, { facts }]) => facts.state === 'unknown');
  expect(unknown.length).toBeGreaterThan(10);
  // An engine that nobody knows may have ended long ago; it is a notice as well.
  expect(new Set(unknown.map(([, { level }]) => level))).toEqual(new Set(['notice']));
});
