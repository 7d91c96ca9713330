import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FILE_SYSTEMS, mountImage, needsFileSystem, type DiskImage } from './disk-image.ts';

const FILES: Readonly<Record<string, Buffer>> = {
  '検査結果 2026.csv': Buffer.from('a,b\r\n'),
  '書類と画像/紹介状 山田太郎様.pdf': Buffer.alloc(3_000_000, 'x'),
  '書類と画像/空のファイル.txt': Buffer.alloc(0),
};
let source: string;
let disk: DiskImage | null;

beforeEach(() => {
  disk = null;
  source = mkdtempSync(path.join(tmpdir(), 'sekisho-source-'));
  for (const [name, content] of Object.entries(FILES)) {
    mkdirSync(path.dirname(path.join(source, name)), { recursive: true });
    writeFileSync(path.join(source, name), content);
  }
});
afterEach(() => {
  disk?.unmount();
  rmSync(source, { recursive: true, force: true });
});

describe.each(FILE_SYSTEMS)('an image of %s', (kind) => {
  test('shows what was put on it, takes no writing, and goes away', (context) => {
    needsFileSystem(context, kind);
    disk = mountImage(kind, source);
    const { folder } = disk;
    const shown = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
    expect(shown.sort()).toEqual(Object.keys(FILES).sort());
    for (const [name, content] of Object.entries(FILES))
      expect(readFileSync(path.join(folder, name)).equals(content)).toBe(true);
    expect(() => writeFileSync(path.join(folder, 'neu.txt'), 'x')).toThrow();
    disk.unmount();
    disk.unmount();
    expect(existsSync(folder)).toBe(false);
    expect(readFileSync('/proc/self/mountinfo', 'utf8')).not.toContain(folder);
  });
});
