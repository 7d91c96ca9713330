/** The words between the gate and the inspection child. What the child says is untrusted: it has read hostile bytes. */

import { z } from 'zod';

import { CLEAN, heldBack, REASONS, type Detail, type Reason } from '../../../shared/model/verdict.ts';
import type { InspectionReport } from '../ports.ts';
import type { InspectionLimits } from './limits.ts';

/** One file to inspect, short, since tens of thousands are sent: number, staged path, offset, length, path, preset. */
export type Task = readonly [
  id: number,
  staged: string,
  offset: number,
  length: number,
  path: string,
  preset: string,
];

export type ToChild =
  | { readonly begin: { readonly limits: InspectionLimits; readonly scratch: string | null } }
  | { readonly tasks: readonly Task[] };

/** Number, type, reason (null: nothing found), its parameters; the reason `failed` is for what broke inside the child. */
export type Answer = readonly [id: number, type: string | null, reason: string | null, detail: Detail | null];
export type FromChild = { readonly ready: true } | { readonly answers: readonly Answer[] };

/** What inspection may say about a file. Signatures and the medium's fate are not its to speak of. */
const SAYABLE: ReadonlySet<string> = new Set<Reason>(
  REASONS.filter(
    (reason) =>
      !['signature', 'medium-infected', 'heuristic', 'special-file', 'changed-while-reading'].includes(
        reason,
      ),
  ),
);
const MAX_TEXT = 1024;
const MAX_FACTS = 12;

const envelope = z.union([
  z.strictObject({ ready: z.literal(true) }),
  z.strictObject({ answers: z.array(z.unknown()).min(1).max(4096) }),
]);

/** Null where the message is not one of ours; then nothing that child says counts any more. */
export function parseFromChild(message: unknown): { ready: true } | { answers: readonly unknown[] } | null {
  const parsed = envelope.safeParse(message);
  return parsed.success ? parsed.data : null;
}

/** Reads the answer to task `id`; null where it is not exactly that. Checked by hand: it runs once per file. */
export function parseAnswer(answer: unknown, id: number): InspectionReport | 'failed' | null {
  if (!Array.isArray(answer) || answer.length !== 4 || answer[0] !== id) return null;
  const [, type, reason, detail] = answer as unknown[];
  if (type !== null && !(typeof type === 'string' && type.length <= 128)) return null;
  if (reason === null) return detail === null && type !== null ? { type, judgement: CLEAN } : null;
  if (reason === 'failed') return 'failed';
  if (typeof reason !== 'string' || !SAYABLE.has(reason) || !isDetail(detail)) return null;
  return { type, judgement: heldBack(reason as Reason, detail) };
}

function isDetail(detail: unknown): detail is Detail {
  if (typeof detail !== 'object' || detail === null || Array.isArray(detail)) return false;
  const facts = Object.entries(detail);
  return (
    facts.length <= MAX_FACTS &&
    facts.every(
      ([key, value]) =>
        /^[A-Za-z]{1,32}$/.test(key) &&
        (value === null ||
          typeof value === 'boolean' ||
          Number.isFinite(value) ||
          (typeof value === 'string' && value.length <= MAX_TEXT)),
    )
  );
}
