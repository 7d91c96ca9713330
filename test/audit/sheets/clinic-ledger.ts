/** A small clinic's ledger with one of everything that the sheets show, and names that attack whoever opens them. */

import fs from 'node:fs';
import path from 'node:path';

import { fileKeyStore } from '../../../electron/core/audit/keys.ts';
import type { OpenLedger } from '../../../electron/core/audit/ledger.ts';
import {
  writeSheets,
  type SheetsRequest,
  type WrittenSheets,
} from '../../../electron/core/audit/sheets/write-sheets.ts';
import type { LedgerDraft } from '../../../electron/core/ports.ts';
import { choosePeriod, type PeriodChoice } from '../../../shared/japan-time.ts';
import { SHEET_FILES, type SheetName } from '../../../shared/model/sheets.ts';
import type { Result } from '../../../shared/result.ts';
import {
  closed,
  file,
  open,
  opened,
  SHA,
  temporaryFolder,
  testClock,
  value,
  type TestClock,
} from '../data-folder.ts';

/** Formulas, quotes, line breaks, NUL, full-width signs, bidi, emoji, characters beyond the BMP, decomposed ones. */
export const HOSTILE = [
  '=cmd|"/c calc"!A0',
  'a"b""c.txt',
  'line\r\nbreak\ttab\0nul.txt',
  '＝1+1.csv',
  '＠SUM(A1).csv',
  'photo\u202egnp.exe',
  '😀👨‍👩‍👧.png',
  '𠮷野家.pdf',
  'か\u3099.dcm',
  "'quoted",
  '000000000012',
  '␊ and [U+202E] and 〓U+20BB7.txt',
  '+SUM.txt',
  '-1+1',
  'a,b;c.txt',
] as const;

export const ADMIN = { type: 'person', person: 'admin1', role: 'administrator' } as const;
export const STAFF = { type: 'person', person: 'suzuki', role: 'staff' } as const;
export const SESSION = '0000000000a1';
export const MINUTE = 60_000;

export type ClinicLedger = { readonly dir: string; readonly clock: TestClock; readonly ledger: OpenLedger };

/** Appends the drafts at once, a second after what was there. */
export function tell(
  { ledger, clock }: ClinicLedger,
  ...drafts: readonly (Omit<LedgerDraft, 'session'> & { session?: string })[]
): void {
  value(ledger.append(drafts.map((draft) => ({ session: null, ...draft }))));
  clock.at += 1000;
}

export function startClinic(at?: number): ClinicLedger {
  const dir = temporaryFolder();
  const clock = testClock(at);
  const ledger = value(open(dir, clock));
  clock.at += 1000;
  return { dir, clock, ledger };
}

const MEDIUM_KEY = { type: 'serial', vendorId: '0781', productId: '5581', serial: '004C530001' };
const DETAILS = {
  type: 'usb',
  product: 'SanDisk Ultra',
  bytes: 16_000_000_000,
  encrypted: true,
  owner: 'clinic',
  storage: '事務室 金庫',
};

export function wholeClinic(): ClinicLedger {
  const clinic = startClinic();
  const body = (more: LedgerDraft['body']): LedgerDraft['body'] => ({ ...more, by: ADMIN });
  tell(
    clinic,
    {
      kind: 'settings.changed',
      body: body({
        version: 'a1a1',
        previous: 'b2b2',
        how: 'edit',
        changes: [{ at: 'clinic.name', before: '', after: '山田医院' }],
        settings: { clinic: { name: '山田医院', contact: '' } },
      }),
    },
    {
      kind: 'person.added',
      body: body({ person: 'suzuki', name: '鈴木', role: 'staff', secret: 'initial' }),
    },
    { kind: 'login.succeeded', body: { person: 'suzuki', role: 'staff', factors: ['secret'] } },
    {
      kind: 'medium.registered',
      body: body({ medium: 'M-001', name: '院内1', key: MEDIUM_KEY, staff: 'admin1', details: DETAILS }),
    },
    {
      kind: 'medium.registered',
      body: body({
        medium: 'M-002',
        name: '院内2',
        key: { type: 'mark', sha256: SHA('5') },
        staff: 'admin1',
        details: null,
      }),
    },
    { kind: 'stock.taken', body: body({ present: ['M-001', 'M-002'], absent: [], remarks: '' }) },
    { kind: 'medium.lent', body: body({ medium: 'M-001', to: '佐藤', purpose: '学会', due: '2026-11-30' }) },
    {
      kind: 'medium.retired',
      body: body({
        medium: 'M-002',
        staff: 'admin1',
        why: '故障',
        disposal: { how: 'shredded', why: '故障', witness: '鈴木' },
      }),
    },
    {
      kind: 'exception.granted',
      body: body({
        exception: 'e1e1e1e1e1e1',
        sha256: SHA('3'),
        reason: '業者の確認済み',
        vendorConfirmation: false,
        expires: '2026-12-22T00:00:00.000Z',
        second: STAFF,
      }),
    },
  );
  mediumComes(clinic);
  tell(
    clinic,
    {
      kind: 'review.signed',
      body: body({
        first: '2026-11-01',
        last: '2026-11-22',
        remarks: '異常なし',
        sessions: 1,
        through: { seq: 9, hash: SHA('f') },
      }),
    },
    {
      kind: 'drill.held',
      body: body({
        passed: false,
        remarks: '=1+1',
        results: [
          { check: 'test-virus', expected: 'blocked', found: 'blocked', passed: true, seconds: 1 },
          { check: 'dead-engine', expected: 'refused', found: 'released', passed: false, seconds: 2 },
        ],
      }),
    },
  );
  clinic.ledger.close();
  return clinic;
}

function mediumComes(clinic: ClinicLedger): void {
  const folder = '20261122-100000_山田太郎_0000';
  const device = { id: 'u1', vendorId: '0781', productId: '5581', serial: '004C530001' };
  const place = '/media/山田太郎';
  const volume = {
    id: `1:${place}`,
    name: '山田太郎',
    mountPoint: place,
    medium: { id: 'M-001', name: '院内1' },
  };
  const first = opened(SESSION, {
    from: place,
    label: '山田太郎',
    staff: null,
    purpose: null,
    device,
    volume,
  });
  const files = HOSTILE.map((name, index) =>
    file(SESSION, index + 1, {
      path: name,
      destination: index === 0 ? null : `${folder}/${name}`,
      ...(index === 0 ? { verdict: 'infected', reason: 'signature', detail: { signature: '+Bad.Sig' } } : {}),
      ...(index === 2 ? { sha256: SHA('3'), raw: '6c696e650d0a' } : {}),
    }),
  );
  const facts = { origin: 'referring-hospital', sender: '中央病院', purpose: '紹介', patientId: '00012345' };
  const counts = { total: files.length, released: files.length - 1, blocked: 1 };
  const nothing = { staff: null, origin: null, sender: null, purpose: null, patientId: null };
  tell(
    clinic,
    { ...first, session: SESSION },
    ...files.map((draft) => ({ ...draft, session: SESSION })),
    {
      kind: 'exception.used',
      session: SESSION,
      body: { exception: 'e1e1e1e1e1e1', sha256: SHA('3'), path: HOSTILE[2] },
    },
    {
      kind: 'session.facts',
      session: SESSION,
      body: { facts: { ...facts, staff: 'suzuki', disposition: null }, by: STAFF },
    },
    {
      kind: 'release.arrived',
      session: SESSION,
      body: { folder, files: 14, bytes: 14_000, manifest: SHA('d') },
    },
    { ...closed(SESSION, files.length, { outcome: 'partial', files: counts }), session: SESSION },
    {
      kind: 'session.facts',
      session: SESSION,
      body: { facts: { ...nothing, disposition: 'returned' }, by: ADMIN },
    },
  );
}

export type Wish = Partial<Omit<SheetsRequest, 'period'>> & { readonly choice?: PeriodChoice };

/** Exports into a folder of its own. */
export async function exported(
  dir: string,
  { choice = {}, ...wish }: Wish = {},
): Promise<{ readonly result: Result<WrittenSheets>; readonly folder: string }> {
  const folder = path.join(temporaryFolder(), 'out');
  const result = await writeSheets({
    dataDir: dir,
    keys: fileKeyStore(dir),
    clock: { now: () => Date.parse('2026-11-22T09:00:00.000Z') },
    app: 'sekisho test',
    period: value(choosePeriod(choice)),
    sheets: ['files'],
    encoding: 'utf8',
    language: 'ja',
    mask: [],
    by: 'admin1',
    out: { folder },
    ...wish,
  });
  return { result, folder };
}

export async function sheet(dir: string, name: SheetName, wish: Wish = {}): Promise<string> {
  const { result, folder } = await exported(dir, { ...wish, sheets: [name] });
  value(result);
  return path.join(folder, SHEET_FILES[name]);
}

export const read = (name: string): Buffer => fs.readFileSync(name);
