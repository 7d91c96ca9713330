import { describe, expect, it } from 'vitest';

import { reasonFor, verdictOn } from '../inspect/staged.ts';

const latin = (text: string): Buffer => Buffer.from(text, 'latin1');

describe('XML that acts below or inside its root element', () => {
  const WORD = 'http://schemas.microsoft.com/office/word/2003/wordml';
  const XSL = 'xmlns:xsl="http://www.w3.org/1999/XSL/Transform"';
  const XHTML = 'xmlns:h="http://www.w3.org/1999/xhtml"';

  it.each<readonly [string, Buffer | string, string]>([
    ['a script of XHTML', `<r ${XHTML}><h:script>x()</h:script></r>`, 'script'],
    ['a handler in XHTML', `<r ${XHTML}><h:p onclick="x()"/></r>`, 'script'],
    ['a frame in XHTML', `<r ${XHTML}><h:iframe src="x"/></r>`, 'script'],
    ['a style that fetches', `<r ${XHTML}><h:p style="background:url(//10.0.0.1/x)"/></r>`, 'script'],
    ['a picture from a share', `<r ${XHTML}><h:img src="&#92;\\10.0.0.1/x.png"/></r>`, 'script'],
    ['a link that runs', `<r ${XHTML}><h:a href="java&#10;script:x()">x</h:a></r>`, 'script'],
    ['a link that runs, elsewhere', '<r l="javascript:x()"/>', 'script'],
    ['SVG', '<r><svg xmlns="http://www.w3.org/2000/svg" onload="x()"/></r>', 'script'],
    [
      'parts from elsewhere',
      '<r xmlns:i="http://www.w3.org/2001/XInclude"><i:include href="x"/></r>',
      'script',
    ],
    ['a style sheet', `<r><xsl:stylesheet version="1.0" ${XSL}/></r>`, 'script'],
    ['a style sheet behind a bracket', `<xsl:stylesheet id=">" version="1.0" ${XSL}/>`, 'script'],
    ['a simplified style sheet', `<x xsl:version="1.0" ${XSL}/>`, 'script'],
    ['a script of a style sheet', '<r xmlns:m="urn:schemas-microsoft-com:xslt"><m:script/></r>', 'script'],
    [
      'itself as its style sheet',
      '<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="#s"?><r/>',
      'script',
    ],
    [
      'a style sheet on a share',
      '<?xml version="1.0"?><?xml-stylesheet href="\\\\10.0.0.1\\x\\a.xsl"?><r/>',
      'script',
    ],
    [
      'a style sheet on a server',
      `<?xml version="1.0"?><?xml-stylesheet href='http://10.0.0.1/a.xsl'?><r/>`,
      'script',
    ],
    [
      'a style sheet without address',
      '<?xml version="1.0"?><?xml-stylesheet type="text/xsl"?><r/>',
      'script',
    ],
    [
      'two addresses of its style sheet',
      '<?xml version="1.0"?><?xml-stylesheet href="a.xsl" href="//b/a.xsl"?><r/>',
      'script',
    ],
    [
      'a form’s solution',
      '<?xml version="1.0"?><?mso-infoPathSolution href="http://10.0.0.1/x.xsn"?><r/>',
      'script',
    ],
    ['Word’s mark', '<?xml version="1.0"?><?mso-application progid="Word.Document"?><r/>', 'type-mismatch'],
    ['a Word document behind a bracket', `<w:wordDocument w:x=">" xmlns:w="${WORD}"/>`, 'type-mismatch'],
    [
      'a Word document spelled',
      `<w:wordDocument xmlns:w="${WORD.replace('s', '&#115;')}"/>`,
      'type-mismatch',
    ],
    ['a Word document further in', `<r><w:wordDocument xmlns:w="${WORD}"/></r>`, 'type-mismatch'],
    ['a workbook', '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', 'type-mismatch'],
    [
      'a flat package',
      '<p:package p:x=">" xmlns:p="http://schemas.microsoft.com/office/2006/xmlPackage"/>',
      'type-mismatch',
    ],
    [
      'a flat OpenDocument',
      '<o:document xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>',
      'type-mismatch',
    ],
    [
      'a script behind what another encoding closes',
      latin(
        `<?xml version="1.0" encoding="windows-1252"?><r ${XHTML}><![CDATA[\x81]]><h:script/><![CDATA[]]></r>`,
      ),
      'script',
    ],
    [
      'entities behind what another encoding closes',
      '<?xml version="1.0" encoding="iso-2022-jp"?><!-- \x1b$B--><r>\x1b(B --><!DOCTYPE r [<!ENTITY e SYSTEM "x">]><r>&e;</r>',
      'script',
    ],
    ['no end', '<r><a></r>', 'archive-unreadable'],
    ['a name from nowhere', '<r><h:script/></r>', 'archive-unreadable'],
    ['an entity from nowhere', '<r>&e;</r>', 'archive-unreadable'],
  ])('%s', async (_, content, reason) => {
    for (const preset of ['general', 'checkup'] as const)
      expect(await reasonFor('a.xml', content, { preset })).toBe(reason);
  });

  it('leaves alone what only says something', async () => {
    const formatted =
      '<div xmlns="http://www.w3.org/1999/xhtml"><p class="x" style="color: red">検査<br/><a href="https://example.org/">x</a><img src="a.png"/></p></div>';
    for (const content of [
      `<Patient xmlns="http://hl7.org/fhir"><text><status value="generated"/>${formatted}</text></Patient>`,
      `<?xml-stylesheet type="text/xsl" href="../XSL/report 1.xsl"?><r ${XSL} xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="b.xml"/>`,
      '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:m="urn:schemas-microsoft-com:xml-msdata"><xs:element name="a" m:IsDataSet="true"/></xs:schema>',
      `<r><![CDATA[<script>x</script>]]>${'<a b="c">検査</a>'.repeat(200_000)}</r>`,
    ])
      expect(await verdictOn('a.xml', `<?xml version="1.0" encoding="UTF-8"?>${content}`)).toBe('clean');
  });
});
