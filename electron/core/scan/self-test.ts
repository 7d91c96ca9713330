/** Puts the canaries before the engine the way files are put before it, and believes it only if every answer is right. */

import { createHash } from 'node:crypto';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { gateError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Scanner, StagedBytes } from '../ports.ts';
import { answered, makeCanaries, type Canary } from './canaries.ts';
import { READ_BY_PATH_FROM } from './request.ts';

export type SelfTestSettings = {
  /** Folder in which the canaries are written for the time of the test; a folder of ours on the disk of staging. */
  readonly workDir: string;
  readonly recursionLimit: number;
  /** The engine opens large files itself. */
  readonly byPath: boolean;
  /** Officially signed definitions know EICAR; for others not to know it is no fault, but told. */
  readonly official: boolean;
};

/** `knowsEicar` is false only for practice definitions: their detection could then not be tried at all. */
export type SelfTestReport = { readonly canaries: number; readonly knowsEicar: boolean };

/**
 * Errors: `engine-selftest-failed` with `canary`, `expected`, `answered`; `data-folder-unusable` when the canaries
 * cannot be written. A second wrong answer is not looked for.
 */
export async function runSelfTest(
  scanner: Pick<Scanner, 'scan' | 'settle'>,
  settings: SelfTestSettings,
): Promise<Result<SelfTestReport>> {
  const canaries = makeCanaries(settings.recursionLimit, settings.byPath);
  let dir: string;
  try {
    dir = mkdtempSync(join(settings.workDir, 'canaries-'));
  } catch (error) {
    return err(
      gateError('data-folder-unusable', { system: (error as NodeJS.ErrnoException).code ?? 'unknown' }),
    );
  }
  try {
    const files = layOut(canaries, dir);
    const judgements = await Promise.all(files.map((bytes) => scanner.scan(bytes)));
    const settled = await scanner.settle();
    if (!settled.ok) return settled;
    return assess(
      canaries,
      judgements.map((judgement) => answered(judgement, settings.official)),
      settings.official,
    );
  } catch (error) {
    return err(
      gateError('data-folder-unusable', { system: (error as NodeJS.ErrnoException).code ?? 'unknown' }),
    );
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

type Answer = ReturnType<typeof answered>;

/**
 * Small ones behind each other in one pack, as small files of a medium are; there, too, the machine's own antivirus does
 * not take EICAR for a file and snatch it away. Large ones alone, so that the engine opens them itself.
 */
function layOut(canaries: readonly Canary[], dir: string): StagedBytes[] {
  const pack = join(dir, 'pack');
  let offset = 0;
  return canaries.map(({ name, content }) => {
    const { length } = content;
    const large = length >= READ_BY_PATH_FROM;
    const path = large ? join(dir, name) : pack;
    appendFileSync(path, content, { mode: 0o600 });
    const staged = {
      path,
      offset: large ? 0 : offset,
      length,
      sha256: createHash('sha256').update(content).digest('hex'),
    };
    if (!large) offset += length;
    return staged;
  });
}

function assess(
  canaries: readonly Canary[],
  answers: readonly Answer[],
  official: boolean,
): Result<SelfTestReport> {
  // All EICAR canaries clean: unofficial definitions that have never heard of it. Some found, some not: a broken engine.
  const ignorant = canaries.every(
    ({ expected }, index) => expected !== 'eicar' || answers[index] === 'clean',
  );
  const excused = ignorant && !official;
  for (const [index, { name, expected }] of canaries.entries()) {
    const answer = answers[index] ?? 'other';
    if (answer === expected || (expected === 'eicar' && excused)) continue;
    return err(gateError('engine-selftest-failed', { canary: name, expected, answered: answer }));
  }
  return ok({ canaries: canaries.length, knowsEicar: !ignorant });
}
