/** A machine made of what was once read and said on one: files, answers of commands, addresses. Anything else is not there. */

import type { Machine } from '../../electron/core/doctor/machine.ts';
import type { Finding, FindingId } from '../../shared/model/finding.ts';
import type { CommandOutcome } from '../../electron/core/media/command.ts';

export type Told = {
  readonly platform: string;
  readonly userId?: number | null;
  readonly files?: Readonly<Record<string, string>>;
  /** By the program's name and its arguments, `gsettings get …`; null stands for one that does not end in time. */
  readonly commands?: Readonly<Record<string, string | null>>;
  readonly addresses?: Readonly<Record<string, readonly string[]>>;
  readonly space?: { readonly free: number; readonly total: number } | null;
};

export function toldMachine(told: Told): Machine {
  const { files = {}, commands = {}, addresses = {} } = told;
  const paths = Object.keys(files);
  const answer = (file: string, args: readonly string[]): CommandOutcome => {
    const asked = [file.split(/[\\/]/).at(-1), ...args].join(' ');
    const found = Object.entries(commands).find(([command]) => asked.startsWith(command));
    if (found === undefined) return { type: 'missing' };
    return found[1] === null ? { type: 'timeout' } : { type: 'done', code: 0, stdout: found[1], stderr: '' };
  };
  return {
    platform: told.platform,
    systemRoot: told.platform === 'win32' ? 'C:\\Windows' : null,
    userId: told.userId === undefined ? 1000 : told.userId,
    read: (path) => files[path] ?? null,
    list(path) {
      const inside = paths.filter((each) => each.startsWith(`${path}/`));
      if (inside.length === 0) return null;
      return [...new Set(inside.map((each) => each.slice(path.length + 1).split('/')[0] ?? ''))];
    },
    exists: (path) => paths.some((each) => each === path || each.startsWith(`${path}/`)),
    run: (file, args) => Promise.resolve(answer(file, args)),
    addresses: () => new Map(Object.entries(addresses)),
    space: () => Promise.resolve(told.space ?? null),
  };
}

/** The finding of this id; an error when there is none, or more than one. */
export function only<I extends FindingId>(findings: readonly Finding[], id: I): Finding<I> {
  const found = findings.filter((each) => each.id === id);
  if (found.length !== 1) throw new Error(`${found.length} findings of ${id}`);
  return found[0] as Finding<I>;
}

/** `routing: off ok`: a finding's state and level in one line. */
export const short = (findings: readonly Finding[]): readonly string[] =>
  findings.map(({ id, level, facts }) => `${id}: ${facts.state} ${level}`);
