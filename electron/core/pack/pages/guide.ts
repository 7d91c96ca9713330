/** The page that says how to verify a pack, in both languages: whoever receives it may read either. */

import type { CoverFacts } from '../../../../shared/model/cover.ts';
import { SHEET_LANGUAGES, type SheetLanguage } from '../../../../shared/model/sheets.ts';
import { GUIDES, type Guide, type GuideFacts } from '../../../../shared/words/verify-guide.ts';
import { document } from './document.ts';
import { html, type Content, type Markup } from './markup.ts';

/** An option of a command is not broken at its hyphens. */
const sentence = (text: string): Content =>
  text.split(/(--[a-z]+)/).map((one, i) => (i % 2 === 1 ? html`<code class="nb">${one}</code>` : one));

const part = (language: SheetLanguage, guide: Guide): Markup =>
  html`<section lang="${language}" class="guide">
    <h2>${guide.title}</h2>
    <p>${guide.intro}</p>
    ${guide.steps.map(
      (step) =>
        html`<div class="keep">
          <h3>${step.heading}</h3>
          ${step.commands.map((command) => html`<pre>${command}</pre>`)}
          <p>
            <b>${guide.proves}:</b> ${sentence(step.proves)}<br /><b>${guide.not}:</b> ${sentence(step.not)}
          </p>
        </div>`,
    )}
    <div class="keep">
      <h3>${guide.keepHeading}</h3>
      <p>${guide.keep}</p>
      <pre>${guide.fingerprint}</pre>
      <pre>${guide.head}</pre>
    </div>
  </section>`;

/** A masked cover has marks in place of hashes, which nobody can hold against a record. */
export const guideFacts = ({ fingerprint, ledger, mask }: CoverFacts): GuideFacts => ({
  fingerprint: fingerprint ?? '',
  head: mask.length === 0 ? ledger.last.hash : null,
});

/** `language`: whose part stands first. */
export function guidePage(language: SheetLanguage, facts: GuideFacts, fonts: string | null): string {
  const order = [...SHEET_LANGUAGES].sort((a) => (a === language ? -1 : 1));
  return document({
    language,
    title: GUIDES[language](facts).title,
    mark: null,
    fonts,
    body: order.map((one) => part(one, GUIDES[one](facts))),
  });
}
