/** Builds the windows once into a folder of their own and serves them on loopback, under the policy they are made for. */

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sirv from 'sirv';
import { ROOT } from '../../scripts/runtime.mjs';

/** As in renderer/README.md; a violation fails the test. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export type Served = { readonly address: string; close(): void };

/** `remove`: when nothing reads them any more. */
export type BuiltWindows = { readonly folder: string; readonly remove: () => void };

/** Those that `npm test` built for all suites, else built here. */
export async function builtWindows(): Promise<BuiltWindows> {
  const shared = process.env['SEKISHO_WINDOWS'];
  if (shared !== undefined) return { folder: shared, remove: () => undefined };
  const folder = mkdtempSync(path.join(tmpdir(), 'sekisho-renderer-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    await build(folder);
  } catch (cause) {
    remove();
    throw cause;
  }
  return { folder, remove };
}

export async function serveRenderer(): Promise<Served> {
  const { folder, remove } = await builtWindows();
  const files = sirv(folder);
  const server = createServer((request, response) => {
    response.setHeader('Content-Security-Policy', POLICY);
    files(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('the server has no port');
  return {
    address: `http://127.0.0.1:${bound.port}/`,
    close() {
      server.closeAllConnections();
      server.close();
      remove();
    },
  };
}

/** In a process of its own: vitest's NODE_ENV would make it React's development build. */
function build(folder: string): Promise<void> {
  const vite = path.join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
  const child = spawn(process.execPath, [vite, 'build', '--outDir', folder, '--logLevel', 'warn'], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`vite build: ${Buffer.concat(said).toString('utf8')}`));
    });
  });
}
