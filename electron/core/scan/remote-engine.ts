/**
 * An engine on a scan server: everything is streamed, the same canaries decide, and the way there must be this machine
 * itself or a tunnel that somebody named as one. clamd knows neither passwords nor encryption.
 */

import { mkdirSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';

import { gateError } from '../../../shared/errors.ts';
import type { DefinitionsState } from '../../../shared/model/session.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { connectTo } from './address.ts';
import { stateOfAge } from './definitions/state.ts';
import type { Engine, EnginePorts } from './launch.ts';
import { ask, parseVersion, type EngineVersion } from './one-question.ts';
import { createScanClient, DEFAULT_DEADLINES, MEASURED, type Deadlines } from './scan-client.ts';
import { runSelfTest, type SelfTestReport } from './self-test.ts';

export type RemoteSettings = {
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  /** Somebody vouches that the way to `host` is an encrypted tunnel. */
  readonly tunnelled: boolean;
  readonly practice: boolean;
  /** The server's StreamMaxLength; larger files are not sent. Bytes. */
  readonly maxStreamBytes?: number;
  readonly deadlines?: Deadlines;
};

/** clamd's own default. */
const DEFAULT_STREAM_BYTES = 100 * 1024 * 1024;
/** clamd admits no MaxRecursion above 100, so this is over the limit of any server. */
const OVER_ANY_RECURSION = 100;
const ANSWER_ALLOWED_MS = 15_000;

/** `localhost` is left to nobody's resolver: it is taken for 127.0.0.1. */
export function isLoopback(host: string): boolean {
  if (host === 'localhost') return true;
  return host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/**
 * The server's own settings are not ours: the canaries show whether its alerts are on. Errors: `engine-remote-refused`,
 * `engine-lost`, `engine-selftest-failed`, `definitions-none`, `-expired`, `-future`, `data-folder-unusable`.
 */
export async function connectRemoteEngine(
  settings: RemoteSettings,
  ports: EnginePorts,
): Promise<Result<Engine>> {
  const { host, port, practice } = settings;
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    return err(gateError('engine-remote-refused', { reason: 'port' }));
  if (!isLoopback(host) && !settings.tunnelled)
    return err(gateError('engine-remote-refused', { reason: 'not-tunnelled', host }));
  const address = { kind: 'tcp', host: host === 'localhost' ? '127.0.0.1' : host, port } as const;
  const reply = await ask(address, 'VERSION', ANSWER_ALLOWED_MS);
  if (!reply.ok) return reply;
  const version = parseVersion(reply.value);
  if (version === null) return err(gateError('engine-lost', { cause: 'protocol' }));
  const age = judgeAge(version, practice, ports.clock.now());
  if (!age.ok) return age;

  const client = createScanClient(
    {
      readsPaths: false,
      maxFileBytes: settings.maxStreamBytes ?? DEFAULT_STREAM_BYTES,
      deadlines: settings.deadlines ?? DEFAULT_DEADLINES,
      ...MEASURED,
    },
    { clock: ports.clock, connect: () => connectTo(address) },
  );
  const test = (): Promise<Result<SelfTestReport>> =>
    testFrom(settings.dataDir, client, version.daily !== null);
  const selfTest = await test();
  if (!selfTest.ok) {
    client.destroy(selfTest.error);
    return selfTest;
  }
  /**
   * What the server complains of is not to be heard here: its temporary folder may be full, and it would call everything
   * OK. So the canaries have to be found once more after the last file.
   */
  const settle = async (): Promise<Result<void>> => {
    const settled = await client.settle();
    if (!settled.ok) return settled;
    const tested = await test();
    if (!tested.ok) client.destroy(tested.error);
    return client.settle();
  };
  return ok({
    identity: {
      engine: version.engine,
      definitions: version.daily === null ? 'remote' : String(version.daily),
      fingerprint: null,
      builtAt: version.builtAt === null ? null : new Date(version.builtAt).toISOString(),
      state: age.value,
    },
    selfTest: selfTest.value,
    address,
    pid: null,
    memory: () => null,
    lost: client.lost,
    scan: (bytes) => client.scan(bytes),
    settle,
    async testAgain() {
      const now = await ask(address, 'VERSION', ANSWER_ALLOWED_MS);
      // Another version means other definitions than the session's record names: a new connection has to be made.
      const same = now.ok && now.value === reply.value;
      const again = same ? await test() : err(gateError('engine-lost', { cause: 'version' }));
      if (!again.ok) client.destroy(again.error);
      return again;
    },
    close() {
      client.destroy();
      return Promise.resolve();
    },
  });
}

async function testFrom(
  dataDir: string,
  client: Parameters<typeof runSelfTest>[0],
  official: boolean,
): Promise<Result<SelfTestReport>> {
  const workDir = join(dataDir, 'engine');
  try {
    mkdirSync(workDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    return err(
      gateError('data-folder-unusable', { system: (error as NodeJS.ErrnoException).code ?? 'unknown' }),
    );
  }
  return runSelfTest(client, { workDir, recursionLimit: OVER_ANY_RECURSION, byPath: false, official });
}

/** A server without daily definitions tells its engine's version alone, and is then fit for practice at best. */
function judgeAge(version: EngineVersion, practice: boolean, now: number): Result<DefinitionsState> {
  if (version.builtAt === null) return practice ? ok('practice') : err(gateError('definitions-none'));
  const state = stateOfAge(version.builtAt, now);
  if (practice || state !== 'expired') return ok(state);
  const builtAt = new Date(version.builtAt).toISOString();
  const days = Math.floor((now - version.builtAt) / 86_400_000);
  return err(
    days < 0
      ? gateError('definitions-future', { builtAt })
      : gateError('definitions-expired', { builtAt, days }),
  );
}
