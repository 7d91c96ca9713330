/** The verdict cache believes what an inspection of the same version said: any change of the rules must change the version. */

import { createHash } from 'node:crypto';
import path from 'node:path';

import ts from 'typescript';
import { describe, expect, it } from 'vitest';

import { INSPECTION_VERSION } from '../../electron/core/inspect/inspector.ts';
import { readTree, ROOT, type Tree } from '../house/tree.ts';

const INSPECTOR = 'electron/core/inspect/inspector.ts';
const VERSION_LINE = /^export const INSPECTION_VERSION = .*$/m;

/** What the rules are made of: the room itself and whatever of ours it takes values from, presets among it. */
function ruleFiles(tree: Tree): readonly string[] {
  const found = new Set<string>();
  const visit = (file: string): void => {
    if (found.has(file)) return;
    const text = tree.get(file);
    if (text === undefined) throw new Error(`${file} is not there`);
    found.add(file);
    for (const { fileName } of ts.preProcessFile(codeOf(text)).importedFiles)
      if (fileName.startsWith('.')) visit(path.posix.join(path.posix.dirname(file), fileName));
  };
  for (const file of tree.keys())
    if (file.startsWith('electron/core/inspect/') && file.endsWith('.ts')) visit(file);
  return [...found].sort();
}

/** Without types, comments and lines: what is only said otherwise changes no verdict. */
function codeOf(text: string): string {
  const compilerOptions = {
    removeComments: true,
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    verbatimModuleSyntax: true,
  };
  const { outputText } = ts.transpileModule(text.replace(VERSION_LINE, ''), { compilerOptions });
  return outputText.replaceAll(/\s+/g, ' ');
}

/** The kept libraries judge as well: name and version of each that the rules import. */
function libraries(tree: Tree, files: readonly string[]): readonly string[] {
  const imported = files.flatMap((file) => ts.preProcessFile(codeOf(tree.get(file) ?? '')).importedFiles);
  const names = new Set(
    imported.map(({ fileName }) => fileName).filter((name) => !/^(?:\.|node:)/.test(name)),
  );
  const lock = JSON.parse(tree.get('package-lock.json') ?? '') as {
    packages: Record<string, { version: string }>;
  };
  return [...names].sort().map((name) => `${name} ${lock.packages[`node_modules/${name}`]?.version ?? ''}`);
}

function fingerprint(tree: Tree): string {
  const files = ruleFiles(tree);
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\n${codeOf(tree.get(file) ?? '')}\n`);
  return hash.update(libraries(tree, files).join('\n')).digest('hex').slice(0, 12);
}

const tree = readTree();
const after = (file: string, change: (text: string) => string): string =>
  fingerprint(new Map(tree).set(file, change(tree.get(file) ?? '')));

describe('INSPECTION_VERSION', () => {
  it('is that of the rules as they stand', () => {
    const now = fingerprint(tree);
    const line = `export const INSPECTION_VERSION = '${now}';`;
    expect(
      INSPECTION_VERSION,
      `The rules of the inspection changed, so that verdicts kept in caches must not be believed any more.\nPut this line into ${path.join(ROOT, INSPECTOR)}:\n${line}\n`,
    ).toBe(now);
  });

  const now = fingerprint(tree);
  it.each([
    ['a rule', 'electron/core/inspect/names.ts', (text: string) => `${text}\nexport const NEW = 1;\n`],
    [
      'what a preset allows',
      'electron/core/policy/presets.ts',
      (text: string) => text.replace("'image/webp',", ''),
    ],
    [
      'a library that judges',
      'package-lock.json',
      (text: string) => text.replace(/("node_modules\/file-type": \{\s+"version": )"[^"]+"/, '$1"0.0.0"'),
    ],
  ])('changes with %s', (_what, file, change) => {
    expect(after(file, change)).not.toBe(now);
  });

  it.each([
    ['comments', (text: string) => `// Another word.\n${text}`],
    ['lines', (text: string) => text.replaceAll('\n', '\n\n')],
    ['itself', (text: string) => text.replace(VERSION_LINE, "export const INSPECTION_VERSION = 'other';")],
  ])('does not change with %s', (_what, change) => {
    expect(after(INSPECTOR, change)).toBe(now);
  });
});
