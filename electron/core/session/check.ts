/**
 * The middle of a session: files come in from staging, go to inspection and scan at once, and leave with a judgement.
 * Nothing here decides: every part that fails speaks as a judgement that is not clean.
 */

import { CLEAN, heldBack } from '../../../shared/model/verdict.ts';
import type { Preset } from '../../../shared/model/session.ts';
import { judgeWithExceptions } from '../exceptions/apply.ts';
import type { ExceptionsNow } from '../exceptions/exceptions.ts';
import type { Inspector, Scanner, StagedBytes } from '../ports.ts';
import type { VerdictCache } from '../scan/verdict-cache.ts';
import type { Porter } from '../transfer/porter.ts';
import type { Staged } from '../transfer/protocol.ts';
import type { KnownFile } from './file-table.ts';

export type CheckPorts = {
  readonly scanner: Scanner;
  readonly inspector: Inspector;
  readonly cache: VerdictCache;
  readonly porter: Porter;
  readonly exceptions: ExceptionsNow;
};

export type Checker = {
  /** Takes what staging gives; answers at once, judgements follow. */
  readonly take: (items: readonly Staged[], packs: readonly string[]) => void;
  /** All that was taken so far has its judgement. */
  readonly idle: () => Promise<void>;
};

/** Room is given back to staging in portions: one message a file would cost more than it is worth. */
const CREDIT_FILES = 32;
const CREDIT_BYTES = 8 * 1024 * 1024;

export function createChecker(
  files: readonly KnownFile[],
  preset: Preset,
  ports: CheckPorts,
  onJudged: (file: KnownFile) => void,
): Checker {
  const { index, now } = ports.exceptions;
  let pending = 0;
  let owed = { files: 0, bytes: 0 };
  let waiting: (() => void)[] = [];

  function judged(file: KnownFile, staged: number): void {
    onJudged(file);
    pending -= 1;
    owed = { files: owed.files + 1, bytes: owed.bytes + staged };
    if (pending === 0 || owed.files >= CREDIT_FILES || owed.bytes >= CREDIT_BYTES) {
      ports.porter.taken(owed.files, owed.bytes);
      owed = { files: 0, bytes: 0 };
    }
    if (pending > 0) return;
    for (const resume of waiting) resume();
    waiting = [];
  }

  async function check(file: KnownFile, bytes: StagedBytes): Promise<void> {
    const { path } = file.entry;
    const name = path.slice(path.lastIndexOf('/') + 1);
    const cached = ports.cache.find(bytes.sha256, path, preset);
    if (cached !== null) {
      file.type = cached.type;
      file.judgement = CLEAN;
      file.cached = true;
      return;
    }
    try {
      const [inspected, scanned] = await Promise.all([
        ports.inspector.inspect({ bytes, path, name, preset }),
        ports.scanner.scan(bytes),
      ]);
      file.type = inspected.type;
      const judged = judgeWithExceptions(inspected.judgement, scanned, bytes.sha256, index, now);
      file.judgement = judged.judgement;
      file.exception = judged.exception;
    } catch {
      file.judgement = heldBack('engine-error', { cause: 'internal' });
    }
  }

  return {
    take(items, packs) {
      pending += items.length;
      for (const item of items) {
        const file = files[item.n];
        if (file === undefined) throw new Error(`staged file ${item.n} is not in the inventory`);
        if ('held' in item) {
          file.judgement = heldBack(item.held.reason, item.held.detail);
          judged(file, 0);
          continue;
        }
        const path = packs[item.pack];
        if (path === undefined) throw new Error(`staged file ${item.n} has no staging file`);
        file.sha256 = item.sha256;
        const bytes = { path, offset: item.offset, length: item.length, sha256: item.sha256 };
        void check(file, bytes).then(() => judged(file, item.length));
      }
    },
    idle: () => (pending === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
  };
}
