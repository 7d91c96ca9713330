import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { createWindowClient } from '../../electron/hosts/desktop/window-client.ts';
import { EVENT_NAMES, METHOD_NAMES } from '../../shared/contract.ts';
import { ok } from '../../shared/result.ts';

function connected(
  answer: (channel: string, input: unknown) => Promise<unknown> = () => Promise.resolve(ok(1)),
) {
  const ipc = new EventEmitter();
  const asked: [string, unknown][] = [];
  const invoke = (channel: string, input: unknown) => {
    asked.push([channel, input]);
    return answer(channel, input);
  };
  const client = createWindowClient(Object.assign(ipc, { invoke }) as never, METHOD_NAMES, EVENT_NAMES);
  return { ipc, asked, client };
}

test('a window gets call and on, and nothing else', () => {
  expect(Object.keys(connected().client).sort()).toEqual(['call', 'on']);
});

test('call asks by name, with its input as text', async () => {
  const { client, asked } = connected();
  await expect(client.call('session.cancel', { session: '0123456789ab' })).resolves.toEqual(ok(1));
  expect(asked).toEqual([['call:session.cancel', '{"session":"0123456789ab"}']]);
});

test.each(['', 'sendSync', '__proto__', 'constructor', 'call:login', 'login '])(
  'a method that is not in the contract goes nowhere: %j',
  async (name) => {
    const { client, asked } = connected();
    await expect(client.call(name, {})).resolves.toMatchObject({ ok: false, error: { code: 'usage' } });
    expect(asked).toEqual([]);
  },
);

test('call never rejects', async () => {
  const { client } = connected(() => Promise.reject(new Error('gone')));
  await expect(client.call('login', {})).resolves.toMatchObject({ ok: false, error: { code: 'internal' } });
  const loop: Record<string, unknown> = {};
  loop['loop'] = loop;
  await expect(client.call('login', loop)).resolves.toMatchObject({ ok: false, error: { code: 'internal' } });
});

test('on hears payloads and no event object, until it is ended', () => {
  const { ipc, client } = connected();
  const heard: unknown[][] = [];
  const end = client.on('snapshot', (...args: unknown[]) => heard.push(args));
  ipc.emit('event:snapshot', { sender: 'ipcRenderer' }, { seq: 1 });
  end();
  ipc.emit('event:snapshot', {}, { seq: 2 });
  expect(heard).toEqual([[{ seq: 1 }]]);
  expect(ipc.listenerCount('event:snapshot')).toBe(0);
});

test('an event that is not in the contract is never listened to', () => {
  const { ipc, client } = connected();
  client.on('will-quit', () => undefined)();
  expect(ipc.eventNames()).toEqual([]);
});
