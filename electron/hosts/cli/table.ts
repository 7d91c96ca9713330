/** A plain text table; columns are as wide on the screen as their widest cell, full-width characters counted as two. */

import stringWidth from 'string-width';

const MAX_CELL = 60;

/** The first row is the heading. Cells must already be harmless to show (shared/visible.ts). */
export function table(rows: readonly (readonly string[])[]): string[] {
  const cut = rows.map((row) => row.map(shorten));
  const widths = (cut[0] ?? []).map((_, i) => Math.max(...cut.map((row) => stringWidth(row[i] ?? ''))));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, i) => cell + ' '.repeat(Math.max(0, (widths[i] ?? 0) - stringWidth(cell))))
      .join('  ')
      .trimEnd();
  const [heading, ...body] = cut;
  if (heading === undefined) return [];
  return [line(heading), widths.map((width) => '─'.repeat(width)).join('  '), ...body.map(line)];
}

/** Keeps both ends: the folder says where it is, the extension what it is. */
function shorten(cell: string): string {
  if (stringWidth(cell) <= MAX_CELL) return cell;
  const characters = Array.from(cell);
  let head = '';
  while (stringWidth(head) < MAX_CELL / 2 - 1) head += characters.shift() ?? '';
  let tail = '';
  while (stringWidth(tail) < MAX_CELL / 2 - 1) tail = (characters.pop() ?? '') + tail;
  return `${head}…${tail}`;
}
