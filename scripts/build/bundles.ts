/** What `out/` is made of: one bundle for each process of the desktop app, and the windows. */

import { builtinModules } from 'node:module';
import path from 'node:path';
import type { InlineConfig, Plugin } from 'vite';
import { contractNamesPlugin } from './contract-names.ts';
import { bundleName, placesPlugin, startedFiles } from './places.ts';

/** Native code stays in its package: it is loaded from a file, never from a bundle. */
export const NATIVE = ['better-sqlite3', 'usb'] as const;

const BUILTIN = new Set(builtinModules);
const outside = (id: string): boolean =>
  id.startsWith('node:') ||
  BUILTIN.has(id) ||
  id === 'electron' ||
  NATIVE.some((name) => id === name || id.startsWith(`${name}/`));

/** `file`: below `out`. */
export type Bundle = { readonly file: string; readonly config: InlineConfig };

/** Code without a page: everything in one file, so that nothing is looked up on the machine it runs on. `file`: below `out`. */
export function program(
  root: string,
  out: string,
  entry: string,
  file: string,
  { format = 'es', plugins = [] }: { format?: 'es' | 'cjs'; plugins?: Plugin[] } = {},
): Bundle {
  return {
    file,
    config: {
      root,
      configFile: false,
      logLevel: 'warn',
      publicDir: false,
      plugins: [placesPlugin(path.join(root, 'electron', 'core')), ...plugins],
      ssr: { noExternal: true },
      build: {
        ssr: entry,
        outDir: path.join(out, path.dirname(file)),
        // Data files that the places plugin copies along.
        ssrEmitAssets: true,
        emptyOutDir: false,
        target: 'node24',
        minify: false,
        sourcemap: false,
        rolldownOptions: {
          external: outside,
          output: { format, entryFileNames: path.basename(file), codeSplitting: false },
        },
      },
    },
  };
}

/** Bundles that plain Node or Electron run; `out` is absolute. */
export function programs(root: string, out: string): readonly Bundle[] {
  const desktop = (name: string): string => path.join(root, 'electron', 'hosts', 'desktop', name);
  const core = path.join(root, 'electron', 'core');
  return [
    program(root, out, desktop('main.ts'), 'main/main.js'),
    // A sandboxed preload knows no modules.
    program(root, out, desktop('preload.ts'), 'preload/preload.cjs', {
      format: 'cjs',
      plugins: [contractNamesPlugin(root)],
    }),
    program(root, out, desktop('core-process.ts'), 'core/core-process.js'),
    // Beside the archive no package.json says what `.js` is.
    program(root, out, path.join(root, 'electron', 'hosts', 'cli', 'main.ts'), 'cli/sekisho.mjs'),
    ...startedFiles(core).map((file) => program(root, out, file, `children/${bundleName(core, file)}`)),
  ];
}

/** The windows, by their own settings at the top. */
export const windows = (root: string, out: string): InlineConfig => ({
  configFile: path.join(root, 'vite.config.ts'),
  root: path.join(root, 'renderer'),
  logLevel: 'warn',
  build: { outDir: path.join(out, 'renderer'), sourcemap: false, reportCompressedSize: false },
});
