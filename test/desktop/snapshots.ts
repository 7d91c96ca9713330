/** Snapshots as the core tells them, for what the desktop makes of them. */

import type { ResultView, SessionView, Snapshot } from '../../shared/contract/snapshot.ts';
import { gateError } from '../../shared/errors.ts';
import { sessionFactsSchema } from '../../shared/model/facts.ts';

export const snapshot = (part: Partial<Snapshot> = {}): Snapshot => ({
  seq: 1,
  at: '2026-11-22T05:00:00.000Z',
  app: 'sekisho test',
  host: 'desktop',
  practice: false,
  founding: false,
  clinic: { name: '関所医院', contact: '内線 11' },
  gate: { state: 'open', engine: 'ClamAV 1.4.6', since: '2026-11-22T05:00:00.000Z' },
  definitions: { state: 'fresh', version: '27000', builtAt: '2026-11-22T01:00:00.000Z', days: 0 },
  ledger: { ok: true, entries: 3, error: null },
  spaces: [{ of: 'data', free: 1e12, level: 'ok' }],
  inbox: { chosen: true, name: '受付', moved: false },
  clock: { recordAt: null },
  asks: [],
  guests: 'allow',
  media: [],
  queue: [],
  session: null,
  result: null,
  unread: [],
  interrupted: [],
  unreviewed: { days: 0, oldest: null, due: false },
  backup: { since: 1, due: false },
  drill: { since: 1, due: false },
  trouble: null,
  languages: ['ja', 'en'],
  ...part,
});

export const session: SessionView = {
  id: '0123456789ab',
  insertion: 'i1',
  phase: 'checking',
  startedAt: '2026-11-22T05:00:00.000Z',
  label: 'KENSA',
  device: null,
  volume: { fileSystem: 'vfat', bytes: 1 },
  registered: null,
  preset: 'general',
  presetChosen: false,
  facts: sessionFactsSchema.parse({}),
  missing: [],
  staffName: null,
  progress: { files: 1, filesDone: 0, bytes: 1, bytesDone: 0, found: 0, secondsLeft: null },
};

export const result = (infected: number): ResultView => ({
  turn: 1,
  session: '0123456789ab',
  insertion: 'i1',
  at: '2026-11-22T05:01:00.000Z',
  outcome: infected > 0 ? 'blocked' : 'released',
  error: null,
  label: '山田太郎',
  preset: 'general',
  files: { total: 3, released: infected > 0 ? 0 : 3, blocked: infected > 0 ? 3 : 0 },
  bytes: 3,
  seconds: 1,
  folder: null,
  practice: false,
  reasons: infected > 0 ? [{ verdict: 'infected', reason: 'signature', files: infected }] : [],
  detections: [],
  medium: 'removable',
  facts: sessionFactsSchema.parse({}),
  missing: [],
  staffName: null,
});

export const closed = snapshot({
  gate: { state: 'closed', error: gateError('engine-missing', { program: 'clamd' }), retryAt: null },
});

export const medium: Snapshot['media'][number] = {
  state: 'found',
  insertion: 'i1',
  device: null,
  volume: null,
};
