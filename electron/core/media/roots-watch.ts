/**
 * Watches mount roots with chokidar, in a process of its own: chokidar asks for the status of what it finds, and that
 * question alone hangs on a medium that does not answer. A hung child costs the notice, never the gate.
 */

import { fileURLToPath } from 'node:url';
import { listenToTool } from './notice.ts';
import type { Stop } from './ports.ts';

export function watchRoots(roots: readonly string[], changed: () => void): Stop {
  const child = fileURLToPath(new URL('./roots-child.ts', import.meta.url));
  return listenToTool(
    { file: process.execPath, args: ['--disable-warning=ExperimentalWarning', child, ...roots] },
    changed,
  );
}
