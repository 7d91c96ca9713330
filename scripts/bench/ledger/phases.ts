/** What is measured of a ledger, phase by phase; each runs in a process of its own, so that its memory is its own. */

import fs from 'node:fs';
import path from 'node:path';
import { openByKind, type KindReader } from '../../../electron/core/audit/by-kind.ts';
import { fileKeyStore } from '../../../electron/core/audit/keys.ts';
import { openOverview } from '../../../electron/core/audit/overview.ts';
import { openRecords } from '../../../electron/core/audit/records.ts';
import { writeSheets } from '../../../electron/core/audit/sheets/write-sheets.ts';
import { verifyLedger } from '../../../electron/core/audit/verify.ts';
import { LEDGER_FILE } from '../../../electron/core/store/open.ts';
import { must } from '../must.ts';
import { APP, fileHash, makeRecord, sessionId, type MadeUp } from './made-up-record.ts';
import { questions } from './questions.ts';

/** `goal`: at most (`most`) or at least (`least`) this; left out where only the figure matters. */
export type Figure = {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly goal?: { readonly most: number } | { readonly least: number };
};

const PAGE_MS = { most: 50 };
const ENTRIES_A_SECOND = { least: 100_000 };
const MEMORY_MB = { most: 250 };

/** Of the longest twentieth, the shortest. */
export function p95(times: readonly number[]): number {
  const sorted = times.toSorted((one, other) => one - other);
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0;
}

function milliseconds(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

const made = (dataDir: string): string => path.join(dataDir, 'made-up.json');

/** What `make` made; null where nothing was made yet. */
export function madeIn(dataDir: string): MadeUp | null {
  return fs.existsSync(made(dataDir)) ? (JSON.parse(fs.readFileSync(made(dataDir), 'utf8')) as MadeUp) : null;
}

function need(dataDir: string): MadeUp {
  const known = madeIn(dataDir);
  if (known === null) throw new Error('no record was made');
  return known;
}

function make(dataDir: string, entries: number): readonly Figure[] {
  const record = makeRecord(dataDir, fileKeyStore(dataDir), entries);
  fs.writeFileSync(made(dataDir), JSON.stringify(record));
  return [];
}

/** The figures of making it are kept with it: the record is made once, whoever asks first. */
function size(dataDir: string): readonly Figure[] {
  const { entries, appendMs } = need(dataDir);
  const { size: bytes } = fs.statSync(path.join(dataDir, LEDGER_FILE));
  return [
    { what: 'append, each entry', value: (appendMs / entries) * 1000, unit: 'µs', goal: { most: 25 } },
    { what: 'size, each entry', value: bytes / entries, unit: 'bytes' },
  ];
}

function pages(dataDir: string): readonly Figure[] {
  const records = must(openRecords({ dataDir }));
  const figures = Object.entries(questions(need(dataDir))).map(([what, filters]) => {
    const times = filters.map((filter) => milliseconds(() => must(records.listSessions(filter))));
    return { what: `page: ${what}, p95`, value: p95(times), unit: 'ms', goal: PAGE_MS };
  });
  records.close();
  return figures;
}

/** What the window and the gate read beside the list: one session, the dashboard's counts, folds over kinds. */
function byKind(dataDir: string): readonly Figure[] {
  const { sessions, start } = need(dataDir);
  const numbers = Array.from({ length: 200 }, (_, index) => Math.floor((index * sessions) / 200));
  const [reader, overview] = [must(openByKind(dataDir)), must(openOverview({ dataDir }))];
  const each = (what: string, look: (number: number) => unknown): Figure => ({
    ...{ what: `${what}, p95`, unit: 'ms', goal: PAGE_MS },
    value: p95(numbers.map((number) => milliseconds(() => look(number)))),
  });
  const monthAgo = new Date(start + (3 * 365 - 30) * 86_400_000).toISOString();
  const figures = [
    each('by kind: the steps of a session', (number) => must(reader.ofSession(sessionId(number)))),
    each('by kind: verdicts on a hash', (number) => must(reader.verdictsOn(fileHash(number, 1)))),
    each('by kind: newest of a kind', () => must(reader.findNewest(['session.closed'], () => true))),
    each('files of a session, a page', (number) =>
      must(overview.files(sessionId(number), { held: false, after: null, limit: 100 })),
    ),
    each('dashboard: 30 days', () => [must(overview.outcomes(monthAgo)), must(overview.held(monthAgo))]),
    ...folds(reader, sessions),
  ];
  reader.close();
  overview.close();
  return figures;
}

function folds(reader: KindReader, sessions: number): readonly Figure[] {
  let seen = 0;
  const rare = milliseconds(() => must(reader.each(['settings.changed', 'person.added'], 0, () => seen++)));
  const openings = milliseconds(() => must(reader.eachOpening(0, () => seen++)));
  const every = milliseconds(() => must(reader.each(['session.facts'], 0, () => seen++)));
  if (seen < 2 * sessions) throw new Error('the fold missed entries');
  return [
    { what: 'by kind: fold of rare kinds', value: rare, unit: 'ms', goal: PAGE_MS },
    { what: 'by kind: when sessions began', value: openings, unit: 'ms', goal: PAGE_MS },
    { what: `by kind: fold of ${sessions} entries`, value: every, unit: 'ms' },
  ];
}

/** Entries in each second, by the clock on the wall, and beside it by the processor time that was really had. */
async function throughput(what: string, work: () => Promise<number>): Promise<readonly Figure[]> {
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  const count = await work();
  const wall = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return [
    { what, value: count / wall, unit: 'per s', goal: ENTRIES_A_SECOND },
    { what: `${what}, by CPU time of all threads`, value: (count * 1e6) / (user + system), unit: 'per s' },
    {
      ...{ what: `${what}, memory at most`, unit: 'MB', goal: MEMORY_MB },
      value: (process.resourceUsage().maxRSS * 1024) / 1e6,
    },
  ];
}

/** The sheet with a row for each file, of the whole record, as a clinic exports it. */
const EXPORT = {
  app: APP,
  encoding: 'utf8',
  language: 'ja',
  mask: [],
  by: null,
  sheets: ['files'],
  period: { kind: 'all', name: null, first: null, last: null, from: null, to: null },
} as const;

const exported = (dataDir: string): Promise<readonly Figure[]> =>
  throughput('export of the files sheet', async () => {
    const folder = path.join(dataDir, 'sheets');
    const [keys, clock] = [fileKeyStore(dataDir), { now: () => Date.now() }];
    const written = must(await writeSheets({ ...EXPORT, dataDir, keys, clock, out: { folder } }));
    fs.rmSync(folder, { recursive: true });
    return written.files[0]?.rows ?? 0;
  });

const verified = (dataDir: string): Promise<readonly Figure[]> =>
  throughput('verify', async () => {
    const report = must(await verifyLedger({ dataDir, keys: fileKeyStore(dataDir) }));
    if (!report.ok) throw new Error(`the ledger does not verify: ${JSON.stringify(report.faults)}`);
    return report.entries;
  });

type Phase = (dataDir: string, entries: number) => readonly Figure[] | Promise<readonly Figure[]>;

export const PHASES = { make, size, pages, byKind, exported, verified } satisfies Record<string, Phase>;
export type PhaseName = keyof typeof PHASES;
