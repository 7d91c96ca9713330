/** The gate as the bench runs it: a program of its own on a data folder of its own, believed only if it released all. */

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { runGate, type FileEvent } from '../headless-gate.ts';

export type GateTime = {
  /** Of the session, as the gate tells it. */
  readonly session: number;
  /** Of the whole process: engine started, self-test, session, engine stopped. */
  readonly process: number;
  readonly files: number;
  readonly bytes: number;
  readonly bytesRead: number;
  /** Most bytes of memory the gate's own process held, and it together with its child processes, clamd apart. */
  readonly peak: number;
  readonly peakWithChildren: number;
};

export type GatePlace = {
  readonly medium: string;
  readonly data: string;
  readonly inbox: string;
  readonly definitions: string;
};

export async function gateOnce({ medium, data, inbox, definitions }: GatePlace): Promise<GateTime> {
  const bad: FileEvent[] = [];
  const memory: MemoryWatch[] = [];
  const run = await runGate(
    ['--from', medium, '--to', inbox, '--data', data, '--definitions', definitions, '--practice'],
    (file) => {
      if (file.verdict !== 'clean') bad.push(file);
    },
    { quiet: true, onStarted: (pid) => void memory.push(watchMemory(pid)) },
  );
  const { peak, peakWithChildren } = memory[0]?.stop() ?? { peak: 0, peakWithChildren: 0 };
  const { finished } = run;
  if (bad.length > 0)
    throw new Error(
      `${bad.length} files of the bench's own medium were held back: ${JSON.stringify(bad[0])}`,
    );
  if (run.code !== 0 || finished?.outcome !== 'released')
    throw new Error(
      `the gate did not release everything: exit code ${run.code ?? 'none'}, ${JSON.stringify(finished)}\n${run.said}`,
    );
  return {
    session: finished.seconds,
    process: run.seconds,
    files: finished.files.total,
    bytes: finished.bytes,
    bytesRead: finished.bytesRead,
    peak,
    peakWithChildren,
  };
}

type MemoryWatch = { stop(): { readonly peak: number; readonly peakWithChildren: number } };

/** Often enough to see every child; the peak itself is kept by the kernel. */
const WATCH_EVERY_MS = 100;

function watchMemory(pid: number): MemoryWatch {
  const highest = new Map<number, number>();
  const look = () => {
    for (const process of familyOf(pid)) {
      const bytes = highWater(process);
      if (bytes !== null) highest.set(process, bytes);
    }
  };
  const timer = setInterval(look, WATCH_EVERY_MS);
  return {
    stop() {
      clearInterval(timer);
      return {
        peak: highest.get(pid) ?? 0,
        peakWithChildren: [...highest.values()].reduce((a, b) => a + b, 0),
      };
    },
  };
}

const read = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // the process has ended
  }
};

/** The process and its descendants, without the engine. */
function familyOf(pid: number): readonly number[] {
  if (read(`/proc/${pid}/comm`).trim() === 'clamd') return [];
  let threads: readonly string[];
  try {
    threads = readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
  const children = threads.flatMap((thread) =>
    read(path.join('/proc', String(pid), 'task', thread, 'children'))
      .trim()
      .split(' ')
      .filter(Boolean)
      .map(Number),
  );
  return [pid, ...children.flatMap(familyOf)];
}

function highWater(pid: number): number | null {
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`))?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) * 1024;
}
