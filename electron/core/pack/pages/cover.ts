/** The report's first page: whose record it is, of which time, and whether it held when it was looked at. */

import type { CoverFacts } from '../../../../shared/model/cover.ts';
import type { LedgerFault } from '../../../../shared/model/ledger.ts';
import { japanClock } from '../../../../shared/japan-time.ts';
import { OUTCOMES } from '../../../../shared/model/session.ts';
import type { Ending, Incoming, ReportFacts } from '../../../../shared/model/report.ts';
import type { Verdict } from '../../../../shared/model/verdict.ts';
import { html, type Content, type Markup } from './markup.ts';
import { figure, word, type PageWords } from './parts.ts';

const LISTED_FAULTS = 20;

const faultLine = ({ code, seq, line, table, row, what }: LedgerFault): string =>
  [
    code,
    ...(seq === undefined ? [] : [`#${seq}`]),
    ...(line === undefined ? [] : [`heads.log:${line}`]),
    ...(table === undefined ? [] : [`${table}${row === undefined ? '' : ` ${row}`}`]),
    ...(what === undefined ? [] : [what]),
  ].join('  ');

function verdict({ verify }: CoverFacts, { sheets }: PageWords): Markup {
  if (verify === null) return html`<div class="box bad"><b>${sheets.cover.notVerified}</b></div>`;
  if (verify.ok)
    return html`<div class="box">
      <b>${sheets.cover.verified(verify.entries)}</b>
      <p>${sheets.cover.keptElsewhere}</p>
    </div>`;
  const shown = verify.faults.slice(0, LISTED_FAULTS);
  return html`<div class="box bad">
    <b>${sheets.cover.faulty(verify.faults.length, verify.entries)}</b>
    <ul>
      ${shown.map((fault) => html`<li class="mono">${faultLine(fault)}</li>`)}
    </ul>
  </div>`;
}

function periodText({ period }: CoverFacts, { sheets }: PageWords): Content {
  const days = sheets.cover.days(period.first, period.last);
  if (period.kind === 'all') return sheets.cover.wholeRecord;
  if (period.kind !== 'fiscal-year' || period.name === null) return days;
  return html`${sheets.cover.fiscalYear(period.name)} ${html`<span class="nb">(${days})</span>`}`;
}

/** Broken between the counts and not within one. */
const counts = (
  of: Readonly<Partial<Record<string, number>>>,
  words: Readonly<Record<string, string>>,
): Markup =>
  html`${Object.entries(of).map(
    ([code, times], i) =>
      html`${i === 0 ? '' : ' ・ '}<span class="nb">${word(words, code)} ${figure(times ?? 0)}</span>`,
  )}`;

/** In the order of the words, so that two reports can be laid side by side. */
function endingsOf({ months }: Incoming): Partial<Record<Ending, number>> {
  const sums: Partial<Record<Ending, number>> = {};
  for (const ending of [...OUTCOMES, 'open'] as const) {
    const sum = months.reduce((total, { endings }) => total + (endings[ending] ?? 0), 0);
    if (sum > 0) sums[ending] = sum;
  }
  return sums;
}

function verdictsOf({ reasons, total }: Incoming): Partial<Record<Verdict, number>> {
  const held = reasons.reduce((sum, { files }) => sum + files, 0);
  const sums: Partial<Record<Verdict, number>> = total.files > held ? { clean: total.files - held } : {};
  for (const { verdict: one, files } of reasons) sums[one] = (sums[one] ?? 0) + files;
  return sums;
}

const place = (of: { readonly seq: number; readonly at: string; readonly hash: string } | null): Content =>
  of === null
    ? null
    : html`#${figure(of.seq)} ${japanClock(of.at)}<br /><span class="mono">${of.hash}</span>`;

/** Counts are those of real sessions; those of practice stand beside them and in their own section. */
export function cover(facts: CoverFacts, { incoming, practice }: ReportFacts, words: PageWords): Markup {
  const { report, sheets } = words;
  const item = sheets.codes.item;
  const { counts: of } = facts;
  const mask = facts.mask.map((one) => sheets.cover.masked[one]).join(' ・ ');
  const rows: readonly (readonly [string, Content])[] = [
    [item.by, facts.by ?? '―'],
    [item.madeAt, japanClock(facts.madeAt)],
    [item.app, facts.app],
    [item.sessions, figure(incoming.total.sessions)],
    [item.outcomes, incoming.total.sessions === 0 ? '―' : counts(endingsOf(incoming), report.endings)],
    [
      item.files,
      incoming.total.files === 0
        ? figure(0)
        : html`${figure(incoming.total.files)} (${counts(verdictsOf(incoming), sheets.codes.verdict)})`,
    ],
    [item.released, figure(incoming.total.released)],
    [
      item.practice,
      practice.total.sessions === 0
        ? sheets.cover.practice.none
        : sheets.cover.practiceCount(practice.total.sessions),
    ],
    [item.entries, figure(of.entries)],
    [item.firstOfPeriod, place(of.first)],
    [item.lastOfPeriod, place(of.last)],
    [item.clockJumps, figure(of.clockJumps)],
    [item.lastOfLedger, place(facts.ledger.last)],
    [item.fingerprint, html`<span class="mono">${facts.fingerprint ?? '―'}</span>`],
    [item.mask, mask === '' ? sheets.cover.notMasked : mask],
  ];
  return html`<div class="cover">
    <header>
      <p class="kind">USB関所 Sekisho ・ ${report.subtitle}</p>
      <h1>${report.title}</h1>
      <p class="who">
        ${facts.clinic === '' ? report.noClinic : facts.clinic}<br />${periodText(facts, words)}
      </p>
    </header>
    ${verdict(facts, words)}${
      facts.practice === 'none'
        ? null
        : html`<div class="box practice">
            <b>${sheets.cover.practice[facts.practice]}</b>
            <p>${report.practiceOnly}</p>
          </div>`
    }
    <table class="facts">
      <tbody>
        ${rows.map(
          ([name, content]) =>
            html`<tr>
              <th scope="row">${name}</th>
              <td>${content}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    <p class="scope">${report.scope}</p>
  </div>`;
}
