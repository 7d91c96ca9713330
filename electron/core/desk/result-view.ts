/** Sums up an ended session for the result screen. Pure. */

import type { ReasonCount, ResultView, SessionView } from '../../../shared/contract/snapshot.ts';
import type { Preset } from '../../../shared/model/session.ts';
import type { SessionResult } from '../session/job.ts';

/** What was said of a session, as the screens show it. */
export type Told = Pick<SessionView, 'facts' | 'missing' | 'staffName'>;

/** As many detections as a screen shows; the files of the session tell all of them. */
const DETECTIONS_SHOWN = 5;

export type Around = {
  readonly insertion: string;
  readonly label: string;
  readonly preset: Preset;
  readonly practice: boolean;
  readonly told: Told;
  /** Milliseconds since 1970. */
  readonly at: number;
};

/** Whoever brought that medium believes that its files went in, unless they read that something did not. */
export const mustBeRead = ({ outcome }: ResultView): boolean => outcome !== 'released';

/** More than one day's media; the record holds all of them. */
const MOST_UNREAD = 32;

/** With one more at the end. Where they are too many, what was not detected makes way for what was. */
export function withUnread(unread: readonly ResultView[], one: ResultView): readonly ResultView[] {
  const next = [...unread, one];
  if (next.length <= MOST_UNREAD) return next;
  const spare = next.findIndex(({ reasons }) => reasons.every(({ verdict }) => verdict !== 'infected'));
  return next.toSpliced(Math.max(0, spare), 1);
}

export function resultOf(result: SessionResult, around: Around): Omit<ResultView, 'medium' | 'turn'> {
  const counts = new Map<string, ReasonCount>();
  const detections: { signature: string; path: string }[] = [];
  for (const { verdict, reason, detail, path } of result.records()) {
    if (verdict === 'clean' || reason === null) continue;
    const before = counts.get(reason);
    counts.set(reason, { verdict, reason, files: (before?.files ?? 0) + 1 });
    if (reason !== 'signature' || detections.length === DETECTIONS_SHOWN) continue;
    const signature = detail?.['signature'];
    detections.push({ signature: typeof signature === 'string' ? signature : '', path });
  }
  return {
    session: result.session,
    insertion: around.insertion,
    at: new Date(around.at).toISOString(),
    outcome: result.outcome,
    error: result.error,
    label: around.label,
    preset: around.preset,
    files: result.files,
    bytes: result.bytes,
    seconds: result.seconds,
    folder: result.folder,
    practice: around.practice,
    reasons: [...counts.values()].sort((a, b) => b.files - a.files),
    detections,
    ...around.told,
  };
}
