/** Walks over XML as a stream, however large it is: one parser for plain XML and for the parts of office documents. */

import { SaxesParser, type SaxesTagNS } from 'saxes';

import { everyPiece, type Source } from './source.ts';

/** What a caller wants to see of a document. An answer other than null ends the walk and is its result. */
export type See<Answer> = {
  readonly open?: (tag: SaxesTagNS) => Answer | null;
  readonly instruction?: (target: string, body: string) => Answer | null;
  /** Text directly inside the element of that local name. */
  readonly text?: (name: string, text: string) => void;
};

/** The first answer, `broken` for what is not well-formed with namespaces, else null. `decode` takes piece after piece. */
export function walkXml<Answer extends object>(
  source: Source,
  decode: (piece: Buffer) => string,
  see: See<Answer>,
): Answer | 'broken' | null {
  const parser = new SaxesParser({ xmlns: true });
  const path: string[] = [];
  const state: { answer: Answer | null; broken: boolean } = { answer: null, broken: false };
  parser.on('error', () => (state.broken = true));
  parser.on('opentag', (tag) => {
    if (see.text !== undefined) path.push(tag.local);
    state.answer ??= see.open?.(tag) ?? null;
  });
  const { instruction, text } = see;
  if (instruction !== undefined)
    parser.on('processinginstruction', ({ target, body }) => (state.answer ??= instruction(target, body)));
  // Only where somebody listens: the parser need not keep long text then.
  if (text !== undefined) {
    const hear = (piece: string): void => text(path.at(-1) ?? '', piece);
    parser.on('text', hear);
    parser.on('cdata', hear);
    parser.on('closetag', () => path.pop());
  }
  let first = true;
  everyPiece(source, (piece) => {
    const decoded = decode(piece);
    parser.write(first ? decoded.replace(/^\ufeff/, '') : decoded);
    first = false;
    return !state.broken && state.answer === null;
  });
  if (state.answer !== null) return state.answer;
  if (!state.broken) parser.close();
  return state.broken ? 'broken' : null;
}
