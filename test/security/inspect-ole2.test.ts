import { deflateSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { biff, fib, ole2 } from '../inspect/forge-ole2.ts';
import { forgeZip } from '../inspect/forge-zip.ts';
import { reasonFor, verdictOn } from '../inspect/staged.ts';

const package_ = (main: string): Buffer =>
  forgeZip([
    {
      name: '[Content_Types].xml',
      data: `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/${main}.main+xml"/></Types>`,
    },
  ]);
const docx = package_('vnd.openxmlformats-officedocument.wordprocessingml.document');
const docm = package_('vnd.ms-word.document.macroEnabled');
const pdf = (names: string): string => `%PDF-1.4\n1 0 obj<<${names}>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`;
/** An object's own stream: flags, then an empty address. */
const ole = (flags: number, more: Buffer | string = ''): Buffer => {
  const head = Buffer.alloc(20);
  head.writeUInt32LE(0x02000001, 0);
  head.writeUInt32LE(flags, 4);
  return Buffer.concat([head, Buffer.from(more)]);
};
const bof = (kind: number): Buffer => Buffer.from([0, 6, kind, 0, 0, 0, 0, 0]);
/** An object packed into a presentation. */
const presentation = (storage: Buffer): Buffer => {
  const packed = deflateSync(storage);
  const head = Buffer.alloc(12);
  head.writeUInt16LE(0x0010, 0);
  head.writeUInt16LE(0x1011, 2);
  head.writeUInt32LE(packed.length + 4, 4);
  head.writeUInt32LE(storage.length, 8);
  return ole2({ 'PowerPoint Document': Buffer.concat([head, packed]) });
};

describe('an old office document', () => {
  it.each<readonly [string, string, Buffer, string]>([
    ['a plain Word file', 'a.doc', ole2({ WordDocument: fib() }), 'clean'],
    [
      'a plain workbook',
      'a.xls',
      ole2({ Workbook: biff([0x0809, Buffer.alloc(16)], [0x0085, Buffer.alloc(8)]) }),
      'clean',
    ],
    ['Word macros', 'a.doc', ole2({ WordDocument: fib(), 'Macros/VBA/dir': 'x' }), 'macro'],
    [
      'Excel macros',
      'a.xls',
      ole2({ Workbook: biff([0x0809, Buffer.alloc(16)]), '_VBA_PROJECT_CUR/VBA/dir': 'x' }),
      'macro',
    ],
    [
      'an Excel 4 macro sheet',
      'a.xls',
      ole2({ Workbook: biff([0x0809, Buffer.alloc(16)], [0x0085, Buffer.from([0, 0, 0, 0, 0, 1, 0, 0])]) }),
      'macro',
    ],
    [
      'DDE in Word',
      'a.doc',
      ole2({ WordDocument: Buffer.concat([fib(), Buffer.from('\u0013 DDEAUTO c:\\\\x \u0015', 'utf16le')]) }),
      'macro',
    ],
    [
      'DDE in Excel',
      'a.xls',
      ole2({ Workbook: biff([0x01ae, Buffer.from('\x01\0\x08\0\0cmd\x03/c x')]) }),
      'macro',
    ],
    [
      'an encrypted package',
      'a.docx',
      ole2({ EncryptedPackage: 'x'.repeat(64), EncryptionInfo: 'x' }),
      'encrypted',
    ],
    ['encrypted Word', 'a.doc', ole2({ WordDocument: fib(0x0100) }), 'encrypted'],
    [
      'encrypted Excel',
      'a.xls',
      ole2({ Workbook: biff([0x0809, Buffer.alloc(16)], [0x002f, Buffer.alloc(4)]) }),
      'encrypted',
    ],
    [
      'an embedded package',
      'a.doc',
      ole2({ WordDocument: fib(), 'ObjectPool/_1/\u0001Ole10Native': 'x' }),
      'executable',
    ],
    [
      'an embedded equation',
      'a.doc',
      ole2({ WordDocument: fib(), 'ObjectPool/_1/Equation Native': 'x' }),
      'executable',
    ],
    ['an installer', 'a.doc', ole2({ x: 'x' }, '84100c0000000000c000000000000046'), 'executable'],
    ['a mail', 'a.msg', ole2({ '__properties_version1.0': 'x' }), 'type-mismatch'],
    [
      'a broken container',
      'a.doc',
      Buffer.concat([ole2({ WordDocument: fib() }).subarray(0, 30), Buffer.alloc(600, 0xee)]),
      'archive-unreadable',
    ],
  ])('%s', async (_, name, bytes, reason) => {
    expect(await reasonFor(name, bytes)).toBe(reason);
  });
});

describe('what an old office document holds in its streams', () => {
  it.each<readonly [string, string, Buffer, string]>([
    ['a document', 'a.doc', ole2({ WordDocument: fib(), 'ObjectPool/_1/Package': docx }), 'clean'],
    [
      'a PDF',
      'a.doc',
      ole2({ WordDocument: fib(), 'ObjectPool/_1/CONTENTS': pdf('/Type/Catalog') }),
      'clean',
    ],
    [
      'an object of its own',
      'a.doc',
      ole2({ WordDocument: fib(), 'ObjectPool/_1/\u0001Ole': ole(0) }),
      'clean',
    ],
    ['an object', 'a.ppt', presentation(ole2({ Workbook: biff([0x0809, bof(0x10)]) })), 'clean'],
    [
      'a document with macros',
      'a.doc',
      ole2({ WordDocument: fib(), 'ObjectPool/_1/Package': docm }),
      'macro',
    ],
    ['the same in a presentation', 'a.ppt', presentation(ole2({ Package: docm })), 'macro'],
    ['an object with macros', 'a.ppt', presentation(ole2({ 'VBA/dir': 'x' })), 'macro'],
    [
      'a document in a document',
      'a.doc',
      ole2({ WordDocument: fib(), x: ole2({ 'VBA/dir': 'x' }) }),
      'macro',
    ],
    [
      'a PDF that runs',
      'a.doc',
      ole2({ WordDocument: fib(), 'ObjectPool/_1/CONTENTS': pdf('/S/JavaScript/JS(x)') }),
      'script',
    ],
    [
      'an archive',
      'a.doc',
      ole2({ WordDocument: fib(), x: forgeZip([{ name: 'a.txt', data: 'x' }]) }),
      'type-not-allowed',
    ],
    [
      'a program',
      'a.doc',
      ole2({ WordDocument: fib(), x: '\u007fELF\u0002\u0001\u0001\0'.repeat(9) }),
      'executable',
    ],
    ['a link', 'a.doc', ole2({ WordDocument: fib(), 'ObjectPool/_1/\u0001Ole': ole(9) }), 'macro'],
    [
      'an address',
      'a.doc',
      ole2({
        WordDocument: fib(),
        'ObjectPool/_1/\u0001Ole': ole(0, Buffer.from('e0c9ea79f9bace118c8200aa004ba90b', 'hex')),
      }),
      'macro',
    ],
    [
      'a macro sheet behind an empty record',
      'a.xls',
      ole2({
        Workbook: biff([0x0809, bof(5)], [0, Buffer.alloc(0)], [0x85, Buffer.from([0, 0, 0, 0, 0, 1, 0, 0])]),
      }),
      'macro',
    ],
    [
      'a macro sheet that is called a worksheet',
      'a.xls',
      ole2({
        Workbook: biff(
          [0x0809, bof(5)],
          [0x85, Buffer.alloc(8)],
          [0x0a, Buffer.alloc(0)],
          [0x0809, bof(0x40)],
        ),
      }),
      'macro',
    ],
  ])('is looked at: %s', async (_, name, bytes, reason) => {
    expect(await reasonFor(name, bytes)).toBe(reason);
  });

  it('is looked at inside another document, and named', async () => {
    const outer = ole2({ WordDocument: fib(), 'ObjectPool/_1/Package': ole2({ Package: docm }) });
    expect(await verdictOn('a.doc', outer)).toMatchObject({
      reason: 'macro',
      detail: { member: 'ObjectPool/_1/Package/Package/[Content_Types].xml' },
    });
  });

  it('is not nested deeper than the limit', async () => {
    let nested = ole2({ WordDocument: fib() });
    for (let depth = 0; depth < 5; depth++) nested = ole2({ WordDocument: fib(), x: nested });
    expect(await verdictOn('a.doc', nested)).toMatchObject({
      reason: 'archive-limit',
      detail: { limit: 'nesting' },
    });
  });
});
