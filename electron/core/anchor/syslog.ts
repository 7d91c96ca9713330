/** Hands messages to a log collector over TLS, TCP or UDP, and says honestly whether it took them. */

import dgram from 'node:dgram';
import net from 'node:net';
import tls from 'node:tls';

import { gateError } from '../../../shared/errors.ts';
import type { SyslogSettings } from '../../../shared/model/settings.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { counted } from './rfc5424.ts';

/** All of them or none as far as the sender can know; a batch that failed half-way is sent whole again. */
export type Deliver = (messages: readonly string[]) => Promise<Result<void>>;

/** Longer than any collector on the same network takes to answer; a dead one must not hold up the next target. */
const PATIENCE_MS = 10_000;

/**
 * Between the last byte and our own close: a collector that goes first (a balancer without a server behind it, one that
 * is shutting down) has not read what was on its way.
 */
const HESITATION_MS = 100;

const failed = (reason: string): Result<never> => err(gateError('anchor-failed', { reason }));

/** The system's or TLS's own code; never its sentence. */
const codeOf = (error: Error): string =>
  'code' in error && typeof error.code === 'string' ? error.code : 'connection';

export function syslogDelivery(settings: SyslogSettings): Deliver {
  if (settings.transport === 'udp') return (messages) => overUdp(settings, messages);
  return (messages) => overStream(settings, messages);
}

/**
 * One connection a batch. Syslog knows no receipt, so the sender closes its side and waits until the collector closes the
 * other: by then everything before it has arrived there. A connection that breaks or stays open counts as not delivered.
 */
function overStream(settings: SyslogSettings, messages: readonly string[]): Promise<Result<void>> {
  return new Promise((resolve) => {
    const { host, port } = settings;
    let [leaving, answered] = [false, false];
    const socket =
      settings.transport === 'tls'
        ? tls.connect({
            host,
            port,
            // Names only: a certificate for an address is matched without SNI (RFC 6066 section 3).
            ...(net.isIP(host) === 0 ? { servername: host } : {}),
            ...(settings.ca === null ? {} : { ca: settings.ca }),
            minVersion: 'TLSv1.2',
          })
        : net.connect({ host, port });
    const settle = (result: Result<void>): void => {
      resolve(result);
      socket.destroy();
    };
    socket.setTimeout(PATIENCE_MS, () => settle(failed('timeout')));
    socket.on('error', (error: Error) => settle(failed(codeOf(error))));
    socket.once(settings.transport === 'tls' ? 'secureConnect' : 'connect', () => {
      socket.write(Buffer.concat(messages.map(counted)), () => {
        setTimeout(() => {
          leaving = true;
          socket.end();
        }, HESITATION_MS);
      });
    });
    socket.on('end', () => {
      answered = leaving;
    });
    socket.on('close', () => settle(answered ? ok(undefined) : failed('closed-early')));
    // Nothing is expected back; unread bytes would keep the end from being seen.
    socket.resume();
  });
}

/** In a clinic's network a machine answers for a port where nobody listens within milliseconds. */
const REFUSAL_MS = 200;

/**
 * UDP tells nobody whether anything arrived (RFC 5426 section 4.2). On a connected socket the system at least reports a
 * port where nobody listens (ICMP), a moment after the message: what was sent counts when that moment is over.
 */
function overUdp({ host, port }: SyslogSettings, messages: readonly string[]): Promise<Result<void>> {
  return new Promise((resolve) => {
    const socket = dgram.createSocket(net.isIPv6(host) ? 'udp6' : 'udp4');
    let settled = false;
    const settle = (result: Result<void>): void => {
      if (settled) return;
      settled = true;
      resolve(result);
      socket.close();
    };
    socket.on('error', (error) => settle(failed(codeOf(error))));
    const next = (index: number): void => {
      const message = messages[index];
      if (message === undefined) {
        setTimeout(() => settle(ok(undefined)), REFUSAL_MS);
        return;
      }
      socket.send(message, (error) => {
        if (error === null) next(index + 1);
        else settle(failed(codeOf(error)));
      });
    };
    socket.once('connect', () => next(0));
    socket.connect(port, host);
  });
}
