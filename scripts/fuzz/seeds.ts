/**
 * The files that mutation starts from. Each archive holds the test virus under a name that inspection refuses, beside
 * harmless members: as long as an unpacker finds the virus, inspection must have seen it too.
 */

import { deflateRawSync, crc32, deflateSync } from 'node:zlib';

type Member = { readonly name: string; readonly data: Buffer; readonly stored?: boolean };

export type Seed = { readonly name: string; readonly bytes: Buffer };

export function seeds(virus: Buffer): readonly Seed[] {
  const text: Member = { name: 'readme.txt', data: Buffer.from('ordinary text\n'.repeat(20)) };
  const bad: Member = { name: 'virus.com', data: virus };
  const plain = zip([text, bad]);
  const stored = zip([
    { ...text, stored: true },
    { ...bad, stored: true },
  ]);
  const nested = zip([text, { name: 'inner.zip', data: plain }]);
  const office = zip([
    {
      name: '[Content_Types].xml',
      data: Buffer.from(
        '<Types xmlns="x"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
      ),
    },
    { name: 'word/document.xml', data: Buffer.from('<w:document xmlns:w="x"><w:body/></w:document>') },
    { ...bad, name: 'word/virus.com' },
  ]);
  const pdf = Buffer.from(
    `%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Names << /EmbeddedFiles 2 0 R >> >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n`,
  );
  const packed = deflateSync(Buffer.from('5 0 << /S /JavaScript /JS (x) >>'));
  const pdfPacked = Buffer.concat([
    Buffer.from(
      `%PDF-1.7\n1 0 obj << /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`,
    ),
    packed,
    Buffer.from('\nendstream endobj\ntrailer << /Root 5 0 R >>\n%%EOF\n'),
  ]);
  const dicom = Buffer.concat([
    Buffer.alloc(128),
    Buffer.from('DICM'),
    Buffer.from('02000000554c04001a000000', 'hex'),
    Buffer.from('02000200554916003'.padEnd(60, '1'), 'hex'),
    Buffer.alloc(200),
  ]);
  return [
    { name: 'a.zip', bytes: plain },
    { name: 'a.zip', bytes: stored },
    { name: 'a.zip', bytes: nested },
    { name: 'a.docx', bytes: office },
    { name: 'a.pdf', bytes: pdf },
    { name: 'a.pdf', bytes: pdfPacked },
    { name: 'a.pdf', bytes: Buffer.concat([pdf, plain]) },
    { name: 'IM1', bytes: dicom },
    { name: 'IM1', bytes: Buffer.concat([dicom, stored]) },
  ];
}

/** An honest little ZIP. */
function zip(members: readonly Member[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, data, stored } of members) {
    const packed = stored === true ? data : deflateRawSync(data);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(stored === true ? 0 : 8, 4);
    fields.writeUInt32LE(crc32(data), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(data.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, Buffer.from(name), packed]);
    directory.push(
      Buffer.concat([Buffer.from('PK\x01\x02\x14\0', 'latin1'), fields, place, Buffer.from(name)]),
    );
    parts.push(local);
    at += local.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, entries, end]);
}
