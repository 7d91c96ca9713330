import { describe, expect, test } from 'vitest';

import { renderConfig, type EngineConfig } from '../../electron/core/scan/config.ts';

const CONFIG: EngineConfig = {
  address: { kind: 'unix', path: '/run/x/clamd.sock' },
  definitionsDir: '/data/definitions',
  temporaryDir: '/dev/shm/x',
  threads: 4,
  officialOnly: true,
  refuseOlderThanDays: 14,
};
const directives = (config: EngineConfig): Record<string, string> =>
  Object.fromEntries(
    renderConfig(config)
      .trimEnd()
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]),
  );

test.each([
  [
    'every alert',
    {
      AlertExceedsMax: 'yes',
      AlertEncrypted: 'yes',
      AlertOLE2Macros: 'yes',
      AlertBrokenExecutables: 'yes',
      HeuristicAlerts: 'yes',
    },
  ],
  ['a signature outweighs a suspicion', { HeuristicScanPrecedence: 'no' }],
  ['PCRE signatures for files of any size', { PCREMaxFileSize: '0' }],
  [
    'a stream may be as large as a file',
    { MaxFileSize: '1908M', StreamMaxLength: '1908M', MaxScanSize: '4000M' },
  ],
  ['no cache keyed by MD5', { DisableCache: 'yes' }],
  ['it never reloads by itself', { SelfCheck: '0' }],
  ['no unsigned bytecode, no all-match scans', { BytecodeUnsigned: 'no', AllowAllMatchScan: 'no' }],
  ['links are not followed', { FollowFileSymlinks: 'no', FollowDirectorySymlinks: 'no' }],
  [
    'official definitions only, and not older than two weeks',
    { OfficialDatabaseOnly: 'yes', FailIfCvdOlderThan: '14' },
  ],
])('%s', (_, expected) => {
  expect(directives(CONFIG)).toMatchObject(expected);
});

test('listens on a private socket, and on TCP nowhere', () => {
  expect(directives(CONFIG)).toMatchObject({ LocalSocket: '/run/x/clamd.sock', LocalSocketMode: '600' });
  expect(renderConfig(CONFIG)).not.toContain('TCP');
});

test('practice definitions are not held to an age, which they do not have', () => {
  const practice = renderConfig({ ...CONFIG, officialOnly: false, refuseOlderThanDays: null });
  expect(practice).toContain('OfficialDatabaseOnly no\n');
  expect(practice).not.toContain('FailIfCvdOlderThan');
});

describe('a value cannot bring a directive of its own', () => {
  test.each(['/a\nOfficialDatabaseOnly no', '/a\rx', '/a\0', '/a"b', '/a\tb', ''])('%j', (definitionsDir) => {
    expect(() => renderConfig({ ...CONFIG, definitionsDir })).toThrow('DatabaseDirectory');
  });
  test('a space is quoted', () => {
    expect(renderConfig({ ...CONFIG, definitionsDir: '/a b' })).toContain('DatabaseDirectory "/a b"\n');
  });
});
