/** A scan client over a scripted clamd, taken down after each test. */

import { connect } from 'node:net';

import { afterEach } from 'vitest';

import { createScanClient, type ScanClientSettings } from '../../electron/core/scan/scan-client.ts';
import type { Judgement } from '../../shared/model/verdict.ts';
import { startScriptedClamd, type ScriptedRequest } from '../fakes/scripted-clamd.ts';
import { machineClock, type createHandClock } from './clocks.ts';
import { makeStagedFiles } from './staged-files.ts';

export const cleanUp: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});

export const SETTINGS: ScanClientSettings = {
  readsPaths: true,
  maxFileBytes: 100 * 1024 * 1024,
  deadlines: { baseMs: 60_000, perMiBMs: 1_000 },
  connections: 1,
  inFlight: 32,
  inFlightBytes: 64 * 1024 * 1024,
  sweepMs: 5,
};

export async function set(
  script: (request: ScriptedRequest) => boolean,
  options: { settings?: Partial<ScanClientSettings>; clock?: ReturnType<typeof createHandClock> } = {},
) {
  const clamd = await startScriptedClamd(script);
  const client = createScanClient(
    { ...SETTINGS, ...options.settings },
    { clock: options.clock ?? machineClock, connect: () => connect(clamd.path) },
  );
  const staged = makeStagedFiles();
  cleanUp.push(
    () => staged.remove(),
    () => clamd.close(),
    () => client.destroy(),
  );
  const scanAll = (files: Parameters<typeof staged.pack>[0]): Promise<Judgement[]> =>
    Promise.all(staged.pack(files).map((file) => client.scan(file)));
  return { clamd, client, staged, scanAll };
}

export const verdicts = (judgements: Judgement[]): string[] =>
  judgements.map((judgement) => judgement.verdict);
