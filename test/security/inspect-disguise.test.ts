import { deflateRawSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { forgeZip } from '../inspect/forge-zip.ts';
import { inspectBytes, reasonFor, verdictOn } from '../inspect/staged.ts';

const latin = (text: string): Buffer => Buffer.from(text, 'latin1');
const program = Buffer.concat([latin('MZ\x90\0'), Buffer.alloc(200)]);
const zip = forgeZip([{ name: 'a.txt', data: 'hidden' }]);
const jpeg = Buffer.concat([
  latin('\xff\xd8\xff\xe0\0\x04JF\xff\xda\0\x04ab'),
  Buffer.alloc(50, 7),
  latin('\xff\0\xff\xd0\xff\xd9'),
]);
const png = Buffer.concat([latin('\x89PNG\r\n\x1a\n\0\0\0\0IEND\xae\x42\x60\x82')]);
const gif = latin('GIF89a\x01\0\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;');
const bmp = Buffer.alloc(58);
bmp.write('BM');
bmp.writeUInt32LE(58, 2);
bmp.writeUInt32LE(54, 10);
bmp.writeUInt32LE(40, 14);
bmp.writeInt32LE(1, 18);
bmp.writeInt32LE(1, 22);
bmp.writeUInt16LE(24, 28);

/** One DICOM element of explicit VR, little endian. */
const element = (tag: number, vr: string, value: Buffer): Buffer => {
  const head = Buffer.alloc(8);
  head.writeUInt16LE(tag >>> 16, 0);
  head.writeUInt16LE(tag & 0xffff, 2);
  head.write(vr, 4);
  if (!['OB', 'UN', 'SQ'].includes(vr)) {
    head.writeUInt16LE(value.length, 6);
    return Buffer.concat([head, value]);
  }
  const length = Buffer.alloc(4);
  length.writeUInt32LE(value.length);
  return Buffer.concat([head, length, value]);
};
const dicom = (options: { preamble?: Buffer; sop?: string; syntax?: string; data?: Buffer } = {}): Buffer =>
  Buffer.concat([
    options.preamble ?? Buffer.alloc(128),
    latin('DICM'),
    element(0x00020002, 'UI', latin(options.sop ?? '1.2.840.10008.5.1.4.1.1.2\0')),
    element(0x00020010, 'UI', latin(options.syntax ?? '1.2.840.10008.1.2.1\0')),
    options.data ?? element(0x00080060, 'CS', latin('CT')),
  ]);
const preamble = (start: string): Buffer => Buffer.concat([latin(start), Buffer.alloc(128 - start.length)]);

describe('a name', () => {
  it.each([
    ['report.pdf.exe', 'executable'],
    ['report.scr', 'executable'],
    ['setup.msi', 'executable'],
    ['x.dll', 'executable'],
    ['help.chm', 'executable'],
    ['app.jar', 'executable'],
    ['run.bat', 'script'],
    ['run.CMD', 'script'],
    ['run.ps1', 'script'],
    ['run.vbs', 'script'],
    ['run.js', 'script'],
    ['run.hta', 'script'],
    ['run.wsf', 'script'],
    ['x.reg', 'script'],
    ['folder/photos.lnk', 'shortcut'],
    ['site.url', 'shortcut'],
    ['x.scf', 'shortcut'],
    ['x.library-ms', 'shortcut'],
    ['x.search-ms', 'shortcut'],
    ['Control.{21EC2020-3AEA-1069-A2DD-08002B30309D}/a.txt', 'shortcut'],
    ['AUTORUN.INF', 'autorun'],
    ['sub/autorun.inf', 'autorun'],
    ['x.xlsm', 'macro'],
    ['disk.iso', 'type-not-allowed'],
  ] as const)('%s is held back whatever is in the file', async (path, reason) => {
    expect(await reasonFor(path, 'harmless text\n')).toBe(reason);
    expect(await reasonFor(path, '')).toBe(reason);
  });

  it.each([
    ['photo\u202egpj.exe', 'bidi'],
    ['a/../b.txt', 'dot-dot'],
    ['NUL.txt', 'windows-reserved'],
    ['a.txt:b', 'windows-character'],
    ['\ufffd.txt', 'undecodable'],
  ])('%j is unsafe', async (path, rule) => {
    expect(await verdictOn(path, 'text')).toMatchObject({ reason: 'name-unsafe', detail: { rule } });
  });
});

describe('junk', () => {
  it.each([
    'desktop.ini',
    'sub/Thumbs.db',
    '.DS_Store',
    '._photo.jpg',
    'System Volume Information/WPSettings.dat',
    '$RECYCLE.BIN/S-1/x.txt',
    '.Trashes/1',
    '.Spotlight-V100/x',
    '.fseventsd/fseventsd-uuid',
  ])('%s is set aside quietly', async (path) => {
    expect(await verdictOn(path, 'text')).toMatchObject({
      reason: 'type-not-allowed',
      detail: { junk: true, rule: 'junk' },
    });
    expect(await verdictOn(path, Buffer.from([0, 1, 2, 3]))).toMatchObject({ detail: { junk: true } });
  });

  it('is no cover for a program, a script or a shortcut', async () => {
    expect(await reasonFor('System Volume Information/x', program)).toBe('executable');
    expect(await reasonFor('$RECYCLE.BIN/x.lnk', 'x')).toBe('shortcut');
    expect(await reasonFor('._x', '#!/bin/sh\n')).toBe('script');
    expect(await reasonFor('Thumbs.db', program)).toBe('executable');
  });
});

describe('content', () => {
  it.each<readonly [string, string, Buffer | string, string]>([
    ['a program as a picture', 'photo.jpg', program, 'executable'],
    ['a program without extension', 'IM000001', program, 'executable'],
    ['an ELF program', 'IM000002', latin('\x7fELF\x02\x01\x01\0'), 'executable'],
    ['a Mach-O program', 'IM000003', latin('\xcf\xfa\xed\xfe\x07\0\0\x01'), 'executable'],
    ['a Java class', 'x.dcm', latin('\xca\xfe\xba\xbe\0\0\0\x37'), 'executable'],
    ['a shortcut as text', 'a.txt', latin('L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0'), 'shortcut'],
    ['an internet shortcut as text', 'a.txt', '[InternetShortcut]\r\nURL=file://x\r\n', 'shortcut'],
    ['an autorun file as text', 'a.txt', '\ufeff[AutoRun]\r\nopen=x.exe\r\n', 'autorun'],
    ['a shell script as text', 'a.txt', '#!/bin/sh\nrm -rf /\n', 'script'],
    [
      'a shell script in UTF-16',
      'a.txt',
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('@echo off\r\n', 'utf16le')]),
      'script',
    ],
    ['a batch file as text', 'a.csv', '\r\n@ECHO OFF\r\nstart x\r\n', 'script'],
    ['a RAR as a picture', 'a.jpg', latin('Rar!\x1a\x07\x01\0xxxx'), 'type-mismatch'],
    ['a RAR', 'a.rar', latin('Rar!\x1a\x07\x01\0xxxx'), 'type-not-allowed'],
    ['an LZH', 'a.lzh', latin('\x20\x9a-lh5-\0\0\0\0\0\0'), 'type-not-allowed'],
    ['a 7z', 'a.7z', latin("7z\xbc\xaf'\x1c\0\x04"), 'type-not-allowed'],
    ['text as a picture', 'a.jpg', 'text', 'type-mismatch'],
    ['a picture as a document', 'a.pdf', jpeg, 'type-mismatch'],
    ['a web page', 'a.html', '<html><body>x</body></html>', 'type-not-allowed'],
    ['a web page with a script', 'a.html', '<html><script>x</script></html>', 'script'],
    ['a web page as text', 'a.txt', '<!DOCTYPE html><html></html>', 'type-mismatch'],
    ['an SVG with a script', 'a.svg', '<svg xmlns="x"><script>x</script></svg>', 'script'],
    ['an SVG with a hidden link', 'a.svg', '<svg><a href="&#106;avascript:x"/></svg>', 'script'],
    ['an RTF with an object', 'a.rtf', '{\\rtf1{\\object\\objdata 00}}', 'type-not-allowed'],
    [
      'XML with an entity from outside',
      'a.xml',
      '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///c:/x">]><a>&b;</a>',
      'script',
    ],
    [
      'XML with a definition from outside',
      'a.xml',
      '<?xml version="1.0"?><!DOCTYPE a SYSTEM "http://example.org/x.dtd"><a/>',
      'script',
    ],
    ['XML in an encoding that hides markup', 'a.xml', '<?xml version="1.0" encoding="UTF-7"?><a/>', 'script'],
    [
      'a style sheet that runs',
      'a.xml',
      '<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform"/>',
      'script',
    ],
    [
      'text with a binary tail',
      'a.txt',
      Buffer.concat([Buffer.alloc(100_000, 'text\n'), Buffer.from([0, 1, 2])]),
      'type-not-allowed',
    ],
    [
      'mail with attachments',
      'a.txt',
      'From: a@example.org\nTo: b@example.org\nContent-Type: multipart/mixed; boundary=x\n\n--x\n',
      'type-mismatch',
    ],
    ['bytes nobody knows', 'a.dat', Buffer.from([0, 1, 2, 3, 4, 5, 6]), 'type-not-allowed'],
    ['text under an extension nobody knows', 'a.xyz', 'text', 'type-not-allowed'],
  ])('is judged by its bytes: %s', async (_, path, content, reason) => {
    expect(await reasonFor(path, content)).toBe(reason);
  });
});

describe('a picture', () => {
  const pictures = [['a.jpg', jpeg], ['a.png', png], ['a.gif', gif], ['a.bmp', bmp]] as const; // prettier-ignore

  it.each(pictures)('passes alone, cut short by nothing: %s', async (path, bytes) => {
    expect(await verdictOn(path, bytes)).toBe('clean');
    expect(await verdictOn(path, Buffer.concat([bytes, Buffer.alloc(40)]))).toBe('clean');
  });

  it.each(pictures)('with something hung on is two things at once: %s', async (path, bytes) => {
    for (const tail of [
      zip,
      program,
      latin('Rar!\x1a\x07\x01\0xx'),
      Buffer.from('<script>alert(1)</script>'),
      Buffer.from('%PDF-1.7\n'),
      Buffer.from('#!/bin/sh\nrm -rf /\n'),
      Buffer.from('@echo off\r\nstart x\r\n'),
      Buffer.from('Settings of a camera: <?php system("x");'),
      Buffer.from('Settings of a camera: <script>alert(1)</script>'),
      Buffer.from('Settings of a camera: %PDF-1.7\n'),
      Buffer.from('\ufeffSettings: <script>alert(1)</script>', 'utf16le'),
      Buffer.alloc(100_000, 'text '),
    ]) {
      expect(await reasonFor(path, Buffer.concat([bytes, tail]))).toBe('type-mismatch');
    }
  });

  it('passes with what real writers leave behind it: the text of a camera, behind a JPEG alone', async () => {
    const note = Buffer.from('MakerNote: ISO 100, f/2.8 < f/4, 50 %, 検査用\r\n'.repeat(20));
    expect(await verdictOn('a.jpg', Buffer.concat([jpeg, note]))).toBe('clean');
    for (const [path, bytes] of [
      ['a.png', png],
      ['a.gif', gif],
      ['a.bmp', bmp],
    ] as const)
      expect(await reasonFor(path, Buffer.concat([bytes, note]))).toBe('type-mismatch');
  });

  it('that is a script in a picture’s clothes is held back', async () => {
    expect(await reasonFor('a.gif', 'GIF89a/*xxxx*/=1;alert(1)//')).toBe('type-mismatch');
  });

  it('with an archive inside its frame is held back', async () => {
    const inside = Buffer.concat([
      latin('\xff\xd8\xff\xfe\x01\0'),
      zip.subarray(0, zip.length - 22),
      Buffer.alloc(254 - zip.length + 22),
      jpeg.subarray(2),
    ]);
    expect(await verdictOn('a.jpg', inside)).toMatchObject({
      reason: 'type-mismatch',
      detail: { rule: 'embedded', offset: 6 },
    });
  });

  it('followed by another picture passes: phones do that', async () => {
    expect(await verdictOn('a.jpg', Buffer.concat([jpeg, jpeg]))).toBe('clean');
  });
});

describe('DICOM', () => {
  const pdf = (names: string): Buffer =>
    Buffer.from(`%PDF-1.4\n1 0 obj << ${names} >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n`);
  const wrapped = (document: Buffer, more: { sop?: string; syntax?: string } = {}): Buffer =>
    dicom({
      sop: '1.2.840.10008.5.1.4.1.1.104.1',
      ...more,
      data: Buffer.concat([element(0x00080060, 'CS', latin('DOC ')), element(0x00420011, 'OB', document)]),
    });

  it.each([
    ['zeros', preamble('')],
    ['a TIFF', preamble('II*\0\x10\0\0\0')],
    ['a big-endian TIFF', preamble('MM\0*')],
    ['a flag byte of GE’s', Buffer.concat([Buffer.alloc(17), Buffer.from([1]), Buffer.alloc(110)])],
  ])('passes with a preamble of %s', async (_, bytes) => {
    expect(await inspectBytes('IM1', dicom({ preamble: bytes }), { preset: 'imaging' })).toEqual({
      type: 'application/dicom',
      judgement: { verdict: 'clean' },
    });
  });

  it.each([
    ['a program', 'MZ\x90\0'],
    ['an ELF program', '\x7fELF'],
    ['a script', '#!/bin/sh\n'],
    ['text', 'hello'],
    ['a web page', '<script>'],
  ])('with %s in its preamble is held back', async (_, start) => {
    for (const path of ['IM1', 'a.dcm', 'DICOMDIR']) {
      expect(await reasonFor(path, dicom({ preamble: preamble(start) }), { preset: 'imaging' })).toBe(
        'dicom-preamble',
      );
    }
  });

  it('goes by many names, but not by a picture’s', async () => {
    for (const path of ['IM1', 'a.dcm', 'A.IMA', 'DICOMDIR', '1.2.840.113619.2.55.3', 'SLICE.001']) {
      expect(await reasonFor(path, dicom(), { preset: 'imaging' })).toBe('clean');
    }
    expect(await reasonFor('a.jpg', dicom())).toBe('type-mismatch');
  });

  it('with a ZIP behind or inside is two things at once', async () => {
    expect(await reasonFor('IM1', Buffer.concat([dicom(), zip]))).toBe('type-mismatch');
    expect(await reasonFor('IM1', dicom({ data: element(0x00091001, 'OB', zip) }))).toBe('type-mismatch');
  });

  it.each(['CD001', 'BEA01', 'NSR02', 'NSR03', 'TEA01'])(
    'that is also a disk image (ISO 9660, UDF) is two things at once: %s',
    async (mark) => {
      for (const sector of [16, 19, 256]) {
        const disk = Buffer.alloc((sector + 2) * 2048);
        dicom().copy(disk);
        disk.write(`\x01${mark}\x01`, sector * 2048, 'latin1');
        const verdict = { reason: 'type-mismatch', detail: { rule: 'embedded', offset: sector * 2048 } };
        for (const preset of ['imaging', 'ssmix2', 'general'] as const)
          expect(await verdictOn('x.img', disk, { preset })).toMatchObject(verdict);
        const picture = Buffer.concat([jpeg, Buffer.alloc(200), disk.subarray(jpeg.length + 200)]);
        expect(await verdictOn('x.jpg', picture)).toMatchObject(verdict);
      }
      const elsewhere = Buffer.alloc(40 * 2048);
      dicom().copy(elsewhere);
      elsewhere.write(mark, 20 * 2048 + 100, 'latin1');
      expect(await verdictOn('x.img', elsewhere)).toBe('clean');
    },
  );

  it('is judged by the document wrapped in it', async () => {
    expect(await verdictOn('IM1', wrapped(pdf('/Type /Catalog')))).toBe('clean');
    expect(await verdictOn('IM1', wrapped(pdf('/JS (x)')))).toMatchObject({
      reason: 'script',
      detail: { member: 'EncapsulatedDocument' },
    });
    expect(await reasonFor('IM1', wrapped(program))).toBe('executable');
    expect(await reasonFor('IM1', wrapped(jpeg))).toBe('type-mismatch');
    expect(await reasonFor('IM1', wrapped(Buffer.alloc(0)).subarray(0, -12))).toBe('archive-unreadable');
  });

  it('is judged by the document wrapped in it when deflated', async () => {
    const whole = wrapped(pdf('/JS (x)'), { syntax: '1.2.840.10008.1.2.1.99' });
    const at = whole.indexOf('08006000', 'hex');
    const deflated = Buffer.concat([whole.subarray(0, at), deflateRawSync(whole.subarray(at))]);
    expect(await reasonFor('IM1', deflated)).toBe('archive-method');
    const image = dicom({
      syntax: '1.2.840.10008.1.2.1.99',
      data: deflateRawSync(element(0x00080060, 'CS', latin('CT'))),
    });
    expect(await verdictOn('IM1', image)).toBe('clean');
    expect(await reasonFor('IM1', image.subarray(0, -4))).toBe('archive-unreadable');
  });

  const encapsulated = element(0x00080016, 'UI', latin('1.2.840.10008.5.1.4.1.1.104.1\0'));
  const ct = element(0x00080016, 'UI', latin('1.2.840.10008.5.1.4.1.1.2\0'));
  const evil = element(0x00420011, 'OB', pdf('/JS (x)'));
  /** A sequence whose item and end are marked instead of counted. */
  const sequence = (tag: number, inside: Buffer): Buffer =>
    Buffer.concat([
      element(tag, 'SQ', Buffer.alloc(0)).subarray(0, 8),
      Buffer.from('fffffffffeff00e0ffffffff', 'hex'),
      inside,
      Buffer.from('feff0de000000000feffdde000000000', 'hex'),
    ]);
  it.each<readonly [string, Buffer[]]>([
    ['which the object itself names', [encapsulated, evil]],
    ['which nobody names', [ct, evil]],
    ['behind pixels', [ct, element(0x7fe00010, 'OB', Buffer.alloc(5000)), evil]],
    ['behind a harmless one', [encapsulated, element(0x00420011, 'OB', pdf('/Type /Catalog')), evil]],
    ['behind a sequence', [ct, sequence(0x00081115, sequence(0x00081199, ct)), evil]],
    ['in a sequence', [ct, sequence(0x00081115, evil)]],
  ])('is judged by a wrapped document under another SOP class, %s', async (_, elements) => {
    expect(await reasonFor('IM1', dicom({ data: Buffer.concat(elements) }))).toBe('script');
    const harmless = elements.map((one) => (one === evil ? element(0x00420011, 'OB', pdf('')) : one));
    expect(await reasonFor('IM1', dicom({ data: Buffer.concat(harmless) }))).toBe(
      elements.some((one) => one === evil) ? 'clean' : 'script',
    );
  });

  it('is judged by a wrapped document under another SOP class without a meta header', async () => {
    const start = [
      element(0x00080005, 'CS', latin('ISO_IR 100')),
      encapsulated,
      element(0x00080060, 'CS', latin('DOC ')),
      element(0x00100010, 'PN', latin('A^B ')),
    ];
    expect(await reasonFor('IM1', Buffer.concat([...start, evil]))).toBe('script');
    expect(await reasonFor('IM1', Buffer.concat(start))).toBe('archive-unreadable');
  });

  it('that nobody can read up to a wrapped document is held back', async () => {
    const broken = latin('\x09\0\x01\x10oo\x04\0abcd');
    expect(await reasonFor('IM1', dicom({ data: Buffer.concat([ct, broken, evil]) }))).toBe(
      'archive-unreadable',
    );
    expect(await reasonFor('IM1', dicom({ data: Buffer.concat([ct, broken]) }))).toBe('clean');
  });
});
