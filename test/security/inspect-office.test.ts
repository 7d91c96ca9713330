import CFB from 'cfb';
import { describe, expect, it } from 'vitest';

import { forgeZip, type Forged } from '../inspect/forge-zip.ts';
import { inspectBytes, reasonFor, verdictOn } from '../inspect/staged.ts';

const RELS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
const contentTypes = (main = MAIN, more = ''): Forged => ({
  name: '[Content_Types].xml',
  data: `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${main}"/>${more}</Types>`,
});
const rels = (name: string, type: string, target: string, external = true): Forged => ({
  name,
  data: `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${type}" Target="${target}"${external ? ' TargetMode="External"' : ''}/></Relationships>`,
});
const body = (xml: string): Forged => ({
  name: 'word/document.xml',
  data: `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${xml}</w:body></w:document>`,
});
const docx = (...more: Forged[]): Buffer =>
  forgeZip([
    contentTypes(),
    rels('_rels/.rels', `${RELS}/officeDocument`, 'word/document.xml', false),
    ...(more.some(({ name }) => name === 'word/document.xml') ? [] : [body('<w:p/>')]),
    ...more,
  ]);

const memberIn = (verdict: Awaited<ReturnType<typeof verdictOn>>): unknown =>
  verdict === 'clean' ? null : verdict.detail['member'];

/** An OLE2 file with those streams. */
const ole2 = (streams: Readonly<Record<string, Buffer | string>>, clsid?: string): Buffer => {
  const container = CFB.utils.cfb_new();
  for (const [name, content] of Object.entries(streams))
    CFB.utils.cfb_add(container, `/${name}`, Buffer.from(content));
  if (clsid !== undefined) container.FileIndex[0]!.clsid = clsid;
  return Buffer.from(CFB.write(container, { type: 'buffer' }) as Buffer);
};
const fib = (flags = 0): Buffer => {
  const bytes = Buffer.alloc(600);
  bytes.writeUInt16LE(0xa5ec, 0);
  bytes.writeUInt16LE(flags, 10);
  return bytes;
};
const biff = (...records: [number, Buffer][]): Buffer =>
  Buffer.concat([
    ...records.map(([type, data]) => {
      const head = Buffer.alloc(4);
      head.writeUInt16LE(type, 0);
      head.writeUInt16LE(data.length, 2);
      return Buffer.concat([head, data]);
    }),
    Buffer.alloc(64),
  ]);

const vba = ole2({ 'VBA/dir': 'x', 'VBA/_VBA_PROJECT': 'x', PROJECT: 'x' });
const packaged = ole2({ '\u0001Ole10Native': 'x'.repeat(100), '\u0001CompObj': 'x' });

describe('an office document', () => {
  it('without anything that acts passes', async () => {
    const good = docx(
      rels('word/_rels/document.xml.rels', `${RELS}/hyperlink`, 'https://example.org/'),
      {
        name: 'word/embeddings/Microsoft_Excel_Sheet1.xlsx',
        data: forgeZip([
          contentTypes('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'),
        ]),
      },
      { name: 'xl/printerSettings/printerSettings1.bin', data: Buffer.from([1, 0, 2, 0, 3]) },
    );
    expect(await inspectBytes('letter.docx', good, { preset: 'documents' })).toEqual({
      type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      judgement: { verdict: 'clean' },
    });
  });

  it.each<readonly [string, Forged, string]>([
    ['vbaProject.bin', { name: 'word/vbaProject.bin', data: vba }, 'vba'],
    ['vbaProject.bin under another name', { name: 'word/media/image1.bin', data: vba }, 'vba'],
    ['vbaProject.bin as a picture', { name: 'word/media/image1.png', data: vba }, 'vba'],
    [
      'a relationship to macros',
      rels(
        'word/_rels/document.xml.rels',
        'http://schemas.microsoft.com/office/2006/relationships/vbaProject',
        'x.bin',
        false,
      ),
      'vba',
    ],
    ['a macro sheet', { name: 'xl/macrosheets/sheet1.xml', data: '<a/>' }, 'vba'],
    ['ActiveX', { name: 'word/activeX/activeX1.xml', data: '<a/>' }, 'vba'],
    [
      'an external template',
      rels('word/_rels/settings.xml.rels', `${RELS}/attachedTemplate`, 'http://example.org/t.dotm'),
      'external-relationship',
    ],
    [
      'a template on a share',
      rels('word/_rels/settings.xml.rels', `${RELS}/attachedTemplate`, 'file:///\\\\10.0.0.1\\x\\t.dotm'),
      'external-relationship',
    ],
    [
      'an external object',
      rels('word/_rels/document.xml.rels', `${RELS}/oleObject`, 'mhtml:http://example.org/x.html!x'),
      'external-relationship',
    ],
    [
      'an external object from a drive',
      rels('word/_rels/document.xml.rels', `${RELS}/oleObject`, 'C:\\x.doc'),
      'external-relationship',
    ],
    [
      'a remote picture',
      rels('word/_rels/document.xml.rels', `${RELS}/image`, '\\\\server\\x.png'),
      'external-relationship',
    ],
    [
      'an external frame',
      rels('word/_rels/webSettings.xml.rels', `${RELS}/frame`, 'http://example.org/'),
      'external-relationship',
    ],
    [
      'DDE in a field cut over runs',
      body(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DD</w:instrText></w:r><w:r><w:instrText>EAUTO c:\\\\x</w:instrText></w:r>',
      ),
      'dde',
    ],
    ['DDE spelled with entities', body('<w:fldSimple w:instr="&#68;DE x y"/>'), 'dde'],
    [
      'a DDE link',
      {
        name: 'xl/externalLinks/externalLink1.xml',
        data: '<externalLink xmlns="x"><ddeLink ddeService="cmd" ddeTopic="x"/></externalLink>',
      },
      'dde',
    ],
  ])('with %s is a macro', async (_, member, rule) => {
    const verdict = await verdictOn('letter.docx', docx(member));
    expect(verdict).toMatchObject({ reason: 'macro', detail: { rule } });
    expect(memberIn(verdict)).toContain(String(member.name));
  });

  it('that names macros in its list of parts is a macro', async () => {
    for (const main of [
      'application/vnd.ms-word.document.macroEnabled.main+xml',
      'application/vnd.ms-excel.sheet.macroEnabled.main+xml',
    ]) {
      expect(await reasonFor('letter.docx', forgeZip([contentTypes(main)]))).toBe('macro');
    }
    expect(
      await reasonFor(
        'letter.docx',
        forgeZip([
          contentTypes(MAIN, '<Default Extension="png" ContentType="application/vnd.ms-office.vbaProject"/>'),
        ]),
      ),
    ).toBe('macro');
  });

  it.each<readonly [string, Forged, string]>([
    ['an embedded package', { name: 'word/embeddings/oleObject1.bin', data: packaged }, 'executable'],
    [
      'a program among its pictures',
      { name: 'word/media/image1.png', data: Buffer.concat([Buffer.from('MZ'), Buffer.alloc(99)]) },
      'executable',
    ],
    ['a script', { name: 'word/run.js', data: 'x()' }, 'script'],
    [
      'a web page as a chunk',
      { name: 'word/chunk.htm', data: '<html><script>x()</script></html>' },
      'script',
    ],
    [
      'a plain archive',
      { name: 'word/x.zip', data: forgeZip([{ name: 'a.txt', data: 'x' }]) },
      'type-not-allowed',
    ],
    [
      'bytes nobody knows',
      { name: 'word/media/x.bin', data: Buffer.from([0, 1, 2, 3, 4]) },
      'type-not-allowed',
    ],
    [
      'entities in its XML',
      { name: 'word/x.xml', data: '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///c:/x">]><a>&b;</a>' },
      'script',
    ],
    [
      'XML that cannot be parsed',
      { name: 'word/_rels/document.xml.rels', data: '<Relationships><Relationship' },
      'archive-unreadable',
    ],
  ])('with %s is held back', async (_, member, reason) => {
    const verdict = await verdictOn('letter.docx', docx(member));
    expect(verdict).toMatchObject({ reason });
    expect(memberIn(verdict)).toContain(String(member.name));
  });

  it('says what it is, whatever its name', async () => {
    expect(await reasonFor('letter.xlsx', docx())).toBe('type-mismatch');
    expect(await reasonFor('letter.zip', docx())).toBe('type-mismatch');
    expect(await reasonFor('letter.docx', docx(), { preset: 'claims' })).toBe('type-not-allowed');
    expect(await reasonFor('letter.docm', docx())).toBe('macro');
  });
});

describe('an OpenDocument', () => {
  const odt = (...more: Forged[]): Buffer =>
    forgeZip([
      { name: 'mimetype', data: 'application/vnd.oasis.opendocument.text', method: 0 },
      {
        name: 'META-INF/manifest.xml',
        data: '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
      },
      ...more,
    ]);
  const office =
    'xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:s="urn:oasis:names:tc:opendocument:xmlns:script:1.0"';

  it('passes, and empty script sections are no macros', async () => {
    expect(
      await reasonFor(
        'a.odt',
        odt({ name: 'content.xml', data: `<o:document-content ${office}><o:scripts/></o:document-content>` }),
      ),
    ).toBe('clean');
  });

  it.each<readonly [string, Forged, string]>([
    ['Basic macros', { name: 'Basic/Standard/Module1.xml', data: '<a/>' }, 'macro'],
    ['Python scripts', { name: 'Scripts/python/x.xml', data: '<a/>' }, 'macro'],
    [
      'an event',
      { name: 'content.xml', data: `<a ${office}><s:event-listener s:event-name="dom:load"/></a>` },
      'macro',
    ],
    [
      'DDE',
      { name: 'content.xml', data: `<a ${office}><o:dde-source o:dde-application="cmd"/></a>` },
      'macro',
    ],
    ['encryption', { name: 'META-INF/x.xml', data: '<m:encryption-data xmlns:m="x"/>' }, 'encrypted'],
  ])('with %s is held back', async (_, member, reason) => {
    expect(await reasonFor('a.odt', odt(member))).toBe(reason);
  });
});

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
