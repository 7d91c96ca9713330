/** Asks real unpackers whether they can get the test virus out of files: the judges over what inspection called clean. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { PYTHON } from '../media/fuse-medium.ts';

/** Reads paths and the virus in hex from standard input, and prints each path out of which zipfile gets it. */
const PROGRAM = `
import io, sys, zipfile
lines = sys.stdin.read().split('\\n')
virus = bytes.fromhex(lines[0])
def holds(data, depth):
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        names = archive.infolist()
    except Exception:
        return False
    for name in names:
        try:
            member = archive.read(name)
        except Exception:
            continue
        if virus in member or (depth > 0 and holds(member, depth - 1)):
            return True
    return False
for path in lines[1:]:
    if path and holds(open(path, 'rb').read(), 3):
        print(path)
`;

/** The paths of those files out of which Python's zipfile gets the virus, in nested archives too. */
export function foundByZipfile(paths: readonly string[], virus: Buffer): ReadonlySet<string> {
  const input = [virus.toString('hex'), ...paths].join('\n');
  const run = spawnSync(PYTHON, ['-c', PROGRAM], { input, maxBuffer: 64 * 1024 ** 2 });
  if (run.status !== 0) throw new Error(`zipfile's judge failed: ${run.stderr.toString()}`);
  return new Set(run.stdout.toString().split('\n').filter((line) => line !== '')); // prettier-ignore
}

/** True where that command (7z, unzip) unpacks the file into something that holds the virus, one archive deep or two. */
export function foundByCommand(command: '7z' | 'unzip', path: string, virus: Buffer, depth = 2): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'unpacked-'));
  try {
    const args =
      command === '7z'
        ? ['x', '-y', '-pnone', `-o${folder}`, path]
        : ['-o', '-P', 'none', path, '-d', folder];
    spawnSync(command, args, { stdio: 'ignore', timeout: 20_000 });
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const inner = join(entry.parentPath, entry.name);
      if (readFileSync(inner).includes(virus)) return true;
      if (depth > 1 && foundByCommand(command, inner, virus, depth - 1)) return true;
    }
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes files under numbered names into a folder; gives their paths. */
export function writeAll(folder: string, files: readonly Buffer[]): string[] {
  return files.map((bytes, at) => {
    const path = join(folder, String(at));
    writeFileSync(path, bytes);
    return path;
  });
}
