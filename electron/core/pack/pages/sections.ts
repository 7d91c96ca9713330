/** The sections of the report, each from its facts. */

import { ERROR_CODES } from '../../../../shared/errors.ts';
import { size } from '../../../../shared/words/words.ts';
import type { Ending, Incoming, ReportFacts } from '../../../../shared/model/report.ts';
import { html, type Content, type Markup } from './markup.ts';
import { clock, paragraph, tableOf, word, type PageWords } from './parts.ts';

type Section = (facts: ReportFacts, words: PageWords) => Content;

function months(incoming: Incoming, words: PageWords): Markup {
  const endings = (of: Incoming['months'][number], ...which: Ending[]): number =>
    which.reduce((total, ending) => total + (of.endings[ending] ?? 0), 0);
  const figures = (of: Incoming['months'][number]): number[] => [
    of.sessions,
    endings(of, 'released'),
    endings(of, 'partial'),
    endings(of, 'blocked'),
    endings(of, 'refused'),
    endings(of, 'aborted'),
    endings(of, 'interrupted', 'open'),
    of.files,
    of.released,
    of.heldBack,
  ];
  const rows = incoming.months.map((of) => [of.month, ...figures(of)]);
  const total = incoming.months
    .map(figures)
    .reduce<number[]>((all, row) => row.map((value, i) => value + (all[i] ?? 0)), []);
  const several = rows.length > 1;
  return tableOf(words, 'months', several ? [...rows, [words.report.total, ...total]] : rows, several);
}

function reasons(incoming: Incoming, words: PageWords): Markup {
  return tableOf(
    words,
    'reasons',
    incoming.reasons.map(({ verdict, reason, files, sessions }) => [
      word(words.sheets.codes.verdict, verdict),
      reason === null ? null : word(words.sheets.codes.reason, reason),
      files,
      sessions,
    ]),
  );
}

/** Without the parameters, which stand in the sheets: a blank stands for each, as forms have it. */
function errorWord({ all, report }: PageWords, code: string): string {
  const known = ERROR_CODES.find((one) => one === code);
  return known === undefined ? code : all.errors[known]({}).what.replaceAll('―', report.blank);
}

export const incoming: Section = ({ incoming: facts }, words) => [
  months(facts, words),
  tableOf(
    words,
    'origins',
    facts.origins.map((of) => [
      of.origin === null ? words.report.unknownOrigin : word(words.sheets.codes.origin, of.origin),
      of.sessions,
      of.files,
      of.released,
      of.heldBack,
      size(of.bytes),
    ]),
  ),
];

export const held: Section = ({ incoming: facts }, words) => [
  reasons(facts, words),
  tableOf(
    words,
    'errors',
    facts.errors.map(({ code, sessions }) => [errorWord(words, code), code, sessions]),
  ),
];

export const infections: Section = ({ incoming: { infections: facts } }, words) => {
  const { report, sheets } = words;
  const done = (of: (typeof facts.listed)[number]): string =>
    [
      word(report.endings, of.ending),
      of.released === 0 ? report.nothingWentIn : report.wentIn(of.released),
      ...(of.disposition === null ? [] : [report.disposed(word(sheets.codes.disposition, of.disposition))]),
    ].join(words.language === 'ja' ? '。' : '; ');
  const left = facts.files - facts.listed.length;
  return [
    tableOf(
      words,
      'infections',
      facts.listed.map((of) => [
        clock(of.at),
        html`<span class="mono">${of.session}</span>`,
        of.signature,
        of.path,
        of.origin === null ? report.unknownOrigin : word(sheets.codes.origin, of.origin),
        of.staff ?? report.unnamed,
        done(of),
      ]),
    ),
    left > 0 ? paragraph(report.more(left)) : null,
  ];
};

export const engine: Section = ({ engine: facts }, words) => [
  paragraph(words.report.oldDays(facts.aging, facts.expired, facts.days)),
  paragraph(words.report.updates(facts.updates)),
  tableOf(
    words,
    'seen',
    facts.engines.map(({ what, first, last }) => [what, clock(first), clock(last)]),
  ),
  tableOf(
    words,
    'closed',
    facts.closed.map(({ code, times }) => [errorWord(words, code), code, times]),
  ),
  tableOf(
    words,
    'extensions',
    facts.extensions.map(({ at, days, reason }) => [clock(at), days, reason]),
  ),
];

export const exceptions: Section = ({ exceptions: facts }, words) => [
  paragraph(words.report.exceptionUse(facts.uses, facts.valid)),
  tableOf(
    words,
    'granted',
    facts.granted.map(({ at, id, sha256, reason, first, second, expires, vendorConfirmation }) => [
      clock(at),
      html`<span class="mono">${id} ${sha256}</span>`,
      html`${reason}${vendorConfirmation ? html`<br /><b>${words.report.vendorConfirmed}</b>` : null}`,
      `${first}, ${second}`,
      clock(expires),
    ]),
  ),
  tableOf(
    words,
    'revoked',
    facts.revoked.map(({ at, id, by, reason }) => [
      clock(at),
      html`<span class="mono">${id}</span>`,
      by,
      reason,
    ]),
  ),
];

export const people: Section = ({ people: facts }, words) => {
  const { report, sheets } = words;
  const yes = (flag: boolean): string => (flag ? report.yes : report.no);
  return [
    paragraph(report.logins(facts.logins)),
    tableOf(
      words,
      'people',
      facts.people.map((of) => [
        of.id,
        of.name,
        word(report.roles, of.role),
        of.disabled ? report.disabled : report.active,
        of.lastLogin === null ? report.notYet : clock(of.lastLogin),
        yes(of.totp),
        yes(of.ownSecret),
      ]),
    ),
    tableOf(
      words,
      'changes',
      facts.changes.map(({ kind, times }) => [word(sheets.codes.operations, kind), times]),
    ),
    tableOf(
      words,
      'failures',
      facts.failures.map(({ person, failed, locked }) => [person ?? report.nobody, failed, locked]),
    ),
  ];
};

export const practice: Section = ({ practice: facts }, words) =>
  facts.total.sessions === 0
    ? html`<p class="none">${words.report.nothing}</p>`
    : [months(facts, words), reasons(facts, words)];
