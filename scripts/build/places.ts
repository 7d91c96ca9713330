/**
 * Keeps files that our code starts or reads by its own place findable after bundling. Each started file (a child
 * process, a thread) becomes a bundle of its own in `children/`; data read from beside the code is copied along. Any
 * other use of the code's own place fails the build, since it would point at nothing.
 */

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';

const STARTED = /new URL\(\s*'(\.{1,2}\/[^']*)',\s*import\.meta\.url,?\s*\)/g;
const READ = /join\(import\.meta\.dirname, '([\w.-]+\.json)'\)/g;
const ANY_PLACE = /import\.meta\.(?:url|dirname|filename)/;

/** The folder that holds a started program's own code: what the inspection child may read of it. */
const PROGRAM_FOLDER = '../../../';

/**
 * Plain Node runs the children and cannot look into the archive, so they lie beside it. Bundles of the core stand in
 * `out/core/`, started files in `out/children/`: the same step leads there from both.
 */
const HERE = `import.meta.url.replace('/app.asar/', '/app.asar.unpacked/')`;

export type Places = {
  readonly code: string;
  /** Files that the code starts, absolute. */
  readonly started: readonly string[];
  /** Data files that the code reads, absolute. */
  readonly read: readonly string[];
};

/** `core`: the folder whose files may be started. Name of a started file's bundle, `inspect-child.mjs`: beside the archive no package.json says what `.js` is. */
export const bundleName = (core: string, file: string): string =>
  `${path.relative(core, file).replace(/\.ts$/, '').split(path.sep).join('-')}.mjs`;

/** Throws where the code uses its place in a way that would not survive. */
export function rewritePlaces(code: string, file: string, core: string): Places {
  const started: string[] = [];
  const read: string[] = [];
  const folder = path.dirname(file);
  const rewritten = code.replace(STARTED, (whole, specifier: string) => {
    if (specifier === PROGRAM_FOLDER) return `new URL('../children/', ${HERE})`;
    if (!specifier.endsWith('.ts')) return whole;
    const target = path.resolve(folder, specifier);
    started.push(target);
    return `new URL('../children/${bundleName(core, target)}', ${HERE})`;
  });
  const rest = rewritten
    .replaceAll(HERE, '')
    .replace(READ, (_, name: string) => (read.push(path.join(folder, name)), ''));
  if (ANY_PLACE.test(rest)) throw new Error(`${file} uses its own place in a way that bundling would break`);
  return { code: rewritten, started, read };
}

/** Every file that some file of the core starts. */
export function startedFiles(core: string): readonly string[] {
  const files = readdirSync(core, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const started = files.flatMap((name) => {
    const file = path.join(core, name);
    return rewritePlaces(readFileSync(file, 'utf8'), file, core).started;
  });
  return [...new Set(started)].sort();
}

export function placesPlugin(core: string): Plugin {
  const copied = new Map<string, string>();
  return {
    name: 'sekisho-places',
    enforce: 'pre',
    transform(code, id) {
      const file = id.split('?')[0] ?? id;
      if (!file.startsWith(core + path.sep) || !file.endsWith('.ts') || !ANY_PLACE.test(code)) return null;
      const places = rewritePlaces(code, file, core);
      for (const source of places.read) {
        const name = path.basename(source);
        if ((copied.get(name) ?? source) !== source) throw new Error(`two data files are named ${name}`);
        copied.set(name, source);
        this.emitFile({ type: 'asset', fileName: name, source: readFileSync(source) });
      }
      return { code: places.code, map: null };
    },
  };
}
