/** Names of any characters, above all of those that go wrong: signs, controls, bidi marks, our own spelling. */

import fc from 'fast-check';

export const troubled = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '=',
        '＝',
        "'",
        '"',
        ',',
        '[U+',
        '[U+202E]',
        '〓',
        '〓U+',
        '〓U+20BB7',
        '␊',
        '␀',
        'A',
        '9',
        '\u202e',
        '\0',
        '\r\n',
      ),
      fc.constantFrom('𠮷', 'é', '😀', 'か\u3099', '髙', '①', '～', '−', 'ｱ', '\u200d', '\ue000'),
      fc.string({ unit: 'binary', maxLength: 3 }).filter((text) => text.isWellFormed()),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));
