/** The smallest document and workbook that offices open: Office Open XML without macros. */

import { zip } from './zip.ts';

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const MAIN_TYPE = 'application/vnd.openxmlformats-officedocument';

const relationships = (type: string, target: string): string =>
  `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/${type}" Target="${target}"/></Relationships>`;

const contentTypes = (parts: readonly (readonly [name: string, type: string])[]): string =>
  `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
  `<Default Extension="xml" ContentType="application/xml"/>` +
  parts.map(([name, type]) => `<Override PartName="${name}" ContentType="${type}"/>`).join('') +
  '</Types>';

export function docx(paragraphs: readonly string[]): Buffer {
  const body = paragraphs.map((line) => `<w:p><w:r><w:t>${line}</w:t></w:r></w:p>`).join('');
  return zip([
    [
      '[Content_Types].xml',
      contentTypes([['/word/document.xml', `${MAIN_TYPE}.wordprocessingml.document.main+xml`]]),
    ],
    ['_rels/.rels', relationships('officeDocument', 'word/document.xml')],
    [
      'word/document.xml',
      `${XML}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
    ],
  ]);
}

export function xlsx(rows: readonly (readonly string[])[]): Buffer {
  const cell = (value: string) => `<c t="inlineStr"><is><t>${value}</t></is></c>`;
  const data = rows.map((row) => `<row>${row.map(cell).join('')}</row>`).join('');
  const sheet = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  return zip([
    [
      '[Content_Types].xml',
      contentTypes([
        ['/xl/workbook.xml', `${MAIN_TYPE}.spreadsheetml.sheet.main+xml`],
        ['/xl/worksheets/sheet1.xml', `${MAIN_TYPE}.spreadsheetml.worksheet+xml`],
      ]),
    ],
    ['_rels/.rels', relationships('officeDocument', 'xl/workbook.xml')],
    ['xl/_rels/workbook.xml.rels', relationships('worksheet', 'worksheets/sheet1.xml')],
    [
      'xl/workbook.xml',
      `${XML}<workbook xmlns="${sheet}" xmlns:r="${OFFICE}"><sheets><sheet name="予定" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ],
    [
      'xl/worksheets/sheet1.xml',
      `${XML}<worksheet xmlns="${sheet}"><sheetData>${data}</sheetData></worksheet>`,
    ],
  ]);
}
