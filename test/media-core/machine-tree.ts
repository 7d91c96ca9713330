/** Lays out a Linux machine in a folder: /proc, /sys, /run/udev and /dev as the adapters read them. */

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { SystemTree } from '../../electron/core/media/linux/system-tree.ts';

export type BlockSpec = {
  /** Below /sys/devices; a path with a part like `1-1` is on USB. */
  readonly at: string;
  readonly dev: string;
  readonly sectors?: number;
  readonly removable?: boolean;
  readonly partitionOf?: string;
  readonly partition?: number;
  readonly diskseq?: number;
  readonly slaves?: readonly string[];
  readonly holders?: readonly string[];
  /** For mmc: `SD` or `MMC`. */
  readonly type?: string;
  readonly udev?: Readonly<Record<string, string>>;
};

export type MachineTree = SystemTree & {
  block(name: string, spec: BlockSpec): void;
  removeBlock(name: string): void;
  mounts(...lines: readonly string[]): void;
  write(path: string, text: string): void;
  readonly remove: () => void;
};

export function createMachineTree(): MachineTree {
  const root = mkdtempSync(join(tmpdir(), 'sekisho-machine-'));
  const place = (path: string): string => {
    const full = join(root, path);
    mkdirSync(dirname(full), { recursive: true });
    return full;
  };
  const write = (path: string, text: string): void => {
    writeFileSync(place(path), `${text}\n`);
  };
  const mounts = (...lines: readonly string[]): void => {
    write('proc/self/mountinfo', lines.join('\n'));
  };
  mounts();
  mkdirSync(join(root, 'sys'));
  write('proc/swaps', 'Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority');

  return {
    proc: join(root, 'proc'),
    sys: join(root, 'sys'),
    run: join(root, 'run'),
    dev: join(root, 'dev'),
    mounts,
    write,
    block(name, spec) {
      const folder = `sys/devices/${spec.at}`;
      write(`${folder}/dev`, spec.dev);
      write(`${folder}/size`, String(spec.sectors ?? 31_250_000));
      write(`${folder}/ro`, '0');
      if (spec.partition !== undefined) write(`${folder}/partition`, String(spec.partition));
      else write(`${folder}/removable`, spec.removable === true ? '1' : '0');
      if (spec.diskseq !== undefined) write(`${folder}/diskseq`, String(spec.diskseq));
      if (spec.type !== undefined) write(`${folder}/device/type`, spec.type);
      for (const slave of spec.slaves ?? [])
        mkdirSync(place(`${folder}/slaves/${slave}/x`), { recursive: true });
      for (const holder of spec.holders ?? [])
        mkdirSync(place(`${folder}/holders/${holder}/x`), { recursive: true });
      symlinkSync(join(root, folder), place(`sys/class/block/${name}`));
      write(`dev/${name}`, '');
      if (spec.udev !== undefined) {
        const lines = Object.entries(spec.udev).map(([key, value]) => `E:${key}=${value}`);
        write(`run/udev/data/b${spec.dev}`, ['S:disk/by-id/x', 'I:123', ...lines].join('\n'));
      }
    },
    removeBlock(name) {
      rmSync(join(root, 'sys/class/block', name));
    },
    remove() {
      rmSync(root, { recursive: true, force: true });
    },
  };
}
