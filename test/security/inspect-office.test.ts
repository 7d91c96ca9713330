import { describe, expect, it } from 'vitest';

import { ole2 } from '../inspect/forge-ole2.ts';
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

  const slide = (action: string): Forged => ({
    name: 'ppt/slides/slide1.xml',
    data: `<?xml version="1.0"?><p:sld xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="${RELS}" xmlns:x="x">${action}</p:sld>`,
  });
  const link = (target: string): Forged =>
    rels('ppt/slides/_rels/slide1.xml.rels', `${RELS}/hyperlink`, target);
  const connections = (more: string): Forged => ({
    name: 'xl/connections.xml',
    data: `<connections xmlns="x"><connection id="1" type="4" ${more}><webPr url="http://10.0.0.1/x"/></connection></connections>`,
  });
  const field = (instruction: string): string =>
    `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>${instruction}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>x</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`;

  it.each<readonly [string, Forged, string]>([
    ['by a passing mouse', slide('<a:hlinkMouseOver r:id="r1" action="ppaction://program"/>'), 'action'],
    ['by a click', slide('<a:hlinkClick r:id="r1" action="&#112;paction://program"/>'), 'action'],
    ['by a macro', slide('<a:hlinkClick r:id="r1" action="ppaction://macro?name=x"/>'), 'action'],
    ['by an object', slide('<a:hlinkClick r:id="r1" action="ppaction://ole?verb=0"/>'), 'action'],
    [
      'behind another attribute',
      slide('<a:hlinkClick action="ppaction://program" x:action="ppaction://noaction"/>'),
      'action',
    ],
    ['by a scheme of Windows', link('ms-msdt:/id PCWDiagnostic'), 'hyperlink'],
    ['by a scheme cut in two', link('java&#10;script:x()'), 'hyperlink'],
    ['on a share', link('file://10.0.0.1/x/setup.exe'), 'hyperlink'],
    ['on a share, spelled', link('\\%5c10.0.0.1\\x\\setup.exe'), 'hyperlink'],
    ['that a workbook fetches', connections('refreshOnLoad="1"'), 'connection'],
    ['that a workbook fetches again and again', connections('interval="5"'), 'connection'],
    ['as a picture', body(field('INCLUDEPICTURE "\\\\\\\\10.0.0.1\\\\x" \\d')), 'linked-field'],
    ['as text', body('<w:fldSimple w:instr="INCLUDETEXT http://10.0.0.1/x"/>'), 'linked-field'],
    ['as an object', body(field('LINK Word.Document.8 "\\\\\\\\10.0.0.1\\\\x.doc"')), 'linked-field'],
    [
      'in a field of a field',
      body(
        `<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>INCLUDEPICTURE "</w:instrText></w:r>${field('QUOTE \\\\10.0.0.1\\x')}<w:r><w:instrText>" \\d</w:instrText><w:fldChar w:fldCharType="end"/></w:r>`,
      ),
      'linked-field',
    ],
  ])('with an action that starts a program or fetches one is a macro: %s', async (_, member, rule) => {
    const verdict = await verdictOn('letter.docx', docx(member));
    expect(verdict).toMatchObject({ reason: 'macro', detail: { rule } });
  });

  it.each<readonly [string, Forged, string]>([
    [
      'an external template',
      rels('_rels/.rels', `${RELS}/attachedTemplate`, 'http://10.0.0.1/x.dotm'),
      'external-relationship',
    ],
    [
      'macros',
      rels('_rels/.rels', 'http://schemas.microsoft.com/office/2006/relationships/vbaProject', 'x', false),
      'vba',
    ],
    [
      'a ribbon from elsewhere',
      rels(
        '_RELS/.RELS',
        'http://schemas.microsoft.com/office/2006/relationships/ui/extensibility',
        'http://10.0.0.1/ui.xml',
      ),
      'external-relationship',
    ],
  ])('with relationships of the package itself is judged by them: %s', async (_, member, rule) => {
    const verdict = await verdictOn('letter.docx', forgeZip([contentTypes(), member, body('<w:p/>')]));
    expect(verdict).toMatchObject({ reason: 'macro', detail: { rule, member: String(member.name) } });
  });

  it('with a relationship of two targets is unreadable', async () => {
    const two = `<Relationships xmlns:x="x"><Relationship Type="${RELS}/frame" TargetMode="External" x:TargetMode="Internal" Target="http://10.0.0.1/" x:Target="a"/></Relationships>`;
    expect(await reasonFor('letter.docx', docx({ name: 'word/_rels/a.xml.rels', data: two }))).toBe(
      'archive-unreadable',
    );
  });

  it.each<readonly [string, Forged]>([
    [
      'to another slide',
      slide('<a:hlinkClick r:id="r1" id="1" action="ppaction://hlinkshowjump?jump=nextslide"/>'),
    ],
    ['to a page', link('https://example.org/a?b=c:d')],
    ['to a mail', link('mailto:a@example.org')],
    ['to a file beside it', link('../a%20b.docx#x')],
    ['to a connection it does not use by itself', connections('refreshOnLoad="0"')],
    [
      'in its fields',
      body(
        `${field('TOC \\o "1-3" \\h')}${field('HYPERLINK "http://example.org/" \\l "x"')}${field('INCLUDEPICTURE "C:\\\\x\\\\a.png" \\* MERGEFORMAT \\d')}`,
      ),
    ],
  ])('with links that only a person follows passes: %s', async (_, member) => {
    expect(await verdictOn('letter.docx', docx(member))).toBe('clean');
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

  const ns = (name: string): string => `urn:oasis:names:tc:opendocument:xmlns:${name}:1.0`;
  const content = (xml: string): Forged => ({
    name: 'content.xml',
    data: `<o:document-content ${office} xmlns:t="${ns('text')}" xmlns:d="${ns('drawing')}" xmlns:p="${ns('presentation')}" xmlns:x="http://www.w3.org/1999/xlink">${xml}</o:document-content>`,
  });

  it('passes with links that only a person follows, and with its own pictures', async () => {
    const links =
      '<t:a x:href="https://example.org/">x</t:a><t:a x:href="../b.odt">x</t:a><d:image x:href="Pictures/a.png"/><m:template xmlns:m="m" x:href="file:///C:/x/a.ott"/><m:template xmlns:m="m" x:href="file:///usr/share/a.ott"/><p:event-listener p:action="show" x:href="#page2"/>';
    expect(await verdictOn('a.odt', odt(content(links)))).toBe('clean');
  });

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
    [
      'a program behind a click',
      content('<p:event-listener p:action="execute" x:href="../a.exe"/>'),
      'macro',
    ],
    [
      'a program behind two actions',
      content('<p:event-listener p:action="execute" o:action="show" x:href="#1"/>'),
      'macro',
    ],
    [
      'another document behind a click',
      content('<p:event-listener p:action="show" x:href="a.odp"/>'),
      'macro',
    ],
    ['a link to a macro', content('<t:a x:href="vnd.sun.star.script:x.py$f?language=Python"/>'), 'macro'],
    ['a link to a macro behind another', content('<t:a x:href="macro:///x" o:href="#a"/>'), 'macro'],
    ['a link to a command', content('<t:a x:href=" &#9;.uno:x" o:href="slot:5"/>'), 'macro'],
    ['a link to a scheme of Windows', content('<t:a x:href="ms-msdt:/id"/>'), 'macro'],
    ['a remote frame', content('<d:floating-frame x:href="http://10.0.0.1/x"/>'), 'macro'],
    ['a picture on a share', content('<d:image x:href="file://10.0.0.1/x"/>'), 'macro'],
    ['a section from elsewhere', content('<t:section-source x:href="//10.0.0.1/x"/>'), 'macro'],
    ['encryption', { name: 'META-INF/x.xml', data: '<m:encryption-data xmlns:m="x"/>' }, 'encrypted'],
  ])('with %s is held back', async (_, member, reason) => {
    expect(await reasonFor('a.odt', odt(member))).toBe(reason);
  });
});
