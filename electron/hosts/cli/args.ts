/** Options by Node's own parser, strict: what is not known, missing or given twice is a usage error with its name. */

import { parseArgs } from 'node:util';
import { gateError } from '../../../shared/errors.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';

/** `text` takes a value, `list` takes one and may be repeated, `flag` takes none. */
export type OptionKinds = Readonly<Record<string, 'text' | 'list' | 'flag'>>;

export type Parsed<K extends OptionKinds> = {
  readonly options: {
    readonly [N in keyof K]: K[N] extends 'text'
      ? string | null
      : K[N] extends 'list'
        ? readonly string[]
        : boolean;
  };
  readonly rest: readonly string[];
};

export function parse<K extends OptionKinds>(args: readonly string[], kinds: K, rest = 0): Result<Parsed<K>> {
  const names = Object.entries(kinds);
  let values: Record<string, unknown>;
  let positionals: string[];
  try {
    const parsed = parseArgs({
      args: [...args],
      strict: true,
      allowPositionals: true,
      options: Object.fromEntries(
        names.map(([name, kind]) => [
          name,
          kind === 'flag' ? { type: 'boolean' as const } : { type: 'string' as const, multiple: true },
        ]),
      ),
    });
    ({ values, positionals } = parsed);
  } catch (thrown) {
    return err(usage((thrown as Error).message));
  }
  if (positionals.length > rest) return err(usage(`unexpected argument: ${positionals[rest] ?? ''}`));
  const options: Record<string, unknown> = {};
  for (const [name, kind] of names) {
    const value = values[name];
    if (kind === 'flag') options[name] = value === true;
    else if (kind === 'list') options[name] = value ?? [];
    else {
      const given = (value ?? []) as string[];
      if (given.length > 1) return err(usage(`--${name} was given ${given.length} times`));
      if (given[0] === '') return err(usage(`--${name} is empty`));
      options[name] = given[0] ?? null;
    }
  }
  return ok({ options: options as Parsed<K>['options'], rest: positionals });
}

export const usage = (fault: string): ReturnType<typeof gateError> => gateError('usage', { fault });
