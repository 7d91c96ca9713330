/** Puts bytes into a staging file and inspects them in this process. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { inspectStaged } from '../../electron/core/inspect/inspect-staged.ts';
import { DEFAULT_LIMITS, type InspectionLimits } from '../../electron/core/inspect/limits.ts';
import { StagingFiles } from '../../electron/core/inspect/source.ts';
import type { InspectionReport } from '../../electron/core/ports.ts';
import type { Preset } from '../../shared/model/session.ts';
import type { Detail, Reason } from '../../shared/model/verdict.ts';

export type Wanted = { readonly preset?: Preset; readonly limits?: Partial<InspectionLimits> };

/** The whole report on a file of that path and content. Padding around the bytes shows that offsets are kept. */
export async function inspectBytes(
  path: string,
  content: Buffer | string,
  wanted: Wanted = {},
): Promise<InspectionReport> {
  const folder = mkdtempSync(join(tmpdir(), 'inspect-'));
  const files = new StagingFiles();
  try {
    const bytes = Buffer.from(content);
    const staged = join(folder, 'staged');
    writeFileSync(
      staged,
      Buffer.concat([Buffer.from('before'), bytes, Buffer.from('PK\x05\x06 after', 'latin1')]),
    );
    return await inspectStaged(
      {
        path,
        name: path.slice(path.lastIndexOf('/') + 1),
        preset: wanted.preset ?? 'general',
        bytes: { path: staged, offset: 6, length: bytes.length },
      },
      { ...DEFAULT_LIMITS, ...wanted.limits },
      { files, scratch: folder, now: () => performance.now() },
    );
  } finally {
    files.close();
    rmSync(folder, { recursive: true });
  }
}

/** `clean`, or the reason with its parameters. */
export async function verdictOn(
  path: string,
  content: Buffer | string,
  wanted: Wanted = {},
): Promise<'clean' | { reason: Reason; detail: Detail }> {
  const { judgement } = await inspectBytes(path, content, wanted);
  return judgement.verdict === 'clean' ? 'clean' : { reason: judgement.reason, detail: judgement.detail };
}

/** `clean`, or the reason alone. */
export async function reasonFor(
  path: string,
  content: Buffer | string,
  wanted: Wanted = {},
): Promise<Reason | 'clean'> {
  const verdict = await verdictOn(path, content, wanted);
  return verdict === 'clean' ? 'clean' : verdict.reason;
}
