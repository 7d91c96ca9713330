/** The cover: what was exported, by whom, whether the record held, and what each file must be. */

import { japanClock } from '../../../../shared/japan-time.ts';
import type { CoverFacts, CoverItem, Place } from '../../../../shared/model/cover.ts';
import type { LedgerFault } from '../../../../shared/model/ledger.ts';
import { codeWord, type SheetWords } from '../../../../shared/words/sheet-words.ts';
import type { SheetRow } from './scope.ts';

type Line = readonly [item: CoverItem, value: string | number | null, note?: string | null];

const placeOf = (place: Place | null): readonly [string | null, string | null] =>
  place === null ? [null, null] : [place.hash, `#${place.seq} ${japanClock(place.at)}`];

const faultOf = ({ code, ...where }: LedgerFault): readonly [string, string] => [
  code,
  Object.entries(where)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join('; '),
];

const tally = (words: SheetWords, sheet: 'sessions' | 'files', key: string, counts: object): string | null =>
  Object.entries(counts)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([code, count]) => `${codeWord(words, sheet, key, code)} ${String(count)}`)
    .join(', ') || null;

function periodOf({ period }: CoverFacts, words: SheetWords): Line {
  const { kind, name, first, last } = period;
  const days = words.cover.days(first, last);
  if (kind === 'all') return ['period', words.cover.wholeRecord];
  if (kind === 'days' || name === null) return ['period', days];
  return ['period', kind === 'fiscal-year' ? words.cover.fiscalYear(name) : name, days];
}

function verifyLines({ verify }: CoverFacts, { cover }: SheetWords): readonly Line[] {
  if (verify === null) return [['verify', cover.notVerified]];
  const { ok, entries, faults } = verify;
  const said = ok ? cover.verified(entries) : cover.faulty(faults.length, entries);
  return [
    ['verify', said, cover.keptElsewhere],
    ...faults.map((fault): Line => ['fault', ...faultOf(fault)]),
  ];
}

function lines(facts: CoverFacts, words: SheetWords): readonly Line[] {
  const { counts, mask } = facts;
  const { cover } = words;
  const practice = counts.practiceSessions;
  return [
    ['clinic', facts.clinic],
    periodOf(facts, words),
    ['practice', cover.practice[facts.practice], practice === 0 ? null : cover.practiceCount(practice)],
    ['by', facts.by],
    ['madeAt', japanClock(facts.madeAt)],
    ['app', facts.app],
    ['sessions', counts.sessions],
    ['outcomes', tally(words, 'sessions', 'outcome', counts.outcomes)],
    ['files', counts.files],
    ['verdicts', tally(words, 'files', 'verdict', counts.verdicts)],
    ['released', counts.released],
    ['entries', counts.entries],
    ['firstOfPeriod', ...placeOf(counts.first)],
    ['lastOfPeriod', ...placeOf(counts.last)],
    ['elsewhere', counts.elsewhere, counts.elsewhere === 0 ? null : cover.elsewhere],
    ['clockJumps', counts.clockJumps],
    ['firstOfLedger', ...placeOf(facts.ledger.first)],
    ['lastOfLedger', ...placeOf(facts.ledger.last)],
    ...verifyLines(facts, words),
    ['fingerprint', facts.fingerprint],
    ['encoding', cover.encoding[facts.encoding]],
    ['unmappable', facts.unmappable],
    mask.length === 0
      ? ['mask', cover.notMasked]
      : ['mask', mask.map((one) => cover.masked[one]).join(', '), cover.freeText],
    ...facts.sheets.map(({ sheet, name, rows, sha256 }): Line => [
      'sheet',
      `${words.sheets[sheet]} ${name} ${cover.rows(rows)}`,
      sha256,
    ]),
    ['check', cover.check],
  ];
}

export function* coverRows(facts: CoverFacts, words: SheetWords): Generator<SheetRow> {
  for (const [item, value, note] of lines(facts, words)) {
    yield { item, value: typeof value === 'number' ? String(value) : value, note: note ?? null };
  }
}
