import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ROOT } from '../../scripts/runtime.mjs';
import { hasCommand, needs } from '../missing-component.ts';

let base: string;
beforeEach(() => {
  base = mkdtempSync(path.join(tmpdir(), 'sekisho-sample-run-'));
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

/** The sample run in a folder of its own: the project's own is the user's to look at. */
const sampleRun = (env: Readonly<Record<string, string>> = {}) =>
  spawnSync(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      'const { gateSample } = await import(process.argv[1]); process.exitCode = (await gateSample(process.argv[2])) ? 0 : 1;',
      path.join(ROOT, 'scripts', 'gate-sample.ts'),
      path.join(base, 'sample'),
    ],
    { encoding: 'utf8', cwd: ROOT, env: { ...process.env, ...env } },
  );

describe('npm run gate without arguments', () => {
  test('shows verdicts, inbox, ledger and the next command, again and again', (context) => {
    needs(context, 'clamd', hasCommand('clamd'));
    for (let i = 0; i < 2; i++) {
      const run = sampleRun();
      expect(run.stdout).toContain('Every file met the verdict that the sample expects.');
      expect(run.status).toBe(0);
      expect(run.stdout).toMatch(/^infected +signature +held back +\d+ +業者から\/資料一式\.zip$/m);
      expect(run.stdout).toMatch(/^ {2}\S+\/DICOM\/ST000001\/SE000001\/IM000001$/m);
      expect(run.stdout).toMatch(/npm run -s sekisho -- audit show [0-9a-f]{12} --data /);
      expect(readdirSync(path.join(base, 'sample', 'inbox'))).toHaveLength(1);
    }
  });

  test('fails when a file does not meet its verdict', (context) => {
    needs(context, 'clamd', hasCommand('clamd'));
    // An engine that dies at once: no file meets anything.
    writeFileSync(path.join(base, 'clamd'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    const run = sampleRun({ PATH: base });
    expect(run.status).toBe(1);
    expect(run.stdout).toContain('NOT as the sample expects');
  });
});

describe('npm run gate with arguments', () => {
  test('is the gate of the command line: its options, its exit codes', () => {
    const run = spawnSync(process.execPath, [path.join(ROOT, 'scripts', 'gate.ts'), '--form', 'x'], {
      encoding: 'utf8',
      env: { HOME: base },
    });
    expect(run.status).toBe(2);
    expect(run.stderr).toContain('--form');
  });
});
