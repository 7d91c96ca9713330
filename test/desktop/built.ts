/** Builds the app's programs below the project's own tmp/, where their native packages are found, laid out as a package is. */

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { program, programs } from '../../scripts/build/bundles.ts';
import { ROOT } from '../house/tree.ts';

export type Built = {
  readonly base: string;
  readonly inside: string;
  readonly beside: string;
  remove(): void;
};

/**
 * `inside`: where the archive would be, a folder here. `beside`: what is unpacked from it. The command line is built like
 * the core's process, since it drives the same children without a window.
 */
export async function buildAsPacked(): Promise<Built> {
  mkdirSync(path.join(ROOT, 'tmp'), { recursive: true });
  const base = mkdtempSync(path.join(ROOT, 'tmp', 'desktop-'));
  const inside = path.join(base, 'app.asar', 'out');
  const beside = path.join(base, 'app.asar.unpacked', 'out');
  for (const { file, config } of programs(ROOT, inside).filter(({ file }) => !file.startsWith('children/')))
    await build(config).catch((cause: unknown) => failed(file, cause));
  for (const { file, config } of programs(ROOT, beside).filter(({ file }) => file.startsWith('children/')))
    await build(config).catch((cause: unknown) => failed(file, cause));
  const cli = path.join(ROOT, 'electron', 'hosts', 'cli', 'main.ts');
  await build(program(ROOT, inside, cli, 'core/cli.js').config);
  return { base, inside, beside, remove: () => rmSync(base, { recursive: true, force: true }) };
}

function failed(file: string, cause: unknown): never {
  throw new Error(`${file} cannot be built`, { cause });
}
