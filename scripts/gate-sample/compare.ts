/** Holds what the gate did with the sample medium against what the sample expects. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { FileEvent, GateRun } from '../headless-gate.ts';
import type { SampleFile } from '../../electron/core/sample/medium.ts';

/** What is wrong, one sentence each; empty when everything is as expected. */
export type Faults = readonly string[];

export function compareVerdicts(expected: readonly SampleFile[], told: readonly FileEvent[]): Faults {
  const faults: string[] = [];
  const byPath = new Map(told.map((file) => [file.path, file]));
  if (byPath.size !== told.length) faults.push('a file was told of twice');
  for (const { path: name, content, expected: want } of expected) {
    const got = byPath.get(name);
    byPath.delete(name);
    const words = `${want.verdict}${want.reason === null ? '' : ` (${want.reason})`}`;
    if (got === undefined) faults.push(`${name}: not told of, expected ${words}`);
    else if (got.verdict !== want.verdict || got.reason !== want.reason)
      faults.push(`${name}: ${got.verdict} (${got.reason ?? 'no reason'}), expected ${words}`);
    else if ((got.destination !== null) !== (want.verdict === 'clean'))
      faults.push(`${name}: ${got.destination === null ? 'held back' : 'released'} although ${words}`);
    else if (got.size !== content.length)
      faults.push(`${name}: ${got.size} bytes, expected ${content.length}`);
  }
  for (const name of byPath.keys()) faults.push(`${name}: not on the medium`);
  return faults;
}

/** The inbox holds the clean files, byte for byte, the list of their hashes, and nothing else. */
export function compareInbox(
  expected: readonly SampleFile[],
  told: readonly FileEvent[],
  inbox: string,
): Faults {
  const faults: string[] = [];
  const allowed = new Set<string>();
  for (const { path: name, destination } of told) {
    if (destination === null) continue;
    allowed.add(destination);
    const source = expected.find((file) => file.path === name);
    const file = path.join(inbox, destination);
    if (!existsSync(file)) faults.push(`${name}: not in the inbox`);
    else if (source?.content.equals(readFileSync(file)) !== true)
      faults.push(`${name}: differs in the inbox`);
  }
  for (const file of filesUnder(inbox))
    if (!allowed.has(file) && path.basename(file) !== 'SHA256SUMS.txt')
      faults.push(`in the inbox and not told of: ${file}`);
  return faults;
}

/** Something is always held back on the sample medium, so a gate that answers 0 has let it through. */
export function compareEnd({ code, finished }: GateRun): Faults {
  if (finished === null) return [`the gate did not finish (exit code ${code ?? 'none'})`];
  const faults: string[] = [];
  if (code !== 1) faults.push(`the gate's exit code is ${code ?? 'none'}, expected 1`);
  if (finished.outcome !== 'partial') faults.push(`the outcome is ${finished.outcome}, expected partial`);
  if (finished.bytesRead !== finished.bytes)
    faults.push(`${finished.bytesRead} bytes were read of a medium that holds ${finished.bytes}`);
  return faults;
}

/** Paths relative to `folder`, sorted. */
export const filesUnder = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
