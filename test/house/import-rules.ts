/** Who may import whom: the module graph of every file of ours, checked edge by edge. */

import { builtinModules } from 'node:module';
import path from 'node:path';
import ts from 'typescript';
import { isCode, type Tree } from './tree.ts';

export type Edge = {
  readonly from: string;
  readonly specifier: string;
  /** Our file that is meant, relative to the project; null for a package or a module of Node's. */
  readonly to: string | null;
};

/** Static, dynamic and type imports, re-exports and `require`, as the compiler's own scanner finds them. */
export function edges(tree: Tree): readonly Edge[] {
  return [...tree]
    .filter(([file]) => isCode(file))
    .flatMap(([from, text]) =>
      ts.preProcessFile(text, true, true).importedFiles.map(({ fileName: specifier }) => {
        const own = specifier.startsWith('.') || specifier.startsWith('/');
        return { from, specifier, to: own ? path.posix.join(path.posix.dirname(from), specifier) : null };
      }),
    );
}

/** The part of the house a file stands in; the hosts are parts of their own. */
export function partOf(file: string): string {
  const [top = '', second = '', third = '', ...rest] = file.split('/');
  if (top !== 'electron') return file.includes('/') ? top : '.';
  if (second !== 'hosts') return `electron/${second}`;
  return rest.length > 0 || third === '' || !third.includes('.')
    ? `electron/hosts/${third}`
    : 'electron/hosts';
}

/** What each part may import besides itself (README, "The house"); a part that is not named here does not exist. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  shared: [],
  'electron/core': ['shared'],
  'electron/hosts': ['electron/core', 'shared'],
  'electron/hosts/cli': ['electron/hosts', 'electron/core', 'shared'],
  'electron/hosts/desktop': ['electron/hosts', 'electron/core', 'shared'],
  'electron/hosts/web': ['electron/hosts', 'electron/core', 'shared'],
  renderer: ['shared'],
  scripts: ['electron/hosts/cli', 'electron/hosts/web', 'electron/hosts', 'electron/core', 'shared'],
  test: [
    'scripts',
    'renderer',
    'electron/hosts/cli',
    'electron/hosts/desktop',
    'electron/hosts/web',
    'electron/hosts',
    'electron/core',
    'shared',
  ],
  // Settings of tools at the top.
  '.': ['scripts'],
};

export function wrongDirection(tree: Tree): readonly string[] {
  return edges(tree).flatMap(({ from, to }) => {
    // Name and version of the product stand in package.json alone.
    if (to === null || to === 'package.json') return [];
    const [source, target] = [partOf(from), partOf(to)];
    const allowed = MAY_IMPORT[source];
    if (allowed === undefined) return [`${from}: no part of the house`];
    return source === target || allowed.includes(target) ? [] : [`${from} imports ${to}`];
  });
}

export const missingTarget = (tree: Tree): readonly string[] =>
  edges(tree).flatMap(({ from, to, specifier }) =>
    to === null || tree.has(to)
      ? []
      : [`${from} imports ${specifier}, which is not there (endings are written out)`],
  );

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

export const strayElectron = (tree: Tree): readonly string[] =>
  edges(tree).flatMap(({ from, to, specifier }) =>
    to === null &&
    packageOf(specifier) === 'electron' &&
    !['electron/hosts/desktop', 'test'].includes(partOf(from))
      ? [`${from} imports electron`]
      : [],
  );

const BUILTIN = new Set(builtinModules);

/** What ships runs without the development packages; shared/ runs anywhere and so knows the schema library alone. */
export function wrongPackage(tree: Tree): readonly string[] {
  const manifest = JSON.parse(tree.get('package.json') ?? '{}') as Record<
    string,
    Record<string, string> | undefined
  >;
  const shipped = Object.keys(manifest['dependencies'] ?? {});
  const development = Object.keys(manifest['devDependencies'] ?? {});
  return edges(tree).flatMap(({ from, to, specifier }) => {
    if (to !== null) return [];
    const part = partOf(from);
    const name = packageOf(specifier);
    if (part === 'shared') return name === 'zod' ? [] : [`${from} imports ${specifier}`];
    if (specifier.startsWith('node:')) return part === 'renderer' ? [`${from} imports ${specifier}`] : [];
    if (BUILTIN.has(name)) return [`${from} imports ${specifier} without "node:"`];
    // The web host is for development and is left out of the package.
    const shipping = part.startsWith('electron') && part !== 'electron/hosts/web' && name !== 'electron';
    return [...shipped, ...(shipping ? [] : development)].includes(name)
      ? []
      : [`${from} imports ${specifier}`];
  });
}
