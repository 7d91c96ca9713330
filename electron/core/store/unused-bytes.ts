/**
 * The bytes of a page that hold nothing. The writer keeps them at zero (`secure_delete`), so that one that is not was
 * changed by somebody else.
 */

/** From and to (exclusive) of something that is in use. */
export type Used = readonly [from: number, to: number];

/** `start`: where the page's own header begins (100 on the first page of a file). `header`: its length in
 * bytes. `cells`: what its pointers lead to. */
export function unusedIsZero(
  page: Buffer,
  start: number,
  header: number,
  cells: readonly Used[],
  usable: number,
): boolean {
  const used = [...cells, ...freeBlocks(page, start, usable)].sort(([a], [b]) => a - b);
  let at = start + header + 2 * page.readUInt16BE(start + 3);
  for (const [from, to] of used) {
    if (from < at || to > usable || !allZero(page, at, from)) return false;
    at = to;
  }
  return allZero(page, at, usable);
}

/** The four bytes that begin each free block: where the next one is, and how long this one is. */
function freeBlocks(page: Buffer, start: number, usable: number): readonly Used[] {
  const blocks: Used[] = [];
  for (let at = page.readUInt16BE(start + 1); at !== 0 && at + 4 <= usable; at = page.readUInt16BE(at)) {
    blocks.push([at, at + 4]);
    // They follow each other upwards; a chain that does not is no chain.
    if (page.readUInt16BE(at) !== 0 && page.readUInt16BE(at) <= at) break;
  }
  return blocks;
}

const ZEROS = Buffer.alloc(65_536);

export const allZero = (bytes: Buffer, from: number, to: number): boolean =>
  from >= to || bytes.compare(ZEROS, 0, to - from, from, to) === 0;
