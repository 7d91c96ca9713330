/** Log collectors on the loopback: TCP, TLS with a test authority made at run time, and UDP; each can go away and come back. */

import { spawnSync } from 'node:child_process';
import dgram from 'node:dgram';
import fs from 'node:fs';
import net, { type AddressInfo, type Socket } from 'node:net';
import path from 'node:path';
import tls from 'node:tls';

import { onTestFinished } from 'vitest';

/** Reads counted messages (RFC 6587) off one stream. */
export function uncount(bytes: Buffer): string[] {
  const messages: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(0x20, at);
    const length = Number(bytes.toString('latin1', at, space));
    if (!Number.isSafeInteger(length) || length < 1) throw new Error('a message without its length');
    if (space + 1 + length > bytes.length) throw new Error('a message that is cut');
    messages.push(bytes.toString('utf8', space + 1, space + 1 + length));
    at = space + 1 + length;
  }
  return messages;
}

export type Collector = {
  readonly port: number;
  readonly messages: string[];
  readonly connections: () => number;
  stop(): Promise<void>;
};

/** `behave`: what to do with a connection instead of reading it to its end. */
export async function collector(
  options: {
    readonly port?: number;
    readonly tls?: tls.TlsOptions;
    readonly behave?: (s: Socket) => void;
  } = {},
): Promise<Collector> {
  const messages: string[] = [];
  const open = new Set<Socket>();
  let connections = 0;
  const serve = (socket: Socket): void => {
    connections += 1;
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => undefined);
    if (options.behave !== undefined) {
      options.behave(socket);
      return;
    }
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('end', () => messages.push(...uncount(Buffer.concat(chunks))));
  };
  const server = options.tls === undefined ? net.createServer(serve) : tls.createServer(options.tls, serve);
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      for (const socket of open) socket.destroy();
      server.close(() => resolve());
    });
  onTestFinished(stop);
  return { port: (server.address() as AddressInfo).port, messages, connections: () => connections, stop };
}

export async function udpCollector(port = 0): Promise<Collector & { next(count: number): Promise<void> }> {
  const messages: string[] = [];
  const socket = dgram.createSocket('udp4');
  let arrived: () => void = () => undefined;
  socket.on('message', (message) => {
    messages.push(message.toString());
    arrived();
  });
  await new Promise<void>((resolve) => socket.bind(port, '127.0.0.1', resolve));
  let open = true;
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      if (!open) {
        resolve();
        return;
      }
      open = false;
      socket.close(() => resolve());
    });
  onTestFinished(stop);
  const next = async (count: number): Promise<void> => {
    while (messages.length < count)
      await new Promise<void>((resolve) => {
        arrived = resolve;
      });
  };
  return { port: socket.address().port, messages, connections: () => 0, stop, next };
}

export type Certificates = { readonly ca: string; readonly cert: string; readonly key: string };

/** An authority and a server's certificate for `names` (`IP:127.0.0.1`, `DNS:…`), made with the system's openssl. */
export function certificates(folder: string, names = 'IP:127.0.0.1,DNS:localhost'): Certificates {
  const file = (name: string): string => path.join(folder, name);
  const openssl = (...args: string[]): void => {
    const done = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' });
    if (done.status !== 0) throw new Error(done.stderr);
  };
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc'];
  openssl(
    'req',
    '-x509',
    ...newKey,
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-days',
    '2',
    '-subj',
    '/CN=test CA',
  );
  openssl('req', ...newKey, '-keyout', 'key.pem', '-out', 'csr.pem', '-subj', '/CN=collector');
  fs.writeFileSync(file('ext'), `subjectAltName=${names}\n`);
  const issue = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'ext'];
  openssl('x509', '-req', '-in', 'csr.pem', '-out', 'cert.pem', ...issue);
  const read = (name: string): string => fs.readFileSync(file(name), 'utf8');
  return { ca: read('ca.pem'), cert: read('cert.pem'), key: read('key.pem') };
}
