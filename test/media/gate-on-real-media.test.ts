import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeClinic, type Clinic } from '../integration/headless.ts';
import { hasCommand, needs } from '../missing-component.ts';
import { FILE_SYSTEMS, mountImage, needsFileSystem, type DiskImage } from './disk-image.ts';

let clinic: Clinic;
let disk: DiskImage | null;

beforeEach((context) => {
  needs(context, 'clamd', hasCommand('clamd'));
  disk = null;
  clinic = makeClinic();
});
afterEach(() => {
  disk?.unmount();
  clinic.remove();
});

describe.each(FILE_SYSTEMS)('the gate on %s', (kind) => {
  it('brings in every file as it stands on the medium, and its hashes hold', async (context) => {
    needsFileSystem(context, kind);
    const names = [
      '紹介状の一覧 2026.csv',
      '検査結果など/血液検査 十一月.txt',
      '検査結果など/空のファイル.txt',
    ];
    for (const name of names) clinic.put(name, name.includes('空') ? '' : `${name}\n`.repeat(5000));
    disk = mountImage(kind, clinic.medium);
    const ran = await clinic.run(
      ...['gate', '--from', disk.folder, '--to', clinic.inbox, '--data', clinic.data],
      ...['--definitions', clinic.definitions, '--practice', '--json'],
    );
    expect(ran.code).toBe(0);
    expect(ran.files.map((file) => file.path).sort()).toEqual([...names].sort());
    expect(ran.finished!.bytesRead).toBe(ran.finished!.bytes);
    for (const { path: name, destination } of ran.files)
      expect(readFileSync(path.join(clinic.inbox, destination!))).toEqual(
        readFileSync(path.join(clinic.medium, name)),
      );
    const arrived = path.join(clinic.inbox, clinic.arrived()[0]!);
    expect(spawnSync('sha256sum', ['--check', '--quiet', 'SHA256SUMS.txt'], { cwd: arrived }).status).toBe(0);
  });
});
