import { describe, expect, test } from 'vitest';
import { eicar } from '../../scripts/sample/eicar.ts';
import { missingTarget, strayElectron, wrongDirection, wrongPackage } from './import-rules.ts';
import { looseRuntime } from './runtime-rules.ts';
import * as text from './text-rules.ts';
import { readTree, type Tree } from './tree.ts';

const house = readTree();
const tree = (files: BadTree): Tree => new Map(Object.entries(files));

describe('this house', () => {
  test.each<[string, (tree: Tree) => readonly string[]]>([
    ['imports run one way', wrongDirection],
    ['imports name files that are there', missingTarget],
    ['only the desktop host imports electron', strayElectron],
    ['packages are used where they belong', wrongPackage],
    ['each part is compiled for its own runtime', looseRuntime],
    ['no file has more than 400 lines', text.tooLong],
    ['each core folder has a README of at most 30 lines', text.coreWithoutReadme],
    ['no file holds a whole test signature', text.holdsTestSignature],
    ['no file names a folder of one machine', text.holdsMachinePath],
    ['the lock file names no download host', text.lockNamesHost],
    ['nothing is left over', text.leftOver],
  ])('%s', (_, check) => {
    expect(check(house)).toEqual([]);
  });

  test('was read whole', () => {
    const some = ['package.json', 'shared/result.ts', 'electron/core/ports.ts', 'test/house/tree.ts'];
    expect([...house.keys()]).toEqual(expect.arrayContaining(some));
  });
});

type BadTree = Readonly<Record<string, string>>;

/** A rule that cannot fail guards nothing: small trees, each of which breaks one. */
describe('a fault is found when', () => {
  test.each<[string, BadTree]>([
    ['shared/ imports core/', { 'shared/a.ts': "import '../electron/core/b.ts';" }],
    ['core/ imports a host', { 'electron/core/a.ts': "export * from '../hosts/dispatch.ts';" }],
    ['core/ imports a script', { 'electron/core/scan/a.ts': "import('../../../scripts/b.ts');" }],
    ['core/ imports the renderer', { 'electron/core/a.ts': "import '../../renderer/b.ts';" }],
    ['a host imports another host', { 'electron/hosts/cli/a.ts': "import '../web/b.ts';" }],
    ['dispatch imports a host', { 'electron/hosts/dispatch.ts': "import type { B } from './cli/b.ts';" }],
    ['the renderer imports core/', { 'renderer/a.tsx': "import '../electron/core/b.ts';" }],
    ['a script imports a test', { 'scripts/a.ts': "import '../test/b.ts';" }],
    ['a folder is no part of the house', { 'helpers/a.ts': "import './b.ts';" }],
  ])('%s', (_, bad) => {
    expect(wrongDirection(tree(bad))).toHaveLength(1);
  });

  test.each<[string, BadTree]>([
    ['core/ imports electron', { 'electron/core/a.ts': "const e = await import('electron');" }],
    [
      'a host imports a part of electron',
      { 'electron/hosts/cli/a.ts': "import { app } from 'electron/main';" },
    ],
  ])('%s', (_, bad) => {
    expect(strayElectron(tree(bad))).toHaveLength(1);
  });

  const manifest = JSON.stringify({
    dependencies: { zod: '1' },
    devDependencies: { yazl: '1', electron: '1' },
  });
  test.each<[string, BadTree]>([
    ['shared/ uses a module of Node', { 'shared/a.ts': "import 'node:fs';" }],
    ['the renderer uses a module of Node', { 'renderer/a.ts': "import 'node:fs';" }],
    ['what ships uses a development package', { 'electron/core/a.ts': "import 'yazl';" }],
    ['a package is not named in package.json', { 'scripts/a.ts': "import '@left/pad/x';" }],
    ['a module of Node is not named as such', { 'scripts/a.ts': "import 'fs';" }],
  ])('%s', (_, bad) => {
    expect(wrongPackage(tree({ 'package.json': manifest, ...bad }))).toHaveLength(1);
  });

  const settings = (compilerOptions: object) =>
    JSON.stringify({ extends: '../tsconfig.json', compilerOptions });
  test.each<[string, BadTree]>([
    ['shared/ is compiled with Node', { 'shared/tsconfig.json': settings({ types: ['node'] }) }],
    [
      'core/ is compiled with the browser',
      { 'electron/tsconfig.json': settings({ lib: ['ES2024', 'DOM'] }) },
    ],
    ['the renderer is compiled with Node', { 'renderer/tsconfig.json': settings({ types: ['node'] }) }],
    ['a part leaves the common settings', { 'shared/tsconfig.json': '{}' }],
    ['a part has no settings', { 'shared/a.ts': '' }],
  ])('%s', (_, bad) => {
    expect(looseRuntime(tree(bad))).toHaveLength(1);
  });

  const plain = eicar();
  const machine = ['', 'work', 'main', 'x.ts'].join('/');
  const lock = '{"packages":{"node_modules/a":{"resolved":"https://example.org/a.tgz"}}}';
  test.each<[string, (tree: Tree) => readonly string[], BadTree]>([
    ['an import leaves out the ending', missingTarget, { 'shared/a.ts': "import './b';", 'shared/b.ts': '' }],
    ['a file has 401 lines', text.tooLong, { 'shared/a.ts': '\n'.repeat(401) }],
    ['a core folder has no README', text.coreWithoutReadme, { 'electron/core/scan/a.ts': '' }],
    ['a README has 31 lines', text.coreWithoutReadme, { 'electron/core/scan/README.md': '\n'.repeat(31) }],
    ['a file holds EICAR', text.holdsTestSignature, { 'test/a.ts': `'${plain}'` }],
    ['… in hexadecimal', text.holdsTestSignature, { 'a.ndb': Buffer.from(plain).toString('hex') }],
    ['… in base64', text.holdsTestSignature, { 'a.txt': Buffer.from(plain).toString('base64') }],
    ['a file names a folder of one machine', text.holdsMachinePath, { 'a.md': `see ${machine}` }],
    ['the lock file names a host', text.lockNamesHost, { 'package-lock.json': lock }],
    ['a test runs alone', text.leftOver, { 'test/a.test.ts': "test.only('x', () => {});" }],
    ['something is put off', text.leftOver, { 'shared/a.ts': '// TODO: the rest' }],
  ])('%s', (_, check, bad) => {
    expect(check(tree(bad))).toHaveLength(1);
  });
});
