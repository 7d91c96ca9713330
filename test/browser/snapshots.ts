/** What a gate would tell a kiosk in each of its states: recorded by hand, checked by the contract's types. */

import type { FileLine, Page } from '../../shared/contract/records.ts';
import type { Receipt } from '../../shared/contract/kiosk.ts';
import type {
  MediumState,
  MediumView,
  ResultView,
  SessionView,
  Snapshot,
} from '../../shared/contract/snapshot.ts';
import type { DeviceFacts, VolumeFacts } from '../../shared/model/media-event.ts';
import { sessionFactsSchema } from '../../shared/model/facts.ts';
import { heldBack, type Detail, type Reason } from '../../shared/model/verdict.ts';

export const AT = '2026-11-22T05:05:12.000Z';
const INSERTION = '1-1:1';
const GIGABYTE = 1_000_000_000;

export const DEVICE: DeviceFacts = {
  id: INSERTION,
  vendorId: '0781',
  productId: '5581',
  vendor: 'SanDisk',
  product: 'Ultra',
  serial: '4C530001',
  speed: '480',
  port: '1-1',
  kind: 'storage',
  interfaces: ['08/06/50'],
};

export const VOLUME: VolumeFacts = {
  id: 'volume-1',
  name: 'KENSA',
  mountPoint: null,
  node: null,
  partition: 1,
  fileSystem: 'exfat',
  label: 'KENSA',
  uuid: null,
  bytes: 16 * GIGABYTE,
  readOnly: true,
  tie: 'tied',
};

export const OPEN: Snapshot = {
  seq: 1,
  at: AT,
  app: '0.1.0',
  host: 'desktop',
  practice: false,
  founding: false,
  clinic: { name: 'みどり内科クリニック', contact: '院長(内線 11)\nシステム業者 03-0000-0000' },
  gate: { state: 'open', engine: 'ClamAV 1.4.3', since: AT },
  definitions: { state: 'fresh', version: '27800', builtAt: AT, days: 0 },
  ledger: { ok: true, entries: 52_310, error: null },
  spaces: [
    { of: 'data', free: 120 * GIGABYTE, level: 'ok' },
    { of: 'inbox', free: 800 * GIGABYTE, level: 'ok' },
  ],
  inbox: { chosen: true, name: '受付', moved: false },
  clock: { recordAt: null },
  asks: ['staff', 'origin', 'purpose'],
  guests: 'allow',
  media: [],
  queue: [],
  session: null,
  result: null,
  unread: [],
  interrupted: [],
  unreviewed: { days: 0, oldest: null, due: false },
  backup: { since: 1, due: false },
  drill: { since: 3, due: false },
  trouble: null,
  languages: ['ja', 'en'],
};

export const medium = (state: MediumState): MediumView => ({
  insertion: INSERTION,
  device: DEVICE,
  volume: VOLUME,
  ...state,
});

export const SESSION: SessionView = {
  id: '3f9a1c07b2de',
  insertion: INSERTION,
  phase: 'checking',
  startedAt: AT,
  label: 'KENSA',
  device: { vendor: 'SanDisk', product: 'Ultra' },
  volume: { fileSystem: 'exfat', bytes: 16 * GIGABYTE },
  registered: null,
  preset: 'general',
  presetChosen: false,
  facts: sessionFactsSchema.parse({}),
  missing: ['staff', 'origin', 'purpose'],
  staffName: null,
  progress: {
    files: 5310,
    filesDone: 1204,
    bytes: 1.2 * GIGABYTE,
    bytesDone: 0.3 * GIGABYTE,
    found: 0,
    secondsLeft: 130,
  },
};

export const during = (session: Partial<SessionView>, rest: Partial<Snapshot> = {}): Snapshot => ({
  ...OPEN,
  media: [medium({ state: 'gating' })],
  ...rest,
  session: { ...SESSION, ...session },
});

export const FACTS = sessionFactsSchema.parse({
  staff: 'tanaka',
  origin: 'referring-hospital',
  purpose: '検査結果を見る',
});

const RESULT: ResultView = {
  turn: 1,
  session: SESSION.id,
  insertion: INSERTION,
  at: AT,
  outcome: 'released',
  error: null,
  label: 'KENSA',
  preset: 'imaging',
  files: { total: 5310, released: 5310, blocked: 0 },
  bytes: 1.2 * GIGABYTE,
  seconds: 141,
  folder: '20261122-140512_KENSA_3f9a1c',
  practice: false,
  reasons: [],
  detections: [],
  medium: 'removable',
  facts: FACTS,
  missing: [],
  staffName: '田中 花子',
};

export const after = (result: Partial<ResultView>, rest: Partial<Snapshot> = {}): Snapshot => ({
  ...OPEN,
  ...rest,
  result: { ...RESULT, ...result },
});

export const reason = (why: Reason, files: number) => ({
  verdict: heldBack(why).verdict,
  reason: why,
  files,
});

/** Nobody was asked: nothing of it went in, so that nothing waited for an answer. */
export const UNTOLD = {
  facts: sessionFactsSchema.parse({}),
  missing: ['staff', 'origin', 'purpose'],
  staffName: null,
} as const satisfies Partial<ResultView>;

const line = (n: number, path: string, why: Reason, detail: Detail = {}): FileLine => ({
  seq: n + 10,
  at: AT,
  n,
  path,
  raw: null,
  size: 1000,
  sha256: 'ab'.repeat(32),
  type: null,
  ...heldBack(why, detail),
  destination: null,
  cached: false,
  hash: 'cd'.repeat(32),
});

/** Among them names that try to be markup, templates, or to turn the reading direction. */
export const HELD: Page<FileLine> = {
  lines: [
    line(1, 'VIEWER/AUTORUN.INF', 'autorun'),
    line(2, 'VIEWER/viewer.exe', 'executable'),
    line(3, '紹介状/紹介状_2026年11月.zip', 'encrypted'),
    line(4, '<img src=x onerror=alert(1)>.pdf', 'type-mismatch'),
    line(5, '{{name}} $t(parts.product).docx', 'macro'),
    line(6, '報告書\u202Efdp.exe', 'name-unsafe'),
    line(7, `${'とても長い名前のフォルダ/'.repeat(8)}検査結果一覧表.xlsx`, 'archive-member', {
      member: 'xl/vbaProject.bin',
    }),
    line(8, 'まとめ.zip', 'signature', { signature: 'Win.Test.EICAR_HDB-1' }),
  ],
  next: 8,
};

export const RECEIPT: Receipt = {
  session: SESSION.id,
  openedAt: AT,
  closedAt: AT,
  staffName: '田中 花子',
  facts: FACTS,
  clinic: OPEN.clinic.name,
  practice: false,
  engine: 'ClamAV 1.4.3',
  definitions: '27800',
  result: RESULT,
  head: { seq: 57_620, hash: '9c1e'.repeat(16) },
  fingerprint: '71d0'.repeat(16),
};
