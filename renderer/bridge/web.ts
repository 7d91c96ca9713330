/** The way to the web host: the only file of the windows that uses the network. */

import { EVENT_NAMES, type Client, type EventName } from '../../shared/contract.ts';
import type { WindowKind } from '../../shared/contract/method.ts';
import { WIRE } from '../../shared/contract/wire.ts';
import { gateError } from '../../shared/errors.ts';
import { err, type Result } from '../../shared/result.ts';
import { readAddress } from './address.ts';
import { createStreamReader } from './event-stream.ts';
import type { Host } from './host.ts';

const GONE = 410;
/** Between two attempts to reach a host that went away. */
const AGAIN_MS = 1500;

const lost = (): Result<never> => err(gateError('internal', { part: 'connection' }));
const isEvent = (name: string): name is EventName => (EVENT_NAMES as readonly string[]).includes(name);

function isResult(value: unknown): value is Result<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as { ok?: unknown }).ok === 'boolean';
}

export function connectWeb(page: Window, kind: WindowKind): Host {
  const token = readAddress(page.location.hash).token ?? '';
  const listeners = new Map<EventName, Set<(payload: unknown) => void>>();
  const lines = new Set<(there: boolean) => void>();
  let connection: Promise<string> | null = null;

  const headers = (own: Readonly<Record<string, string>> = {}) => ({ [WIRE.token]: token, ...own });
  const tellLine = (there: boolean) => lines.forEach((listener) => listener(there));

  /** One connection a page: a login lives in it. Thrown away when the host no longer knows it. */
  function connect(): Promise<string> {
    connection ??= page
      .fetch(WIRE.connect, {
        method: 'POST',
        headers: headers({ 'content-type': 'application/json' }),
        body: JSON.stringify({ kind }),
      })
      .then(async (answer) => {
        const { connection: id } = (await answer.json()) as { connection?: unknown };
        if (!answer.ok || typeof id !== 'string') throw new Error(`refused with ${answer.status}`);
        return id;
      })
      .catch((cause: unknown) => {
        connection = null;
        throw cause;
      });
    return connection;
  }

  const call = async (method: string, input: unknown): Promise<Result<unknown>> => {
    try {
      const id = await connect();
      const answer = await page.fetch(WIRE.call, {
        method: 'POST',
        headers: headers({ 'content-type': 'application/json', [WIRE.connection]: id }),
        body: JSON.stringify({ method, input }),
      });
      // The host forgot this connection (a restart, a long sleep): the next call makes another.
      if (answer.status === GONE) connection = null;
      const value: unknown = await answer.json();
      return isResult(value) ? value : lost();
    } catch {
      return lost();
    }
  };

  async function listen(): Promise<void> {
    const id = await connect();
    const answer = await page.fetch(WIRE.events, { headers: headers({ [WIRE.connection]: id }) });
    if (!answer.ok || answer.body === null) throw new Error(`refused with ${answer.status}`);
    tellLine(true);
    const read = createStreamReader();
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      for (const { event, data } of read(next.value)) {
        if (!isEvent(event)) continue;
        const payload: unknown = JSON.parse(data);
        listeners.get(event)?.forEach((listener) => listener(payload));
      }
    }
  }

  const stay = (): void => {
    void listen()
      .catch(() => undefined)
      .then(() => {
        connection = null;
        tellLine(false);
        page.setTimeout(stay, AGAIN_MS);
      });
  };
  stay();

  const client: Client = {
    call: (method, input) => call(method, input) as ReturnType<Client['call']> as never,
    on: (event, listener) => {
      const heard = listeners.get(event) ?? new Set();
      listeners.set(event, heard);
      heard.add(listener as (payload: unknown) => void);
      return () => void heard.delete(listener as (payload: unknown) => void);
    },
  };
  return {
    client,
    onLine: (listener) => {
      lines.add(listener);
      return () => void lines.delete(listener);
    },
    download: async (address, name) => {
      const id = await connect().catch(() => null);
      if (id === null) return false;
      const answer = await page.fetch(address, { headers: headers({ [WIRE.connection]: id }) });
      if (!answer.ok) return false;
      const link = page.document.createElement('a');
      link.href = URL.createObjectURL(await answer.blob());
      link.download = name;
      link.click();
      URL.revokeObjectURL(link.href);
      return true;
    },
  };
}
