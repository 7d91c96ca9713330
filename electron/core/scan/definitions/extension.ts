/** An administrator's allowance to go on with expired definitions for some days, with a reason that stands in the ledger. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

import { gateError } from '../../../../shared/errors.ts';
import type { By } from '../../../../shared/model/people.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import type { Clock, Ledger } from '../../ports.ts';
import { examineDefinitions } from './examine.ts';
import { EXPIRED_AFTER_DAYS, EXTENDED_AT_MOST_DAYS } from './state.ts';
import { definitionsHome, readCurrentSet, writeFlushed } from './store.ts';

const extensionSchema = z.strictObject({
  fingerprint: z.string(),
  days: z.number().int().min(1).max(EXTENDED_AT_MOST_DAYS),
});

const LONGEST_REASON = 500;
const extensionPath = (dataDir: string): string => join(definitionsHome(dataDir), 'extension.json');

export type ExtensionRequest = {
  readonly dataDir: string;
  /** Age in days up to which the gate may open; 8 to 14. */
  readonly days: number;
  readonly reason: string;
  readonly staff: string | null;
  /** Whose right it was. */
  readonly by?: By;
};

/**
 * For the definitions in use and no others: the next import or update ends it. The ledger entry comes first. Errors:
 * `usage` for days or reason, `definitions-none`, what the examination finds, `ledger-*`, `definitions-not-writable`.
 */
export async function extendDefinitions(
  request: ExtensionRequest,
  ports: { readonly clock: Clock; readonly ledger: Ledger },
): Promise<Result<{ readonly builtAt: string | null; readonly until: string | null }>> {
  const reason = request.reason.trim();
  const { days, dataDir, staff } = request;
  const by = request.by ?? null;
  if (!Number.isInteger(days) || days <= EXPIRED_AFTER_DAYS || days > EXTENDED_AT_MOST_DAYS) {
    return err(
      gateError('usage', { option: 'days', least: EXPIRED_AFTER_DAYS + 1, most: EXTENDED_AT_MOST_DAYS }),
    );
  }
  if (reason === '' || reason.length > LONGEST_REASON)
    return err(gateError('usage', { option: 'reason', most: LONGEST_REASON }));
  const current = readCurrentSet(dataDir);
  if (!current.ok) return current;
  if (current.value === null) return err(gateError('definitions-none'));
  const examined = await examineDefinitions({ dir: current.value.dir, practice: false }, ports.clock);
  if (!examined.ok) return examined;
  const { builtAt } = examined.value;
  const until = builtAt === null ? null : new Date(Date.parse(builtAt) + days * 86_400_000).toISOString();
  const logged = ports.ledger.append([
    { kind: 'definitions.extended', session: null, body: { days, reason, staff, by, builtAt, until } },
  ]);
  if (!logged.ok) return logged;
  try {
    writeFlushed(extensionPath(dataDir), JSON.stringify({ fingerprint: current.value.fingerprint, days }));
  } catch (error) {
    return err(
      gateError('definitions-not-writable', { errno: (error as NodeJS.ErrnoException).code ?? 'unknown' }),
    );
  }
  return ok({ builtAt, until });
}

/** Days allowed for the definitions with a given fingerprint; null for any others, and when there is no allowance. */
export function readExtension(dataDir: string): (fingerprint: string) => number | null {
  try {
    const extension = extensionSchema.parse(JSON.parse(readFileSync(extensionPath(dataDir), 'utf8')));
    return (fingerprint) => (fingerprint === extension.fingerprint ? extension.days : null);
  } catch {
    return () => null;
  }
}
