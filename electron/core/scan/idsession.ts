/**
 * One IDSESSION connection to clamd: many requests under way, replies in any order, exactly one believed for each.
 * A reply that nobody waits for, a second one for the same id, or anything unreadable ends the connection as broken;
 * verdicts given on it count only once it has been settled (no later reply can contradict them).
 */

import type { Socket } from 'node:net';

import { gateError, type GateError } from '../../../shared/errors.ts';
import type { Judgement } from '../../../shared/model/verdict.ts';
import type { Clock } from '../ports.ts';
import { judge, LONGEST_REPLY, readBody, splitId } from './reply.ts';
import type { Writer } from './request.ts';
import { createUnderWay } from './under-way.ts';

/** A file to be asked about. `subject`: what the reply must name, as latin1 of its bytes. `allowedMs`: from first byte sent to reply. */
export type Ask = {
  readonly subject: string;
  readonly writer: Writer;
  readonly allowedMs: number;
  answer(judgement: Judgement): void;
};

/** `settled`: everything said on this connection stands. `broken`: nothing more is believed, what was under way is `engine-error`. */
export type Ending = { readonly kind: 'settled' } | { readonly kind: 'broken'; readonly error: GateError };

export type IdSessionPorts = {
  readonly clock: Clock;
  /** The next file to ask about, or null when there is none or too much is under way already. */
  next(session: IdSession): Ask | null;
  /** Called once. */
  onEnded(ending: Ending, session: IdSession): void;
};

export type IdSession = {
  /** Requests sent and not answered, without those given up. */
  readonly busy: number;
  /** Requests given up after their deadline; the engine may still be working on them. */
  readonly overdue: number;
  /** Sends what there is to send. */
  pump(): void;
  /** Looks after deadlines and silence; to be called about every second. */
  sweep(): void;
  /** No more requests: ends the connection once it is certain that no reply is outstanding. */
  settle(): void;
  destroy(error: GateError): void;
};

/** One write to the socket; a Linux unix socket takes about 200 KiB before it pushes back. */
const BUFFER_BYTES = 128 * 1024;
/** clamd drops a silent connection after ReadTimeout, 120 s by default; a PING long before keeps it and shows that it lives. */
const SILENCE_BEFORE_PING_MS = 15_000;
/** A PING is answered by clamd's main loop at once, however busy its scanning threads are. */
const PING_ALLOWED_MS = 30_000;

/** Where a PING stands. `wanted` and `sent` in monotonic milliseconds; `last`: sent after every file had its reply. */
type Ping = { readonly wanted: number; sent: boolean; last: boolean };

/** Room that a PING or END takes at most. */
const COMMAND_ROOM = 16;

export function openIdSession(socket: Socket, ports: IdSessionPorts): IdSession {
  const underWay = createUnderWay();
  const spare: Buffer[] = [];
  const now = (): number => ports.clock.monotonic();
  let phase: 'connecting' | 'open' | 'ending' | 'ended' = 'connecting';
  let begun = false;
  let endSent = false;
  let blocked = true;
  let current: { id: number; ask: Ask } | null = null;
  let ping: Ping | null = null;
  let progressAt = now();
  let tail = '';

  const finish = (ending: Ending): void => {
    if (phase === 'ended') return;
    phase = 'ended';
    socket.destroy();
    underWay.failAll(ending.kind === 'broken' ? String(ending.error.params['cause']) : 'closed');
    spare.length = 0;
    ports.onEnded(ending, session);
  };
  const broken = (cause: string, facts: GateError['params'] = {}): void =>
    finish({ kind: 'broken', error: gateError('engine-lost', { cause, ...facts }) });
  const violated = (what: string): void => broken('protocol', { what });

  /** Puts a PING or END into the buffer when it is time for one. */
  const putCommands = (target: Buffer, from: number): number => {
    let at = from;
    if (target.length - at < 2 * COMMAND_ROOM) return at;
    if (ping?.sent === false) {
      underWay.addPing();
      at += target.write('zPING\0', at, 'latin1');
      ping.sent = true;
      ping.last = phase === 'ending' && underWay.busy === 0;
    }
    // END waits for every scan, so it is no use while one is given up; then a PING answered last has to do.
    if (phase === 'ending' && underWay.size === 0 && !endSent) {
      at += target.write('zEND\0', at, 'latin1');
      endSent = true;
    }
    return at;
  };

  /** Fills one buffer and gives its length; 0 when there is nothing to send. */
  const fill = (target: Buffer): number => {
    let at = begun ? 0 : target.write('zIDSESSION\0', 0, 'latin1');
    begun = true;
    for (;;) {
      if (current === null) {
        at = putCommands(target, at);
        const ask = phase === 'open' ? ports.next(session) : null;
        if (ask === null) return at;
        current = { id: underWay.addFile(ask, now() + ask.allowedMs), ask };
      }
      const step = current.ask.writer.fill(target, at);
      at += step.filled;
      if (step.failed) underWay.giveUp(current.id, 'staging');
      if (!step.done) return at;
      current = null;
    }
  };

  const pump = (): void => {
    while (!blocked && phase !== 'ended' && !endSent) {
      const buffer = spare.pop() ?? Buffer.allocUnsafeSlow(BUFFER_BYTES);
      const length = fill(buffer);
      if (length === 0) {
        spare.push(buffer);
        return;
      }
      blocked = !socket.write(buffer.subarray(0, length), () => {
        if (spare.length < 2) spare.push(buffer);
      });
    }
  };

  /** Handles one reply; gives what is wrong with it, or null. */
  const readReply = (reply: string): string | null => {
    if (reply.length > LONGEST_REPLY) return 'too-long';
    const split = splitId(reply);
    if (split === null) return 'no-id';
    const entry = underWay.find(split.id);
    if (entry === undefined) return split.id <= underWay.lastId ? 'second-reply' : 'unknown-id';
    if (entry.kind === 'ping') {
      if (split.rest !== 'PONG') return 'no-pong';
      underWay.answer(split.id, null);
      const settled = ping?.last === true && underWay.overdue > 0;
      ping = null;
      if (settled) finish({ kind: 'settled' });
      return null;
    }
    const body = readBody(split.rest, entry.ask.subject);
    if (body.kind === 'malformed') return 'malformed';
    // An early ERROR is how clamd ends a stream it cannot take; an early verdict is about something else than the file.
    if (current?.id === split.id && body.kind !== 'error') return 'early-reply';
    underWay.answer(split.id, judge(body));
    return null;
  };

  socket.on('connect', () => {
    if (phase === 'connecting') phase = 'open';
    progressAt = now();
    blocked = false;
    pump();
  });
  socket.on('drain', () => {
    progressAt = now();
    blocked = false;
    pump();
  });
  socket.on('data', (chunk: Buffer) => {
    progressAt = now();
    const replies = (tail + chunk.toString('latin1')).split('\0');
    tail = replies.pop() ?? '';
    for (const reply of replies) {
      if (phase === 'ended') return;
      const fault = readReply(reply);
      if (fault !== null) violated(fault);
    }
    if (tail.length > LONGEST_REPLY) violated('too-long');
    pump();
  });
  socket.on('error', (error: NodeJS.ErrnoException) => broken('socket', { system: error.code ?? 'unknown' }));
  socket.on('close', () => {
    if (tail !== '') violated('cut-off');
    else if (endSent && underWay.size === 0) finish({ kind: 'settled' });
    else broken('closed');
  });

  const session: IdSession = {
    get busy() {
      return underWay.busy;
    },
    get overdue() {
      return underWay.overdue;
    },
    pump,
    sweep() {
      if (phase === 'ended') return;
      const time = now();
      const late = underWay.giveUpLate(time);
      const silent = time - progressAt;
      const waited = ping === null ? 0 : time - Math.max(ping.wanted, progressAt);
      if (waited > PING_ALLOWED_MS || ((endSent || phase === 'connecting') && silent > PING_ALLOWED_MS)) {
        broken('hung', { seconds: Math.round(silent / 1000) });
        return;
      }
      const unsettled = phase === 'ending' && underWay.busy === 0;
      if (ping === null && underWay.size > 0 && (late || unsettled || silent > SILENCE_BEFORE_PING_MS)) {
        ping = { wanted: time, sent: false, last: false };
      }
      pump();
    },
    settle() {
      if (phase === 'connecting') {
        // Nothing was ever asked on it.
        finish({ kind: 'settled' });
        return;
      }
      if (phase !== 'open') return;
      phase = 'ending';
      progressAt = now();
      if (underWay.overdue > 0) ping ??= { wanted: progressAt, sent: false, last: false };
      pump();
    },
    destroy: (error) => finish({ kind: 'broken', error }),
  };
  return session;
}
