/** The printable report: the cover, the checklist with what the record shows for each item, and a section for each kind of fact. */

import type { CoverFacts } from '../../../../shared/model/cover.ts';
import type { VerifyReport } from '../../../../shared/model/ledger.ts';
import type { ReportFacts } from '../../../../shared/model/report.ts';
import type { SheetLanguage } from '../../../../shared/model/sheets.ts';
import type { StatementCode, StatementFacts } from '../../../../shared/model/report.ts';
import { REPORT_SECTIONS, type ReportSection } from '../../../../shared/words/report-words.ts';
import { GUIDES } from '../../../../shared/words/verify-guide.ts';
import type { Checklist, ChecklistItem } from '../checklist.ts';
import { saysNone, statementsFor } from '../statements.ts';
import { cover } from './cover.ts';
import { document } from './document.ts';
import * as evidence from './evidence-sections.ts';
import { guideFacts } from './guide.ts';
import { html, type Content, type Markup } from './markup.ts';
import { pageWords, type PageWords } from './parts.ts';
import * as about from './sections.ts';

export type ReportOptions = {
  readonly language: SheetLanguage;
  readonly cover: CoverFacts;
  readonly verify: VerifyReport;
  readonly facts: ReportFacts;
  readonly checklist: Checklist;
  /** Folder of the font package, null where there is none. */
  readonly fonts: string | null;
};

function itemRow(item: ChecklistItem, options: ReportOptions, { report, language }: PageWords): Markup {
  const statements = statementsFor(item.evidence, { report: options.facts, verify: options.verify });
  const sentence = <C extends StatementCode>(code: C, facts: StatementFacts[C]): string =>
    report.statements[code](facts);
  const sheets = [...new Set(item.evidence.map((one) => report.evidence[one]))];
  return html`<tr>
    <td>
      <b>${item.number}</b
      >${item.certain ? null : html` <span class="uncertain">(${report.checklist.uncertain})</span>`}<br />${item.text[language]}
    </td>
    <td>
      <ul>
        ${statements.map(
          (one) =>
            html`<li class="${saysNone(one) ? 'shows-none' : 'shows'}">
              ${sentence(one.code, one.facts as never)}
            </li>`,
        )}
      </ul>
      ${
        item.limits === null
          ? null
          : html`<p class="limits">${report.checklist.limits}: ${item.limits[language]}</p>`
      }
    </td>
    <td>${sheets.map((one) => html`<div>${one}</div>`)}</td>
  </tr>`;
}

function checklist(options: ReportOptions, words: PageWords): Markup {
  const { report, language } = words;
  const headings = report.headings.checklist;
  return html`<p class="none">${report.checklist.paraphrase}</p>
    ${options.checklist.lists.map(
      (list) =>
        html`<h3>${list.title[language]} ${list.year[language]}</h3>
          <p class="source">${report.checklist.source}: ${list.source}</p>
          <table class="t-checklist">
            <thead>
              <tr>
                <th scope="col">${headings.item}</th>
                <th scope="col">${headings.shown}</th>
                <th scope="col">${headings.sheets}</th>
              </tr>
            </thead>
            <tbody>
              ${list.items.map((item) => itemRow(item, options, words))}
            </tbody>
          </table>`,
    )}`;
}

const SECTIONS: Readonly<
  Record<ReportSection, (facts: ReportFacts, words: PageWords, options: ReportOptions) => Content>
> = {
  ...about,
  ...evidence,
  checklist: (_, words, options) => checklist(options, words),
  verify: (_, { language }, options) => {
    const guide = GUIDES[language](guideFacts(options.cover));
    return html`<p>${guide.keep}</p>
      <pre>${guide.fingerprint}</pre>
      <pre>${guide.head}</pre>`;
  },
};

/** A whole HTML document. Everything in it that came from outside went through the one template that escapes. */
export function reportPage(options: ReportOptions): string {
  const words = pageWords(options.language);
  const sections = REPORT_SECTIONS.map(
    (name, i) =>
      html`<section class="${name === 'verify' ? 'keep' : name}">
        <h2>${i + 1}. ${words.report.sections[name]}</h2>
        <p class="about">${words.report.about[name]}</p>
        ${SECTIONS[name](options.facts, words, options)}
      </section>`,
  );
  return document({
    language: options.language,
    title: `${words.report.title} ${options.cover.clinic}`.trim(),
    mark: options.cover.practice === 'none' ? null : words.sheets.cover.practice[options.cover.practice],
    fonts: options.fonts,
    body: html`${cover(options.cover, options.facts, words)}${sections}`,
  });
}
