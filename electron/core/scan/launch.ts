/** Brings up one engine over examined definitions and hands it out only when it proved itself: loaded, unchanged, self-tested. */

import { mkdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';

import { gateError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Clock, EngineIdentity, Log, Scanner } from '../ports.ts';
import { privateAddress, type EngineAddress } from './address.ts';
import { START_ALLOWED_MS, startClamd, type Clamd } from './clamd.ts';
import { canName, MAX_FILE_MIB, MAX_RECURSION, type EngineConfig } from './config.ts';
import { stampOf } from './definitions/folder.ts';
import type { Definitions } from './definitions/examine.ts';
import { makeEngineFolders, type EngineFolders } from './engine-folders.ts';
import { ask, parseVersion, type EngineVersion } from './one-question.ts';
import { residentBytes } from './process-memory.ts';
import { createScanClient, DEFAULT_DEADLINES, MEASURED, type Deadlines } from './scan-client.ts';
import { runSelfTest, type SelfTestReport } from './self-test.ts';
import { forgetEngine, rememberEngine, sweepStaleEngine } from './stale-engine.ts';

/** A running engine that passed its self-test. */
export type Engine = Scanner & {
  readonly selfTest: SelfTestReport;
  readonly address: EngineAddress;
  /** Process id; null for one on another machine. */
  readonly pid: number | null;
  /** Resident memory of the engine in bytes; null where it cannot be told. */
  memory(): number | null;
  /** Once more, while it is in use. An error also loses the engine. */
  testAgain(): Promise<Result<SelfTestReport>>;
};

export type EnginePorts = { readonly clock: Clock; readonly log: Log };

export type LaunchSettings = {
  readonly clamd: string;
  /** Folder of ours for canaries, temporary files and the note about the running engine. */
  readonly engineDir: string;
  readonly definitions: Definitions;
  /** Official definitions may be old: in practice, and when an import is tried out. */
  readonly anyAge: boolean;
  readonly deadlines?: Deadlines;
  readonly startAllowedMs?: number;
  /** clamd's own refusal of old definitions, a second lock beside ours; null only where the clock is not the machine's. */
  readonly refuseOlderThanDays?: number | null;
};

const VERSION_ALLOWED_MS = 5_000;
const REFUSE_OLDER_THAN_DAYS = 14;
/** One more thread than cores keeps them busy while one waits for the disk; four, so that one slow archive does not stop all. */
const threadCount = (): number => Math.max(4, cpus().length + 1);

/** Nothing runs and no folder is left after an error. */
export async function launchEngine(settings: LaunchSettings, ports: EnginePorts): Promise<Result<Engine>> {
  const { definitions, engineDir } = settings;
  if (!canName(definitions.folder.dir))
    return err(gateError('definitions-load-failed', { reason: 'path-characters' }));
  if (!canName(engineDir)) return err(gateError('data-folder-unusable', { reason: 'path-characters' }));
  const folders = prepareFolders(engineDir, ports.log);
  if (!folders.ok) return folders;
  const { run, temporary } = folders.value;
  const clamd = await startClamd(
    {
      program: settings.clamd,
      runDir: run,
      logFile: join(engineDir, 'clamd.log'),
      config: engineConfig(settings, folders.value, await privateAddress(run)),
      startAllowedMs: settings.startAllowedMs ?? START_ALLOWED_MS,
      onSpawned: (pid) => rememberEngine(engineDir, { pid, run, temporary }),
    },
    ports.clock,
  );
  const leave = async (): Promise<void> => {
    if (clamd.ok) await clamd.value.stop();
    folders.value.remove();
    forgetEngine(engineDir);
  };
  const version = clamd.ok ? await confirmLoaded(clamd.value, definitions) : clamd;
  if (!clamd.ok || !version.ok) {
    await leave();
    return version.ok ? err(gateError('internal')) : version;
  }
  return engineOver(clamd.value, identityOf(version.value, definitions), settings, ports, leave);
}

function prepareFolders(engineDir: string, log: Log): Result<EngineFolders> {
  try {
    mkdirSync(engineDir, { recursive: true, mode: 0o700 });
    if (sweepStaleEngine(engineDir)) log('warn', 'engine.stale-ended');
    return ok(makeEngineFolders(engineDir));
  } catch (error) {
    const system = (error as NodeJS.ErrnoException).code ?? 'unknown';
    return err(gateError('data-folder-unusable', { part: 'engine', system }));
  }
}

function engineConfig(
  settings: LaunchSettings,
  folders: EngineFolders,
  address: EngineAddress,
): EngineConfig {
  const official = settings.definitions.containers !== null;
  const { refuseOlderThanDays = REFUSE_OLDER_THAN_DAYS } = settings;
  return {
    address,
    definitionsDir: settings.definitions.folder.dir,
    temporaryDir: folders.temporary,
    threads: threadCount(),
    officialOnly: official,
    refuseOlderThanDays: settings.anyAge || !official ? null : refuseOlderThanDays,
  };
}

/** What the engine says it loaded must be what was examined, and that must not have changed meanwhile. */
async function confirmLoaded(clamd: Clamd, definitions: Definitions): Promise<Result<EngineVersion>> {
  const reply = await ask(clamd.address, 'VERSION', VERSION_ALLOWED_MS);
  if (!reply.ok) return reply;
  const version = parseVersion(reply.value);
  if (version === null) return err(gateError('engine-start-failed', { reason: 'version' }));
  if (version.daily !== definitions.daily) {
    const params = { reason: 'version', expected: definitions.daily, loaded: version.daily };
    return err(gateError('definitions-load-failed', params));
  }
  const stamp = stampOf(definitions.folder.dir);
  if (!stamp.ok || stamp.value !== definitions.folder.stamp) {
    return err(gateError('definitions-changed', { dir: definitions.folder.dir }));
  }
  return ok(version);
}

function identityOf(version: EngineVersion, definitions: Definitions): EngineIdentity {
  const { daily, folder, builtAt, state } = definitions;
  return {
    engine: version.engine,
    definitions: daily === null ? `sha256:${folder.fingerprint.slice(0, 16)}` : String(daily),
    fingerprint: folder.fingerprint,
    builtAt,
    state,
  };
}

async function engineOver(
  clamd: Clamd,
  identity: EngineIdentity,
  settings: LaunchSettings,
  ports: EnginePorts,
  leave: () => Promise<void>,
): Promise<Result<Engine>> {
  const client = createScanClient(
    {
      readsPaths: true,
      maxFileBytes: MAX_FILE_MIB * 1024 ** 2,
      deadlines: settings.deadlines ?? DEFAULT_DEADLINES,
      ...MEASURED,
    },
    { clock: ports.clock, connect: () => clamd.connect() },
  );
  let closing: Promise<void> | null = null;
  void clamd.gone.then(({ code, signal }) => {
    if (closing === null) ports.log('error', 'engine.died', { exitCode: code, signal });
    client.destroy(gateError('engine-lost', { cause: 'died', exitCode: code, signal }));
  });
  void clamd.output.doubt.then((cause) => {
    ports.log('error', 'engine.doubted', { cause });
    client.destroy(gateError('engine-lost', { cause }));
  });
  /** Once its replies are settled, what it complained of before them has to be heard as well. */
  const settle = async (): Promise<Result<void>> => {
    const settled = await client.settle();
    if (!settled.ok) return settled;
    await clamd.output.caughtUp();
    return client.settle();
  };
  const close = (): Promise<void> => {
    closing ??= (async () => {
      client.destroy();
      await leave();
    })();
    return closing;
  };
  const test = (): Promise<Result<SelfTestReport>> =>
    runSelfTest(
      { scan: (bytes) => client.scan(bytes), settle },
      {
        workDir: settings.engineDir,
        recursionLimit: MAX_RECURSION,
        byPath: true,
        official: settings.definitions.containers !== null,
      },
    );
  const selfTest = await test();
  if (!selfTest.ok) {
    await close();
    return selfTest;
  }
  return ok({
    identity,
    selfTest: selfTest.value,
    address: clamd.address,
    pid: clamd.pid,
    memory: () => residentBytes(clamd.pid),
    lost: client.lost,
    scan: (bytes) => client.scan(bytes),
    settle,
    async testAgain() {
      const again = await test();
      if (!again.ok) client.destroy(again.error);
      return again;
    },
    close,
  });
}
