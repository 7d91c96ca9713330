/** Makes up the record of a busy clinic over three years, the same at every run but for its days: no entry is random. */

import { createHash } from 'node:crypto';
import { openLedger, type OpenLedger } from '../../../electron/core/audit/ledger.ts';
import type { KeyStore } from '../../../electron/core/audit/keys.ts';
import type { LedgerDraft } from '../../../electron/core/ports.ts';
import type { Origin } from '../../../shared/model/facts.ts';
import { PRESETS, type Preset } from '../../../shared/model/session.ts';
import { heldBack, type Reason } from '../../../shared/model/verdict.ts';
import { must } from '../must.ts';

export const APP = 'bench';
/** The period the entries are spread over, so that filters by day have something to leave out. */
const YEARS = 3;
const DAY_MS = 86_400_000;
/** As many as the gate itself appends at once. */
const BATCH = 1000;
/** A month of a clinic is 300 sessions with 20,000 files: one in five is a disc of images, the others are small. */
const FILES = { imaging: 268, other: 17 } as const;
const NAMES = ['山田太郎', '鈴木花子', '佐藤一郎', '高橋美咲', '渡邉健'];
/** Nobody said `own`, and hardly anybody `vendor`: a filter that finds nothing has to look everywhere. */
const ORIGINS: readonly Origin[] = ['patient', 'referring-hospital', 'laboratory'];
const REASONS: readonly Reason[] = ['encrypted', 'macro', 'executable', 'shortcut', 'type-not-allowed'];

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
export const sessionId = (number: number): string => sha256(`session ${number}`).slice(0, 12);
export const fileHash = (number: number, n: number): string => sha256(`${number}/${n}`);
export const isImaging = (number: number): boolean => number % 5 === 0;
export const patientFolder = (number: number): string => `PAT${String(number).padStart(6, '0')}`;

/** One medium in fifty holds a virus and is held back whole; one in ten has a file that may not in. */
const isInfected = (number: number): boolean => number % 50 === 7;
function reasonOf(number: number, n: number): Reason | null {
  if (isInfected(number)) return n === 1 ? 'signature' : 'medium-infected';
  if (number % 10 !== 3 || n !== 2) return null;
  return number % 1000 === 13 ? 'dicom-preamble' : (REASONS[((number / 10) % REASONS.length) | 0] ?? null);
}

export function presetOf(number: number): Preset {
  return isImaging(number) ? 'imaging' : (PRESETS[number % PRESETS.length] ?? 'general');
}

function opened(number: number): LedgerDraft['body'] {
  const registered = number % 3 === 0 ? { id: `USB-${number % 40}`, name: `院内${number % 40}番` } : null;
  return {
    ...{ from: '/media/stick', to: '/srv/inbox', label: `MEDIUM${number % 400}` },
    ...{ staff: null, purpose: null, preset: presetOf(number), practice: false },
    ...{ engine: 'ClamAV 1.4.6', definitions: '27800', builtAt: null, state: 'fresh', policy: 'a1b2c3d4' },
    device: { vendor: '0781', product: '5581', serial: `4C53000${number % 400}` },
    volume: { label: `MEDIUM${number % 400}`, fileSystem: 'exfat', medium: registered },
  };
}

function told(number: number): LedgerDraft['body'] {
  const staff = `staff-${number % 12}`;
  const origin = number % 500 === 1 ? 'vendor' : (ORIGINS[number % ORIGINS.length] ?? null);
  const facts = { staff, origin, sender: null, purpose: '紹介', patientId: null, disposition: null };
  return { facts, by: { type: 'person', person: staff, role: 'staff' } };
}

function file(number: number, n: number, folder: string): LedgerDraft['body'] {
  const path = isImaging(number)
    ? `DICOM/${patientFolder(number)}/ST000001/SE00000${n % 10}/IM${String(n).padStart(6, '0')}`
    : `紹介状/${NAMES[number % NAMES.length] ?? ''}_${number}_${n}.pdf`;
  const reason = reasonOf(number, n);
  const { verdict, ...why } = reason === null ? { verdict: 'clean' as const } : heldBack(reason);
  return {
    ...{ n, path, raw: null, size: 524_288, sha256: fileHash(number, n), type: 'application/dicom' },
    ...{ verdict, reason: null, detail: null, ...why, cached: false },
    destination: reason === null ? `${folder}/${path}` : null,
  };
}

function* sessionDrafts(number: number): Generator<LedgerDraft> {
  const session = sessionId(number);
  const draft = (kind: string, body: LedgerDraft['body']): LedgerDraft => ({ kind, session, body });
  const total = isImaging(number) ? FILES.imaging : FILES.other;
  const blocked = Array.from({ length: total }, (_, n) => reasonOf(number, n + 1)).filter(Boolean).length;
  const folder = `20261122-101010_MEDIUM_${session.slice(0, 4)}`;
  const released = { folder, files: total - blocked, bytes: (total - blocked) * 524_288 };
  yield draft('session.opened', opened(number));
  yield draft('session.facts', told(number));
  for (let n = 1; n <= total; n += 1) yield draft('file', file(number, n, folder));
  if (blocked < total) {
    yield draft('release.intent', { ...released, manifest: sha256(folder) });
    yield draft('release.arrived', { ...released, manifest: sha256(folder) });
  }
  const outcome = blocked === 0 ? 'released' : blocked < total ? 'partial' : 'blocked';
  const files = { total, released: total - blocked, blocked };
  const bytes = total * 524_288;
  yield draft('session.closed', { outcome, files, bytes, bytesRead: bytes, seconds: 12.5, error: null });
}

/** `sessions`: how many there are, numbered from 0. `start`: when the first began, in milliseconds since 1970. */
export type MadeUp = {
  readonly entries: number;
  readonly sessions: number;
  readonly start: number;
  /** Milliseconds spent in append alone; making up the entries does not count. */
  readonly appendMs: number;
};

/** Fills a new ledger until it has about `entries`, the last of them of yesterday. */
export function makeRecord(dataDir: string, keys: KeyStore, entries: number): MadeUp {
  const start = Date.now() - YEARS * 365 * DAY_MS - DAY_MS;
  const clock = { at: start, now: () => Math.round(clock.at) };
  const ledger = must(openLedger({ dataDir, keys, clock, app: APP }));
  const step = (YEARS * 365 * DAY_MS) / entries;
  let sessions = 0;
  let appendMs = 0;
  for (let batch: LedgerDraft[] = []; ledger.head.seq < entries;) {
    while (batch.length < BATCH) batch.push(...sessionDrafts(sessions++));
    appendMs += appendTimed(ledger, batch);
    clock.at += step * batch.length;
    batch = [];
  }
  const made = { entries: ledger.head.seq, sessions, start, appendMs };
  ledger.close();
  return made;
}

function appendTimed(ledger: OpenLedger, batch: readonly LedgerDraft[]): number {
  const began = performance.now();
  must(ledger.append(batch));
  return performance.now() - began;
}
