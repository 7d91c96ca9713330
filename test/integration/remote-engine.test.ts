/** An engine reached over TCP: a clamd of its own on this machine stands for the scan server. */

import { createServer, type AddressInfo } from 'node:net';

import { describe, expect, test } from 'vitest';

import {
  connectRemoteEngine,
  isLoopback,
  type RemoteSettings,
} from '../../electron/core/scan/remote-engine.ts';
import { machineClock } from '../scan/clocks.ts';
import {
  atEnd,
  completeSet,
  endAfterEach,
  log,
  signedClock,
  temporaryFolder,
} from '../scan/engine-set-up.ts';
import { requireForAll } from '../scan/requirements.ts';
import { freePort, scanServer } from '../scan/scan-server.ts';
import { makeStagedFiles } from '../scan/staged-files.ts';

requireForAll('clamav', 'signed definitions');
endAfterEach();

async function settings(more: Partial<RemoteSettings> = {}): Promise<RemoteSettings> {
  return {
    dataDir: temporaryFolder(),
    host: '127.0.0.1',
    port: more.port ?? (await scanServer()),
    tunnelled: false,
    practice: true,
    ...more,
  };
}
const connectTo = async (more: Partial<RemoteSettings> = {}, clock = machineClock) => {
  const engine = await connectRemoteEngine(await settings(more), { clock, log });
  if (engine.ok) atEnd(() => engine.value.close());
  return engine;
};

describe('the way there', () => {
  test.each([
    ['127.0.0.1', true],
    ['127.1.2.3', true],
    ['::1', true],
    ['localhost', true],
    ['192.168.1.10', false],
    ['127.0.0.1.example.org', false],
    ['localhost.example.org', false],
    ['127.1', false],
    ['0.0.0.0', false],
    ['::', false],
    ['::ffff:127.0.0.1', false],
    ['scan.hospital.example', false],
    ['', false],
  ])('%s is this machine: %s', (host, loopback) => {
    expect(isLoopback(host)).toBe(loopback);
  });

  test('is refused unless it is this machine, or a tunnel that somebody named', async () => {
    const port = await freePort();
    expect(await connectTo({ host: '192.0.2.1', port })).toMatchObject({
      error: { code: 'engine-remote-refused', params: { reason: 'not-tunnelled', host: '192.0.2.1' } },
    });
    expect(await connectTo({ host: '127.0.0.2', tunnelled: true, port })).toMatchObject({
      error: { code: 'engine-lost' },
    });
    expect(await connectTo({ port: 0 })).toMatchObject({
      error: { code: 'engine-remote-refused', params: { reason: 'port' } },
    });
  });

  test('nobody answers', async () => {
    expect(await connectTo({ port: await freePort() })).toMatchObject({ error: { code: 'engine-lost' } });
  });

  test('somebody answers who is no clamd', async () => {
    const server = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    atEnd(() => void server.close());
    expect(await connectTo({ port: (server.address() as AddressInfo).port })).toMatchObject({
      error: { code: 'engine-lost' },
    });
  });
});

describe('its definitions', () => {
  test('without daily it is fit for practice at best', async () => {
    const port = await scanServer();
    expect(await connectTo({ port, practice: false })).toMatchObject({ error: { code: 'definitions-none' } });
    expect(await connectTo({ port })).toMatchObject({
      value: { identity: { state: 'practice', definitions: 'remote' }, pid: null },
    });
  });

  test('are told by the server, and may be too old', async () => {
    const port = await scanServer({ definitionsDir: completeSet(), officialOnly: true });
    expect(await connectTo({ port, practice: false }, signedClock())).toMatchObject({
      value: { identity: { state: 'fresh', definitions: '6', builtAt: '2021-06-23T01:34:05.000Z' } },
    });
    expect(await connectTo({ port, practice: false })).toMatchObject({
      error: { code: 'definitions-expired' },
    });
    expect(await connectTo({ port, practice: false }, signedClock(-30))).toMatchObject({
      error: { code: 'definitions-future' },
    });
  });
});

test('a file larger than the server takes is not sent; were it sent, it would not be clean', async () => {
  const port = await scanServer();
  const engine = await connectTo({ port, maxStreamBytes: 1000 });
  if (!engine.ok) throw new Error(engine.error.code);
  const staged = makeStagedFiles();
  atEnd(() => staged.remove());
  expect(await engine.value.scan(staged.file('x'.repeat(1001)))).toMatchObject({ reason: 'engine-limit' });
});
