/** The child behind roots-watch.ts: prints a line whenever something appears or goes directly under a mount root. */

import { watch } from 'chokidar';

const say = (): void => {
  process.stdout.write('changed\n');
};
// The gate is gone when nobody reads any more.
process.stdout.on('error', () => process.exit(0));
watch(process.argv.slice(2), { depth: 0, followSymlinks: false, ignoreInitial: true })
  .on('addDir', say)
  .on('unlinkDir', say)
  .on('add', say)
  .on('unlink', say);
