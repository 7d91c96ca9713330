/** A page of a session's files, read from their entries. */

import type { FileLine, Page } from '../../../shared/contract/records.ts';
import { ok, type Result } from '../../../shared/result.ts';
import type { Room } from './room.ts';

export type FilePageWish = {
  readonly session: string;
  readonly held: boolean;
  readonly after: number | null;
  readonly limit: number;
};

export function filesPage(
  { overview }: Room,
  { session, held, after, limit }: FilePageWish,
): Result<Page<FileLine>> {
  const open = overview();
  if (!open.ok) return open;
  const files = open.value.files(session, { held, after, limit: limit + 1 });
  if (!files.ok) return files;
  const lines = files.value.slice(0, limit);
  return ok({ lines, next: files.value.length > limit ? (lines.at(-1)?.seq ?? null) : null });
}
