/** The engine: is it there, for how long is it kept up, and does a private one answer the canaries as it must. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { ERROR_CODES, gateError, type GateError } from '../../../shared/errors.ts';
import type { Finding, FindingFacts } from '../../../shared/model/finding.ts';
import { engineLife, readEngineLife } from '../scan/engine-life.ts';
import { engineFindings, type EngineFinding } from '../scan/findings.ts';
import { parseVersion } from '../scan/one-question.ts';
import { findProgram } from '../scan/programs.ts';
import { finding } from './levels.ts';
import type { DoctorPorts } from './settings.ts';

const VERSION_ALLOWED_MS = 10_000;
const OWN = { server: null, error: null } as const;

/** Programs and version, and the version's dates; starts nothing that stays. */
export async function examineProgram(ports: DoctorPorts): Promise<readonly Finding[]> {
  const clamd = findProgram('clamd');
  const sigtool = findProgram('sigtool');
  const updater = findProgram('freshclam').ok;
  const version = clamd.ok ? await versionOf(clamd.value, ports) : null;
  for (const found of [clamd, sigtool]) {
    if (found.ok) continue;
    const { program, package: bringer } = found.error.params;
    const names = { program: String(program), package: String(bringer) };
    return [finding('engine', { state: 'missing', version, updater, ...OWN, ...names })];
  }
  const { status, fixesUntil, definitionsUntil } = engineLife(
    version ?? '',
    ports.clock.now(),
    readEngineLife(),
  );
  return [
    finding('engine', { state: 'present', version, program: null, package: null, updater, ...OWN }),
    finding('engine-support', { state: status, engine: version, fixesUntil, definitionsUntil }),
  ];
}

async function versionOf(clamd: string, { machine }: DoctorPorts): Promise<string | null> {
  const asked = await machine.run(clamd, ['--version'], VERSION_ALLOWED_MS);
  return asked.type === 'done' ? (parseVersion(asked.stdout.trim())?.engine ?? null) : null;
}

type SelfTestFacts = FindingFacts['self-test'];
export const NOT_TRIED: SelfTestFacts = {
  state: 'left-out',
  canaries: null,
  memory: null,
  reason: null,
  error: null,
};

export const leftOut = (reason: SelfTestFacts['reason']): Finding =>
  finding('self-test', { ...NOT_TRIED, reason });

/**
 * Starts an engine over `definitions`, beside none that is in use. `held`: the data folder, when it is ours for the
 * time being; the engine's files go there, so that the next start sweeps up after a doctor that was killed.
 */
export async function examineAnswers(
  definitions: string,
  held: string | null,
  ports: DoctorPorts,
): Promise<readonly Finding[]> {
  const dataDir = held ?? mkdtempSync(path.join(tmpdir(), 'sekisho-doctor-'));
  try {
    // As in practice: that they are old or unofficial is the definitions' own finding.
    const settings = { dataDir, definitionsDir: definitions, practice: true };
    return translate(await engineFindings(settings, ports));
  } finally {
    if (held === null) rmSync(dataDir, { recursive: true, force: true });
  }
}

/** The engine room's own findings in the words of ours. What it found wrong and is not known here still is a failure. */
function translate(told: readonly EngineFinding[]): readonly Finding[] {
  const profiles = told
    .filter(({ code }) => code === 'apparmor')
    .map(({ params }) => String(params['profile']));
  const confined = profiles.length === 0 ? [] : [finding('engine-confined', { state: 'confined', profiles })];
  return [...confined, finding('self-test', selfTest(told.filter(({ part }) => part === 'engine')))];
}

/** Told elsewhere: examineProgram names missing programs and dates. */
const ELSEWHERE = new Set(['program', 'engine-missing', 'engine-life', 'apparmor']);

function selfTest(told: readonly EngineFinding[]): SelfTestFacts {
  const passed = told.find(({ code }) => code === 'self-test');
  const wrong = told.find(({ code, level }) => level === 'fault' && !ELSEWHERE.has(code));
  if (wrong !== undefined) return { ...NOT_TRIED, state: 'failed', error: errorOf(wrong) };
  if (passed === undefined) return { ...NOT_TRIED, reason: 'engine' };
  const { canaries, knowsEicar } = passed.params;
  const bytes = told.find(({ code }) => code === 'memory')?.params['bytes'];
  return {
    ...NOT_TRIED,
    state: knowsEicar === true ? 'passed' : 'blind',
    canaries: typeof canaries === 'number' ? canaries : null,
    memory: typeof bytes === 'number' ? bytes : null,
  };
}

function errorOf({ code, params }: EngineFinding): GateError {
  const known = ERROR_CODES.find((each) => each === code);
  return known === undefined
    ? gateError('engine-start-failed', { reason: code, ...params })
    : { code: known, params };
}
