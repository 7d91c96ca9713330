/** An engine that lies, stutters, hangs or falls over: no reply but the exact one makes a file clean. */

import { connect } from 'node:net';

import { describe, expect, test } from 'vitest';

import { createScanClient, type ScanClient } from '../../electron/core/scan/scan-client.ts';
import type { ScriptedRequest } from '../fakes/scripted-clamd.ts';
import { createHandClock, machineClock } from '../scan/clocks.ts';
import { cleanUp, set, SETTINGS, verdicts } from '../scan/scripted-client.ts';

const files = ['one', 'two', 'three'];
const only = (id: number, act: (request: ScriptedRequest) => void) => (request: ScriptedRequest) => {
  if (request.id !== id) return false;
  act(request);
  return true;
};

async function isLost(client: ScanClient, params: object): Promise<void> {
  expect(await client.settle()).toMatchObject({ ok: false, error: { code: 'engine-lost', params } });
  expect(await client.lost).toMatchObject({ code: 'engine-lost', params });
}

describe('a reply too many', () => {
  test('ERROR then OK for one id: the file is not clean, the engine is lost', async () => {
    const { client, scanAll } = await set(
      only(2, (request) => {
        request.reply('stream: Not supported file type ERROR');
        request.reply('stream: OK');
      }),
    );
    const judgements = await scanAll(files);
    expect(judgements[1]).toMatchObject({ verdict: 'unscannable', reason: 'engine-error' });
    await isLost(client, { cause: 'protocol', what: 'second-reply' });
  });

  test.each(['stream: Bad.Thing FOUND', 'stream: broke ERROR', 'stream: OK'])(
    'OK, then "%s" for the same id: the verdict given can no longer be settled',
    async (second) => {
      const { client, scanAll } = await set(
        only(3, (request) => {
          request.reply('stream: OK');
          request.reply(second);
        }),
      );
      await scanAll(files);
      await isLost(client, { cause: 'protocol', what: 'second-reply' });
    },
  );

  test('a contradiction that comes only with the last bytes of the connection is still heard', async () => {
    let last: ScriptedRequest | null = null;
    const { client, clamd, scanAll } = await set((request) => {
      last = request;
      return false;
    });
    expect(verdicts(await scanAll(['one']))).toEqual(['clean']);
    // Said between the verdict and the END that settles it.
    last!.reply('stream: Bad.Thing FOUND');
    await isLost(client, { cause: 'protocol' });
    expect(clamd.connections).toBe(1);
  });
});

describe('settling while scans go on', () => {
  test('does not wait for later ones, and loses none of them', async () => {
    const held: ScriptedRequest[] = [];
    const { client, staged, clamd } = await set((request) => {
      if (request.body.toString() !== 'later') return false;
      held.push(request);
      return true;
    });
    const [first, later] = staged.pack(['first', 'later']);
    const verdict = client.scan(first!);
    const settling = client.settle();
    const judging = [client.scan(later!), client.scan(later!)];
    expect(await verdict).toEqual({ verdict: 'clean' });
    do await new Promise((resume) => setTimeout(resume, 1));
    while (held.length < 2);
    const afterwards = client.scan(first!);
    for (const request of held) request.reply('stream: OK');
    expect(await settling).toEqual({ ok: true, value: undefined });
    expect(verdicts(await Promise.all([...judging, afterwards]))).toEqual(['clean', 'clean', 'clean']);
    expect(await client.settle()).toEqual({ ok: true, value: undefined });
    expect(clamd.connections).toBeGreaterThan(1);
  });

  test('a contradiction on the connection being settled is not missed by them', async () => {
    const { client, staged } = await set((request) => {
      if (request.body.toString() !== 'twice') return false;
      request.reply('stream: OK');
      setImmediate(() => request.reply('stream: Bad.Thing FOUND'));
      return true;
    });
    await client.scan(staged.file('twice'));
    const [settled] = await Promise.all([client.settle(), client.scan(staged.file('other'))]);
    expect(settled.ok && (await client.settle()).ok).toBe(false);
  });
});

describe('a reply about something else', () => {
  test.each([
    ['an id never asked', '99: stream: OK\0', 'unknown-id'],
    ['no id', 'stream: OK\0', 'no-id'],
    ['an empty reply', '\0', 'no-id'],
    ['a newline for a NUL', '2: stream: OK\n\0', 'malformed'],
    ['another path', '2: /staging/other: OK\0', 'malformed'],
    ['a PONG for a file', '2: PONG\0', 'malformed'],
    ['an unknown word', '2: stream: FINE\0', 'malformed'],
    ['the command is not known', 'UNKNOWN COMMAND\0', 'no-id'],
  ])('%s', async (_, raw, what) => {
    const { client, scanAll } = await set(only(2, (request) => request.raw(raw)));
    const judgements = await scanAll(files);
    expect(judgements[1]).toMatchObject({
      verdict: 'unscannable',
      reason: 'engine-error',
      detail: { cause: 'protocol' },
    });
    await isLost(client, { cause: 'protocol', what });
  });

  test('a path that itself ends in ": OK" is taken as a whole', async () => {
    const big = Buffer.alloc(1024 * 1024, 'a');
    const { client, staged } = await set((request) => {
      if (!request.command.startsWith('zSCAN ')) return false;
      // What a naive reader takes for "<path>: OK": the path alone, and an error.
      request.reply(`${request.command.slice('zSCAN '.length)}: OK: Access denied. ERROR`);
      return true;
    });
    expect(await client.scan(staged.file(big))).toMatchObject({ reason: 'engine-error' });
  });

  test('a verdict for a stream that is still being sent is not about that file', async () => {
    const { clamd, staged } = await set(() => false);
    const early = createScanClient(SETTINGS, {
      clock: machineClock,
      connect() {
        const socket = connect(clamd.path);
        socket.once('connect', () => setImmediate(() => socket.emit('data', Buffer.from('1: stream: OK\0'))));
        return socket;
      },
    });
    cleanUp.push(() => early.destroy());
    const [file] = staged.pack([Buffer.alloc(60 * 1024 * 1024), 'x']);
    expect(await early.scan(file!)).toMatchObject({ verdict: 'unscannable', detail: { cause: 'protocol' } });
    expect(await early.lost).toMatchObject({ params: { what: 'early-reply' } });
  });
});

describe('a connection that ends', () => {
  test('half-way through a reply', async () => {
    const { client, scanAll } = await set(
      only(2, (request) => {
        request.raw('2: stream: O');
        request.hangUp();
      }),
    );
    const judgements = await scanAll(files);
    expect(judgements[1]).toMatchObject({ verdict: 'unscannable', reason: 'engine-error' });
    await isLost(client, { cause: 'protocol', what: 'cut-off' });
  });

  test('before a reply', async () => {
    const { client, scanAll } = await set(only(1, (request) => request.hangUp()));
    const judgements = await scanAll(files);
    expect(judgements[0]).toMatchObject({ verdict: 'unscannable', reason: 'engine-error' });
    await isLost(client, { cause: 'closed' });
  });

  test('cut off at once', async () => {
    const { client, scanAll } = await set(only(1, (request) => request.cut()));
    expect((await scanAll(files))[0]).toMatchObject({ verdict: 'unscannable', reason: 'engine-error' });
    expect((await client.settle()).ok).toBe(false);
  });

  test('is not waited for: nothing listens at the address', async () => {
    const { clamd, client, staged } = await set(() => false);
    await clamd.close();
    expect(await client.scan(staged.file('x'))).toMatchObject({
      verdict: 'unscannable',
      reason: 'engine-error',
    });
    await isLost(client, { cause: 'socket' });
  });

  test('everything after the loss is refused at once', async () => {
    const { client, staged, scanAll, clamd } = await set(only(1, (request) => request.hangUp()));
    await scanAll(files);
    await client.lost;
    const asked = clamd.seen.length;
    expect(await client.scan(staged.file('x'))).toMatchObject({
      reason: 'engine-error',
      detail: { cause: 'lost' },
    });
    expect(clamd.seen).toHaveLength(asked);
  });
});

describe('an engine that is slow or silent', () => {
  test('a file past its deadline is not clean, its neighbours are; a late reply changes nothing', async () => {
    const clock = createHandClock();
    let slow: ScriptedRequest | null = null;
    const { client, staged } = await set(
      (request) => {
        if (request.body.toString() !== 'slow') return false;
        slow = request;
        return true;
      },
      { clock },
    );
    const [slowFile, quick] = staged.pack(['slow', 'quick']);
    const judging = client.scan(slowFile!);
    expect(await client.scan(quick!)).toEqual({ verdict: 'clean' });
    clock.advance(60_999);
    const early = await Promise.race([
      judging,
      new Promise((resolve) => setTimeout(() => resolve('waiting'), 30)),
    ]);
    expect(early).toBe('waiting');
    clock.advance(2);
    expect(await judging).toMatchObject({ verdict: 'unscannable', detail: { cause: 'deadline' } });
    slow!.reply('stream: OK');
    expect(await client.scan(quick!)).toEqual({ verdict: 'clean' });
    expect(await client.settle()).toEqual({ ok: true, value: undefined });
    expect(await judging).toMatchObject({ verdict: 'unscannable' });
  });

  test('settling does not wait for a file that was given up', async () => {
    const clock = createHandClock();
    const { client, staged } = await set((request) => request.body.toString() === 'stuck', { clock });
    const judging = client.scan(staged.file('stuck'));
    const other = client.scan(staged.file('other'));
    expect(await other).toEqual({ verdict: 'clean' });
    clock.advance(70_000);
    expect((await judging).verdict).toBe('unscannable');
    expect(await client.settle()).toEqual({ ok: true, value: undefined });
  });

  test('a second reply for a file that was given up is one too many', async () => {
    const clock = createHandClock();
    let stuck: ScriptedRequest | null = null;
    const { client, staged } = await set(
      (request) => {
        if (request.body.toString() !== 'stuck') return false;
        stuck = request;
        return true;
      },
      { clock },
    );
    const judging = client.scan(staged.file('stuck'));
    await client.scan(staged.file('other'));
    clock.advance(70_000);
    await judging;
    stuck!.reply('stream: OK');
    stuck!.reply('stream: OK');
    await isLost(client, { cause: 'protocol', what: 'second-reply' });
  });

  test('no PONG any more: the engine hangs and is lost', async () => {
    const clock = createHandClock();
    const { client, scanAll } = await set(() => true, { clock });
    const judging = scanAll(files);
    const driving = setInterval(() => clock.advance(5_000), 5);
    cleanUp.push(() => clearInterval(driving));
    expect(verdicts(await judging)).toEqual(['unscannable', 'unscannable', 'unscannable']);
    await isLost(client, { cause: 'hung' });
  });

  test('too many files given up: every thread is stuck', async () => {
    const clock = createHandClock();
    const { client, scanAll } = await set((request) => request.command === 'zINSTREAM', { clock });
    const judging = scanAll(Array.from({ length: 30 }, (_, i) => `file ${i}`));
    const driving = setInterval(() => clock.advance(5_000), 5);
    cleanUp.push(() => clearInterval(driving));
    expect(new Set(verdicts(await judging))).toEqual(new Set(['unscannable']));
    await isLost(client, { cause: 'overdue' });
  });
});

describe('bytes in odd portions', () => {
  test('a reply in single bytes is one reply', async () => {
    const { client, scanAll } = await set((request) => {
      if (request.command !== 'zINSTREAM') return false;
      for (const byte of `${request.id}: stream: ${request.id === 2 ? 'Bad.Thing FOUND' : 'OK'}\0`)
        request.raw(byte);
      return true;
    });
    expect(verdicts(await scanAll(files))).toEqual(['clean', 'infected', 'clean']);
    expect((await client.settle()).ok).toBe(true);
  });

  test('replies out of order find their files', async () => {
    const held: ScriptedRequest[] = [];
    const { scanAll } = await set((request) => {
      held.push(request);
      if (held.length === 3)
        for (const each of held.reverse()) each.reply(each.id === 1 ? 'stream: A.B FOUND' : 'stream: OK');
      return true;
    });
    expect(verdicts(await scanAll(files))).toEqual(['infected', 'clean', 'clean']);
  });

  test.each([
    ['without its NUL', 'x'.repeat(20_000)],
    ['with one', `2: stream: ${'x'.repeat(20_000)} FOUND\0`],
  ])('a reply without end is not collected for ever, %s', async (_, raw) => {
    const { client, scanAll } = await set(only(2, (request) => request.raw(raw)));
    expect((await scanAll(files))[1]).toMatchObject({ verdict: 'unscannable' });
    await isLost(client, { cause: 'protocol', what: 'too-long' });
  });
});
