/** A ledger of many entries: made once in a run, measured phase by phase in processes of their own. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { MadeUp } from './ledger/made-up-record.ts';
import { madeIn, type Figure, type PhaseName } from './ledger/phases.ts';
import { figureRow, type Row } from './row.ts';

const PROGRAM = path.join(import.meta.dirname, 'ledger', 'phase.ts');

async function phase(name: PhaseName, dataDir: string, entries: number): Promise<readonly Figure[]> {
  const args = [PROGRAM, name, dataDir, String(entries)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (child.exitCode !== 0)
    throw new Error(`phase ${name} of the ledger ended with ${String(child.exitCode)}`);
  return JSON.parse(said) as readonly Figure[];
}

/** A data folder with a made-up record of about `entries`; the same one for all who ask in this run. */
export async function madeUpData(
  work: string,
  entries: number,
): Promise<{ readonly data: string; readonly made: MadeUp }> {
  const data = path.join(work, `record-of-${entries}`);
  if (madeIn(data) === null) {
    rmSync(data, { recursive: true, force: true });
    mkdirSync(data, { mode: 0o700 });
    await phase('make', data, entries);
  }
  const made = madeIn(data);
  if (made === null) throw new Error('the record was not made');
  return { data, made };
}

function toRow(entries: number, { what, value, unit, goal }: Figure): Row {
  const name = `ledger of ${entries}: ${what}`;
  const ours = `${value.toFixed(1)} ${unit}`;
  if (goal === undefined) return figureRow(name, ours, '', null);
  return 'most' in goal
    ? figureRow(name, ours, `≤ ${goal.most} ${unit}`, value <= goal.most)
    : figureRow(name, ours, `≥ ${goal.least} ${unit}`, value >= goal.least);
}

export async function ledgerRows(work: string, entries: number): Promise<readonly Row[]> {
  const { data, made } = await madeUpData(work, entries);
  const figures: Figure[] = [];
  // Not cold: how fast the disk is, is not the gate's to hold.
  for (const name of ['size', 'pages', 'byKind', 'exported', 'verified'] as const)
    figures.push(...(await phase(name, data, entries)));
  return figures.map((figure) => toRow(made.entries, figure));
}
