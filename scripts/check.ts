/**
 * `npm test`: format, lint, types and all tests, each to its end so that every fault is seen in one run. Each step
 * and each test counts as one; the exit code is 1 when anything failed. Arguments are passed on to vitest.
 */

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { staticSteps, testStep, windowsStep, type Step } from './check/steps.ts';
import { add, lastLine, NOTHING, one, testTally, type Tally } from './check/tally.ts';
import { ROOT } from './runtime.mjs';

type Ended = { readonly code: number | null; readonly output: string; readonly seconds: number };

/** `shown`: the step writes to the terminal itself; else its output is kept until it ended. */
function run(step: Step, shown: boolean, env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const start = performance.now();
  const child = spawn(process.execPath, step.args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: shown ? 'inherit' : ['ignore', 'pipe', 'pipe'],
  });
  const chunks: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve) => {
    const end = (code: number | null, said = '') => {
      const output = Buffer.concat(chunks).toString('utf8') + said;
      resolve({ code, output, seconds: (performance.now() - start) / 1000 });
    };
    child.once('error', (cause) => end(null, cause.message));
    child.once('close', (code) => end(code));
  });
}

function tell(name: string, passed: boolean, ended: Ended): void {
  console.log(`${passed ? 'passed' : 'FAILED'}  ${name} (${ended.seconds.toFixed(1)} s)`);
  if (!passed && ended.output !== '') console.log(ended.output.trimEnd());
}

async function tallyOf(step: Step, running: Promise<Ended>): Promise<Tally> {
  const ended = await running;
  tell(step.name, ended.code === 0, ended);
  return one(ended.code === 0);
}

function readReport(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

async function runTests(filters: readonly string[]): Promise<Tally> {
  const folder = mkdtempSync(path.join(tmpdir(), 'sekisho-check-'));
  try {
    const windows = path.join(folder, 'windows');
    const built = await run(windowsStep(ROOT, windows), false, { NODE_ENV: 'production' });
    tell('windows built', built.code === 0, built);
    if (built.code !== 0) return one(false);
    const file = path.join(folder, 'tally.json');
    const env = { SEKISHO_TALLY: file, SEKISHO_WINDOWS: windows };
    const ended = await run(testStep(ROOT, filters), true, env);
    const tally = testTally(readReport(file), ended.code);
    tell('tests', tally.failed === 0, ended);
    return add(one(true), tally);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

console.log(`Checking format, lint and types, then running the tests (Node ${process.versions.node})`);
// The linter takes one core for as long as all the other checks and some of the tests: it goes beside them, and what it
// found is told where it can be seen, at the end.
const { lint, others } = staticSteps(ROOT);
const linting = run(lint, false);
let tally = NOTHING;
for (const step of others) tally = add(tally, await tallyOf(step, run(step, false)));
tally = add(tally, await runTests(process.argv.slice(2)));
tally = add(tally, await tallyOf(lint, linting));
for (const { name, reason } of tally.skipped) console.log(`skipped: ${name}: ${reason}`);
console.log(lastLine(tally));
process.exitCode = tally.failed === 0 ? 0 : 1;
