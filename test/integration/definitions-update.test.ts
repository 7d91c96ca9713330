/** freshclam against mirrors on this machine: one that serves, one that is gone, one that forges, one that says no. */

import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import { beforeEach, describe, expect, test } from 'vitest';

import {
  explainFailure,
  createProgressReader,
  type FetchProgress,
} from '../../electron/core/scan/definitions/freshclam-output.ts';
import { readCurrentSet } from '../../electron/core/scan/definitions/store.ts';
import {
  renderFreshclamConfig,
  updateDefinitions,
  type UpdatePorts,
} from '../../electron/core/scan/definitions/update.ts';
import { FakeLedger } from '../fakes/fake-ledger.ts';
import { hasCommand, needs } from '../missing-component.ts';
import {
  atEnd,
  completeSet,
  endAfterEach,
  log,
  signedClock,
  signedFolder,
  temporaryFolder,
} from '../scan/engine-set-up.ts';
import { requireForAll } from '../scan/requirements.ts';

requireForAll('clamav', 'signed definitions');
beforeEach((context) => needs(context, 'freshclam', hasCommand('freshclam')));
endAfterEach();

async function mirror(answer: (name: string) => Buffer | number): Promise<string> {
  const server: Server = createServer((request, response) => {
    const given = answer((request.url ?? '/').slice(1));
    response.statusCode = typeof given === 'number' ? given : 200;
    response.end(typeof given === 'number' ? undefined : given);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atEnd(() => new Promise((resolve) => server.close(() => resolve())));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const serving =
  (dir: string) =>
  (name: string): Buffer | number => {
    try {
      return readFileSync(join(dir, name));
    } catch {
      return 404;
    }
  };

function home(privateMirror: string, more: Partial<UpdatePorts> = {}) {
  const dataDir = temporaryFolder();
  const ledger = new FakeLedger();
  const ports = { clock: signedClock(), log, ledger, ...more };
  const update = () => updateDefinitions({ dataDir, staff: null, privateMirror }, ports);
  return { dataDir, ledger, update };
}
const officialFiles = { 'daily.cvd': 'test-6.cvd', 'main.cvd': 'test-4.cvd', 'bytecode.cvd': 'bytecode.cvd' };

test('a mirror that serves: fetched, tried, taken into use, and told as it goes', async () => {
  const told: FetchProgress[] = [];
  const { update, ledger, dataDir } = home(await mirror(serving(signedFolder(officialFiles))), {
    onProgress: (progress) => told.push(progress),
  });
  expect(await update()).toMatchObject({ ok: true, value: { changed: true, state: 'fresh' } });
  expect(ledger.kinds).toEqual(['definitions.updated']);
  expect(new Set(told.map((progress) => progress.database))).toEqual(new Set(['daily', 'main', 'bytecode']));
  expect(told.filter(({ received, total }) => received === total && total > 9_000).length).toBeGreaterThan(0);
  expect(readCurrentSet(dataDir)).toMatchObject({ ok: true, value: {} });
  // Once more: nothing new, nothing to record.
  expect(await update()).toMatchObject({ ok: true, value: { changed: false } });
  expect(ledger.kinds).toHaveLength(1);
});

describe('a mirror that does not help: told why, and nothing changes', () => {
  const fails = async (address: string, reason: string, more: Partial<UpdatePorts> = {}): Promise<void> => {
    const { update, ledger, dataDir } = home(address, more);
    expect(await update()).toMatchObject({
      ok: false,
      error: { code: 'definitions-update-failed', params: { reason } },
    });
    expect(readCurrentSet(dataDir)).toEqual({ ok: true, value: null });
    expect(ledger.entries).toEqual([]);
  };

  test('unreachable', async () => {
    await fails('http://127.0.0.1:9', 'unreachable');
  });
  test('forging', async () => {
    const dir = completeSet();
    const forged = (name: string): Buffer | number => {
      const bytes = serving(dir)(name);
      if (typeof bytes !== 'number') bytes[2000]! ^= 1;
      return bytes;
    };
    await fails(await mirror(forged), 'forged');
  });
  test('answering with something else', async () => {
    await fails(await mirror(() => 403), 'no-definitions');
  });
  test('cancelled by somebody', async () => {
    const hangs = createServer(() => undefined);
    await new Promise<void>((resolve) => hangs.listen(0, '127.0.0.1', resolve));
    atEnd(() => hangs.closeAllConnections());
    atEnd(() => void hangs.close());
    const cancel = new AbortController();
    hangs.once('connection', () => cancel.abort());
    await fails(`http://127.0.0.1:${(hangs.address() as AddressInfo).port}`, 'cancelled', {
      signal: cancel.signal,
    });
  });
});

test.each(['file:///etc', 'http://mirror\nDatabaseCustomURL http://evil', 'mirror', 'http://a b'])(
  'an address that is none, or brings a directive of its own: %j',
  async (privateMirror) => {
    const { update } = home(privateMirror);
    expect(await update()).toMatchObject({ error: { code: 'usage' } });
  },
);

test('a proxy is named in the configuration', () => {
  const settings = { dataDir: '/x', staff: null, proxy: { host: 'proxy.example', port: 8080 } };
  expect(renderFreshclamConfig(settings, '/x/y')).toMatchObject({
    value: expect.stringContaining('HTTPProxyServer proxy.example\nHTTPProxyPort 8080\n') as string,
  });
  expect(renderFreshclamConfig({ ...settings, proxy: { host: 'a\nb', port: 1 } }, '/x/y').ok).toBe(false);
});

test('exit codes and words are told apart', () => {
  expect(explainFailure(14, "ERROR: Verification: Can't verify database integrity")).toBe('forged');
  expect(explainFailure(17, '')).toBe('forbidden');
  expect(explainFailure(18, '')).toBe('retry-later');
  expect(explainFailure(10, '')).toBe('disk');
  expect(explainFailure(14, 'WARNING: Can’t connect; connection timed out')).toBe('unreachable');
  expect(explainFailure(99, '')).toBe('unknown');
  expect(explainFailure(null, '')).toBe('unknown');
});

test('progress is read from whatever portions it comes in', () => {
  const told: FetchProgress[] = [];
  const read = createProgressReader((progress) => told.push(progress));
  const text =
    'daily database available for download (remote version: 6)\nTime:    0.1s [==>  ]   1.50MiB/60.00MiB\rTime:  0.2s [====]  60.00MiB/60.00MiB\n';
  for (const character of text) read(character);
  expect(told).toEqual([
    { database: 'daily', received: 1_572_864, total: 62_914_560 },
    { database: 'daily', received: 62_914_560, total: 62_914_560 },
  ]);
});
