/** A clamd that listens on TCP of this machine, for a hospital group's scan server. */

import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import { startClamd } from '../../electron/core/scan/clamd.ts';
import type { EngineConfig } from '../../electron/core/scan/config.ts';
import { findProgram } from '../../electron/core/scan/programs.ts';
import { machineClock } from './clocks.ts';
import { atEnd, practiceDefinitions, temporaryFolder } from './engine-set-up.ts';

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export async function scanServer(config: Partial<EngineConfig> = {}): Promise<number> {
  const program = findProgram('clamd');
  if (!program.ok) throw new Error('no clamd');
  const runDir = temporaryFolder();
  const port = await freePort();
  const full: EngineConfig = {
    address: { kind: 'tcp', host: '127.0.0.1', port },
    definitionsDir: practiceDefinitions(),
    temporaryDir: runDir,
    threads: 2,
    officialOnly: false,
    refuseOlderThanDays: null,
    ...config,
  };
  const clamd = await startClamd(
    { program: program.value, runDir, logFile: join(runDir, 'log'), config: full, startAllowedMs: 30_000 },
    machineClock,
  );
  if (!clamd.ok) throw new Error(clamd.error.code);
  atEnd(() => clamd.value.stop());
  return port;
}
