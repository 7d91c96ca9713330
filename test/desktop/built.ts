/** Builds the app's programs below the project's own tmp/, where their native packages are found, laid out as a package is. */

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { programs } from '../../scripts/build/bundles.ts';
import { ROOT } from '../house/tree.ts';

export type Built = {
  readonly base: string;
  readonly inside: string;
  readonly beside: string;
  remove(): void;
};

/** `inside`: where the archive would be, a folder here. `beside`: what is unpacked from it. */
export async function buildAsPacked(): Promise<Built> {
  mkdirSync(path.join(ROOT, 'tmp'), { recursive: true });
  const base = mkdtempSync(path.join(ROOT, 'tmp', 'desktop-'));
  const inside = path.join(base, 'app.asar', 'out');
  const beside = path.join(base, 'app.asar.unpacked', 'out');
  const unpacked = (file: string): boolean => /^(?:children|cli)\//.test(file);
  for (const { file, config } of programs(ROOT, inside).filter(({ file }) => !unpacked(file)))
    await build(config).catch((cause: unknown) => failed(file, cause));
  for (const { file, config } of programs(ROOT, beside).filter(({ file }) => unpacked(file)))
    await build(config).catch((cause: unknown) => failed(file, cause));
  return { base, inside, beside, remove: () => rmSync(base, { recursive: true, force: true }) };
}

function failed(file: string, cause: unknown): never {
  throw new Error(`${file} cannot be built`, { cause });
}
