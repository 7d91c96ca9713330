/** `sekisho gate`: one medium (a folder) through the gate. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { gateError } from '../../../shared/errors.ts';
import { DISPOSITIONS, ORIGINS, sessionFactsSchema } from '../../../shared/model/facts.ts';
import type { SessionFacts } from '../../../shared/model/facts.ts';
import type { GateError } from '../../../shared/errors.ts';
import { PRESETS } from '../../../shared/model/session.ts';
import type { Preset } from '../../../shared/model/session.ts';
import { parseWith } from '../../../shared/parse.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { keepApart } from '../../core/data-folder.ts';
import type { Gate, GateSettings } from '../../core/gatekeeper.ts';
import type { MediumRequest } from '../../core/medium-request.ts';
import { loadPolicy } from '../../core/policy/load.ts';
import { startPorter } from '../../core/transfer/porter.ts';
import { acceptMount } from '../../core/transfer/standing-mount.ts';

import { parse, usage } from './args.ts';
import { consoleUser } from './console-user.ts';
import type { ExitCode } from './exit-code.ts';
import { exitForError, exitForOutcome } from './exit-code.ts';
import { dataDirOf } from './io.ts';
import type { Io } from './io.ts';
import { withGate } from './opening.ts';
import { createProgressView } from './progress.ts';
import { jsonReport, wordReport } from './report.ts';
import type { Report } from './report.ts';

/** Options that `gate` and `watch` share. */
export const GATE_OPTIONS = {
  to: 'text',
  data: 'text',
  definitions: 'text',
  policy: 'text',
  preset: 'text',
  staff: 'text',
  purpose: 'text',
  origin: 'text',
  sender: 'text',
  patient: 'text',
  disposition: 'text',
  'accept-destination': 'flag',
  practice: 'flag',
  json: 'flag',
} as const;

export type Wishes = {
  readonly dataDir: string;
  readonly settings: GateSettings;
  readonly to: string;
  /** As far as it existed when the command began. */
  readonly realTo: string;
  readonly preset: Preset;
  readonly staff: string | null;
  readonly purpose: string | null;
  /** What else was said of the medium; null when nothing was. */
  readonly facts: Omit<SessionFacts, 'staff' | 'purpose'> | null;
  /** The inbox is right where it lies now, whatever it lay on before. */
  readonly acceptDestination: boolean;
};

export type GateOptions = {
  readonly [N in keyof typeof GATE_OPTIONS]: (typeof GATE_OPTIONS)[N] extends 'flag'
    ? boolean
    : string | null;
};

/** Turns options into settings, or says what is wrong with them. */
export async function readWishes(io: Io, options: GateOptions): Promise<Result<Wishes>> {
  if (options.to === null) return err(usage('--to DIR is missing'));
  const preset = PRESETS.find((name) => name === (options.preset ?? 'general'));
  if (preset === undefined) {
    return err(usage(`--preset ${options.preset ?? ''}: one of ${PRESETS.join(', ')}`));
  }
  const policy = options.policy === null ? ok(null) : loadPolicy(io.resolve(options.policy));
  if (!policy.ok) return policy;
  const facts = readFacts(options);
  if (!facts.ok) return facts;
  const dataDir = dataDirOf(io, options.data);
  const realTo = await locate(io.resolve(options.to));
  if (!realTo.ok) return realTo;
  const apart = keepApart(dataDir, null, realTo.value);
  if (!apart.ok) return apart;
  return ok({
    dataDir,
    settings: {
      definitionsDir: options.definitions === null ? null : io.resolve(options.definitions),
      practice: options.practice,
      policy: policy.value,
    },
    to: io.resolve(options.to),
    realTo: realTo.value,
    preset,
    ...facts.value,
    acceptDestination: options['accept-destination'],
  });
}

/** By a child, which can be killed: on a share that is gone this process would wait for ever. */
async function locate(to: string): Promise<Result<string>> {
  const porter = startPorter();
  return porter.locate(to).finally(() => porter.kill());
}

function readFacts(options: GateOptions): Result<Pick<Wishes, 'staff' | 'purpose' | 'facts'>> {
  const { staff, purpose, origin, sender, patient: patientId, disposition } = options;
  const read = parseWith(sessionFactsSchema, { staff, purpose, origin, sender, patientId, disposition });
  if (!read.ok) {
    const at = String(read.error.params['at']);
    const choices: Readonly<Record<string, readonly string[]>> = {
      origin: ORIGINS,
      disposition: DISPOSITIONS,
    };
    const allowed = choices[at]?.join(', ') ?? 'too long, or nothing but spaces';
    return err(usage(`--${at === 'patientId' ? 'patient' : at}: ${allowed}`));
  }
  const { staff: who, purpose: why, ...facts } = read.value;
  const nothing = Object.values(facts).every((fact) => fact === null);
  return ok({ staff: who, purpose: why, facts: nothing ? null : facts });
}

/** What is said at a command line is said by the operating system's user. */
export const toldOf = (gate: Gate, { facts }: Wishes): Pick<MediumRequest, 'told'> =>
  facts === null ? {} : { told: { actor: gate.clinic.people.console(consoleUser()), facts } };

/** With `--accept-destination`: on record before the first medium. */
export async function acceptDestination(
  gate: Gate,
  { acceptDestination: wanted, to }: Wishes,
): Promise<Result<void>> {
  if (!wanted) return ok(undefined);
  const { acting, people, dataDir } = gate.clinic;
  const looking = { dataDir, startPorter };
  const accepted = await acceptMount(acting, people.console(consoleUser()), to, looking);
  return accepted.ok ? ok(undefined) : accepted;
}

export async function gateCommand(args: readonly string[], io: Io): Promise<ExitCode> {
  const parsed = parse(args, { ...GATE_OPTIONS, from: 'text' });
  // Also where the options cannot be read: a program that asked for JSON gets its last line.
  const report = args.includes('--json') ? jsonReport(io) : wordReport(io);
  if (!parsed.ok) return refused(report, parsed.error);
  const { options } = parsed.value;
  if (options.from === null) return refused(report, usage('--from DIR is missing'));
  const wishes = await readWishes(io, options);
  if (!wishes.ok) return refused(report, wishes.error);
  const from = io.resolve(options.from);
  if (fs.statSync(from, { throwIfNoEntry: false })?.isDirectory() !== true) {
    return refused(report, gateError('medium-missing', { path: from }));
  }
  const apart = keepApart(wishes.value.dataDir, from, wishes.value.realTo);
  if (!apart.ok) return refused(report, apart.error);
  const { dataDir, settings } = wishes.value;
  return withGate(
    dataDir,
    settings,
    (gate) => passThrough(gate, { ...wishes.value, from }, io, report),
    (error) => refused(report, error),
  );
}

async function passThrough(
  gate: Gate,
  wishes: Wishes & { readonly from: string },
  io: Io,
  report: Report,
): Promise<ExitCode> {
  report.opened(gate, wishes.settings);
  if (wantsToStop(io)) return refused(report, gateError('cancelled'));
  const accepted = await acceptDestination(gate, wishes);
  if (!accepted.ok) return refused(report, accepted.error);
  const view = createProgressView(io);
  const admitted = await gate.admit(requestOf(gate, wishes), {
    onProgress: (progress) => view.show(progress),
  });
  if (!admitted.ok) return refused(report, admitted.error);
  const session = admitted.value;
  const stop = (): void => session.abort();
  io.stop.addEventListener('abort', stop);
  // The wish may have come while the gate was looking at the inbox, before anybody listened.
  if (wantsToStop(io)) stop();
  const result = await session.done;
  io.stop.removeEventListener('abort', stop);
  view.end();
  report.finished(result, wishes.to);
  return exitForOutcome(result.outcome, result.error?.code ?? null);
}

function requestOf(gate: Gate, wishes: Wishes & { readonly from: string }): MediumRequest {
  const { from, to, preset, staff, purpose } = wishes;
  return { from, to, preset, staff, purpose, label: path.basename(from), ...toldOf(gate, wishes) };
}

function refused(report: Report, error: GateError): ExitCode {
  report.refused(error);
  return exitForError(error.code);
}

const wantsToStop = (io: Io): boolean => io.stop.aborted;
