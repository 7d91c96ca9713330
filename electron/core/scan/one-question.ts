/** Asks clamd one thing over a connection of its own: is it there, and which version is it. */

import { gateError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { connectTo, type EngineAddress } from './address.ts';
import { LONGEST_REPLY } from './reply.ts';

/** The reply without its NUL; error `engine-lost` when there is none within `allowedMs`, or not exactly one. */
export function ask(
  address: EngineAddress,
  command: 'PING' | 'VERSION' | 'STATS',
  allowedMs: number,
): Promise<Result<string>> {
  return new Promise((resolve) => {
    const socket = connectTo(address);
    let text = '';
    const finish = (result: Result<string>): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(result);
    };
    const fail = (cause: string): void => finish(err(gateError('engine-lost', { cause })));
    const timer = setTimeout(() => fail('silent'), allowedMs);
    socket.on('connect', () => socket.write(`z${command}\0`));
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      if (text.length > LONGEST_REPLY) fail('protocol');
    });
    socket.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? 'socket'));
    // clamd closes after one answer, so that everything it had to say has been heard.
    socket.on('close', () => {
      const replies = text.split('\0');
      if (replies.length === 2 && replies[1] === '') finish(ok(replies[0] ?? ''));
      else fail('protocol');
    });
  });
}

/**
 * `ClamAV 1.4.6/26687/Wed Oct 12 07:59:23 2022`; without daily definitions the engine tells its own version only.
 * `builtAt`: milliseconds since 1970, of daily; read as UTC, which our own engine runs on and another may not.
 */
export type EngineVersion = {
  readonly engine: string;
  readonly daily: number | null;
  readonly builtAt: number | null;
};

const VERSION = /^(ClamAV \d+\.\d+\.\d+[0-9A-Za-z.+~-]{0,40})(?:\/(\d{1,9})\/([A-Za-z0-9 :]{1,40}))?$/;

/** Null for anything that is not ClamAV's form. */
export function parseVersion(reply: string): EngineVersion | null {
  const match = VERSION.exec(reply);
  if (match?.[1] === undefined) return null;
  if (match[2] === undefined || match[3] === undefined)
    return { engine: match[1], daily: null, builtAt: null };
  const builtAt = Date.parse(`${match[3]} UTC`);
  return { engine: match[1], daily: Number(match[2]), builtAt: Number.isNaN(builtAt) ? null : builtAt };
}
