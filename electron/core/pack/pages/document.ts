/** The frame of every page: no script, no address, nothing from outside; the policy in its head says so to the browser. */

import type { SheetLanguage } from '../../../../shared/model/sheets.ts';
import { fontFaces } from './fonts.ts';
import { html, styleElement, type Content } from './markup.ts';
import { STYLE } from './style.ts';

/** Only the style sheet inside the page and the font data inside that. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; font-src data:; base-uri 'none'; form-action 'none'";

export type PageOptions = {
  readonly language: SheetLanguage;
  readonly title: string;
  /** Stands on every printed page; a word of ours. Null: nothing. */
  readonly mark: string | null;
  /** Folder of the font package, null where there is none. */
  readonly fonts: string | null;
  readonly body: Content;
};

/** At the top right of each sheet of paper. */
const marking = (mark: string | null): string =>
  mark === null
    ? ''
    : `@page{@top-right{content:${JSON.stringify(mark)};font:700 8.5pt var(--face);color:#7a3b00}}`;

export function document({ language, title, mark, fonts, body }: PageOptions): string {
  const shown = html`${title}${mark}${body}`.toString();
  const style = styleElement(fontFaces(fonts, shown) + STYLE + marking(mark));
  const page = html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
        <meta name="referrer" content="no-referrer" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        ${style}
      </head>
      <body>
        ${body}
      </body>
    </html>`;
  return `${page.toString()}\n`;
}
