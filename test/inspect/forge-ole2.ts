/** Writes old office documents by hand, stream by stream. */

import CFB from 'cfb';

/** An OLE2 file with those streams. */
export const ole2 = (streams: Readonly<Record<string, Buffer | string>>, clsid?: string): Buffer => {
  const container = CFB.utils.cfb_new();
  for (const [name, content] of Object.entries(streams))
    CFB.utils.cfb_add(container, `/${name}`, Buffer.from(content));
  if (clsid !== undefined) container.FileIndex[0]!.clsid = clsid;
  return Buffer.from(CFB.write(container, { type: 'buffer' }) as Buffer);
};
/** The beginning of a Word stream, with those flags. */
export const fib = (flags = 0): Buffer => {
  const bytes = Buffer.alloc(600);
  bytes.writeUInt16LE(0xa5ec, 0);
  bytes.writeUInt16LE(flags, 10);
  return bytes;
};
/** The records of an Excel stream, and filling behind them. */
export const biff = (...records: [number, Buffer][]): Buffer =>
  Buffer.concat([
    ...records.map(([type, data]) => {
      const head = Buffer.alloc(4);
      head.writeUInt16LE(type, 0);
      head.writeUInt16LE(data.length, 2);
      return Buffer.concat([head, data]);
    }),
    Buffer.alloc(64),
  ]);
