/** `npm run package`: builds the desktop app and packs it for the system this runs on (electron-builder.yml). */

import path from 'node:path';
import process from 'node:process';
import { build, Platform } from 'electron-builder';
import { buildDesktop } from './build/build.ts';
import { ROOT } from './runtime.mjs';

const platform = process.platform === 'win32' ? Platform.WINDOWS : Platform.LINUX;

// The configuration names files of ours to a packer that runs where we do.
process.chdir(ROOT);
await buildDesktop(ROOT, path.join(ROOT, 'out'));
try {
  const made = await build({ projectDir: ROOT, targets: platform.createTarget(), publish: 'never' });
  console.log(['Packed:', ...made.map((file) => `  ${path.relative(ROOT, file)}`)].join('\n'));
} catch (thrown) {
  console.error(thrown instanceof Error ? thrown.message : String(thrown));
  console.error(
    "Nothing was packed. Electron's runtime and the packers' tools are downloaded from GitHub, which has to be in reach.",
  );
  process.exitCode = 1;
}
