/** The checks that need no running program: format, lint and the types of each runtime. */

import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

export type Step = { readonly name: string; readonly args: readonly string[] };

const bin = (root: string, file: string) => path.join(root, 'node_modules', file);

export function staticSteps(root: string): { readonly lint: Step; readonly others: readonly Step[] } {
  const projects = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules')
    .map((entry) => entry.name)
    .filter((name) => existsSync(path.join(root, name, 'tsconfig.json')));
  return {
    lint: { name: 'lint', args: [bin(root, 'eslint/bin/eslint.js'), '--max-warnings', '0', '.'] },
    others: [
      ...projects.map((name) => ({
        name: `types of ${name}`,
        args: [bin(root, 'tsc-native/bin/tsc'), '--project', name],
      })),
      {
        name: 'format',
        args: [bin(root, 'prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'],
      },
    ],
  };
}

/** The windows, once for all suites that open them; a suite that runs by itself builds its own. */
export const windowsStep = (root: string, outDir: string): Step => ({
  name: 'windows',
  args: [bin(root, 'vite/bin/vite.js'), 'build', '--outDir', outDir, '--emptyOutDir', '--logLevel', 'warn'],
});

export const testStep = (root: string, filters: readonly string[]): Step => ({
  name: 'tests',
  args: [
    bin(root, 'vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    `--reporter=${path.join(root, 'scripts', 'check', 'reporter.ts')}`,
    ...filters,
  ],
});
