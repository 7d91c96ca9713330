/** Until when an operating system gets security fixes: read from system-support.json, which may be edited as dates change. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

import type { FindingFacts } from '../../../shared/model/finding.ts';

const until = z.iso.date();
const tableSchema = z.strictObject({
  source: z.string(),
  /** `id` and `version` as in os-release; a version also stands for those that go on with a dot. */
  linux: z.array(z.strictObject({ id: z.string(), version: z.string(), until })),
  /** The first line whose build and edition fit. `editions`: a regular expression over EditionID. */
  windows: z.array(
    z.strictObject({ name: z.string(), build: z.number().int(), editions: z.string().optional(), until }),
  ),
  /** No build of Windows below this one gets fixes. */
  windowsEndedBelow: z.number().int(),
});
export type SupportTable = z.infer<typeof tableSchema>;

/** Throws when the file is not as it must be: it ships with the program. */
export const readSupportTable = (
  path: string = join(import.meta.dirname, 'system-support.json'),
): SupportTable => tableSchema.parse(JSON.parse(readFileSync(path, 'utf8')));

type AsOf = { readonly table: SupportTable; readonly now: number };
type Support = FindingFacts['system-support'];

/** Time enough to plan a new machine. */
const WARN_AHEAD_MS = 90 * 86_400_000;

function judge(system: string | null, date: string | null, now: number): Support {
  if (date === null) return { state: 'unknown', system, until: null };
  const left = Date.parse(`${date}T23:59:59Z`) - now;
  return { state: left < 0 ? 'ended' : left < WARN_AHEAD_MS ? 'ending' : 'supported', system, until: date };
}

export function linuxSupport(
  release: { readonly id: string | null; readonly version: string | null; readonly name: string | null },
  { table, now }: AsOf,
): Support {
  const { id, version, name } = release;
  const entry = table.linux.find(
    (each) =>
      each.id === id && (version === each.version || version?.startsWith(`${each.version}.`) === true),
  );
  return judge(name ?? id, entry?.until ?? null, now);
}

/** `edition`: EditionID of the registry, for instance `Professional` or `EnterpriseS`. */
export function windowsSupport(
  system: { readonly build: number; readonly edition: string; readonly name: string },
  { table, now }: AsOf,
): Support {
  const { build, edition } = system;
  const entry = table.windows.find(
    (each) =>
      each.build === build && (each.editions === undefined || new RegExp(each.editions).test(edition)),
  );
  const label = `${entry?.name ?? system.name} ${edition} (${build})`;
  if (entry === undefined && build < table.windowsEndedBelow)
    return { state: 'ended', system: label, until: null };
  return judge(label, entry?.until ?? null, now);
}
