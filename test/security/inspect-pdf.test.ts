import { deflateSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { forgeZip } from '../inspect/forge-zip.ts';
import { reasonFor, verdictOn } from '../inspect/staged.ts';

/** A PDF of those objects, with a trailer; tables of contents are left out as broken writers do. */
const pdf = (objects: readonly (string | Buffer)[], trailer = '<< /Root 1 0 R >>', tail = ''): Buffer =>
  Buffer.concat([
    Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1'),
    ...objects.flatMap((object, at) => [
      Buffer.from(`${at + 1} 0 obj\n`),
      Buffer.from(object),
      Buffer.from('\nendobj\n'),
    ]),
    Buffer.from(`trailer\n${trailer}\nstartxref\n0\n%%EOF\n${tail}`, 'latin1'),
  ]);
const catalog = '<< /Type /Catalog /Pages 2 0 R /OpenAction [2 0 R /Fit] >>';
const stream = (dictionary: string, data: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from(`<< ${dictionary} /Length ${data.length} >>\nstream\n`),
    data,
    Buffer.from('\nendstream'),
  ]);
const packed = (objects: readonly string[], more = '/Filter /FlateDecode', pack = deflateSync): Buffer => {
  let at = 0;
  const table = objects.map((object, index) => {
    const entry = `${index + 50} ${at} `;
    at += object.length + 1;
    return entry;
  }).join(''); // prettier-ignore
  return stream(
    `/Type /ObjStm /N ${objects.length} /First ${table.length} ${more}`,
    pack(Buffer.from(table + objects.join(' '))),
  );
};

describe('a PDF', () => {
  it.each<readonly [string, Buffer]>([
    ['plain', pdf([catalog])],
    ['with links and destinations', pdf([catalog, '<< /S /URI /URI (https://example.org/) >>'])],
    ['with what real writers leave behind its end: blanks', pdf([catalog], undefined, ' \r\n'.repeat(3000))],
    ['with what real writers leave behind its end: zeros', pdf([catalog], undefined, '\0'.repeat(9000))],
    ['with a jump into the file beside it', pdf([catalog, '<< /S /GoToR /F (next.pdf) /D [0 /Fit] >>'])],
    ['whose title is a path', pdf([catalog, '<< /Title (//server/a.doc) /Producer <2f2f61> >>'])],
    ['whose text speaks of an object [', pdf([catalog, '<< /Title (an object [ and an <) >>'])],
    ['whose text speaks of scripts', pdf([catalog, '<< /Title (about /JavaScript and /Launch) >>'])],
    ['with object streams', pdf([catalog, packed(['<< /Type /Page >>', '(a ( nested ) string)', '42'])])],
    [
      'with compressed noise',
      pdf([catalog, stream('/Filter /DCTDecode', Buffer.from('/JS /Launch /JavaScript'))]),
    ],
  ])('passes: %s', async (_, bytes) => {
    expect(await verdictOn('a.pdf', bytes)).toBe('clean');
  });

  const script = '<< /S /JavaScript /JS (app.alert(1)) >>';
  it.each<readonly [string, Buffer, string]>([
    ['JavaScript', pdf([catalog, script]), 'script'],
    ['JavaScript spelled with #xx', pdf([catalog, '<< /S /J#61vaScript /#4aS (x) >>']), 'script'],
    ['JavaScript in the trailer', pdf([catalog], `<< /Root << /OpenAction ${script} >> >>`), 'script'],
    ['JavaScript in an object stream', pdf([catalog, packed(['<< /Type /Page >>', script])]), 'script'],
    [
      'JavaScript in an object stream of no type',
      pdf([
        catalog,
        Buffer.from(packed([script]).toString('latin1').replace('/Type /ObjStm', '/Type 9 0 R'), 'latin1'),
      ]),
      'script',
    ],
    ...[
      ['has no type and a count', '/Type /ObjStm', '/Count 0'],
      ['has its type elsewhere and a count', '/Type /ObjStm', '/Type 7 0 R /Count 0'],
      ['has a predictor elsewhere', '/Type /ObjStm', '/Type /ObjStm /DecodeParms 7 0 R'],
      ['says elsewhere where the first object is', /\/First \d+/, '/First 7 0 R'],
      ['says with a sign where the first object is', /\/First (\d+)/, '/First +$1'],
      ['says with a fraction where the first object is', /\/First (\d+)/, '/First $1.0'],
      ['says twice where the first object is', '/First', '/First 0 /First'],
      ['says elsewhere how many objects there are', /\/N \d+/, '/N 7 0 R'],
      ['says too many objects', /\/N \d+/, '/N 9'],
    ].map(([lie, from = '', to = '']): readonly [string, Buffer, string] => [
      `JavaScript in an object stream whose dictionary lies (${String(lie)})`,
      pdf([catalog, Buffer.from(packed([script]).toString('latin1').replace(from, String(to)), 'latin1')]),
      String(from) === '/Type /ObjStm' && !String(to).includes('DecodeParms')
        ? 'script'
        : 'archive-unreadable',
    ]),
    [
      'JavaScript in an object stream behind brackets that close nothing',
      pdf([catalog, packed(['<< /A ] ] /S /JavaScript /JS (x) >>'])]),
      'script',
    ],
    [
      'JavaScript in an object stream where the table begins a string',
      pdf([catalog, stream('/Type /ObjStm /N 1 /First 6', Buffer.from(`4 0 ( ${script} )`))]),
      'archive-unreadable',
    ],
    ['JavaScript behind an unbalanced string', pdf(['(', catalog, script]), 'script'],
    [
      'JavaScript inside a comment’s line and a stream',
      pdf([catalog, stream('', Buffer.from(`endstream\n9 0 obj ${script} endobj`))]),
      'script',
    ],
    [
      'JavaScript hidden in a string that quotes an object',
      pdf([catalog, `(\n9 0 obj ${script} endobj\n)`]),
      'script',
    ],
    ['JavaScript in a packed string’s shadow', pdf([catalog, packed(['(', script])]), 'script'],
    ...['endobj', 'stream', 'startxref', '9 0 obj'].map((keyword): readonly [string, Buffer, string] => [
      `a keyword inside a dictionary, which hides nothing behind it: ${keyword}`,
      pdf([catalog, `<< /A ${keyword} /S /JavaScript /JS (x) >>`]),
      'archive-unreadable',
    ]),
    [
      'a keyword behind brackets that close nothing',
      pdf([catalog, '<< /A ] ] endobj /S /JavaScript /JS (x) >>']),
      'archive-unreadable',
    ],
    [
      'a keyword inside a dictionary whose array seems to end it',
      pdf([catalog, '<< /A [ >> endobj ] /S /JavaScript /JS (x) >>']),
      'archive-unreadable',
    ],
    [
      'a keyword in a string of hexadecimals',
      pdf([catalog, '<< /A < endobj > /S /JavaScript /JS (x) >>']),
      'script',
    ],
    ...['(', '%'].map((sign): readonly [string, Buffer, string] => [
      `JavaScript behind a string of hexadecimals with ${sign} in it`,
      pdf([catalog, `<< /A <${sign}> /S /JavaScript /JS <00> /B <)> >>`]),
      'script',
    ]),
    ['a form that is sent off', pdf([catalog, '<< /S /SubmitForm /F (x) >>']), 'script'],
    ...['(\\\\\\\\server\\\\a.pdf)', '(\\134\\134server/a.pdf)', '(//server/a.pdf)', '(/C/a.pdf)', '(C:/a.pdf)', '(file:///a.pdf)',
      '<5C5C736572766572>', '<FEFF005C005C0073>', '<< /F (\\376\\377\\0/\\0/\\0s) >>', '<< /UF (C:/a.pdf) >>',
    ].map((file): readonly [string, Buffer, string] => [
      `a jump into a file elsewhere: ${file}`, pdf([catalog, `<< /S /GoToR /F ${file} /D [0 /Fit] >>`]), 'executable',
    ]), // prettier-ignore
    [
      'a jump into a file elsewhere, told in another object',
      pdf([catalog, '<< /S /GoToR /F 3 0 R >>', '(//server/a.pdf)']),
      'executable',
    ],
    [
      'a jump into a file elsewhere, told in an object stream',
      pdf([catalog, packed(['<< /S /GoToR /F 50 0 R >>', '(//server/a.pdf)'])]),
      'executable',
    ],
    ['a launch action', pdf([catalog, '<< /S /Launch /F (cmd.exe) >>']), 'executable'],
    ['an embedded file', pdf([catalog, '<< /Type /Filespec /EF << /F 5 0 R >> >>']), 'executable'],
    ['rich media', pdf([catalog, '<< /Subtype /RichMedia >>']), 'executable'],
    ['XFA', pdf([catalog, '<< /AcroForm << /XFA 3 0 R >> >>']), 'script'],
    ['encryption', pdf([catalog, script], '<< /Root 1 0 R /Encrypt 4 0 R >>'), 'encrypted'],
    [
      'an object stream nobody can unpack',
      pdf([catalog, packed(['<< >>'], '/Filter [/ASCII85Decode /FlateDecode]')]),
      'archive-unreadable',
    ],
    [
      'an object stream under a predictor',
      pdf([catalog, packed(['<< >>'], '/Filter /FlateDecode /DecodeParms << /Predictor 12 >>')]),
      'archive-unreadable',
    ],
    [
      'an object stream that is broken',
      pdf([catalog, packed(['<< >>'], '/Filter /FlateDecode', () => Buffer.from('broken'))]),
      'archive-unreadable',
    ],
    [
      'its end missing, filled up',
      Buffer.concat([pdf([catalog]).subarray(0, -8), Buffer.alloc(5000, ' ')]),
      'archive-unreadable',
    ],
    [
      'more than filling behind its end',
      pdf([catalog], undefined, `x${' '.repeat(10)}`.repeat(300)),
      'archive-unreadable',
    ],
    ['its end missing', pdf([catalog]).subarray(0, -8), 'archive-unreadable'],
    ['no object at all', Buffer.from('%PDF-1.4\n%%EOF'), 'archive-unreadable'],
    [
      'a ZIP behind it',
      Buffer.concat([pdf([catalog]), forgeZip([{ name: 'a.txt', data: 'x' }])]),
      'archive-unreadable',
    ],
  ])('with %s is held back', async (_, bytes, reason) => {
    const verdict = await reasonFor('a.pdf', bytes);
    expect(reason === 'archive-unreadable' ? ['archive-unreadable', 'type-mismatch'] : [reason]).toContain(
      verdict,
    );
  });

  it('with a small ZIP behind it, or a ZIP inside, is two things at once', async () => {
    const zip = forgeZip([{ name: 'a.txt', data: 'x' }]);
    expect(await verdictOn('a.pdf', pdf([catalog], undefined, zip.toString('latin1')))).toMatchObject({
      reason: 'type-mismatch',
      detail: { rule: 'appended' },
    });
    const inside = pdf([catalog, stream('', zip.subarray(0, zip.length - 22))]);
    expect(await verdictOn('a.pdf', inside)).toMatchObject({
      reason: 'type-mismatch',
      detail: { rule: 'embedded' },
    });
  });

  it('made to be read for ever runs out of its budget', async () => {
    const bytes = pdf([catalog, 'obj ('.repeat(40_000)]);
    expect(await verdictOn('a.pdf', bytes)).toMatchObject({ detail: { rule: 'pdf-too-complex' } });
  });

  it('larger than may be held in memory is held back with the limit', async () => {
    expect(await verdictOn('a.pdf', pdf([catalog]), { limits: { documentBytes: 50 } })).toEqual({
      reason: 'archive-limit',
      detail: { limit: 'document-bytes', max: 50 },
    });
  });
});
