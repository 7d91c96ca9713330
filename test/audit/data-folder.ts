/** A data folder of its own for each test, with a clock that the test turns; removed afterwards. */

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { onTestFinished } from 'vitest';

import { fileKeyStore } from '../../electron/core/audit/keys.ts';
import { openLedger, type OpenLedger } from '../../electron/core/audit/ledger.ts';
import type { LedgerDraft } from '../../electron/core/ports.ts';
import type { Result } from '../../shared/result.ts';

export const START = Date.parse('2026-11-22T01:00:00.000Z');

export function temporaryFolder(): string {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'sekisho-ledger-'));
  onTestFinished(() => {
    fs.rmSync(dir, { recursive: true, force: true });
  });
  return dir;
}

/** Milliseconds pass only when the test says so. */
export type TestClock = { at: number; now(): number };
export function testClock(at = START): TestClock {
  return {
    at,
    now() {
      return this.at;
    },
  };
}

export const open = (dataDir: string, clock: { now(): number } = testClock()): Result<OpenLedger> =>
  openLedger({ dataDir, clock, keys: fileKeyStore(dataDir), app: 'sekisho test', busyTimeoutMs: 50 });

export function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`expected a value: ${JSON.stringify(result.error)}`);
  return result.value;
}

export const SHA = (digit: string): string => digit.repeat(64);

export const opened = (session: string, more: LedgerDraft['body'] = {}): LedgerDraft => ({
  kind: 'session.opened',
  session,
  body: {
    from: '/media/stick',
    to: '/srv/inbox',
    label: 'KENSHIN',
    preset: 'general',
    staff: 'staff-1',
    purpose: 'referral',
    practice: false,
    engine: 'ClamAV 1.4.6',
    definitions: '27800',
    builtAt: '2026-11-21T09:00:00Z',
    state: 'fresh',
    policy: 'a1b2c3d4',
    device: null,
    volume: null,
    ...more,
  },
});

export const file = (session: string, n: number, more: LedgerDraft['body'] = {}): LedgerDraft => ({
  kind: 'file',
  session,
  body: {
    n,
    path: `DICOM/IM${String(n).padStart(6, '0')}`,
    raw: null,
    size: 1000 + n,
    sha256: n.toString(16).padStart(64, '0'),
    type: 'application/dicom',
    verdict: 'clean',
    reason: null,
    detail: null,
    destination: `20261122-100000_KENSHIN_${session.slice(0, 4)}/DICOM/IM${String(n).padStart(6, '0')}`,
    cached: false,
    ...more,
  },
});

export const closed = (session: string, total: number, more: LedgerDraft['body'] = {}): LedgerDraft => ({
  kind: 'session.closed',
  session,
  body: {
    outcome: 'released',
    files: { total, released: total, blocked: 0 },
    bytes: 1000 * total,
    bytesRead: 1000 * total,
    seconds: 1.5,
    error: null,
    ...more,
  },
});

export const sessionId = (n: number): string => n.toString(16).padStart(12, '0');

/** A whole session of `count` clean files in the ledger. */
export function record(
  ledger: OpenLedger,
  session: string,
  count: number,
  more: LedgerDraft['body'] = {},
): void {
  value(ledger.append([opened(session, more)]));
  value(ledger.append(Array.from({ length: count }, (_, n) => file(session, n + 1))));
  value(ledger.append([closed(session, count)]));
}
