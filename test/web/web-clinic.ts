/** The web host over a real clinic with folders for media, and pages that speak with it as the renderer does. */

import * as fs from 'node:fs';
import { request as send } from 'node:http';
import * as os from 'node:os';
import * as path from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { createFolderMedia } from '../../electron/hosts/web/folder-media.ts';
import { startWebHost, type WebHost, type WebSettings } from '../../electron/hosts/web/web-host.ts';
import type { CallArgs, CallResult, CallValue, MethodName } from '../../shared/contract.ts';
import type { WindowKind } from '../../shared/contract/method.ts';
import type { Snapshot } from '../../shared/contract/snapshot.ts';
import { WIRE } from '../../shared/contract/wire.ts';
import { createStreamReader, type Told } from '../../renderer/bridge/event-stream.ts';
import { cheapHasher } from '../people/clinic.ts';
import { writePracticeDefinitions } from '../scan/practice-definitions.ts';

export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
};

export type Page = {
  readonly headers: Readonly<Record<string, string>>;
  readonly told: readonly Told[];
  call<M extends MethodName>(method: M, input: CallArgs<M>): Promise<CallResult<M>>;
  get<M extends MethodName>(method: M, input: CallArgs<M>): Promise<CallValue<M>>;
  /** Begins to listen; settles when the host has said that it is there. */
  listen(): Promise<void>;
  until(what: (snapshot: Snapshot) => boolean): Promise<Snapshot>;
};

export type WebClinic = {
  readonly host: WebHost;
  readonly base: string;
  readonly inbox: string;
  readonly media: string;
  token(window: WindowKind): string;
  page(window: WindowKind): Promise<Page>;
  /** A request as anybody could send it. */
  ask(
    path: string,
    options?: { method?: string; headers?: Record<string, string>; body?: string },
  ): Promise<Answer>;
  insert(name: string, files: Readonly<Record<string, string>>): void;
};

export async function webClinic(more: Partial<WebSettings> = {}): Promise<WebClinic> {
  const base = fs.mkdtempSync(path.join(os.tmpdir(), 'sekisho-web-'));
  const at = (name: string): string => path.join(base, name);
  for (const name of ['inbox', 'media', 'pages']) fs.mkdirSync(at(name));
  fs.writeFileSync(path.join(at('pages'), 'index.html'), '<!doctype html><title>page</title>');
  writePracticeDefinitions(at('definitions'));
  const host = await startWebHost({
    dataDir: at('data'),
    app: 'sekisho test',
    practice: true,
    definitionsDir: at('definitions'),
    to: at('inbox'),
    mountRoots: [],
    platform: createFolderMedia(at('media')),
    hasher: cheapHasher,
    choose: null,
    sample: null,
    quit: () => undefined,
    port: 0,
    pages: at('pages'),
    ...more,
  });
  onTestFinished(async () => {
    await host.close();
    fs.rmSync(base, { recursive: true, force: true });
  });
  const { port } = new URL(host.origin);

  const ask: WebClinic['ask'] = (address, { method = 'GET', headers = {}, body } = {}) =>
    new Promise((resolve, reject) => {
      const asked = send(
        { host: '127.0.0.1', port, path: address, method, headers, agent: false },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.once('error', reject);
          response.once('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              text: Buffer.concat(chunks).toString('utf8'),
            }),
          );
        },
      );
      asked.once('error', reject);
      asked.end(body);
    });

  const token = (window: WindowKind): string =>
    new URLSearchParams(host.addresses[window].split('?')[1]).get('token') ?? '';

  async function page(window: WindowKind): Promise<Page> {
    const json = { [WIRE.token]: token(window), 'content-type': 'application/json' };
    const connected = await ask(WIRE.connect, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ kind: window }),
    });
    const { connection } = JSON.parse(connected.text) as { connection: string };
    const headers = { ...json, [WIRE.connection]: connection };
    const told: Told[] = [];
    const call: Page['call'] = async (method, input) => {
      const body = JSON.stringify({ method, input });
      const answer = await ask(WIRE.call, { method: 'POST', headers, body });
      if (answer.status !== 200) throw new Error(`${method}: ${answer.status}`);
      return JSON.parse(answer.text) as never;
    };
    const get: Page['get'] = async (method, input) => {
      const answer = await call(method, input);
      if (!answer.ok) throw new Error(`${method}: ${JSON.stringify(answer.error)}`);
      return answer.value as never;
    };
    return {
      ...{ headers, told, call, get },
      async listen() {
        const stop = new AbortController();
        onTestFinished(() => stop.abort());
        const answer = await fetch(`${host.origin}${WIRE.events}`, { headers, signal: stop.signal });
        expect(answer.headers.get('content-type')).toBe('text/event-stream');
        const read = createStreamReader();
        void (async () => {
          const decoder = new TextDecoder();
          for await (const chunk of answer.body ?? [])
            told.push(...read(decoder.decode(chunk, { stream: true })));
        })().catch(() => undefined);
      },
      async until(what) {
        const now = (): Promise<Snapshot> => get('snapshot.read', {});
        await expect.poll(async () => what(await now()), { timeout: 45_000, interval: 20 }).toBe(true);
        return now();
      },
    };
  }

  return {
    ...{ host, base, token, page, ask },
    inbox: at('inbox'),
    media: at('media'),
    insert(name, files) {
      const aside = path.join(at('media'), `.${name}`);
      fs.mkdirSync(aside);
      for (const [file, content] of Object.entries(files)) fs.writeFileSync(path.join(aside, file), content);
      fs.renameSync(aside, path.join(at('media'), name));
    },
  };
}
