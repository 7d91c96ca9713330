/** Asked by electron-builder before it packs: a package without a part of it would install and then not work. */

import { existsSync } from 'node:fs';
import path from 'node:path';

type Packing = {
  readonly electronPlatformName: string;
  readonly packager: { readonly projectDir: string };
};

const BUILT = [
  'main/main.js',
  'preload/preload.cjs',
  'core/core-process.js',
  'cli/sekisho.mjs',
  'renderer/index.html',
  'icons/app.png',
];

/** What is missing, as sentences; empty when it may go on. */
export function missingParts(root: string, platform: string): readonly string[] {
  const windows = platform === 'win32';
  const node = `node_modules/node/bin/node${windows ? '.exe' : ''}`;
  const missing = (file: string): boolean => !existsSync(path.join(root, file));
  return [
    ...BUILT.filter((file) => missing(`out/${file}`)).map(
      (file) => `out/${file} is not built: run "npm run build"`,
    ),
    // Each system's set-up brings its own: a Windows package is made on Windows.
    ...(missing(node) ? [`${node} is not here: package on the system that the package is for`] : []),
    ...(windows && missing('dist/clamav-windows/clamd.exe')
      ? ['ClamAV for Windows is not here: run "npm run fetch-clamav"']
      : []),
  ];
}

export default function beforePack({ electronPlatformName, packager }: Packing): void {
  const missing = missingParts(packager.projectDir, electronPlatformName);
  if (missing.length > 0) throw new Error(missing.join('\n'));
}
