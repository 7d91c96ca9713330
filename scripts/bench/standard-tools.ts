/** The same work by the tools every machine has, with an engine of exactly the gate's own settings. */

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { systemClock } from '../../electron/core/gatekeeper.ts';
import { configPath } from '../../electron/core/scan/clamd.ts';
import { startEngine } from '../../electron/core/scan/engine.ts';
import { timed } from './measure.ts';

/** `config`: the generated clamd.conf, for clamdscan. */
export type Engine = { readonly config: string; stop(): Promise<void> };

/** A fresh engine, so that nothing it remembers helps; its start is not part of what is measured. */
export async function startSameEngine(work: string, definitions: string): Promise<Engine> {
  const data = mkdtempSync(path.join(work, 'engine-'));
  const engine = await startEngine(
    { dataDir: data, definitionsDir: definitions, practice: true },
    { clock: systemClock, log: () => undefined },
  );
  if (!engine.ok) throw new Error(`the engine did not start: ${JSON.stringify(engine.error)}`);
  const running = JSON.parse(readFileSync(path.join(data, 'engine', 'running.json'), 'utf8')) as {
    run: string;
  };
  return {
    config: configPath(running.run),
    async stop() {
      await engine.value.close();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

async function tool(cwd: string, command: string, ...args: readonly string[]): Promise<void> {
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`${command} ended with ${code ?? 'a signal'}`);
}

const scan = (engine: Engine, folder: string) =>
  tool(
    folder,
    'clamdscan',
    `--config-file=${engine.config}`,
    '--multiscan',
    '--fdpass',
    '--no-summary',
    '--infected',
    folder,
  );

/** Seconds of a bare scan of the medium, without any copy. */
export const bareScan = (engine: Engine, medium: string): Promise<number> =>
  timed(() => scan(engine, medium));

/**
 * Seconds for: copy to staging, scan there, copy to the destination, check the copies against a list of hashes.
 * The list is made beforehand and costs nothing here, although somebody has to make it.
 */
export async function copyScanCopyCheck(
  engine: Engine,
  medium: string,
  sums: string,
  work: string,
): Promise<number> {
  const place = mkdtempSync(path.join(work, 'standard-'));
  const staging = path.join(place, 'staging');
  const destination = path.join(place, 'destination');
  return timed(async () => {
    await tool(place, 'cp', '-r', medium, staging);
    await scan(engine, staging);
    await tool(place, 'cp', '-r', staging, destination);
    await tool(destination, 'sha256sum', '--check', '--quiet', sums);
  });
}

/** Writes the list of hashes of a medium's files as `sha256sum -c` reads it. */
export function writeSums(medium: string, file: string): void {
  const lines = readdirSync(medium, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map(
      (name) =>
        `${createHash('sha256').update(readFileSync(name)).digest('hex')}  ${path.relative(medium, name)}\n`,
    );
  writeFileSync(file, lines.join(''));
}

/** Seconds to read every file of the medium once and do nothing with it. */
export const readAlone = (medium: string): Promise<number> =>
  timed(() => tool(medium, 'find', '.', '-type', 'f', '-exec', 'cat', '{}', '+'));
