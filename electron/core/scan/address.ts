/** Where an engine listens, and how it is reached. */

import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';

export type EngineAddress =
  | { readonly kind: 'unix'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number };

export function connectTo(address: EngineAddress): Socket {
  return address.kind === 'unix'
    ? connect({ path: address.path })
    : connect({ host: address.host, port: address.port, noDelay: true });
}

/** A socket in the private folder; on Windows, where clamd knows no unix sockets, a free port of this machine. */
export async function privateAddress(runDir: string): Promise<EngineAddress> {
  if (process.platform !== 'win32') return { kind: 'unix', path: join(runDir, 'clamd.sock') };
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return { kind: 'tcp', host: '127.0.0.1', port };
}
