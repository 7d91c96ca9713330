/**
 * Builds the tiny ZIP archives and the PDF of the self-test and of the sample medium in memory. A kept library cannot
 * write an archive that claims to be encrypted, and writing a dozen members needs no streaming; nobody's files are in these.
 */

import { crc32, deflateRawSync, deflateSync } from 'node:zlib';

export type CanaryMember = { readonly name: string; readonly content: Buffer; readonly stored?: boolean };

const ENCRYPTED_FLAG = 1;
const UTF8_FLAG = 0x800;
const DEFLATED = 8;
/** 1 January 1980, the first day that the format knows. */
const DOS_DATE = 0x21;

/** `encrypted` sets the flag only: the engine must refuse to believe what it cannot read, whatever the bytes are. */
export function canaryZip(members: readonly CanaryMember[], encrypted = false): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, stored = false } of members) {
    const body = stored ? content : deflateRawSync(content);
    const title = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(UTF8_FLAG | (encrypted ? ENCRYPTED_FLAG : 0), 2);
    common.writeUInt16LE(stored ? 0 : DEFLATED, 4);
    common.writeUInt16LE(DOS_DATE, 8);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(body.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(title.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, title, body]);
    const position = Buffer.alloc(14);
    position.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, position, title);
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(members.length, 4);
  end.writeUInt16LE(members.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, central, Buffer.from('PK\x05\x06', 'latin1'), end]);
}

/** `content` in `levels` archives, one in the other. */
export function nestedCanary(content: Buffer, levels: number): Buffer {
  let inner = canaryZip([{ name: 'canary.txt', content }]);
  for (let level = 1; level < levels; level += 1) inner = canaryZip([{ name: 'canary.zip', content: inner }]);
  return inner;
}

/** A one-page PDF whose compressed page content is `content`: found only by an engine that unpacks the stream. */
export function canaryPdf(content: Buffer): Buffer {
  const stream = deflateSync(content);
  const objects = [
    Buffer.from('<< /Type /Catalog /Pages 2 0 R >>'),
    Buffer.from('<< /Type /Pages /Kids [3 0 R] /Count 1 >>'),
    Buffer.from('<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>'),
    Buffer.concat([
      Buffer.from(`<< /Length ${stream.length} /Filter /FlateDecode >>\nstream\n`),
      stream,
      Buffer.from('\nendstream'),
    ]),
  ];
  const parts = [Buffer.from('%PDF-1.4\n')];
  let length = 9;
  const table = ['0000000000 65535 f \n'];
  objects.forEach((body, index) => {
    table.push(`${String(length).padStart(10, '0')} 00000 n \n`);
    const object = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), body, Buffer.from('\nendobj\n')]);
    parts.push(object);
    length += object.length;
  });
  const size = objects.length + 1;
  parts.push(
    Buffer.from(
      `xref\n0 ${size}\n${table.join('')}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${length}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}
