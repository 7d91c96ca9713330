/** The verdict on one file, the reason under it, and which verdict each reason belongs to (DESIGN 2). */

export const VERDICTS = ['clean', 'infected', 'blocked', 'unscannable'] as const;
export type Verdict = (typeof VERDICTS)[number];

const REASONS_BY_VERDICT = {
  infected: ['signature'],
  blocked: [
    'executable',
    'script',
    'shortcut',
    'autorun',
    'macro',
    'type-not-allowed',
    'type-mismatch',
    'encrypted',
    'archive-unreadable',
    'archive-limit',
    'archive-method',
    'archive-member',
    'name-unsafe',
    'dicom-preamble',
    'special-file',
    'medium-infected',
    'heuristic',
  ],
  unscannable: ['engine-error', 'engine-limit', 'read-error', 'changed-while-reading', 'too-large'],
} as const;

export type InfectedReason = (typeof REASONS_BY_VERDICT)['infected'][number];
export type BlockedReason = (typeof REASONS_BY_VERDICT)['blocked'][number];
export type UnscannableReason = (typeof REASONS_BY_VERDICT)['unscannable'][number];
export type Reason = InfectedReason | BlockedReason | UnscannableReason;

export const REASONS: readonly Reason[] = Object.values(REASONS_BY_VERDICT).flat();

const VERDICT_OF = new Map<Reason, Exclude<Verdict, 'clean'>>(
  (['infected', 'blocked', 'unscannable'] as const).flatMap((verdict) =>
    REASONS_BY_VERDICT[verdict].map((reason) => [reason, verdict] as const),
  ),
);

/** Parameters of a reason: the signature's name, the member's path, the limit that was met. Facts, never sentences. */
export type Detail = Readonly<Record<string, string | number | boolean | null>>;

/** What is known about one file. `clean` is the only judgement that may be released, and it carries no reason. */
export type Judgement =
  | { readonly verdict: 'clean' }
  | { readonly verdict: Exclude<Verdict, 'clean'>; readonly reason: Reason; readonly detail: Detail };

export const CLEAN: Judgement = { verdict: 'clean' };

/** A judgement against a file; the verdict follows from the reason, so that the two can never disagree. */
export function heldBack(reason: Reason, detail: Detail = {}): Exclude<Judgement, { verdict: 'clean' }> {
  const verdict = VERDICT_OF.get(reason);
  if (verdict === undefined) throw new Error(`unknown reason: ${JSON.stringify(reason)}`);
  return { verdict, reason, detail };
}

/** Worst first: when several checks speak about one file, the gravest one is shown. */
const GRAVITY: Record<Verdict, number> = { infected: 0, blocked: 1, unscannable: 2, clean: 3 };

/**
 * Joins what inspection and scan said about one file: clean only when both said clean.
 * Ties go to the first, so pass inspection first: "encrypted" says more than the engine's heuristic.
 */
export function gravest(first: Judgement, second: Judgement): Judgement {
  return GRAVITY[second.verdict] < GRAVITY[first.verdict] ? second : first;
}
