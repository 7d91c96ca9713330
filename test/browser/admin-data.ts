/** What a gate answers an administrator's window: a clinic's month in small, checked by the contract's types. */

import type { LoggedIn } from '../../shared/contract/account.ts';
import type { MediumLine } from '../../shared/contract/evidence.ts';
import type { Packed } from '../../shared/contract/packs.ts';
import type { Dashboard, SessionLine, SessionStory } from '../../shared/contract/records.ts';
import type { DefinitionsStatus, SetupStatus } from '../../shared/contract/upkeep.ts';
import { sessionFactsSchema, type Origin } from '../../shared/model/facts.ts';
import type { FileException } from '../../shared/model/exception.ts';
import type { JsonValue, LedgerEntry } from '../../shared/model/ledger.ts';
import type { Person } from '../../shared/model/people.ts';
import { ACTIONS, mayDo, type Role } from '../../shared/model/rights.ts';
import type { Outcome } from '../../shared/model/session.ts';
import { defaultSettings } from '../../shared/model/settings.ts';
import type { Answers } from './fake-host.ts';
import { AT, HELD, OPEN, reason } from './snapshots.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const before = (ms: number): string => new Date(Date.parse(AT) - ms).toISOString();
const hash = (n: number): string => n.toString(16).padStart(4, '0').repeat(16);

export const loggedIn = (role: Role, more: Partial<LoggedIn> = {}): LoggedIn => ({
  person: role === 'auditor' ? 'kansa' : 'watanabe',
  name: role === 'auditor' ? '監査 太郎' : '渡辺 院長',
  role,
  duty: null,
  totp: false,
  rights: ACTIONS.filter((action) => mayDo(role, action)),
  idleMinutes: 10,
  idleLeft: 560,
  ...more,
});

const OUTCOMES: readonly Outcome[] = ['released', 'released', 'partial', 'released', 'blocked', 'aborted'];
const ORIGINS: readonly Origin[] = ['referring-hospital', 'patient', 'laboratory', 'vendor', 'own'];
const STAFF = ['田中 花子', '佐藤 美咲', '鈴木 一郎'] as const;
const LABELS = ['KENSA', 'DICOM_CD', '健診データ', 'NO NAME', '報告書\u202Efdp.exe'] as const;

/** One that was held back, and of which nobody said anything. */
const UNTOLD_AT = 10;

export function sessionLine(n: number): SessionLine {
  const line = toldLine(n);
  const facts = sessionFactsSchema.parse({});
  return n === UNTOLD_AT ? { ...line, staff: null, staffName: null, purpose: null, facts } : line;
}

function toldLine(n: number): SessionLine {
  const outcome = OUTCOMES[n % OUTCOMES.length]!;
  const total = 5310 - n * 17;
  const blocked = outcome === 'released' ? 0 : outcome === 'partial' ? 8 : total;
  return {
    seq: 100_000 - n * 20,
    id: (0x3f9a1c07b2de - n * 7919).toString(16).padStart(12, '0'),
    openedAt: before(n * 97 * MINUTE),
    closedAt: before(n * 97 * MINUTE - 2 * MINUTE),
    from: '/media/usb',
    to: '受付',
    label: LABELS[n % LABELS.length]!,
    preset: 'imaging',
    staff: `staff-${n % 3}`,
    purpose: '検査結果を見る',
    practice: n === 4,
    outcome,
    files: { total, released: total - blocked, blocked },
    bytes: 1_200_000_000,
    bytesRead: 1_200_000_000,
    seconds: 141,
    error: outcome === 'aborted' ? 'medium-gone' : null,
    staffName: STAFF[n % 3]!,
    facts: sessionFactsSchema.parse({
      staff: `staff-${n % 3}`,
      origin: ORIGINS[n % 5]!,
      purpose: '検査結果を見る',
    }),
    medium: n % 4 === 3 ? 'USB-003 健診の受け渡し用' : null,
    reason: blocked === 0 ? null : reason(n % 6 === 4 ? 'signature' : 'executable', blocked),
  };
}

export const LINES: readonly SessionLine[] = Array.from({ length: 60 }, (_, n) => sessionLine(n));

const entry = (seq: number, kind: string, seconds: number, body: Record<string, JsonValue>): LedgerEntry => ({
  seq,
  at: new Date(Date.parse(AT) + seconds * 1000).toISOString(),
  kind,
  session: LINES[2]!.id,
  body,
  prev: hash(seq - 1),
  hash: hash(seq),
});

export const UNTOLD_STORY: SessionStory = {
  session: LINES[UNTOLD_AT]!,
  folder: null,
  reasons: [reason('executable', LINES[UNTOLD_AT]!.files.blocked)],
  steps: [entry(52_302, 'session.opened', 1, { label: 'KENSA', engine: 'ClamAV 1.4.3' })],
};

export const STORY: SessionStory = {
  session: LINES[2]!,
  folder: '20261122-140512_KENSA_3f9a1c',
  reasons: [reason('executable', 6), reason('encrypted', 2)],
  steps: [
    entry(52_301, 'volume.mounted', 0, { volume: 'KENSA' }),
    entry(52_302, 'session.opened', 1, {
      label: 'KENSA',
      engine: 'ClamAV 1.4.3',
      definitions: '27800',
      builtAt: AT,
      policy: 'a91f03bc',
      device: { vendor: 'SanDisk', product: 'Ultra', serial: '4C530001' },
      volume: { fileSystem: 'exfat' },
    }),
    entry(52_303, 'session.inventory', 3, { files: 5276, bytes: 1_200_000_000 }),
    entry(52_304, 'session.facts', 30, {
      by: { type: 'person', person: 'tanaka', role: 'staff' },
      facts: { staff: 'tanaka', origin: 'referring-hospital', purpose: '検査結果を見る' },
    }),
    entry(57_590, 'release.intent', 120, { files: 5268, bytes: 1_190_000_000, folder: 'x' }),
    entry(57_591, 'release.arrived', 139, { files: 5268, bytes: 1_190_000_000 }),
    entry(57_592, 'session.closed', 141, { outcome: 'partial', error: null }),
    entry(57_593, 'medium.removed', 160, {}),
  ],
};

export const DASHBOARD: Dashboard = {
  date: '2026-11-22',
  today: LINES.slice(0, 6),
  days: Array.from({ length: 30 }, (_, n) => ({
    date: new Date(Date.parse(AT) - (29 - n) * DAY).toISOString().slice(0, 10),
    outcomes:
      n % 7 === 0
        ? {}
        : {
            released: 4 + ((n * 5) % 9),
            partial: n % 4,
            blocked: n % 5 === 0 ? 2 : 0,
            aborted: n % 11 === 0 ? 1 : 0,
          },
  })),
  reasons: [
    reason('executable', 312),
    reason('encrypted', 41),
    reason('medium-infected', 12),
    reason('macro', 9),
    reason('archive-unreadable', 3),
    reason('engine-limit', 2),
    reason('signature', 1),
  ],
  head: { seq: 57_620, hash: hash(57_620) },
  fingerprint: hash(0x71d0),
  newestAt: AT,
};

const person = (n: number, more: Partial<Person> = {}): Person => ({
  id: `staff-${n}`,
  name: STAFF[n % 3]!,
  role: 'staff',
  since: before(300 * DAY),
  disabled: false,
  lastLogin: before(3 * DAY),
  card: n === 0,
  totp: false,
  failures: 0,
  locked: false,
  waits: 0,
  ...more,
});
export const PEOPLE: readonly Person[] = [
  person(0),
  person(1, { failures: 10, locked: true, waits: 1520 }),
  person(2, { lastLogin: null }),
  person(3, { id: 'watanabe', name: '渡辺 院長', role: 'administrator', totp: true }),
  person(4, { id: 'kansa', name: '監査 太郎', role: 'auditor' }),
  person(5, { id: 'ito', name: '伊藤 健', disabled: true }),
];

const medium = (n: number, more: Partial<MediumLine> = {}): MediumLine => ({
  id: `USB-00${n}`,
  name: ['受付用', '健診の受け渡し用', '業者の保守用', '院長の予備', '古い画像用'][n - 1]!,
  key: { type: 'serial', vendorId: '0781', productId: '5581', serial: `4C53000${n}` },
  state: 'in-use',
  since: before(200 * DAY),
  registeredAt: before(200 * DAY),
  registeredBy: 'watanabe',
  details: {
    type: 'usb',
    product: 'SanDisk Ultra',
    bytes: 16e9,
    encrypted: n % 2 === 0,
    owner: 'clinic',
    storage: '受付の鍵付き引き出し',
  },
  loan: null,
  counted: before(20 * DAY),
  disposal: null,
  overdue: false,
  ...more,
});
export const MEDIA: readonly MediumLine[] = [
  medium(1),
  medium(2, {
    loan: { to: '検査会社 担当 山本', purpose: '健診結果の受け取り', due: '2026-11-30', since: AT },
  }),
  medium(3, { loan: { to: '保守業者', purpose: '定期点検', due: '2026-11-10', since: AT }, overdue: true }),
  medium(4, { state: 'lost', counted: null }),
  medium(5, { state: 'retired', disposal: { how: 'shredded', why: '老朽', witness: '渡辺' } }),
];

export const EXCEPTIONS: readonly FileException[] = [
  {
    id: '0a1b2c3d4e5f',
    sha256: hash(0xbeef),
    reason: '保守業者の点検用プログラム。提供元に確認した。',
    vendorConfirmation: true,
    grantedAt: before(2 * DAY),
    expires: new Date(Date.parse(AT) + 5 * DAY).toISOString(),
    first: 'watanabe',
    second: 'tanaka',
    revoked: null,
    uses: 2,
    lastUse: { at: before(DAY), session: LINES[2]!.id },
  },
  {
    id: '0a1b2c3d4e60',
    sha256: hash(0xcafe),
    reason: '健診会社の集計表のマクロ。',
    vendorConfirmation: false,
    grantedAt: before(60 * DAY),
    expires: before(30 * DAY),
    first: 'watanabe',
    second: 'sato',
    revoked: null,
    uses: 0,
    lastUse: null,
  },
];

const DEFINITIONS: DefinitionsStatus = {
  state: 'fresh',
  builtAt: AT,
  days: 0,
  refusal: null,
  files: ['main.cvd', 'daily.cld', 'bytecode.cvd'].map((name, n) => ({
    name,
    bytes: 90_000_000,
    sha256: hash(0xd000 + n),
    version: 27_800 + n,
    signatures: 6_647_427 - n * 4_000_000 > 0 ? 6_647_427 - n * 3_000_000 : 90,
    builtAt: before(n * DAY),
  })),
};

export const SETTINGS = {
  version: 'a91f03bc12345678',
  settings: {
    ...defaultSettings(),
    clinic: OPEN.clinic,
    inbox: { dir: '/mnt/karte/受付', preset: 'general' as const },
  },
};

export const SETUP: SetupStatus = {
  founding: true,
  clinic: false,
  inbox: false,
  engine: { ok: true, name: 'ClamAV 1.4.3', error: null },
  definitions: OPEN.definitions,
  practice: true,
  sample: true,
};

export const PACKED: Packed = {
  name: 'sekisho-pack-20261122-190000',
  files: 14,
  sessions: 1204,
  practice: false,
  faults: 0,
  pdf: null,
  head: DASHBOARD.head,
  fingerprint: DASHBOARD.fingerprint,
};

export const ANSWERS: Answers = {
  whoami: loggedIn('administrator'),
  'dashboard.read': DASHBOARD,
  'records.search': { lines: LINES, next: null },
  'records.detail': STORY,
  'records.files': HELD,
  'people.list': PEOPLE,
  'media.list': MEDIA,
  'exceptions.list': EXCEPTIONS,
  'reviews.status': {
    days: [
      { date: '2026-11-18', sessions: 7 },
      { date: '2026-11-19', sessions: 12 },
      { date: '2026-11-20', sessions: 9 },
    ],
    sinceReview: 34,
    due: true,
  },
  'reviews.list': [
    {
      at: before(34 * DAY),
      by: 'watanabe',
      first: '2026-10-01',
      last: '2026-10-18',
      remarks: '検査会社のUSBにマクロ付きの表があった。PDFで送るよう頼んだ。',
      sessions: 131,
      through: { seq: 48_102, hash: hash(48_102) },
    },
  ],
  'reviews.sign': {
    at: AT,
    by: 'watanabe',
    first: '2026-11-18',
    last: '2026-11-20',
    remarks: '',
    sessions: 28,
    through: { seq: 57_620, hash: hash(57_620) },
  },
  'drills.status': { last: null, sinceDrill: 12, due: false },
  'drills.list': [
    {
      at: before(12 * DAY),
      by: 'watanabe',
      passed: true,
      engine: null,
      remarks: '',
      results: (['test-virus', 'dead-engine', 'pulled-medium'] as const).map((check) => ({
        check,
        expected: 'blocked',
        found: 'blocked',
        passed: true,
        seconds: 4,
      })),
    },
  ],
  'definitions.status': DEFINITIONS,
  'settings.read': SETTINGS,
  'settings.change': SETTINGS,
  'setup.status': SETUP,
  'setup.found': { person: 'watanabe', recoveryCode: 'K7QF-9M2X-WT4P-6HRD' },
  'setup.inbox-test': { name: '受付', free: 800e9 },
  'folder.choose': { path: '/mnt/karte/受付' },
  'own.totp-begin': {
    secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
    uri: 'otpauth://totp/USB%E9%96%A2%E6%89%80:watanabe?secret=JBSWY3DPEHPK3PXP&issuer=Sekisho',
  },
  'export.count': { media: 5, sessions: 1204, files: 812_554, operations: 3310, reviews: 14, ledger: 57_620 },
  'export.start': { job: 'job-1' },
  'export.status': { state: 'running', done: 410, total: 1204 },
  'export.save': { way: 'saved', name: 'B-sessions.csv' },
  'verify.start': { job: 'job-2' },
  'verify.status': { state: 'running', done: 21_000, total: 57_620 },
  'definitions.update': { job: 'job-3' },
  'definitions.update-status': { state: 'running', done: 0, total: null },
  'drills.hold': { job: 'job-4' },
  'drills.hold-status': { state: 'running', done: 1, total: 3 },
  'pack.start': { job: 'job-5' },
  'pack.status': { state: 'running', done: 21_000, total: 57_620 },
  'backup.verify': {
    name: 'sekisho-backup-20261115-183000',
    at: before(7 * DAY),
    entries: 55_102,
    head: { seq: 55_102, hash: hash(55_102) },
    withKey: false,
    restored: false,
  },
  'login.keep': null,
};
