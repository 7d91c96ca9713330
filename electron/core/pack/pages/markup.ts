/**
 * The only way text becomes markup: a template whose every value is escaped. Names of files, labels, memos and signature
 * names come from outside; there is no way to put a plain string in unescaped.
 */

import { visible } from '../../../../shared/visible.ts';

/** Known by identity of its class: text off a medium can look like anything but cannot be one of these. */
class Markup {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  toString(): string {
    return this.#text;
  }
}
export type { Markup };

export type Content = Markup | string | number | null | readonly Content[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/** Control and bidi characters become visible, then what HTML reads as markup is spelt out; fits text and quoted attributes. */
export const escape = (text: string): string =>
  visible(text).replace(/[&<>"'`]/g, (character) => ENTITIES[character] ?? '');

function render(content: Content): string {
  if (content === null) return '';
  if (content instanceof Markup) return content.toString();
  if (typeof content === 'string') return escape(content);
  if (typeof content === 'number') return String(content);
  return content.map(render).join('');
}

/** Markup from a literal of this program; what is put in is escaped. Attributes in it have to be quoted. */
export const html = (literal: TemplateStringsArray, ...values: readonly Content[]): Markup =>
  new Markup(literal.map((part, i) => part + (i < values.length ? render(values[i] ?? null) : '')).join(''));

/**
 * A style sheet of this program's own making (font data, measures). Throws for anything that could end the element: no
 * text from outside belongs here.
 */
export function styleElement(css: string): Markup {
  if (css.includes('<')) throw new Error('a style sheet holds no markup');
  return new Markup(`<style>${css}</style>`);
}
