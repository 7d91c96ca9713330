import type { Result } from '../../shared/result.ts';

/** The value; a play in which something fails that cannot fail is over. */
export function must<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(`the month stops here: ${JSON.stringify(result.error)}`);
}
