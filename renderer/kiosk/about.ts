/** What the questions are about: the session under way, or one that has ended and whose result stands on the screen. Pure. */

import type { ResultView, SessionView } from '../../shared/contract/snapshot.ts';

export type About = Pick<SessionView, 'id' | 'facts' | 'missing' | 'preset' | 'presetChosen'> &
  (
    | { readonly under: SessionView; readonly result: null }
    | { readonly under: null; readonly result: ResultView }
  );

export const aboutSession = (session: SessionView): About => {
  const { id, facts, missing, preset, presetChosen } = session;
  return { id, facts, missing, preset, presetChosen, under: session, result: null };
};

/** Null where nothing began, or where all was said that has to be. What the files were held against is decided by now. */
export function aboutResult(result: ResultView): About | null {
  const { session: id, facts, missing, preset } = result;
  if (id === null || missing.length === 0) return null;
  return { id, facts, missing, preset, presetChosen: true, under: null, result };
}
