/** A clamd that says what a test tells it to: for engines that lie, stutter, hang or fall over. */

import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One request of an IDSESSION. `body`: what INSTREAM carried; empty for others. */
export type ScriptedRequest = {
  readonly id: number;
  readonly command: string;
  readonly body: Buffer;
  /** Sends bytes as they are. */
  raw(bytes: string | Buffer): void;
  /** Sends `<id>: <text>` and a NUL. */
  reply(text: string): void;
  /** Ends the connection after what was sent. */
  hangUp(): void;
  /** Cuts the connection at once, whatever was not sent or read yet. */
  cut(): void;
};

export type ScriptedClamd = {
  readonly path: string;
  /** Requests seen so far, in order, over all connections. */
  readonly seen: readonly { readonly id: number; readonly command: string; readonly bytes: number }[];
  /** Connections accepted so far. */
  readonly connections: number;
  close(): Promise<void>;
};

/** Answers everything politely unless `script` takes a request over by returning true. */
export async function startScriptedClamd(
  script: (request: ScriptedRequest) => boolean,
): Promise<ScriptedClamd> {
  if (process.env['VITEST'] === undefined) throw new Error('the scripted clamd is for tests only');
  const dir = mkdtempSync(join(tmpdir(), 'scripted-clamd-'));
  const path = join(dir, 's');
  const seen: { id: number; command: string; bytes: number }[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    serve(socket, script, seen);
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return {
    path,
    seen,
    get connections() {
      return connections;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function serve(
  socket: Socket,
  script: (request: ScriptedRequest) => boolean,
  seen: { id: number; command: string; bytes: number }[],
): void {
  let buffered = Buffer.alloc(0);
  let inSession = false;
  let lastId = 0;
  socket.on('data', (chunk: Buffer) => {
    buffered = Buffer.concat([buffered, chunk]);
    for (;;) {
      const request = takeRequest(buffered);
      if (request === null) return;
      buffered = buffered.subarray(request.length);
      if (request.command === 'zIDSESSION') {
        inSession = true;
        continue;
      }
      if (request.command === 'zEND') {
        socket.end();
        return;
      }
      lastId += 1;
      const id = lastId;
      const { command, body } = request;
      seen.push({ id, command, bytes: body.length });
      const reply = (text: string): boolean => socket.write(`${inSession ? `${id}: ` : ''}${text}\0`);
      const handled = script({
        id,
        command,
        body,
        reply,
        raw: (bytes) => socket.write(bytes),
        hangUp: () => socket.end(),
        cut: () => socket.destroy(),
      });
      if (!handled) reply(politeAnswer(command));
      if (!inSession) socket.end();
    }
  });
}

function politeAnswer(command: string): string {
  if (command === 'zPING') return 'PONG';
  if (command === 'zVERSION') return 'ClamAV 1.4.6';
  return command.startsWith('zSCAN ') ? `${command.slice('zSCAN '.length)}: OK` : 'stream: OK';
}

/** The first whole request in `bytes`; null while it is not complete. */
function takeRequest(bytes: Buffer): { command: string; body: Buffer; length: number } | null {
  const end = bytes.indexOf(0);
  if (end < 0) return null;
  const command = bytes.subarray(0, end).toString('utf8');
  if (command !== 'zINSTREAM') return { command, body: Buffer.alloc(0), length: end + 1 };
  const chunks: Buffer[] = [];
  let at = end + 1;
  for (;;) {
    if (bytes.length < at + 4) return null;
    const length = bytes.readUInt32BE(at);
    at += 4;
    if (length === 0) return { command, body: Buffer.concat(chunks), length: at };
    if (bytes.length < at + length) return null;
    chunks.push(bytes.subarray(at, at + length));
    at += length;
  }
}
