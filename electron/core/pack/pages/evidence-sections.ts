/** The sections about what a clinic does besides sessions: reviews, drills, its own media, backups, and the machine. */

import type { ReportFacts } from '../../../../shared/model/report.ts';
import { html, type Content } from './markup.ts';
import { clock, day, paragraph, tableOf, word, type PageWords } from './parts.ts';

type Section = (facts: ReportFacts, words: PageWords) => Content;

export const reviews: Section = ({ reviews: facts }, words) => {
  const { report } = words;
  const open = facts.unreviewed.map(({ date }) => date);
  return [
    facts.days === 0 ? null : paragraph(open.length === 0 ? report.allReviewed : report.unreviewedDays(open)),
    tableOf(
      words,
      'reviews',
      facts.signed.map(({ at, by, first, last, sessions, remarks }) => [
        clock(at),
        by,
        html`${day(first)} 〜 ${day(last)}`,
        sessions,
        remarks,
      ]),
    ),
  ];
};

export const drills: Section = ({ drills: facts }, words) => {
  const { report } = words;
  const result = (passed: boolean): string => (passed ? report.passed : report.failed);
  return tableOf(
    words,
    'drills',
    facts.map(({ at, by, passed, practice, results, remarks }) => [
      clock(at),
      by,
      practice ? `${result(passed)} (${report.practiceDrill})` : result(passed),
      html`${results.map(
        (one) =>
          html`<div>
            ${word(report.checks, one.check)}: ${result(one.passed)} (${report.expected} ${one.expected} ・
            ${report.found} ${one.found})
          </div>`,
      )}`,
      remarks,
    ]),
  );
};

export const media: Section = ({ media: facts }, words) => {
  const { report } = words;
  return [
    paragraph(report.mediaNow(facts.inUse, facts.encrypted, facts.lost, facts.retired)),
    tableOf(
      words,
      'loans',
      facts.loans.map((loan) => [
        `${loan.medium} ${loan.name}`,
        loan.to,
        loan.purpose,
        clock(loan.at),
        day(loan.due),
        loan.returned === null ? report.notBack : clock(loan.returned),
        loan.returned === null ? null : report.back(loan.checked === true, loan.erased === true),
      ]),
    ),
    tableOf(
      words,
      'stockTakes',
      facts.stockTakes.map(({ at, present, absent }) => [clock(at), present, absent.join(', ')]),
    ),
    tableOf(
      words,
      'mediaEvents',
      facts.events.map(({ kind, times }) => [word(words.sheets.codes.operations, kind), times]),
    ),
  ];
};

export const keeping: Section = ({ keeping: { backups, tests, archives, restores } }, words) => {
  const { report } = words;
  return [
    paragraph(report.backups(backups.made, backups.failed, backups.last)),
    paragraph(report.restoreTests(tests.passed, tests.failed, tests.last)),
    paragraph(report.archives(archives)),
    tableOf(
      words,
      'restores',
      restores.map(({ at, backup, lost }) => [clock(at), backup, report.lost(lost)]),
    ),
  ];
};

export const machine: Section = ({ machine: facts }, words) => {
  const { report } = words;
  return [
    paragraph(report.interrupted(facts.interrupted)),
    paragraph(report.mended(facts.mended)),
    paragraph(report.clockConfirmed(facts.clockConfirmed)),
    tableOf(
      words,
      'clock',
      facts.clock.map(({ at, previous, now }) => [clock(at), clock(previous), clock(now)]),
    ),
    tableOf(
      words,
      'anchors',
      facts.anchors.map(({ target, from, to, code }) => [
        word(report.targets, target),
        clock(from),
        to === null ? report.notYet : clock(to),
        code,
      ]),
    ),
    tableOf(
      words,
      'devices',
      facts.refusedDevices.map(({ reason, times }) => [word(report.refusals, reason), times]),
    ),
    tableOf(
      words,
      'settings',
      facts.settings.map(({ at, by, places }) => [clock(at), by, places.join(', ')]),
    ),
  ];
};
