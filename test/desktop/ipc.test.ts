import { beforeEach, expect, test, vi } from 'vitest';
import { registerContract } from '../../electron/hosts/desktop/ipc.ts';
import { METHOD_NAMES, type MethodName } from '../../shared/contract.ts';
import { MAX_INPUT_CHARACTERS } from '../../shared/contract/method.ts';
import { ok } from '../../shared/result.ts';
import { callFrom, electronDouble, WindowDouble } from './electron-double.ts';

const kiosk = new WindowDouble({});
const call = vi.fn(() => Promise.resolve(ok(null)));
const refused = vi.fn();
let handlers: ReturnType<typeof electronDouble>['seen']['handlers'];

beforeEach(() => {
  const { parts, seen } = electronDouble();
  handlers = seen.handlers;
  call.mockClear();
  refused.mockClear();
  registerContract({
    ipc: parts.ipcMain,
    kindOf: (contents) => (contents === kiosk.webContents.real ? 'kiosk' : null),
    call,
    refused,
  });
});

const ask = (event: unknown, input: unknown, method: MethodName = 'snapshot.read') =>
  handlers.get(`call:${method}`)?.(event, input);

test('every method of the contract has its handler, and nothing else has one', () => {
  expect([...handlers.keys()].sort()).toEqual(METHOD_NAMES.map((name) => `call:${name}`).sort());
});

test('a call goes on under the kind of the window it came from', async () => {
  await expect(ask(callFrom(kiosk), '{"by":{"kind":"admin"}}', 'kiosk.exit')).resolves.toEqual(ok(null));
  expect(call).toHaveBeenCalledWith('kiosk', 'kiosk.exit', { by: { kind: 'admin' } });
});

test('a wrong sender is refused before its message is looked at', async () => {
  const foreign = callFrom(new WindowDouble({}));
  await expect(ask(foreign, 'not even JSON')).resolves.toMatchObject({
    ok: false,
    error: { code: 'not-allowed' },
  });
  await expect(ask(callFrom(kiosk, null), '{}')).resolves.toMatchObject({ error: { code: 'not-allowed' } });
  expect(refused.mock.calls).toEqual([['snapshot.read'], ['snapshot.read']]);
  expect(call).not.toHaveBeenCalled();
});

test.each([
  ['no text', {}],
  ['nothing', undefined],
  ['no JSON', '{'],
  ['too long', JSON.stringify('x'.repeat(MAX_INPUT_CHARACTERS))],
])('input that is %s never reaches the core', async (_, input) => {
  await expect(ask(callFrom(kiosk), input)).resolves.toMatchObject({ ok: false, error: { code: 'usage' } });
  expect(call).not.toHaveBeenCalled();
});
