/** One at a time in one folder: a second run waits for the first, and a killed one leaves nothing behind. */

import { createHash } from 'node:crypto';
import { once } from 'node:events';
import net from 'node:net';
import process from 'node:process';
import { setTimeout } from 'node:timers/promises';

/**
 * A name that only one process can listen on and that the system itself frees when that process ends: an abstract
 * socket on Linux, a named pipe on Windows. macOS has neither; nothing is guarded there.
 * @param {string} folder
 */
function lockName(folder) {
  const id = createHash('sha256').update(folder).digest('hex').slice(0, 24);
  if (process.platform === 'linux') return `\0sekisho-alone-${id}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\sekisho-alone-${id}` : null;
}

/** @param {net.Server} server @param {string} name @returns {Promise<boolean>} false: somebody else listens there */
async function taken(server, name) {
  server.listen(name);
  try {
    await once(server, 'listening');
    return true;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE') return false;
    throw cause;
  }
}

/**
 * @template T
 * @param {string} folder @param {(line: string) => void} say @param {() => T | Promise<T>} work
 * @returns {Promise<T>}
 */
export async function alone(folder, say, work) {
  const name = lockName(folder);
  if (name === null) return work();
  const server = net.createServer();
  let said = false;
  while (!(await taken(server, name))) {
    if (!said) say('Another run is at work in this folder; waiting for it');
    said = true;
    await setTimeout(250);
  }
  try {
    return await work();
  } finally {
    server.close();
  }
}
