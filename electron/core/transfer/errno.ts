/** System error codes, read from whatever was thrown. */

export function errnoOf(thrown: unknown): string {
  const code = (thrown as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : 'UNKNOWN';
}

/** No room left: the disk is full, or the quota is. */
export const isFull = (code: string): boolean => code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG';
