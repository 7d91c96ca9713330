import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  admit,
  checkComponent,
  checkPath,
  MAX_PATH_BYTES,
  type NameRule,
} from '../../electron/core/inspect/names.ts';

const broken: readonly (readonly [NameRule, string])[] = [
  ['empty', ''],
  ['dot', '.'],
  ['dot-dot', '..'],
  ['separator', 'a\\b'],
  ['separator', '..\\..\\evil.dll'],
  ['separator', '..\u00a5evil.txt'],
  ['control', 'a\nb.txt'],
  ['control', 'a\u0000.txt'],
  ['control', 'a\u0085.txt'],
  ['control', 'a\u2028.txt'],
  ['bidi', 'photo\u202Egpj.exe'],
  ['bidi', 'a\u2067b.pdf'],
  ['bidi', 'a\u200fb.pdf'],
  ['invisible', 're\u200bport.pdf'],
  ['invisible', '\ufeffreport.pdf'],
  ['invisible', 'a\u200db.pdf'],
  ['invisible', 'a\u2800.pdf'],
  ['invisible', 'a\u3164.pdf'],
  ['invisible', 'a\u{e0041}.pdf'],
  ['undecodable', 'a\ud800.txt'],
  ['undecodable', 'a\udc00'],
  ['undecodable', '\ufffd\ufffd.txt'],
  ['windows-character', 'a:b'],
  ['windows-character', 'report.txt:hidden.exe'],
  ['windows-character', 'C:'],
  ['windows-character', 'a<b'],
  ['windows-character', 'a>b'],
  ['windows-character', 'a"b'],
  ['windows-character', 'a|b'],
  ['windows-character', 'a?b'],
  ['windows-character', 'a*b'],
  ['trailing-dot-or-space', 'a.'],
  ['trailing-dot-or-space', 'a '],
  ['trailing-dot-or-space', '...'],
  ['trailing-dot-or-space', 'evil.exe.'],
  ['windows-reserved', 'CON'],
  ['windows-reserved', 'con'],
  ['windows-reserved', 'nul.txt'],
  ['windows-reserved', 'NUL .txt'],
  ['windows-reserved', 'Aux.tar.gz'],
  ['windows-reserved', 'com1.dcm'],
  ['windows-reserved', 'COM\u00b9'],
  ['windows-reserved', 'lpt\u00b3.pdf'],
  ['windows-reserved', 'CONIN$'],
  ['component-too-long', 'a'.repeat(256)],
  ['component-too-long', '\u3042'.repeat(86)],
];

const fine = [
  'IM000001',
  'DICOMDIR',
  '.hidden',
  '-',
  '~$letter.docx',
  'a b.pdf',
  '検査結果 山田.pdf',
  '\u304b\u3099.pdf', // が as macOS writes it
  'ＦＵＬＬ：ｗｉｄｔｈ／.txt',
  '①㈱髙﨑.csv',
  '葛\u{e0100}飾.pdf',
  '📷.jpg',
  '👨‍👩‍👧.jpg',
  '❤️.txt',
  '領収書¥1000.pdf',
  'CONTROL.txt',
  'COM10.txt',
  'CO',
  'com.txt',
  'nulls.csv',
  "it's (1) & [2] #3 %20 +=@;,!.txt",
  'a'.repeat(255),
  '\u3042'.repeat(85),
];

describe('a name of the medium', () => {
  it.each(broken)('breaks %s: %j', (rule, name) => {
    expect(checkComponent(name)).toEqual({ rule, component: name.slice(0, 255) });
  });

  it.each(fine)('is fine: %j', (name) => {
    expect(checkComponent(name)).toBeNull();
  });

  it('is judged part by part in a path', () => {
    expect(checkPath('DICOM/PAT001/IM000001')).toBeNull();
    expect(checkPath('a/../b')).toEqual({ rule: 'dot-dot', component: '..' });
    expect(checkPath('/etc/passwd')?.rule).toBe('empty');
    expect(checkPath('a//b')?.rule).toBe('empty');
    expect(checkPath('a/')?.rule).toBe('empty');
    expect(checkPath('C:/a')?.rule).toBe('windows-character');
    expect(checkPath('NUL/a')?.rule).toBe('windows-reserved');
  });

  it('bounds the whole path in bytes', () => {
    const kana = '\u3042'.repeat(80);
    const path = Array.from({ length: 12 }, () => kana).join('/');
    expect(Buffer.byteLength(path)).toBeLessThanOrEqual(MAX_PATH_BYTES);
    expect(checkPath(path)).toBeNull();
    expect(checkPath(`${path}/${kana}`)?.rule).toBe('path-too-long');
    expect(checkPath('a'.repeat(1e6))?.component.length).toBe(255);
  });
});

describe('whatever a name is made of', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc.string({
      unit: fc.constantFrom('.', ' ', '/', '\\', ':', 'C', 'O', 'N', '1', '\u00b9', '\u200d', '\ud800'),
    }),
  );

  it('an admitted path holds nothing that climbs, hides or means a device', () => {
    fc.assert(
      fc.property(anything, (path) => {
        const admitted = admit(path);
        if (!admitted.ok) return;
        expect(admitted.value).toBe(path);
        expect(Buffer.from(path).toString()).toBe(path);
        for (const component of path.split('/')) {
          expect(component).not.toMatch(/^\.{0,2}$|[\\:*?"<>|\p{Cc}\u202a-\u202e\u2066-\u2069]|[. ]$/u);
          expect(component.split('.')[0]!.trimEnd()).not.toMatch(/^(con|prn|aux|nul|(com|lpt)[0-9¹²³])$/i);
          expect(Math.max(component.length, Buffer.byteLength(component))).toBeLessThanOrEqual(255);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('a bad component makes the whole path bad, wherever it stands', () => {
    fc.assert(
      fc.property(fc.constantFrom(...broken), fc.nat(2), ([, bad], at) => {
        const parts = ['a', 'b'];
        parts.splice(at, 0, bad);
        expect(admit(parts.join('/')).ok).toBe(false);
      }),
    );
  });

  it('plain ASCII names take the short way to the same answer', () => {
    const ascii = fc.string({
      unit: fc.constantFrom(...Array.from('aA0 ._()-CONULPTM19')),
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(ascii, (name) => {
        // A variation selector at the end changes no rule but keeps the short way shut.
        const long = checkComponent(`${name}\u{e0100}`)?.rule ?? null;
        const short = checkComponent(name)?.rule ?? null;
        const ends = ['dot', 'dot-dot', 'trailing-dot-or-space', 'windows-reserved'];
        if (short !== long) expect(ends).toContain(short);
      }),
    );
  });
});
