import { crc32, deflateRawSync } from 'node:zlib';

import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';

import { forgeZip, type Forged } from '../inspect/forge-zip.ts';
import { reasonFor, verdictOn } from '../inspect/staged.ts';

const zip = (...members: Forged[]): Buffer => forgeZip(members);
const text = (name: string | Buffer, more: Partial<Forged> = {}): Forged => ({
  name,
  data: 'ordinary text\n',
  ...more,
});

describe('a ZIP that is in order', () => {
  it.each([
    ['deflated', zip(text('a.txt'), text('folder/b.csv'))],
    ['stored', zip(text('a.txt', { method: 0 }))],
    ['with data descriptors', zip(text('a.txt', { descriptor: true }), text('b.txt', { descriptor: true }))],
    [
      'with folders and empty files',
      zip({ name: 'data/', method: 0 }, { name: 'data/empty.txt', method: 0 }, text('data/x.txt')),
    ],
    ['with a comment', forgeZip([text('a.txt')], { comment: Buffer.from('made by hand') })],
    ['empty', zip()],
    ['in another', zip({ name: 'inner.zip', data: zip(text('a.txt')) })],
    [
      'with names in CP932 without the flag',
      zip(text(iconv.encode('検査結果_表.txt', 'cp932'), { flags: 0 })),
    ],
    ['with names in UTF-8 without the flag', zip(text(Buffer.from('検査結果.txt'), { flags: 0 }))],
    [
      'with what macOS adds',
      zip(text('a.txt'), { name: '__MACOSX/._a.txt', data: Buffer.from('000516070002000000000000', 'hex') }),
    ],
  ])('passes: %s', async (_, bytes) => {
    expect(await verdictOn('data.zip', bytes)).toBe('clean');
  });
});

describe('a ZIP whose records disagree is held back as unreadable', () => {
  const one = zip(text('a.txt'));
  it.each([
    ['truncated', one.subarray(0, one.length - 30), 'zip-no-end'],
    ['truncated within the last record', one.subarray(0, one.length - 5), 'zip-end-cut'],
    ['data behind the end', forgeZip([text('a.txt')], { after: Buffer.from('more') }), 'zip-data-after'],
    ['a second end in the comment', forgeZip([text('a.txt')], { comment: one }), 'zip-directory'],
    [
      'a record quoted in the comment',
      forgeZip([text('a.txt')], { comment: Buffer.from('PK\x01\x02') }),
      'zip-comment',
    ],
    [
      'another name in the local header',
      zip(text('a.txt', { local: { name: Buffer.from('b.exe') } })),
      'zip-headers-name',
    ],
    [
      'another method in the local header',
      zip(text('a.txt', { local: { method: 0 } })),
      'zip-headers-method',
    ],
    ['another size in the local header', zip(text('a.txt', { local: { size: 3 } })), 'zip-headers-sizes'],
    [
      'another checksum in the local header',
      zip(text('a.txt', { local: { crc: 1 } })),
      'zip-headers-checksum',
    ],
    [
      'other flags in the local header',
      zip(text('a.txt', { local: { flags: 0x0800 } })),
      'zip-headers-flags',
    ],
    [
      'a size that is not the data’s',
      zip(text('a.txt', { local: { size: 3 }, central: { size: 3 } })),
      'zip-member-data',
    ],
    [
      'a size larger than the data',
      zip(text('a.txt', { local: { size: 99 }, central: { size: 99 } })),
      'zip-member-size',
    ],
    [
      'a checksum that is not the data’s',
      zip(text('a.txt', { local: { crc: 1 }, central: { crc: 1 } })),
      'zip-checksum',
    ],
    [
      'bytes behind the packed data',
      zip(
        text('a.txt', {
          packed: Buffer.concat([deflateRawSync(Buffer.from('ordinary text\n')), Buffer.from('hidden')]),
        }),
      ),
      'zip-member-size',
    ],
    ['a gap between members', zip(text('a.txt'), text('b.txt', { gap: Buffer.from('hidden') })), 'zip-gap'],
    [
      'a directory of another length',
      forgeZip([text('a.txt'), text('b.txt')], { entries: 1 }),
      'zip-directory',
    ],
    ['fewer entries than declared', forgeZip([text('a.txt')], { entries: 3 }), 'zip-structure'],
    ['members that overlap', overlapping(), 'zip-overlap'],
  ])('%s', async (_, bytes, rule) => {
    expect(await verdictOn('data.zip', bytes)).toMatchObject({
      reason: 'archive-unreadable',
      detail: { rule },
    });
  });

  it('a quoted local header inside stored data is not another member', async () => {
    expect(await reasonFor('data.zip', zip({ name: 'inner.zip', data: one, method: 0 }))).toBe('clean');
  });

  it('data before the first member', async () => {
    expect(
      await reasonFor('data.zip', forgeZip([text('a.txt')], { before: Buffer.from('#!/bin/sh\n') })),
    ).toBe('type-mismatch');
    expect(
      await reasonFor('data.zip', forgeZip([text('a.txt')], { before: Buffer.from('PK\x03\x04', 'latin1') })),
    ).toBe('archive-unreadable');
  });
});

/** A second entry whose local header stands inside the first one's data, as in bombs that count the same bytes often. */
function overlapping(): Buffer {
  const quoted = zip(text('b.txt', { method: 0 }));
  const local = quoted.subarray(0, quoted.indexOf('PK\x01\x02'));
  return zip(
    { name: 'a.zip', data: local, method: 0 },
    text('b.txt', { method: 0, quoted: true, central: { offset: 35 } }),
  );
}

describe('a ZIP beyond the limits', () => {
  const limit = async (bytes: Buffer, limits = {}): Promise<unknown> =>
    verdictOn('data.zip', bytes, { limits });
  const held = (name: string): object => ({ reason: 'archive-limit', detail: { limit: name } });

  it('declares more members than may be looked at', async () => {
    expect(await limit(zip(text('a.txt'), text('b.txt'), text('c.txt')), { members: 2 })).toMatchObject(
      held('members'),
    );
    expect(await limit(forgeZip([text('a.txt')], { entries: 60_000 }))).toMatchObject(held('members'));
    expect(await limit(tenMillion())).toMatchObject(held('members'));
  });

  it('counts members and bytes over all layers', async () => {
    const inner = zip(text('a.txt'), text('b.txt'));
    const outer = zip({ name: '1.zip', data: inner }, { name: '2.zip', data: inner });
    expect(await limit(outer, { members: 5 })).toMatchObject(held('members'));
    expect(await limit(outer, { unpackedBytes: inner.length * 2 + 40 })).toMatchObject(
      held('unpacked-bytes'),
    );
    expect(await limit(outer, { members: 6 })).toBe('clean');
  });

  it('holds a member larger than the engine unpacks', async () => {
    const big = zip(text('big.txt', { data: Buffer.alloc(3000, 'abc\n') }));
    expect(await limit(big, { memberBytes: 1000 })).toMatchObject({
      ...held('member-bytes'),
      detail: { member: 'big.txt', max: 1000, declared: 3000 },
    });
  });

  it('swells too much', async () => {
    const bomb = zip(text('zeros.txt', { data: Buffer.alloc(20 * 1024 ** 2, ' ') }));
    expect(await limit(bomb)).toMatchObject(held('ratio'));
    expect(await limit(bomb, { ratio: 2000 })).toBe('clean');
  });

  it('is nested too deep, or in the shape of 42.zip', async () => {
    let nested = zip(text('a.txt'));
    for (let depth = 0; depth < 4; depth++) nested = zip({ name: 'x.zip', data: nested });
    expect(await limit(nested)).toMatchObject(held('nesting'));
    let wide = zip(text('page.txt', { data: Buffer.alloc(400_000, 'x') }));
    for (let depth = 0; depth < 3; depth++) {
      wide = zip(...Array.from({ length: 16 }, (_, at): Forged => ({ name: `lib ${at}.zip`, data: wide })));
    }
    expect(await limit(wide, { unpackedBytes: 100_000_000 })).toMatchObject(held('unpacked-bytes'));
  });

  it('takes too long', async () => {
    expect(await limit(zip(text('a.txt')), { milliseconds: -1 })).toMatchObject(held('milliseconds'));
  });

  it('has a member that goes through the scratch file', async () => {
    const data = Buffer.from(Array.from({ length: 300_000 }, (_, at) => `${at * 7919}\n`).join(''));
    expect(await limit(zip(text('long.csv', { data })), { memoryBytes: 100_000 })).toBe('clean');
    const wrong = zip(text('long.csv', { data, local: { crc: 1 }, central: { crc: 1 } }));
    expect(await limit(wrong, { memoryBytes: 100_000 })).toMatchObject({ reason: 'archive-unreadable' });
    expect(
      await limit(zip({ name: 'x.zip', data: zip(text('evil.exe', { data })) }), { memoryBytes: 1000 }),
    ).toMatchObject({ reason: 'executable', detail: { member: 'x.zip/evil.exe' } });
  });
});

/** A zip64 end that promises ten million entries. */
function tenMillion(): Buffer {
  const honest = zip(text('a.txt'));
  const body = honest.subarray(0, honest.length - 22);
  const directory = body.indexOf('PK\x01\x02');
  const record = Buffer.alloc(56);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeBigUInt64LE(10_000_000n, 24);
  record.writeBigUInt64LE(10_000_000n, 32);
  record.writeBigUInt64LE(BigInt(body.length - directory), 40);
  record.writeBigUInt64LE(BigInt(directory), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(body.length), 8);
  locator.writeUInt32LE(1, 16);
  const end = Buffer.alloc(22, 0xff);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt32LE(0, 4);
  end.writeUInt16LE(0, 20);
  return Buffer.concat([body, record, locator, end]);
}

describe('a ZIP member', () => {
  it.each([
    ['encrypted', { flags: 0x0001 }, 'encrypted'],
    ['strongly encrypted', { flags: 0x0041 }, 'encrypted'],
    ['behind masked headers', { flags: 0x2001 }, 'encrypted'],
    ['encrypted with AES', { method: 99 }, 'encrypted'],
    ['packed with LZMA', { method: 14 }, 'archive-method'],
    ['packed with Zstandard', { method: 93 }, 'archive-method'],
    ['packed with bzip2', { method: 12 }, 'archive-method'],
    ['packed with Deflate64', { method: 9 }, 'archive-method'],
    ['a symbolic link', { attributes: 0xa1ff0000, madeBy: 0x0314 }, 'archive-member'],
    ['a device', { attributes: 0x21ff0000, madeBy: 0x0314 }, 'archive-member'],
    ['a junction', { attributes: 0x400 }, 'archive-member'],
  ] as const)('%s is held back', async (_, more, reason) => {
    expect(await verdictOn('data.zip', zip(text('fine.txt'), text('a.txt', more)))).toMatchObject({ reason });
  });

  it.each([
    ['../evil.txt', 'dot-dot'],
    ['a/../../evil.txt', 'dot-dot'],
    ['..\\evil.txt', 'separator'],
    ['folder\\evil.txt', 'separator'],
    ['/etc/evil.txt', 'empty'],
    ['C:/evil.txt', 'windows-character'],
    ['NUL.txt', 'windows-reserved'],
    ['a\u202etxt.txt', 'bidi'],
  ])('named %j is held back', async (name, rule) => {
    expect(await verdictOn('data.zip', zip(text(name)))).toMatchObject({
      reason: 'archive-member',
      detail: { rule },
    });
  });

  it('whose name is no UTF-8 though it says so is held back', async () => {
    const name = Buffer.from('検査.txt').subarray(1);
    expect(await verdictOn('data.zip', zip(text(name, { flags: 0x0800 })))).toMatchObject({
      reason: 'archive-member',
      detail: { rule: 'undecodable' },
    });
  });

  /** Info-ZIP's Unicode path for a member whose plain name is `plain`. */
  const unicodePath = (name: Buffer | string, plain: string, version = 1): Buffer => {
    const head = Buffer.alloc(9);
    head.writeUInt16LE(0x7075, 0);
    head.writeUInt16LE(5 + Buffer.from(name).length, 2);
    head[4] = version;
    head.writeUInt32LE(crc32(Buffer.from(plain)), 5);
    return Buffer.concat([head, Buffer.from(name)]);
  };
  const same = unicodePath('a.txt', 'a.txt');
  const evil = unicodePath('evil.bat', 'a.txt');

  it.each<readonly [string, Buffer]>([
    ['another name', evil],
    ['a second one behind the same', Buffer.concat([same, evil])],
    ['a second one before the same', Buffer.concat([evil, same])],
    ['the same name twice over', Buffer.concat([same, same])],
    ['the checksum of another name', unicodePath('evil.bat', 'b.txt')],
    ['a version nobody knows', unicodePath('a.txt', 'a.txt', 2)],
    ['no UTF-8', unicodePath(Buffer.from([0x61, 0xff]), 'a.txt')],
    ['no room for a name', Buffer.from('7570020001ff', 'hex')],
  ])('with a second name is held back: %s', async (_, extra) => {
    const bytes = zip(text('a.txt', { extra }));
    // As it is, and with the field only in one of the two headers.
    const [local, central] = [bytes.indexOf(extra), bytes.lastIndexOf(extra)];
    for (const hidden of [null, local, central]) {
      const forged = Buffer.from(bytes);
      if (hidden !== null)
        for (let at = hidden; at + 4 <= hidden + extra.length; at += 4 + forged.readUInt16LE(at + 2))
          forged.writeUInt16LE(0x9999, at);
      expect(await verdictOn('data.zip', forged)).toMatchObject({
        reason: 'archive-member',
        detail: { rule: 'two-names', member: 'a.txt' },
      });
    }
  });

  it('with its one name in Unicode as well passes', async () => {
    expect(await verdictOn('data.zip', zip(text('a.txt', { extra: same })))).toBe('clean');
    const cp932 = iconv.encode('検査.txt', 'cp932');
    const head = unicodePath('検査.txt', '');
    head.writeUInt32LE(crc32(cp932), 5);
    expect(await verdictOn('data.zip', zip(text(cp932, { flags: 0, extra: head })))).toBe('clean');
  });

  it.each([
    ['the same name twice', ['a.txt', 'a.txt']],
    ['names that differ in case', ['A.txt', 'a.TXT']],
    ['folders that differ in composition', ['\u304c/1.txt', '\u304b\u3099/2.txt']],
  ])('with %s is held back', async (_, names) => {
    expect(await verdictOn('data.zip', zip(...names.map((name) => text(name))))).toMatchObject({
      reason: 'archive-member',
      detail: { rule: 'duplicate' },
    });
  });

  it('that no preset allows is held back with its path and type', async () => {
    const program = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(100)]);
    expect(
      await verdictOn('d.zip', zip(text('readme.txt'), text('x/photo.jpg', { data: program }))),
    ).toMatchObject({ reason: 'executable', detail: { member: 'x/photo.jpg' } });
    expect(await reasonFor('d.zip', zip(text('run.bat')))).toBe('script');
    expect(await reasonFor('d.zip', zip(text('a.lnk')))).toBe('shortcut');
    expect(await reasonFor('d.zip', zip(text('autorun.inf')))).toBe('autorun');
    expect(await reasonFor('d.zip', zip(text('a.jpg')))).toBe('type-mismatch');
    expect(
      await reasonFor('d.zip', zip(text('a.rar', { data: Buffer.from('Rar!\x1a\x07\x00xx', 'latin1') }))),
    ).toBe('type-not-allowed');
    expect(
      await reasonFor('d.zip', zip(text('a.jpg', { data: Buffer.from('\xff\xd8\xff\xd9', 'latin1') })), {
        preset: 'lab',
      }),
    ).toBe('type-not-allowed');
    expect(await reasonFor('d.zip', zip(text('desktop.ini')))).toBe('type-not-allowed');
  });
});
