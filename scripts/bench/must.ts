import type { Result } from '../../shared/result.ts';

/** The value; what refuses here cannot be measured. */
export function must<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(`refused: ${JSON.stringify(result.error)}`);
}
