/** Decides who may speak with the desk over HTTP: this machine's own browser, on a page that it got from here, with a token. */

import { createReadStream } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { MAX_INPUT_CHARACTERS, type WindowKind } from '../../../shared/contract/method.ts';
import { WIRE } from '../../../shared/contract/wire.ts';
import type { Connection } from '../../core/desk/connection.ts';
import type { Dispatch } from '../dispatch.ts';
import { isDownload, type Downloads } from './downloads.ts';
import { HEADERS, type Pages } from './pages.ts';
import type { Windows } from './windows.ts';

export type ServerParts = {
  readonly dispatch: Dispatch;
  readonly windows: Windows;
  readonly downloads: Downloads;
  readonly pages: Pages;
};

/** A body holds a call's input and little else; in UTF-8 a character takes up to four bytes. */
const MAX_BODY_BYTES = MAX_INPUT_CHARACTERS * 4 + 4096;
/** Slow senders and long headers are nobody of ours. */
const REQUEST_MS = 30_000;
const MAX_HEADER_BYTES = 16 * 1024;

/** What is answered to somebody who may not ask: the status says why, nothing else is told. */
class Refused extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`refused with ${status}`);
    this.status = status;
  }
}

/** Not listening yet. The port's own name is known only then, so `Host` and `Origin` are held against where it listens. */
export function createWebServer(parts: ServerParts): Server {
  const server: Server = createServer(
    { requestTimeout: REQUEST_MS, headersTimeout: REQUEST_MS, maxHeaderSize: MAX_HEADER_BYTES },
    (request, response) => {
      for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
      answer(request, response).catch((thrown: unknown) => {
        const status = thrown instanceof Refused ? thrown.status : 500;
        if (response.headersSent) response.destroy();
        else response.writeHead(status, { connection: 'close' }).end();
      });
    },
  );

  function hostOf(): string {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Refused(503);
    return `127.0.0.1:${address.port}`;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const host = hostOf();
    // A foreign name that leads here is somebody else's page (DNS rebinding).
    if (request.headers.host !== host) throw new Refused(421);
    const { origin } = request.headers;
    if (origin !== undefined && origin !== `http://${host}`) throw new Refused(403);
    const fetched = request.headers['sec-fetch-site'];
    if (fetched !== undefined && fetched !== 'same-origin' && fetched !== 'none') throw new Refused(403);
    const path = request.url ?? '/';
    if (!path.startsWith('/api/')) {
      serve(request, response);
      return;
    }
    const kind = parts.windows.kindOf(request.headers[WIRE.token]);
    if (kind === null) throw new Refused(401);
    await api(kind, path, request, response);
  }

  function serve(request: IncomingMessage, response: ServerResponse): void {
    if (request.method !== 'GET' && request.method !== 'HEAD') throw new Refused(405);
    // Browsers ask for it by themselves, and would complain on every page.
    if (request.url === '/favicon.ico') response.writeHead(204).end();
    else parts.pages(request, response, () => response.writeHead(404).end());
  }

  async function api(
    kind: WindowKind,
    path: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    if (path === WIRE.connect) {
      const { kind: said } = asObject(await readJson(request));
      // A page that takes itself for another kind than its token's has been led here by somebody.
      if (said !== undefined && said !== kind) throw new Refused(403);
      const connection = parts.windows.connect(kind);
      if (connection === null) throw new Refused(503);
      reply(response, { connection: connection.id });
      return;
    }
    const connection = parts.windows.find(request.headers[WIRE.connection], kind);
    if (connection === null) throw new Refused(410);
    if (path === WIRE.call) {
      const { method, input } = asCall(await readJson(request));
      reply(response, await parts.dispatch(connection, method, input));
    } else if (request.method !== 'GET') throw new Refused(405);
    else if (path === WIRE.events) parts.windows.stream(connection, response);
    else if (isDownload(path)) hand(connection, path, response);
    else throw new Refused(404);
  }

  function hand(connection: Connection, path: string, response: ServerResponse): void {
    const file = parts.downloads.take(connection.id, path);
    if (file === null) throw new Refused(404);
    response.once('close', () => file.discard());
    const name = encodeURIComponent(file.name);
    response.writeHead(200, {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename*=UTF-8''${name}`,
    });
    createReadStream(file.path)
      .once('error', () => response.destroy())
      .pipe(response);
  }

  return server;
}

function reply(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

/** A body of any other type could be sent by any page without being asked first (a "simple" request). */
async function readJson(request: IncomingMessage): Promise<unknown> {
  if (request.method !== 'POST') throw new Refused(405);
  if (!/^application\/json(?:;|$)/.test(request.headers['content-type'] ?? '')) throw new Refused(415);
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw new Refused(413);
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new Refused(400);
  }
}

function asObject(body: unknown): Readonly<Record<string, unknown>> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new Refused(400);
  return body as Readonly<Record<string, unknown>>;
}

function asCall(body: unknown): { readonly method: unknown; readonly input: unknown } {
  const { method, input, ...surplus } = asObject(body);
  if (Object.keys(surplus).length > 0) throw new Refused(400);
  return { method, input };
}
