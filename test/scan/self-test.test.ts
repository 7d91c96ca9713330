/** The self-test against engines that answer wrongly: each wrong answer must close the gate. */

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { makeCanaries } from '../../electron/core/scan/canaries.ts';
import { MAX_RECURSION } from '../../electron/core/scan/config.ts';
import { runSelfTest } from '../../electron/core/scan/self-test.ts';
import { gateError } from '../../shared/errors.ts';
import { CLEAN, heldBack, type Judgement } from '../../shared/model/verdict.ts';
import { createFakeScanner } from '../fakes/fake-scanner.ts';

let workDir: string;
beforeEach(() => {
  workDir = mkdtempSync(join(tmpdir(), 'self-test-'));
});
afterEach(() => rmSync(workDir, { recursive: true, force: true }));

const canaries = makeCanaries(MAX_RECURSION, true);
const named = (content: Buffer): string =>
  canaries.find((canary) => canary.content.equals(content))?.name ?? 'no canary';
const RIGHT: Record<string, Judgement> = {
  clean: CLEAN,
  eicar: heldBack('signature', { signature: 'Eicar-Test-Signature' }),
  encrypted: heldBack('encrypted'),
  'engine-limit': heldBack('engine-limit'),
};
const right = (name: string): Judgement =>
  RIGHT[canaries.find((canary) => canary.name === name)?.expected ?? ''] ?? CLEAN;

function runWith(answer: (name: string) => Judgement, official = true) {
  const scanner = createFakeScanner({ judge: (content) => answer(named(content)) });
  return runSelfTest(scanner, { workDir, recursionLimit: MAX_RECURSION, byPath: true, official });
}

test('right answers pass, and nothing is left on the disk', async () => {
  expect(await runWith(right)).toEqual({ ok: true, value: { canaries: canaries.length, knowsEicar: true } });
  expect(readdirSync(workDir)).toEqual([]);
});

test.each(canaries.map((canary) => canary.name))('a wrong answer to "%s" fails', async (name) => {
  const wrong = right(name).verdict === 'clean' ? heldBack('heuristic') : CLEAN;
  for (const official of [true, false]) {
    expect(await runWith((asked) => (asked === name ? wrong : right(asked)), official)).toMatchObject({
      ok: false,
      error: { code: 'engine-selftest-failed', params: { canary: name } },
    });
  }
});

test.each(canaries.map((canary) => canary.name))('no answer to "%s" fails', async (name) => {
  const answer = (asked: string): Judgement => (asked === name ? heldBack('engine-error') : right(asked));
  expect(await runWith(answer)).toMatchObject({ error: { params: { canary: name, answered: 'other' } } });
});

describe('definitions that have never heard of EICAR', () => {
  const ignorant = (name: string): Judgement => (right(name).verdict === 'infected' ? CLEAN : right(name));
  test('are told of in practice', async () => {
    expect(await runWith(ignorant, false)).toMatchObject({ ok: true, value: { knowsEicar: false } });
  });
  test('are no official definitions', async () => {
    expect(await runWith(ignorant, true)).toMatchObject({
      error: { params: { canary: 'plain', answered: 'clean' } },
    });
  });
});

test('official definitions call it EICAR; anything else is not its signature', async () => {
  const odd = (name: string): Judgement =>
    right(name).verdict === 'infected' ? heldBack('signature', { signature: 'Some.Thing' }) : right(name);
  expect(await runWith(odd, true)).toMatchObject({ error: { params: { answered: 'other' } } });
  expect((await runWith(odd, false)).ok).toBe(true);
});

test('answers that do not settle do not count', async () => {
  const scanner = createFakeScanner({ judge: (content) => right(named(content)) });
  const settle = () => Promise.resolve({ ok: false as const, error: gateError('engine-lost') });
  const unsettled = { scan: scanner.scan.bind(scanner), settle };
  const settings = { workDir, recursionLimit: MAX_RECURSION, byPath: true, official: true };
  expect(await runSelfTest(unsettled, settings)).toMatchObject({ error: { code: 'engine-lost' } });
});

test('nowhere to write the canaries', async () => {
  rmSync(workDir, { recursive: true });
  expect(await runWith(right)).toMatchObject({ error: { code: 'data-folder-unusable' } });
});
