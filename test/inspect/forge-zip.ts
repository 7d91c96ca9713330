/** Writes ZIPs by hand, field by field, so that each can be made to lie. */

import { crc32, deflateRawSync } from 'node:zlib';

/** One member; what is not given is what an honest packer would write. `local` and `central` overrule fields there. */
export type Forged = {
  readonly name: string | Buffer;
  readonly data?: Buffer | string;
  readonly method?: number;
  readonly flags?: number;
  readonly madeBy?: number;
  readonly attributes?: number;
  readonly extra?: Buffer;
  readonly packed?: Buffer;
  readonly descriptor?: boolean;
  /** Only in the directory: its local header stands inside another member's data. */
  readonly quoted?: boolean;
  readonly local?: Partial<Fields>;
  readonly central?: Partial<Fields>;
  /** Bytes written before this member. */
  readonly gap?: Buffer;
};
type Fields = {
  name: Buffer;
  method: number;
  flags: number;
  crc: number;
  packed: number;
  size: number;
  offset: number;
};

export type ForgedEnd = {
  readonly before?: Buffer;
  readonly after?: Buffer;
  readonly comment?: Buffer;
  readonly entries?: number;
};

export function forgeZip(members: readonly Forged[], end: ForgedEnd = {}): Buffer {
  const parts: Buffer[] = [end.before ?? Buffer.alloc(0)];
  const central: Buffer[] = [];
  let at = parts[0]!.length;
  const put = (bytes: Buffer): void => {
    parts.push(bytes);
    at += bytes.length;
  };
  for (const member of members) {
    if (member.gap !== undefined) put(member.gap);
    const data = Buffer.from(member.data ?? '');
    const method = member.method ?? 8;
    const packed = member.packed ?? (method === 8 ? deflateRawSync(data) : data);
    const utf8 = typeof member.name === 'string' && /[^ -~]/.test(member.name) ? 0x0800 : 0;
    const honest: Fields = {
      name: Buffer.from(member.name),
      method,
      flags: (member.flags ?? utf8) | (member.descriptor === true ? 8 : 0),
      crc: crc32(data),
      packed: packed.length,
      size: data.length,
      offset: at,
    };
    const empty = member.descriptor === true ? { crc: 0, packed: 0, size: 0 } : {};
    const extra = member.extra ?? Buffer.alloc(0);
    const there = { ...honest, ...member.central };
    const made = member.madeBy ?? 20;
    if (member.quoted !== true)
      put(
        Buffer.concat([header({ ...honest, ...empty, ...member.local }, extra, null, 0, 0), extra, packed]),
      );
    central.push(Buffer.concat([header(there, extra, made, member.attributes ?? 0, there.offset), extra]));
    if (member.descriptor === true) {
      const descriptor = Buffer.alloc(16);
      [0x08074b50, honest.crc, honest.packed, honest.size].forEach((value, index) =>
        descriptor.writeUInt32LE(value, index * 4),
      );
      put(descriptor);
    }
  }
  const directory = Buffer.concat(central);
  const comment = end.comment ?? Buffer.alloc(0);
  const last = Buffer.alloc(22);
  last.writeUInt32LE(0x06054b50, 0);
  last.writeUInt16LE(end.entries ?? members.length, 8);
  last.writeUInt16LE(end.entries ?? members.length, 10);
  last.writeUInt32LE(directory.length, 12);
  last.writeUInt32LE(at, 16);
  last.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...parts, directory, last, comment, end.after ?? Buffer.alloc(0)]);
}

/** A local header where `madeBy` is null, else a central one; the extra field follows from the caller. */
function header(
  fields: Fields,
  extra: Buffer,
  madeBy: number | null,
  attributes: number,
  offset: number,
): Buffer {
  const bytes = Buffer.alloc(madeBy === null ? 30 : 46);
  bytes.writeUInt32LE(madeBy === null ? 0x04034b50 : 0x02014b50, 0);
  const at = madeBy === null ? 4 : 6;
  bytes.writeUInt16LE(20, at);
  bytes.writeUInt16LE(fields.flags, at + 2);
  bytes.writeUInt16LE(fields.method, at + 4);
  bytes.writeUInt32LE(fields.crc, at + 10);
  bytes.writeUInt32LE(fields.packed, at + 14);
  bytes.writeUInt32LE(fields.size, at + 18);
  bytes.writeUInt16LE(fields.name.length, at + 22);
  bytes.writeUInt16LE(extra.length, at + 24);
  if (madeBy !== null) {
    bytes.writeUInt16LE(madeBy, 4);
    bytes.writeUInt32LE(attributes, 38);
    bytes.writeUInt32LE(offset, 42);
  }
  return Buffer.concat([bytes, fields.name]);
}
