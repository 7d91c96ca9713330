/** Builds the whole desktop app into one folder, which is emptied first. */

import { cpSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { programs, windows } from './bundles.ts';

/** `root`, `out`: absolute. Rejects where anything cannot be built; nothing of it is to be used then. */
export async function buildDesktop(root: string, out: string): Promise<void> {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  await build(windows(root, out));
  for (const { config } of programs(root, out)) await build(config);
  const icons = path.join(root, 'electron', 'hosts', 'desktop', 'icons');
  cpSync(icons, path.join(out, 'icons'), { recursive: true, filter: (file) => !file.endsWith('.svg') });
}
