/** Starts one of our files with the pinned runtime and checks nothing first: `node scripts/launch.mjs FILE ARGS…`. */

import { existsSync } from 'node:fs';
import process from 'node:process';
import { RUNTIME, runPinned } from './runtime.mjs';

const [file, ...args] = process.argv.slice(2);
if (file === undefined) {
  process.stderr.write('Usage: node scripts/launch.mjs FILE [ARGS]\n');
  process.exitCode = 2;
} else if (!existsSync(RUNTIME)) {
  process.stderr.write('Sekisho is not set up yet: run "npm run setup" in its folder first.\n');
  process.exitCode = 127;
} else {
  await runPinned(file, args);
}
