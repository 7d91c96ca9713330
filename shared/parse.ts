/** Checks what came in against its schema; the first fault becomes a value with the place it was found at. */

import type { z } from 'zod';
import { gateError, type ErrorCode } from './errors.ts';
import { err, ok, type Result } from './result.ts';

/** `code {at, fault}`: `at` is the path of the first fault, its parts joined with dots; `fault` the schema's own word for it. */
export function parseWith<S extends z.ZodType>(
  schema: S,
  input: unknown,
  code: ErrorCode = 'usage',
): Result<z.output<S>> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  const unknownKey = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const at = [...(issue?.path ?? []), ...unknownKey].map(String).join('.');
  return err(gateError(code, { at, fault: issue?.code ?? 'unknown' }));
}
