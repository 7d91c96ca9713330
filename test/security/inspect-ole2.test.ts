import { describe, expect, it } from 'vitest';

import { biff, fib, ole2 } from '../inspect/forge-ole2.ts';
import { reasonFor } from '../inspect/staged.ts';

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
