/** The pages that are connected: which kind each is by its token, and the stream of events that it listens to. */

import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { WINDOW_KINDS, type WindowKind } from '../../../shared/contract/method.ts';
import type { Connection } from '../../core/desk/connection.ts';
import type { Desk } from '../../core/desk/desk.ts';

export type Windows = {
  readonly tokens: Readonly<Record<WindowKind, string>>;
  /** The kind of window that a token is for; null for none of ours. */
  kindOf(token: unknown): WindowKind | null;
  connect(kind: WindowKind): Connection | null;
  /** A page's own connection, and of that kind. */
  find(id: unknown, kind: WindowKind): Connection | null;
  /** Tells that page what happens until it goes away. */
  stream(connection: Connection, response: ServerResponse): void;
  close(): void;
};

/** A browser has a handful; whoever opens more has lost count. */
const MOST = 64;
/** A page reconnects within seconds; one that was closed never does. */
const SILENCE_MS = 30_000;
const LOOK_MS = 5_000;
/** Events that a page does not take; a page that is asleep gets a new snapshot when it comes back. */
const MOST_BUFFERED_BYTES = 8 * 1024 * 1024;
const HEARTBEAT_MS = 15_000;

type Page = {
  readonly connection: Connection;
  readonly kind: WindowKind;
  streams: number;
  silentSince: number;
};

export function createWindows(desk: Desk, now: () => number): Windows {
  const tokens = { kiosk: newToken(), admin: newToken() };
  const pages = new Map<string, Page>();
  const open = new Set<ServerResponse>();

  function drop(id: string, page: Page): void {
    pages.delete(id);
    desk.disconnect(page.connection);
  }
  const look = setInterval(() => {
    for (const [id, page] of [...pages])
      if (page.streams === 0 && now() - page.silentSince > SILENCE_MS) drop(id, page);
  }, LOOK_MS).unref();

  return {
    tokens,
    kindOf: (token) => WINDOW_KINDS.find((kind) => same(token, tokens[kind])) ?? null,
    connect(kind) {
      if (pages.size >= MOST) return null;
      const connection = desk.connect(kind);
      pages.set(connection.id, { connection, kind, streams: 0, silentSince: now() });
      return connection;
    },
    find(id, kind) {
      const page = typeof id === 'string' ? pages.get(id) : undefined;
      return page?.kind === kind ? page.connection : null;
    },
    stream(connection, response) {
      const page = pages.get(connection.id);
      if (page === undefined) throw new Error('a connection that was found is there');
      page.streams += 1;
      open.add(response);
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.write(': there\n\n');
      const stop = desk.listen(connection, (event, payload) => {
        if (response.writableLength > MOST_BUFFERED_BYTES) response.destroy();
        else response.write(`event: ${event}\ndata: ${JSON.stringify(payload)}\n\n`);
      });
      const beat = setInterval(() => response.write(': beat\n\n'), HEARTBEAT_MS);
      response.once('close', () => {
        stop();
        clearInterval(beat);
        open.delete(response);
        page.streams -= 1;
        page.silentSince = now();
      });
    },
    close() {
      clearInterval(look);
      for (const response of open) response.destroy();
      for (const [id, page] of [...pages]) drop(id, page);
    },
  };
}

const newToken = (): string => randomBytes(32).toString('base64url');

/** In a time that tells nothing of how much of a wrong one was right. */
function same(given: unknown, token: string): boolean {
  if (typeof given !== 'string') return false;
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}
