import fs from 'node:fs';
import type { Socket } from 'node:net';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { parseHeadLine, signatureFits } from '../../electron/core/audit/heads.ts';
import { fileKeyStore } from '../../electron/core/audit/keys.ts';
import { record, sessionId, temporaryFolder, value } from '../audit/data-folder.ts';
import { hasCommand, needs } from '../missing-component.ts';
import { certificates, collector, udpCollector } from './collector.ts';
import { office, syslog, type Office } from './office.ts';

let n = 0;
const sessions = ({ clinic }: Office, count: number): void => {
  for (let i = 0; i < count; i += 1) record(clinic.ledger, sessionId((n += 1)), 2);
};
const textOf = (message: string): string => message.slice(message.indexOf('{"at"'));
const seqsOf = (messages: readonly string[]): number[] =>
  messages.map((message) => Number(/ seq="(\d+)"/.exec(message)?.[1]));

describe('a collector', () => {
  it('gets every signed head once and in order over TCP', async () => {
    const there = await collector();
    const here = office(syslog('tcp', there.port));
    sessions(here, 2);
    expect(await here.pump()).toMatchObject([{ target: 'syslog', error: null, sent: here.heads().length }]);
    expect(there.messages.map(textOf)).toEqual(here.heads());
    sessions(here, 1);
    await here.pump();
    expect(await here.pump()).toMatchObject([{ sent: 0, error: null }]);
    expect(there.messages.map(textOf)).toEqual(here.heads());
    const key = value(fileKeyStore(here.clinic.dataDir).load())!;
    for (const message of there.messages)
      expect(signatureFits(parseHeadLine(textOf(message))!, key)).toBe(true);
  });

  it('gets them over TLS from a gate that knows its authority', async (context) => {
    needs(context, 'openssl', hasCommand('openssl'));
    const { ca, cert, key } = certificates(temporaryFolder());
    const there = await collector({ tls: { cert, key } });
    const here = office(syslog('tls', there.port, { ca }));
    sessions(here, 1);
    expect(await here.pump()).toMatchObject([{ error: null }]);
    expect(there.messages.map(textOf)).toEqual(here.heads());
  });

  it('that is somebody else gets nothing', async (context) => {
    needs(context, 'openssl', hasCommand('openssl'));
    const [own, other] = [certificates(temporaryFolder()), certificates(temporaryFolder())];
    const named = certificates(temporaryFolder(), 'DNS:elsewhere.example');
    for (const [served, ca] of [
      [other, own.ca],
      [named, named.ca],
      [own, null],
    ] as const) {
      const there = await collector({ tls: { cert: served.cert, key: served.key } });
      const here = office(syslog('tls', there.port, { ca }));
      sessions(here, 1);
      const [report] = await here.pump();
      expect(report).toMatchObject({ sent: 0, error: { code: 'anchor-failed' } });
      expect(report!.error!.params['reason']).toMatch(/CERT|SELF_SIGNED|ALTNAME|ISSUER|SIGNATURE/);
      expect(there.messages).toEqual([]);
    }
  });

  it('gets them over UDP', async () => {
    const there = await udpCollector();
    const here = office(syslog('udp', there.port));
    sessions(here, 1);
    expect(await here.pump()).toMatchObject([{ error: null }]);
    await there.next(here.heads().length);
    expect(there.messages.map(textOf)).toEqual(here.heads());
  });

  it('that is not there has got nothing over UDP, of a single head either', async () => {
    const gone = await udpCollector();
    await gone.stop();
    const here = office(syslog('udp', gone.port));
    expect(here.heads()).toHaveLength(1);
    expect(await here.pump()).toMatchObject([
      { sent: 0, error: { code: 'anchor-failed', params: { reason: 'ECONNREFUSED' } } },
    ]);
    const back = await udpCollector(gone.port);
    here.clinic.hand.pass(10_000);
    await here.pump();
    await back.next(1);
    expect(textOf(back.messages[0]!)).toBe(here.heads()[0]);
  });

  it.each<[string, (socket: Socket) => void]>([
    ['drops it', (socket) => socket.resetAndDestroy()],
    ['closes it at once', (socket) => socket.destroy()],
    ['politely closes it first', (socket) => socket.resume().end()],
  ])('that takes a connection and %s has got nothing', async (_, behave) => {
    const there = await collector({ behave });
    const here = office(syslog('tcp', there.port));
    sessions(here, 1);
    expect(await here.pump()).toMatchObject([{ sent: 0, error: { code: 'anchor-failed' } }]);
    await there.stop();
    const back = await collector({ port: there.port });
    here.clinic.hand.pass(10_000);
    await here.pump();
    expect(back.messages.map(textOf).slice(0, 4)).toEqual(here.heads().slice(0, 4));
  });
});

describe('a collector that is away for a day', () => {
  it('loses nothing, is told once, and is not asked all the time', async () => {
    const there = await collector();
    const { port } = there;
    const here = office(syslog('tcp', port));
    sessions(here, 1);
    await here.pump();
    const before = there.messages.length;
    await there.stop();
    sessions(here, 1);
    let asked = 0;
    for (let minute = 0; minute < 24 * 60; minute += 1) {
      if (minute % 30 === 0) sessions(here, 1);
      if (minute === 12 * 60) here.restart();
      const [report] = await here.pump();
      expect(report).toMatchObject({ sent: 0, error: { params: { reason: 'ECONNREFUSED' } } });
      asked += 1;
      here.clinic.hand.pass(60_000);
    }
    expect(asked).toBe(24 * 60);
    expect(here.clinic.entries('anchor.failed')).toHaveLength(1);
    const back = await collector({ port });
    here.clinic.hand.pass(15 * 60_000);
    const [report] = await here.pump();
    expect(report).toMatchObject({ error: null, failingSince: null });
    await here.pump();
    expect([...there.messages, ...back.messages].map(textOf)).toEqual(here.heads());
    expect(seqsOf(there.messages)).toHaveLength(before);
    expect(here.clinic.entries('anchor.recovered').map((entry) => entry.body)).toEqual([
      { target: 'syslog', since: here.clinic.entries('anchor.failed')[0]!.at, sent: report!.sent },
    ]);
  });

  it('holds up neither the other target nor anybody else', async () => {
    const gone = await collector();
    await gone.stop();
    const file = path.join(temporaryFolder(), 'heads.txt');
    const here = office({ file, ...syslog('tcp', gone.port) });
    sessions(here, 1);
    const reports = await here.pump();
    expect(reports.map(({ target, error }) => [target, error === null])).toEqual([
      ['file', true],
      ['syslog', false],
    ]);
  });

  it('is left alone for longer and longer', async () => {
    const there = await collector({ behave: (socket) => socket.resetAndDestroy() });
    const here = office(syslog('tcp', there.port));
    sessions(here, 1);
    const tried: number[] = [];
    for (let second = 0; second <= 160; second += 1) {
      const before = there.connections();
      await here.pump();
      if (there.connections() > before) tried.push(second);
      here.clinic.hand.pass(1000);
    }
    expect(tried).toEqual([0, 10, 30, 70, 150]);
  });
});

describe('a file on another drive', () => {
  const drive = (): string => path.join(temporaryFolder(), 'heads.txt');

  it('gets every head as it stands in heads.log', async () => {
    const file = drive();
    const here = office({ file });
    sessions(here, 2);
    await here.pump();
    sessions(here, 1);
    await here.pump();
    expect(fs.readFileSync(file, 'utf8').split('\n').slice(0, -1)).toEqual(here.heads());
    expect((fs.statSync(file).mode & 0o777).toString(8)).toBe('600');
  });

  it('that is not plugged in gets them later, and nothing is made in its place', async () => {
    const folder = path.join(temporaryFolder(), 'drive');
    const file = path.join(folder, 'heads.txt');
    const here = office({ file });
    sessions(here, 1);
    expect(await here.pump()).toMatchObject([{ error: { params: { reason: 'missing' } } }]);
    expect(fs.existsSync(folder)).toBe(false);
    fs.mkdirSync(folder);
    here.clinic.hand.pass(10_000);
    await here.pump();
    await here.pump();
    expect(fs.readFileSync(file, 'utf8').split('\n').slice(0, -1)).toEqual(here.heads());
  });

  it('whose last line was broken off goes on behind it', async () => {
    const file = drive();
    const here = office({ file });
    fs.writeFileSync(file, '{"at":"2026-1');
    sessions(here, 1);
    await here.pump();
    expect(fs.readFileSync(file, 'utf8').split('\n').slice(1, -1)).toEqual(here.heads());
  });
});

describe('the position', () => {
  it('survives a restart', async () => {
    const there = await collector();
    const here = office(syslog('tcp', there.port));
    sessions(here, 1);
    await here.pump();
    here.restart();
    expect(await here.pump()).toMatchObject([{ sent: 0 }]);
  });

  it.each([
    ['lost', (file: string) => fs.rmSync(file)],
    ['spoilt', (file: string) => fs.writeFileSync(file, '{"x":')],
    ['of another form', (file: string) => fs.writeFileSync(file, '{"x":{"offset":-1}}')],
  ])('that is %s makes it send again rather than leave out', async (_, change) => {
    const there = await collector();
    const here = office(syslog('tcp', there.port));
    sessions(here, 1);
    await here.pump();
    change(path.join(here.clinic.dataDir, 'anchors.json'));
    here.restart();
    sessions(here, 1);
    await here.pump();
    expect(new Set(there.messages.map(textOf))).toEqual(new Set(here.heads()));
    expect(there.messages.length).toBeGreaterThan(here.heads().length);
  });

  it('behind a heads.log that was replaced begins again', async () => {
    const there = await collector();
    const here = office(syslog('tcp', there.port));
    sessions(here, 3);
    await here.pump();
    const log = path.join(here.clinic.dataDir, 'heads.log');
    const other = office();
    sessions(other, 5);
    fs.copyFileSync(path.join(other.clinic.dataDir, 'heads.log'), log);
    there.messages.length = 0;
    await here.pump();
    expect(there.messages.map(textOf)).toEqual(other.heads());
  });

  it('of another collector begins at the beginning', async () => {
    const [first, second] = [await collector(), await collector()];
    const here = office(syslog('tcp', first.port));
    sessions(here, 1);
    await here.pump();
    here.anchor = { file: null, syslog: { ...here.anchor.syslog!, port: second.port } };
    await here.pump();
    expect(second.messages.map(textOf)).toEqual(here.heads());
  });

  it('moves over more heads than fit one delivery', async () => {
    const there = await collector();
    const here = office(syslog('tcp', there.port));
    sessions(here, 100);
    await here.pump();
    expect(there.connections()).toBe(2);
    expect(there.messages.map(textOf)).toEqual(here.heads());
  });
});

it('two calls at once deliver once', async () => {
  const there = await collector();
  const here = office(syslog('tcp', there.port));
  sessions(here, 1);
  await Promise.all([here.pump(), here.pump()]);
  expect(there.messages.map(textOf)).toEqual(here.heads());
});

it('without targets nothing is sent and nothing kept', async () => {
  const here = office();
  sessions(here, 1);
  expect(await here.pump()).toEqual([]);
  expect(fs.existsSync(path.join(here.clinic.dataDir, 'anchors.json'))).toBe(false);
});
