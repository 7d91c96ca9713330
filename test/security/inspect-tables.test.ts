import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';

import { forgeZip } from '../inspect/forge-zip.ts';
import { inspectBytes, reasonFor, verdictOn } from '../inspect/staged.ts';

const DDE = "cmd|'/C calc'!A0";
const utf16 = (text: string): Buffer =>
  Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);

describe('a table that starts a program', () => {
  it.each<readonly [string, Buffer | string, string]>([
    ['in a cell', `id,name\r\n1,=${DDE}\r\n`, 'table-formula'],
    ['in the first cell', `=${DDE}`, 'table-formula'],
    ['in a cell in quotes', `1,"=rundll32|'URL.dll,OpenURL calc.exe'!A"\r\n`, 'table-formula'],
    ['in a cell with blank space', `1;  +cmd |' /C calc'!'A0'\r\n`, 'table-formula'],
    ['behind a sum', `1,@SUM(1+1)*${DDE}\r\n`, 'table-formula'],
    ['behind a sign', `1\t-2+3+${DDE}\r\n`, 'table-formula'],
    ['with quotes in its topic', "=cmd|'/C echo ''x'''!A0", 'table-formula'],
    ['with a topic without quotes', '1,=calc|a!A0\r\n', 'table-formula'],
    ['in UTF-16', utf16(`検査,=${DDE}\r\n`), 'table-formula'],
    ['in CP932', iconv.encode(`検査,=${DDE}\r\n`, 'cp932'), 'table-formula'],
    ['far behind', `${'1,2,3\n'.repeat(300_000)}=${DDE}`, 'table-formula'],
    ['across two pieces', `${'a'.repeat(1024 * 1024 - 8)},=${DDE}`, 'table-formula'],
    ['as SYLK', 'ID;P\nO;E\nC;X1;Y101;K0;EEXEC("CALC.EXE")\nE\n', 'sylk'],
    ['as SYLK of a program', 'ID;PWXL;N;E\r\nE\r\n', 'sylk'],
    ['as a web query', 'WEB\r\n1\r\nhttp://10.0.0.1/x\r\n', 'web-query'],
    ['as a database query', 'XLODBC\r\n1\r\nDRIVER=SQL Server\r\n', 'database-query'],
  ])('is a script: %s', async (_, content, rule) => {
    for (const path of ['a.csv', 'a.txt'])
      expect(await verdictOn(path, content)).toMatchObject({ reason: 'script', detail: { rule } });
  });

  it.each([
    ['a.csv', '検査,-1.5,+2,"=A1+B1",a|b,"a|b!"\r\n@x,-,=\r\n'],
    ['a.csv', `name,note\r\n1,it's a|b isn't it!\r\n`],
    ['a.txt', "- yes|no!\n- one | 'two' | three!\nWEB 検査\nID;番号\n"],
    ['a.hl7', "MSH|^~\\&|A\rOBX|1|ST|x^y|'ok'|!|don't|\r"],
    ['a.txt', iconv.encode("ポ'ポ'!ポ", 'cp932')],
  ] as const)('is none where only the characters are the same: %s %#', async (path, content) => {
    expect(await verdictOn(path, content)).toBe('clean');
  });

  it.each([
    ['in a cell', `<f>${DDE}</f>`],
    ['by numbers', '<f>cmd&#124;&apos;/C calc&apos;!A0</f>'],
    ['in a quoted section', `<f><![CDATA[${DDE}]]></f>`],
    ['in pieces', "<x:f xmlns:x='x'>cmd<!-- -->|'/C calc'!A0</x:f>"],
    ['without quotes', '<f>calc|a!A0</f>'],
    ['in a condition', `<formula>${DDE}</formula>`],
    ['in a field', '<instrText><![CDATA[DDEAUTO c:\\x]]></instrText>'],
  ])('is a macro in a workbook: %s', async (_, xml) => {
    const workbook = (cell: string): Buffer =>
      forgeZip([
        {
          name: '[Content_Types].xml',
          data: '<Types xmlns="x"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        },
        {
          name: 'xl/worksheets/sheet1.xml',
          data: `<worksheet>${cell}<f>[1]Sheet1!A1&amp;"|"</f></worksheet>`,
        },
      ]);
    expect(await verdictOn('a.xlsx', workbook(''), { preset: 'documents' })).toBe('clean');
    expect(await verdictOn('a.xlsx', workbook(xml))).toMatchObject({
      reason: 'macro',
      detail: { rule: 'dde' },
    });
  });

  it('is a macro in an OpenDocument sheet', async () => {
    const sheet = (formula: string): Buffer =>
      forgeZip([
        { name: 'mimetype', data: 'application/vnd.oasis.opendocument.spreadsheet', method: 0 },
        { name: 'META-INF/manifest.xml', data: '<m/>' },
        { name: 'content.xml', data: `<a xmlns:t="t"><t:c t:formula="${formula}"/></a>` },
      ]);
    const { judgement } = await inspectBytes('a.ods', sheet('of:=SUM([.A1:.A2])&amp;&quot;DDE|&quot;'));
    expect(judgement).toEqual({ verdict: 'clean' });
    const dde = 'of:=D&#68;E(&quot;cmd&quot;;&quot;/C calc&quot;;&quot;x&quot;)';
    expect(await reasonFor('a.ods', sheet(dde))).toBe('macro');
  });
});
