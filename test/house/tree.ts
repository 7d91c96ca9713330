/** The project's own files, as paths and texts: what the house rules are checked on. */

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Path relative to the project, `/` between components → its content, a character a byte. */
export type Tree = ReadonlyMap<string, string>;

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Made or fetched, never written by us (.gitignore). */
const NOT_OURS = new Set(['node_modules', '.git', 'tmp', 'out', 'dist', 'coverage', 'screenshots']);

export function readTree(root = ROOT): Tree {
  const tree = new Map<string, string>();
  const visit = (folder: string) => {
    for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
      const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!NOT_OURS.has(entry.name)) visit(name);
      } else if (entry.isFile() && !name.endsWith('.log')) {
        tree.set(name, readFileSync(path.join(root, name), 'latin1'));
      }
    }
  };
  visit('');
  return tree;
}

export const isCode = (file: string): boolean => /\.(ts|tsx|mts|js|mjs|cjs)$/.test(file);
