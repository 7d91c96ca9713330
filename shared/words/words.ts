/** The shape of all words that people read: one table a language, complete by type, so that no code is left without words. */

import type { ErrorCode, GateError } from '../errors.ts';
import type { DefinitionsState, Outcome, Progress } from '../model/session.ts';
import type { Reason, Verdict } from '../model/verdict.ts';

/** What happened, and what to do now. */
export type Said = { readonly what: string; readonly next: string };
export type Sayer = (params: GateError['params']) => Said;

export type Words = {
  readonly verdicts: Readonly<Record<Verdict, string>>;
  readonly reasons: Readonly<Record<Reason, Said>>;
  readonly outcomes: Readonly<Record<Outcome, Said>>;
  readonly definitions: Readonly<Record<DefinitionsState, string>>;
  readonly phases: Readonly<Record<Progress['phase'], string>>;
  readonly errors: Readonly<Record<ErrorCode, Sayer>>;
};

/** What happened alone, where a cell of a sheet has no room for what to do now. */
export const whatOf = <K extends string>(said: Readonly<Record<K, Said>>): Readonly<Record<K, string>> =>
  Object.fromEntries(Object.entries<Said>(said).map(([code, { what }]) => [code, what])) as Record<K, string>;

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** Decimal units, as sticks and discs are sold: 1,234,567 → `1.2 MB`. */
export function size(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? String(value) : value.toFixed(1)} ${UNITS[unit] ?? ''}`;
}

/** A parameter of an error as text; a missing one shows as a dash and never as `undefined`. */
export const param = (params: GateError['params'], name: string): string => {
  const value = params[name];
  return value === undefined || value === null ? '―' : String(value);
};

/** A parameter that counts bytes. */
export const bytesParam = (params: GateError['params'], name: string): string => {
  const value = params[name];
  return typeof value === 'number' ? size(value) : '―';
};

/** Everything that a refusal knows, where no sentence was made for it: `medium U-01, state in-use`. */
const allParams = (params: GateError['params']): string =>
  Object.keys(params)
    .map((name) => `${name} ${param(params, name)}`)
    .join(', ');

/** What is wrong with how a command was called: a sentence of the parser's, the place of the fault, or option and value. */
export function usageFault(params: GateError['params']): string {
  const { fault, at, option, value } = params;
  if (fault !== undefined && fault !== null)
    return typeof at === 'string' && at !== '' ? `${at}: ${String(fault)}` : String(fault);
  if (option === undefined) return allParams(params) || '―';
  return `--${param(params, 'option')}${value === undefined || value === null ? '' : ` ${String(value)}`}`;
}

/** What was not found, whichever it was: a session, a file, a person, a medium. */
export const missingThing = (params: GateError['params']): string =>
  param(params, Object.keys(params)[0] ?? 'file');
