/**
 * Takes each signed head off the machine, to wherever settings say, in order and at least once. A target that cannot be
 * reached holds up nobody: its heads wait in heads.log, where they are anyway.
 */

import os from 'node:os';
import path from 'node:path';

import type { Settings } from '../../../shared/model/settings.ts';
import { gateError, type GateError } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/result.ts';
import { HEADS_FILE, parseHeadLine } from '../audit/heads.ts';
import { conditionOf } from '../keeping/durable.ts';
import type { Clock, Ledger } from '../ports.ts';
import { fileDelivery } from './head-file.ts';
import { openPositions, pendingLines, type PendingLine } from './position.ts';
import { syslogMessage } from './rfc5424.ts';
import { fileId, syslogId } from './standing.ts';
import { syslogDelivery, type Deliver } from './syslog.ts';

export type AnchorTarget = 'file' | 'syslog';

/** `error`: why nothing goes out now; `failingSince`: ISO 8601 UTC. `sent`: heads delivered by this call. */
export type AnchorReport = {
  readonly target: AnchorTarget;
  readonly sent: number;
  readonly failingSince: string | null;
  readonly error: GateError | null;
};

export type Anchoring = {
  /**
   * Delivers what waits. To be called after each session and every minute or so; a call during another joins it. A
   * target that failed is left alone for a while (10 s, doubling to 15 min); its report then says so again.
   */
  pump(): Promise<readonly AnchorReport[]>;
};

export type AnchoringPorts = {
  readonly dataDir: string;
  readonly ledger: Ledger;
  readonly fingerprint: string;
  readonly clock: Clock;
  /** Asked at each call, so that a changed setting counts at once. */
  readonly settings: () => Result<Settings['anchor']>;
};

type Target = {
  readonly kind: AnchorTarget;
  readonly id: string;
  readonly deliver: (lines: readonly PendingLine[]) => Promise<Result<void>>;
};

const FIRST_PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 15 * 60_000;

function targetsOf(anchor: Settings['anchor'], fingerprint: string): Target[] {
  const targets: Target[] = [];
  const { file, syslog } = anchor;
  if (file !== null) {
    const deliver: Deliver = fileDelivery(file);
    const id = fileId(file);
    targets.push({ kind: 'file', id, deliver: (lines) => deliver(lines.map((line) => line.text)) });
  }
  if (syslog !== null) {
    const deliver = syslogDelivery(syslog);
    const sender = { name: syslog.name ?? os.hostname(), fingerprint };
    const id = syslogId(syslog);
    const write = ({ text }: PendingLine): string[] => {
      const head = parseHeadLine(text);
      // A line that is none of ours is verify's to name; here it must not stop those behind it.
      return head === null ? [] : [syslogMessage(head, text, sender)];
    };
    targets.push({ kind: 'syslog', id, deliver: (lines) => deliver(lines.flatMap(write)) });
  }
  return targets;
}

export function createAnchoring(ports: AnchoringPorts): Anchoring {
  const { dataDir, ledger, clock } = ports;
  const heads = path.join(dataDir, HEADS_FILE);
  const positions = openPositions(dataDir);
  const pauses = new Map<
    string,
    { readonly until: number; readonly length: number; readonly error: GateError }
  >();
  let running: Promise<readonly AnchorReport[]> | null = null;

  const tell = (kind: string, body: Parameters<Ledger['append']>[0][number]['body']): boolean =>
    ledger.append([{ kind, session: null, body }]).ok;

  function failed(target: Target, sent: number, error: GateError): AnchorReport {
    const before = pauses.get(target.id);
    const length = before === undefined ? FIRST_PAUSE_MS : Math.min(before.length * 2, LONGEST_PAUSE_MS);
    pauses.set(target.id, { until: clock.monotonic() + length, length, error });
    const position = positions.of(target.id);
    const failing = position.failing ?? new Date(clock.now()).toISOString();
    // Once an outage, also across restarts: the ledger tells of it and is not filled by it.
    const facts = { target: target.kind, code: error.code, params: { ...error.params } };
    if (position.failing === null && tell('anchor.failed', facts))
      positions.set(target.id, { ...position, failing });
    return { target: target.kind, sent, failingSince: failing, error };
  }

  function recovered(target: Target, sent: number): void {
    pauses.delete(target.id);
    const position = positions.of(target.id);
    if (position.failing === null) return;
    if (tell('anchor.recovered', { target: target.kind, since: position.failing, sent }))
      positions.set(target.id, { ...position, failing: null });
  }

  async function serve(target: Target): Promise<AnchorReport> {
    const pause = pauses.get(target.id);
    if (pause !== undefined && clock.monotonic() < pause.until) {
      const { failing } = positions.of(target.id);
      return { target: target.kind, sent: 0, failingSince: failing, error: pause.error };
    }
    let sent = 0;
    for (;;) {
      const position = positions.of(target.id);
      const lines = pendingLines(heads, position);
      const last = lines.at(-1);
      if (last === undefined) break;
      const delivered = await target.deliver(lines);
      if (!delivered.ok) return failed(target, sent, delivered.error);
      positions.set(target.id, { ...position, offset: last.end, last: last.hash });
      sent += lines.length;
    }
    // Only what went through shows that the target is back.
    if (sent > 0) recovered(target, sent);
    return { target: target.kind, sent, failingSince: positions.of(target.id).failing, error: null };
  }

  async function guarded(target: Target): Promise<AnchorReport> {
    try {
      return await serve(target);
    } catch (thrown) {
      const reason = conditionOf(thrown);
      if (reason === null) throw thrown;
      // Our own disk: the position cannot be kept, so the same heads go out again next time.
      const error = gateError('anchor-failed', { reason });
      return { target: target.kind, sent: 0, failingSince: positions.of(target.id).failing, error };
    }
  }

  async function round(): Promise<readonly AnchorReport[]> {
    const settings = ports.settings();
    if (!settings.ok) return [];
    return Promise.all(targetsOf(settings.value, ports.fingerprint).map(guarded));
  }

  return {
    pump: () => {
      running ??= round().finally(() => {
        running = null;
      });
      return running;
    },
  };
}
