/** Finds cells that a spreadsheet program would answer by starting another program: a name, a bar, a topic, an item. */

import { heldBack } from '../../../shared/model/verdict.ts';
import type { Held } from './held.ts';
import { everyPiece, type Source } from './source.ts';
import { pieceDecoder, type Encoding } from './text.ts';

/** `cmd|'/C x'!A0`, wherever in a cell: such a shape means nothing else. */
const QUOTED = /(?<=[\w.)][ \t]*)\|[ \t]*'(?:[^']|''){0,2048}'[ \t]*!/;
/** `=x|y!A0`, only in a cell that begins as a formula does, since other text may look so too. */
const BARE = /[\n\r,;\t"][ \t"']{0,16}[=+@-][^\n\r,;\t"|]*[\w.]\|[\w.\\:$-]+![\w'$]/;
/** A cell may lie across two pieces. */
const OVERLAP = 8192;

/** True where that text has such a cell; it begins a cell itself. */
export const startsProgram = (text: string): boolean =>
  text.includes('|') && (QUOTED.test(text) || BARE.test(`\n${text}`));

/** Holds back text with such a cell: what a table is called by its name, a spreadsheet program opens. */
export function judgeTable(source: Source, encoding: Encoding): Held | null {
  const decode = pieceDecoder(encoding);
  let before = '\n';
  const clean = everyPiece(source, (piece) => {
    const text = before + decode(piece);
    before = text.slice(-OVERLAP);
    return !text.includes('|') || !(QUOTED.test(text) || BARE.test(text));
  });
  return clean ? null : heldBack('script', { rule: 'table-formula' });
}
