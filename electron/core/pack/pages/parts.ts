/** The few forms that all pages are made of: tables, captions, paragraphs, and how numbers and times are written. */

import { japanClock } from '../../../../shared/japan-time.ts';
import { SHEET_WORDS, type SheetWords } from '../../../../shared/words/sheet-words.ts';
import type { SheetLanguage } from '../../../../shared/model/sheets.ts';
import { REPORT_TABLES, REPORT_WORDS, type ReportTable } from '../../../../shared/words/report-words.ts';
import type { ReportWords } from '../../../../shared/words/report-words.ts';
import { en } from '../../../../shared/words/en.ts';
import { ja } from '../../../../shared/words/ja.ts';
import type { Words } from '../../../../shared/words/words.ts';
import { html, type Content, type Markup } from './markup.ts';

export type PageWords = {
  readonly language: SheetLanguage;
  readonly report: ReportWords;
  readonly sheets: SheetWords;
  readonly all: Words;
};

export const pageWords = (language: SheetLanguage): PageWords => ({
  language,
  report: REPORT_WORDS[language],
  sheets: SHEET_WORDS[language],
  all: language === 'ja' ? ja : en,
});

/** A cell that is a number is written with separators and aligned to the right. */
export type Cell = string | number | Markup | null;

export const figure = (value: number): string => value.toLocaleString('en-US');

/** Date over time: narrow columns break there and nowhere else. */
export const clock = (instant: string | null): Content => {
  if (instant === null) return '―';
  const [day = '', time = ''] = japanClock(instant).split(' ');
  return html`<span class="nb">${day}</span> <span class="nb">${time.slice(0, 5)}</span>`;
};

/** A day that is not broken at its hyphens. */
export const day = (date: string): Markup => html`<span class="nb">${date}</span>`;

/** The word for a code, or the code itself, so that nothing is hidden. */
export const word = (table: Readonly<Record<string, string>>, code: string): string =>
  Object.hasOwn(table, code) ? (table[code] ?? code) : code;

const cell = (content: Content): Markup =>
  typeof content === 'number'
    ? html`<td class="num">${figure(content)}</td>`
    : html`<td>${content === '' || content === null ? '―' : content}</td>`;

/** A table under its caption; without rows the sentence that there is no record. The last row is a total where `total`. */
export function tableOf(
  { report }: PageWords,
  table: ReportTable,
  rows: readonly (readonly Content[])[],
  total = false,
): Markup {
  const caption = html`<h3>${report.captions[table]}</h3>`;
  if (rows.length === 0)
    return html`${caption}
      <p class="none">${report.nothing}</p>`;
  const headings: Readonly<Record<string, string>> = report.headings[table];
  const first = rows[0] ?? [];
  return html`${caption}
    <table class="t-${table}${total ? ' total' : ''}">
      <thead>
        <tr>
          ${REPORT_TABLES[table].map((key, i) =>
            typeof first[i] === 'number'
              ? html`<th scope="col" class="num">${headings[key] ?? key}</th>`
              : html`<th scope="col">${headings[key] ?? key}</th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${row.map(cell)}
            </tr>`,
        )}
      </tbody>
    </table>`;
}

/** A sentence; the days in it are not broken at their hyphens. */
export const paragraph = (text: string): Markup =>
  html`<p>${text.split(/(\d{4}-\d{2}-\d{2})/).map((part, i) => (i % 2 === 1 ? day(part) : part))}</p>`;
