/** Gathers lines as bytes of the file, some hundred kilobytes at a time. */

import type { SheetEncoding } from '../../../../shared/model/sheets.ts';
import { fileStart, LINE_END, type CellWriter } from './cell.ts';
import type { SheetLine } from './sheet-lines.ts';

export type LineBatch = {
  add(line: SheetLine): void;
  readonly full: boolean;
  /** What was gathered; good until the next `add`. */
  take(): Buffer;
};

/** Between two turns of the event loop, and for one writing. */
const BATCH_BYTES = 256 * 1024;
/** A line of ours beyond the batch seldom needs more. */
const ROOM_BYTES = 64 * 1024;

export const createLineBatch = (encoding: SheetEncoding, cells: CellWriter): LineBatch =>
  encoding === 'utf8' ? utf8Batch() : textBatch(encoding, cells);

/** A row's bytes are there already, for its check value: copied, they cost a sixth of joining and encoding the texts. */
function utf8Batch(): LineBatch {
  let buffer = Buffer.alloc(BATCH_BYTES + ROOM_BYTES);
  let end = buffer.write(fileStart('utf8'));

  function need(bytes: number): void {
    if (end + bytes <= buffer.length) return;
    const larger = Buffer.alloc((end + bytes) * 2);
    buffer.copy(larger, 0, 0, end);
    buffer = larger;
  }

  return {
    add(line) {
      if (line.kind === 'row') {
        const check = `,"${line.check}"${LINE_END}`;
        need(line.utf8.length + check.length);
        end += line.utf8.copy(buffer, end);
        end += buffer.write(check, end, 'latin1');
        return;
      }
      const text = line.text + LINE_END;
      need(Buffer.byteLength(text));
      end += buffer.write(text, end);
    },
    get full() {
      return end >= BATCH_BYTES;
    },
    take() {
      const taken = buffer.subarray(0, end);
      end = 0;
      return taken;
    },
  };
}

function textBatch(encoding: SheetEncoding, cells: CellWriter): LineBatch {
  let texts = [fileStart(encoding)];
  let length = 0;
  return {
    add(line) {
      const text = line.kind === 'row' ? `${line.text},"${line.check}"` : line.text;
      texts.push(text, LINE_END);
      length += text.length;
    },
    get full() {
      return length >= BATCH_BYTES;
    },
    take() {
      const taken = cells.encode(texts.join(''));
      texts = [];
      length = 0;
      return taken;
    },
  };
}
