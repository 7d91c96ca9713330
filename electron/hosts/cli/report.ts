/** How a session is told: one JSON object a line for programs, or a table and the next step in words for people. */

import type { GateError } from '../../../shared/errors.ts';
import type { FileRecord } from '../../../shared/model/session.ts';
import { visible, visibleJson } from '../../../shared/visible.ts';
import { size } from '../../../shared/words/words.ts';
import type { Gate, GateSettings } from '../../core/gatekeeper.ts';
import type { SessionResult } from '../../core/session/job.ts';
import { isJunk } from '../../core/session/decide.ts';
import { sayError } from './io.ts';
import type { Io } from './io.ts';
import { table } from './table.ts';

export type Report = {
  readonly opened: (gate: Gate, settings: GateSettings) => void;
  readonly finished: (result: SessionResult, to: string) => void;
  /** Nothing was read: wrong usage, a closed gate, an inbox that cannot be used. */
  readonly refused: (error: GateError) => void;
};

/** The line of one file, as the CLI contract names its fields; `raw`, `cached` and `exception` only where they say something. */
export function fileLine(file: FileRecord): string {
  const { path, size: bytes, sha256, type, verdict, reason, detail, destination } = file;
  return visibleJson({
    event: 'file',
    path,
    size: bytes,
    sha256,
    type,
    verdict,
    reason,
    detail,
    destination,
    ...(file.raw === null ? {} : { raw: file.raw }),
    ...(file.cached ? { cached: true } : {}),
    ...(file.exception === undefined ? {} : { exception: file.exception }),
  });
}

export function finishedLine(result: SessionResult, practice: boolean, insertion?: string): string {
  const { session, outcome, files, bytes, bytesRead, seconds, error } = result;
  return visibleJson({
    event: 'finished',
    session,
    outcome,
    files,
    bytes,
    bytesRead,
    seconds,
    ...(practice ? { practice } : {}),
    ...(insertion === undefined ? {} : { insertion }),
    ...(error === null ? {} : { error }),
  });
}

const LINES_A_WRITE = 500;

function* inPortions<T>(items: Iterable<T>, size: number): Generator<readonly T[]> {
  let portion: T[] = [];
  for (const item of items) {
    portion.push(item);
    if (portion.length < size) continue;
    yield portion;
    portion = [];
  }
  if (portion.length > 0) yield portion;
}

export function jsonReport(io: Io): Report {
  let practice = false;
  return {
    opened(_gate, settings) {
      ({ practice } = settings);
    },
    finished(result) {
      // A write a line takes a third of a second for 20,000 files.
      for (const lines of inPortions(result.records(), LINES_A_WRITE)) io.out(lines.map(fileLine).join('\n'));
      io.out(finishedLine(result, practice));
    },
    refused(error) {
      sayError(io, error);
      const files = { total: 0, released: 0, blocked: 0 };
      const line = {
        event: 'finished',
        session: null,
        outcome: 'refused',
        files,
        bytes: 0,
        bytesRead: 0,
        seconds: 0,
      };
      io.out(visibleJson({ ...line, error }));
    },
  };
}

/** A table longer than this is no help; the record has the rest. */
const MAX_ROWS = 100;

function sayPostponed(io: Io, postponed: Gate['postponed']): void {
  const sessions = postponed.map(({ session }) => session).join(', ');
  io.say(
    io.language === 'ja'
      ? `前回の取り込みをまだ確認できていません(取り込み先が応答しません。次回また確認します): ${sessions}`
      : `Ended half-way and not looked into yet, since the destination does not answer; tried again next time: ${sessions}`,
  );
}

export function wordReport(io: Io): Report {
  const ja = io.language === 'ja';
  return {
    opened(gate, settings) {
      if (settings.practice) {
        io.out(ja ? '【練習モード ― 実際の検査ではありません】' : '[Practice mode: this is no real check]');
      }
      const { engine, definitions, builtAt, state } = gate.engine;
      const date = builtAt === null ? '' : `, ${builtAt.slice(0, 10)}`;
      io.say(`${engine} · ${io.words.definitions[state]} (${definitions}${date})`);
      if (gate.postponed.length > 0) sayPostponed(io, gate.postponed);
      if (gate.recovered.length === 0) return;
      const sessions = gate.recovered.map((found) => found.session).join(', ');
      io.say(
        ja ? `前回の取り込みは途中で終わっていました: ${sessions}` : `Ended half-way last time: ${sessions}`,
      );
    },
    finished(result, to) {
      const held = [...result.records()].filter((file) => file.destination === null);
      const shown = held.filter((file) => !isJunkRecord(file) && file.verdict !== 'clean');
      if (shown.length > 0) {
        for (const line of table([heading(ja), ...shown.slice(0, MAX_ROWS).map((file) => row(io, file))]))
          io.out(line);
      }
      if (shown.length > MAX_ROWS) {
        const rest = shown.length - MAX_ROWS;
        const command = `sekisho audit show ${result.session}`;
        io.out(ja ? `ほか ${rest} 件(${command})` : `and ${rest} more (${command})`);
      }
      const { files, bytes, seconds } = result;
      const counts = ja
        ? `${files.total} 件(${size(bytes)})のうち ${files.released} 件を取り込みました(${seconds} 秒)`
        : `${files.released} of ${files.total} files (${size(bytes)}) brought in, ${seconds} s`;
      io.out(shown.length > 0 ? `\n${counts}` : counts);
      if (result.folder !== null)
        io.out(`${ja ? '取り込み先' : 'Inbox'}: ${visible(`${to}/${result.folder}`)}`);
      io.out(`${ja ? '受付番号' : 'Session'}: ${result.session}`);
      const { what, next } = io.words.outcomes[result.outcome];
      if (result.error === null) {
        io.out(what);
        io.out(`→ ${next}`);
      } else {
        sayError(io, result.error);
      }
    },
    refused: (error) => sayError(io, error),
  };
}

const heading = (ja: boolean): string[] =>
  ja ? ['判定', '理由', 'ファイル', '詳細', '次にすること'] : ['Verdict', 'Reason', 'File', 'Detail', 'Next'];

function row(io: Io, file: FileRecord): string[] {
  const said = file.reason === null ? { what: '', next: '' } : io.words.reasons[file.reason];
  const detail = Object.entries(file.detail ?? {}).map(([key, value]) => `${key}=${String(value)}`);
  return [
    io.words.verdicts[file.verdict],
    said.what,
    visible(file.path),
    visible(detail.join(' ')),
    said.next,
  ];
}

function isJunkRecord(file: FileRecord): boolean {
  if (file.verdict === 'clean' || file.reason === null) return false;
  return isJunk({ verdict: file.verdict, reason: file.reason, detail: file.detail ?? {} });
}
