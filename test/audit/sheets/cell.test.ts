import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';

import { createCellWriter, csvText, LINE_END, textCell } from '../../../electron/core/audit/sheets/cell.ts';
import { originalOf } from './original.ts';
import { troubled } from './troubled.ts';

describe('a text cell', () => {
  it.each([
    ['=cmd|"/c calc"!A0', `'=cmd|"/c calc"!A0`],
    ['+1', `'+1`],
    ['-1', `'-1`],
    ['@SUM(A1)', `'@SUM(A1)`],
    ['＝1+1', `'＝1+1`],
    ['＋1', `'＋1`],
    ['－1', `'－1`],
    ['＠x', `'＠x`],
    ['﹦1', `'﹦1`],
    ['\t=1', `'␉=1`],
    ['\r=1', `'␍=1`],
    ['\n=1', `'␊=1`],
    ['\0=1', `'␀=1`],
    [`'quoted`, `''quoted`],
    ['000000000012', `'000000000012`],
    ['12e456789012', `'12e456789012`],
    ['1234567890123', `'1234567890123`],
  ])('that a spreadsheet would calculate is kept from it: %j', (text, cell) => {
    expect(textCell(text, 'utf8')).toBe(cell);
  });

  it.each(['DICOM/IM000001', '紹介状 (1).pdf', 'a=b', '2026', 'か\u3099.txt', '👨‍👩‍👧.png', '❤️', 'a"b', '𠮷'])(
    'stays as it is: %s',
    (text) => {
      expect(textCell(text, 'utf8')).toBe(text);
    },
  );

  it.each([
    ['photo\u202egnp.exe', 'photo[U+202E]gnp.exe'],
    ['a\u2066b\u2069', 'a[U+2066]b[U+2069]'],
    ['a\u200bb\ufeffc', 'a[U+200B]b[U+FEFF]c'],
    ['a\u2028b', 'a[U+2028]b'],
    ['line\r\nbreak\tand\x7f\x85', 'line␍␊break␉and␡[U+0085]'],
    ['tag\u{e0041}', 'tag[U+E0041]'],
  ])('shows what would be invisible: %j', (text, cell) => {
    expect(textCell(text, 'utf8')).toBe(cell);
  });

  it('never begins as a formula, breaks its line or hides a character, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const cell = textCell(text, 'utf8');
        expect(cell).not.toMatch(/^[=+\-@\t\r\n\0＝＋－＠]/);
        expect(cell).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });
});

describe('a line', () => {
  it('is what csv-stringify writes with every field quoted', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (cells) => {
        expect(`${csvText(cells)}${LINE_END}`).toBe(
          stringify([cells], { quoted: true, quoted_empty: true, record_delimiter: '\r\n' }),
        );
      }),
    );
  });
});

describe('cp932', () => {
  it('keeps what it holds and spells out what it does not, counting it', () => {
    const cells = createCellWriter('cp932');
    const cell = cells.write('髙﨑①㈱𠮷é😀か', 'text');
    expect(cell).toBe('髙﨑①㈱〓U+20BB7〓U+00E9〓U+1F600か');
    expect(cells.replaced).toBe(3);
    expect(iconv.decode(cells.encode(cell), 'cp932')).toBe(cell);
  });

  it('loses nothing of JSON', () => {
    const cells = createCellWriter('cp932');
    const body = JSON.stringify({ path: '𠮷\u202e紹介状é' });
    const cell = cells.write(body, 'json');
    expect(JSON.parse(iconv.decode(cells.encode(cell), 'cp932'))).toEqual({ path: '𠮷\u202e紹介状é' });
  });

  it('comes back as it was written, whatever the text', () => {
    const cells = createCellWriter('cp932');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const cell = cells.write(text, 'text');
        expect(iconv.decode(cells.encode(cell), 'cp932')).toBe(cell);
      }),
    );
  });
});

describe.each(['utf8', 'cp932'] as const)('in %s', (encoding) => {
  it('a cell tells exactly which text it was made of', () => {
    fc.assert(
      fc.property(troubled, (text) => {
        const cells = createCellWriter(encoding);
        const cell = cells.write(text, 'text');
        const bytes = cells.encode(cell);
        expect(originalOf(encoding === 'utf8' ? bytes.toString() : iconv.decode(bytes, 'cp932'))).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });

  it('JSON keeps its meaning', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        const cells = createCellWriter(encoding);
        const cell = cells.write(JSON.stringify(body), 'json');
        expect(JSON.parse(cell)).toEqual(JSON.parse(JSON.stringify(body)));
      }),
    );
  });
});
