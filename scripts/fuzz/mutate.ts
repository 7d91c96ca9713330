/** Changes files at random but repeatably: flips, cuts, copies and lies in the fields where parsers disagree. */

/** A random number from 0 up to, not including, `below`; the same seed gives the same numbers. */
export type Dice = (below: number) => number;

export function dice(seed: number): Dice {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return Math.floor((((value ^ (value >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** Values at the edges of what fields hold. */
const EDGES = [
  0, 1, 2, 7, 8, 9, 12, 14, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0xffff, 0x10000, 0x7fffffff, 0xffffffff,
];
const MARKS = ['PK\x01\x02', 'PK\x03\x04', 'PK\x05\x06', 'PK\x06\x06', 'obj', 'stream', 'DICM'].map((mark) =>
  Buffer.from(mark, 'latin1'),
);

/** One file out of `seeds`, changed in one to four places. */
export function mutant(seeds: readonly Buffer[], roll: Dice): Buffer {
  let bytes: Buffer = Buffer.from(seeds[roll(seeds.length)] ?? Buffer.alloc(0));
  for (let times = 1 + roll(4); times > 0 && bytes.length > 8; times--) bytes = changed(bytes, seeds, roll);
  return bytes;
}

function changed(bytes: Buffer, seeds: readonly Buffer[], roll: Dice): Buffer {
  const at = roll(bytes.length);
  const size = 1 + roll(Math.min(64, bytes.length - at));
  switch (roll(9)) {
    case 0:
      bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << roll(8)), at);
      return bytes;
    case 1:
      bytes.writeUInt8(roll(256), at);
      return bytes;
    case 2:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + size)]);
    case 3:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at, at + size), bytes.subarray(at)]);
    case 4:
      return bytes.subarray(0, at);
    case 5: {
      const other = seeds[roll(seeds.length)] ?? bytes;
      return Buffer.concat([bytes.subarray(0, at), other.subarray(roll(other.length))]);
    }
    case 6: {
      const other = seeds[roll(seeds.length)] ?? bytes;
      return roll(2) === 0 ? Buffer.concat([bytes, other]) : Buffer.concat([other, bytes]);
    }
    default:
      return lie(bytes, roll);
  }
}

/** Writes an edge value into a field near a record's mark. */
function lie(bytes: Buffer, roll: Dice): Buffer {
  const found = MARKS.flatMap((mark) => {
    const at = bytes.indexOf(mark, roll(bytes.length));
    return at === -1 ? [] : [at];
  });
  const field = (found[roll(found.length)] ?? roll(bytes.length)) + 4 + 2 * roll(22);
  const value = roll(3) === 0 ? roll(bytes.length) : (EDGES[roll(EDGES.length)] ?? 0);
  if (roll(2) === 0 && field + 2 <= bytes.length) bytes.writeUInt16LE(value & 0xffff, field);
  else if (field + 4 <= bytes.length) bytes.writeUInt32LE(value >>> 0, field);
  return bytes;
}
