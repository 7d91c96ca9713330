/** Until when an engine gets fixes, and until when definitions: read from engine-life.json, which may be edited as dates change. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

const day = z.iso.date();
const series = z.string().regex(/^\d+\.\d+$/);
const lifeSchema = z.strictObject({
  source: z.string(),
  series: z.array(z.strictObject({ series, fixesUntil: day.nullable(), definitionsUntil: day.nullable() })),
  /** Series up to this one are refused by the definitions' mirrors. */
  blockedUpTo: series,
});
export type EngineLifeTable = z.infer<typeof lifeSchema>;

/** Throws when the file is not as it must be: it ships with the program. */
export function readEngineLife(
  path: string = join(import.meta.dirname, 'engine-life.json'),
): EngineLifeTable {
  return lifeSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
}

/**
 * `supported`; `ending`: fixes or definitions stop within 90 days; `unfixed`: no more fixes; `ended`: no more definitions;
 * `unknown`: a series that the table does not know, neither good nor bad. Dates as in the table, null when not set yet.
 */
export type EngineLife = {
  readonly status: 'supported' | 'ending' | 'unfixed' | 'ended' | 'unknown';
  readonly series: string | null;
  readonly fixesUntil: string | null;
  readonly definitionsUntil: string | null;
};

const DAY_MS = 86_400_000;
const WARN_AHEAD_DAYS = 90;

/** `engine`: for instance `ClamAV 1.4.6`. `now`: milliseconds since 1970. */
export function engineLife(engine: string, now: number, table: EngineLifeTable): EngineLife {
  const match = /(\d+\.\d+)\.\d+/.exec(engine)?.[1] ?? null;
  const entry = table.series.find((each) => each.series === match);
  const facts = {
    series: match,
    fixesUntil: entry?.fixesUntil ?? null,
    definitionsUntil: entry?.definitionsUntil ?? null,
  };
  if (match !== null && compareSeries(match, table.blockedUpTo) <= 0) return { status: 'ended', ...facts };
  if (entry === undefined) return { status: 'unknown', ...facts };
  const left = (until: string | null): number =>
    until === null ? Infinity : (Date.parse(`${until}T23:59:59Z`) - now) / DAY_MS;
  const [fixes, definitions] = [left(entry.fixesUntil), left(entry.definitionsUntil)];
  if (definitions < 0) return { status: 'ended', ...facts };
  if (fixes < 0) return { status: 'unfixed', ...facts };
  return { status: Math.min(fixes, definitions) < WARN_AHEAD_DAYS ? 'ending' : 'supported', ...facts };
}

function compareSeries(a: string, b: string): number {
  const [[majorA = 0, minorA = 0], [majorB = 0, minorB = 0]] = [a, b].map((text) =>
    text.split('.').map(Number),
  ) as [number[], number[]];
  return majorA - majorB || minorA - minorB;
}
