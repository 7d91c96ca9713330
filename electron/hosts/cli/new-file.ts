/** Writes a file that is whole under its name or not there at all, and never in place of another. */

import * as fsp from 'node:fs/promises';
import * as path from 'node:path';
import { gateError } from '../../../shared/errors.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { conditionOf, publish } from '../../core/keeping/durable.ts';
import { partialOf, sweepPartials } from '../../core/keeping/partials.ts';

/** Readable for its owner alone. `export-failed {reason}`: the system's code or its word; no part of it is left then. */
export async function writeNew(file: string, text: string): Promise<Result<void>> {
  const partial = partialOf(file);
  try {
    sweepPartials(path.dirname(file), (name) => name === path.basename(file));
    await fsp.writeFile(partial, text, { mode: 0o600, flag: 'wx' });
    await publish(partial, file);
    return ok(undefined);
  } catch (thrown) {
    const reason = conditionOf(thrown);
    if (reason === null) throw thrown;
    return err(gateError('export-failed', { reason }));
  } finally {
    await fsp.rm(partial, { force: true }).catch(() => undefined);
  }
}
