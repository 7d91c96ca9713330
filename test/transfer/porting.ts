/** Drives the real transfer child over a folder, as a session would: inventory, staging, release. */

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { startPorter } from '../../electron/core/transfer/porter.ts';
import type { Porter, PorterSettings } from '../../electron/core/transfer/porter.ts';
import type { Entry, Staged, WalkLimits } from '../../electron/core/transfer/protocol.ts';

export const LIMITS: WalkLimits = { maxFiles: 10_000, maxDepth: 8, maxFileBytes: 64 * 1024 * 1024 };

export type Bench = {
  readonly medium: string;
  readonly staging: string;
  readonly inbox: string;
  readonly porter: (settings?: PorterSettings) => Porter;
  readonly remove: () => void;
};

export function makeBench(): Bench {
  const base = fs.mkdtempSync(path.join(os.tmpdir(), 'transfer-'));
  const porters: Porter[] = [];
  const folder = (name: string): string => {
    fs.mkdirSync(path.join(base, name), { mode: 0o700 });
    return path.join(base, name);
  };
  return {
    medium: folder('medium'),
    staging: folder('staging'),
    inbox: folder('inbox'),
    porter(settings) {
      const porter = startPorter(settings);
      porters.push(porter);
      return porter;
    },
    remove() {
      for (const porter of porters) void porter.kill();
      fs.rmSync(base, { recursive: true, force: true });
    },
  };
}

export function write(folder: string, name: string, content: string | Buffer): string {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, content);
  return file;
}

export async function inventory(porter: Porter, medium: string, limits: WalkLimits = LIMITS) {
  const entries: Entry[] = [];
  const result = await porter.inventory(medium, limits, (more) => entries.push(...more));
  return { entries, result, byPath: new Map(entries.map((entry) => [entry.path, entry])) };
}

/** Stages everything and gives room back at once. `read` takes what was staged from where it lies. */
export async function stageAll(porter: Porter, staging: string) {
  const items = new Map<number, Staged>();
  let paths: readonly string[] = [];
  const result = await porter.stage(
    staging,
    (more, packs) => {
      paths = packs;
      for (const item of more) items.set(item.n, item);
      porter.taken(
        more.length,
        more.reduce((sum, item) => sum + ('sha256' in item ? item.length : 0), 0),
      );
    },
    () => undefined,
  );
  const read = (n: number): Buffer => {
    const item = items.get(n);
    if (item === undefined || !('sha256' in item)) throw new Error(`file ${n} was not staged`);
    const fd = fs.openSync(paths[item.pack]!, 'r');
    const bytes = Buffer.alloc(item.length);
    fs.readSync(fd, bytes, 0, item.length, item.offset);
    fs.closeSync(fd);
    return bytes;
  };
  return { items, result, read, paths };
}
