/** `sekisho audit list` and `show`: sessions and their files, for people and as JSON lines. */

import { japanClock, japanDays } from '../../../shared/japan-time.ts';
import type { SessionSummary } from '../../../shared/model/ledger.ts';
import { OUTCOMES } from '../../../shared/model/session.ts';
import type { FileRecord } from '../../../shared/model/session.ts';
import { err } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { visible, visibleJson } from '../../../shared/visible.ts';
import { size } from '../../../shared/words/words.ts';
import { openRecords } from '../../core/audit/records.ts';
import type { Records, SessionDetail } from '../../core/audit/records.ts';
import { parse, usage } from './args.ts';
import { EXIT } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { dataDirOf } from './io.ts';
import type { Io } from './io.ts';
import { fileLine } from './report.ts';
import { table } from './table.ts';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 100_000;

function withRecords(dataDir: string, use: (records: Records) => Result<ExitCode>): Result<ExitCode> {
  const records = openRecords({ dataDir });
  if (!records.ok) return records;
  try {
    return use(records.value);
  } finally {
    records.value.close();
  }
}

export function list(args: readonly string[], io: Io): Result<ExitCode> {
  const kinds = {
    data: 'text',
    from: 'text',
    to: 'text',
    outcome: 'text',
    search: 'text',
    limit: 'text',
    untold: 'flag',
    json: 'flag',
  } as const;
  const parsed = parse(args, kinds);
  if (!parsed.ok) return parsed;
  const { data, from, to, outcome, search, limit, untold, json } = parsed.value.options;
  const known = OUTCOMES.find((one) => one === outcome);
  if (outcome !== null && known === undefined) return err(usage(`--outcome: one of ${OUTCOMES.join(', ')}`));
  const wanted = limit === null ? DEFAULT_LIMIT : Number(limit);
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > MAX_LIMIT)
    return err(usage(`--limit: 1 to ${MAX_LIMIT}`));
  const period = japanDays(from ?? undefined, to ?? undefined);
  if (!period.ok) return period;
  return withRecords(dataDirOf(io, data), (records) => {
    const rows: string[][] = [];
    let before: number | undefined;
    for (let left = wanted; left > 0;) {
      const page = records.listSessions({
        from: period.value.from ?? undefined,
        to: period.value.to ?? undefined,
        outcome: known,
        search: search ?? undefined,
        untold: untold || undefined,
        before,
        limit: Math.min(left, 1000),
      });
      if (!page.ok) return page;
      for (const session of page.value.sessions) {
        if (json) io.out(visibleJson({ event: 'session', ...session }));
        else rows.push(summaryRow(io, session));
      }
      before = page.value.sessions.at(-1)?.seq;
      left = page.value.more ? left - page.value.sessions.length : 0;
    }
    if (!json) for (const line of table([LIST_HEADING[io.language], ...rows])) io.out(line);
    return { ok: true, value: EXIT.done };
  });
}

const LIST_HEADING = {
  ja: ['日時', '受付番号', '媒体', '結果', '取り込み', '件数', '容量', '操作者'],
  en: ['Time', 'Session', 'Medium', 'Outcome', 'In', 'Files', 'Size', 'Staff'],
} as const;

function summaryRow(io: Io, session: SessionSummary): string[] {
  const practice = session.practice ? (io.language === 'ja' ? '(練習)' : ' (practice)') : '';
  return [
    japanClock(session.openedAt),
    session.id,
    visible(session.label ?? ''),
    `${session.outcome ?? '…'}${practice}`,
    String(session.files.released),
    String(session.files.total),
    size(session.bytes),
    visible(session.staff ?? ''),
  ];
}

export function show(args: readonly string[], io: Io): Result<ExitCode> {
  const parsed = parse(args, { data: 'text', json: 'flag' } as const, 1);
  if (!parsed.ok) return parsed;
  const [id] = parsed.value.rest;
  if (id === undefined) return err(usage('audit show SESSION: which session?'));
  const { data, json } = parsed.value.options;
  return withRecords(dataDirOf(io, data), (records) => {
    const found = records.showSession(id);
    if (!found.ok) return found;
    if (json) showLines(io, found.value);
    else showWords(io, found.value);
    return { ok: true, value: EXIT.done };
  });
}

/** A file's entry names where it was to go; it went there only if the session's release arrived. */
function arrived(detail: SessionDetail): boolean {
  return detail.steps.some(
    ({ kind, body }) =>
      kind === 'release.arrived' || (kind === 'session.interrupted' && body['arrived'] !== null),
  );
}

function* told(detail: SessionDetail): Iterable<FileRecord> {
  const there = arrived(detail);
  for (const file of detail.files()) yield there ? file : { ...file, destination: null };
}

function showLines(io: Io, detail: SessionDetail): void {
  io.out(visibleJson({ event: 'session', ...detail.session }));
  for (const entry of detail.steps) io.out(visibleJson({ event: 'entry', ...entry }));
  for (const file of told(detail)) io.out(fileLine(file));
}

function showWords(io: Io, detail: SessionDetail): void {
  for (const line of table([LIST_HEADING[io.language], summaryRow(io, detail.session)])) io.out(line);
  io.out('');
  for (const { seq, at, kind, body } of detail.steps) {
    io.out(`#${seq}  ${japanClock(at)}  ${kind}  ${visible(JSON.stringify(body))}`);
  }
  io.out('');
  for (const file of told(detail)) {
    const reason = file.reason === null ? '' : ` ${file.reason} ${JSON.stringify(file.detail ?? {})}`;
    io.out(
      `${file.verdict}${visible(reason)}  ${visible(file.path)}  ${file.sha256 ?? '-'}${file.destination === null ? '' : `  → ${visible(file.destination)}`}`,
    );
  }
}
