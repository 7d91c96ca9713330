/** Where Electron's runtime lies when it has been downloaded: its package alone does not bring it. */

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The executable, or null. Asking the package itself would start a download. */
export function electronProgram(root: string): string | null {
  const folder = path.join(root, 'node_modules', 'electron');
  try {
    const program = path.join(folder, 'dist', readFileSync(path.join(folder, 'path.txt'), 'utf8'));
    return existsSync(program) ? program : null;
  } catch {
    return null;
  }
}
