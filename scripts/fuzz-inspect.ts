/**
 * Nightly: mutated ZIP, OOXML, PDF and DICOM files through the real inspection child, judged by real unpackers. Fails
 * when the gate dies or hangs, or when a file that both inspection and the engine let pass still gives up the virus.
 * Use: `node scripts/fuzz-inspect.ts [files=20000] [seed=1]`; needs python3, and 7z, unzip and clamscan where present.
 */

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createInspector } from '../electron/core/inspect/inspector.ts';
import type { Inspector } from '../electron/core/ports.ts';
import { dice, mutant } from './fuzz/mutate.ts';
import { seeds } from './fuzz/seeds.ts';
import { foundByCommand, foundByZipfile, writeAll } from './fuzz/unpackers.ts';
import { eicar } from './sample/eicar.ts';

const BATCH = 500;
const NAMES = ['a.zip', 'a.docx', 'a.pdf', 'IM1'];

type Tally = { files: number; clean: number; held: number; broke: number; found: number; let: string[] };

async function fuzz(files: number, seed: number): Promise<Tally> {
  const virus = Buffer.from(eicar());
  const from = seeds(virus).map(({ bytes }) => bytes);
  const roll = dice(seed);
  const folder = mkdtempSync(join(tmpdir(), 'sekisho-fuzz-'));
  const staging = join(folder, 'staging');
  const tally: Tally = { files: 0, clean: 0, held: 0, broke: 0, found: 0, let: [] };
  const inspector = createInspector({ workDir: folder });
  try {
    while (tally.files < files) {
      rmSync(staging, { recursive: true, force: true });
      mkdirSync(staging);
      const paths = writeAll(staging, Array.from({ length: BATCH }, () => mutant(from, roll))); // prettier-ignore
      const clean = await inspectAll(inspector, paths, tally);
      const found = foundByZipfile(paths, virus);
      tally.found += found.size;
      for (const path of clean) {
        const gives =
          found.has(path) || foundByCommand('7z', path, virus) || foundByCommand('unzip', path, virus);
        if (gives && enginePasses(folder, path, virus)) {
          const kept = join(tmpdir(), `sekisho-fuzz-${seed}-${tally.files}-${tally.let.length}`);
          copyFileSync(path, kept);
          tally.let.push(kept);
        }
      }
      tally.files += paths.length;
      console.log(JSON.stringify({ ...tally, let: tally.let.length }));
    }
    return tally;
  } finally {
    await inspector.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The paths called clean under at least one of the names; each file goes in under all of them. */
async function inspectAll(
  inspector: Inspector,
  paths: readonly string[],
  tally: Tally,
): Promise<ReadonlySet<string>> {
  const clean = new Set<string>();
  await Promise.all(
    paths.flatMap((path) =>
      NAMES.map(async (name) => {
        const bytes = { path, offset: 0, length: readFileSync(path).length, sha256: '' };
        const { judgement } = await inspector.inspect({ bytes, path: name, name, preset: 'general' });
        if (judgement.verdict === 'clean') clean.add(path);
        tally[
          judgement.verdict === 'clean' ? 'clean' : judgement.verdict === 'unscannable' ? 'broke' : 'held'
        ]++;
      }),
    ),
  );
  return clean;
}

/** True where clamscan, which knows the virus, says nothing either; without clamscan nothing else would have caught it. */
function enginePasses(folder: string, path: string, virus: Buffer): boolean {
  const definitions = join(folder, 'definitions');
  mkdirSync(definitions, { recursive: true });
  const md5 = createHash('md5').update(virus).digest('hex');
  writeFileSync(join(definitions, 'test.hdb'), `${md5}:${virus.length}:Test.Virus\n`);
  writeFileSync(join(definitions, 'test.ndb'), `Test.Virus:0:*:${virus.toString('hex')}\n`);
  const alerts = ['--alert-encrypted=yes', '--alert-exceeds-max=yes', '--alert-broken=yes'];
  return (
    spawnSync('clamscan', ['--no-summary', '-d', definitions, ...alerts, path], { stdio: 'ignore' })
      .status !== 1
  );
}

const [files = '20000', seed = '1'] = process.argv.slice(2);
const tally = await fuzz(Number(files), Number(seed));
if (tally.let.length > 0) {
  console.error(`let through: ${tally.let.join(' ')}`);
  process.exitCode = 1;
}
