/** Keeps what is plugged in on the board, and what that means for the results on the screen. */

import type { MediumState, ResultView } from '../../../shared/contract/snapshot.ts';
import type { MediaEvent } from '../../../shared/model/media-event.ts';
import type { Board } from './board.ts';
import { applyMedia, withState, type MediaViews } from './media-view.ts';

export type MediaBoard = {
  apply(event: MediaEvent): void;
  mark(insertion: string, state: MediumState): void;
  has(insertion: string): boolean;
  /** Whether a medium that is done may be pulled out, or was. */
  standing(insertion: string): ResultView['medium'];
  /** The watch begins anew: what is still plugged in will be told again. */
  clear(): void;
};

export function createMediaBoard(board: Board): MediaBoard {
  let views: MediaViews = new Map();

  function show(next: MediaViews): void {
    views = next;
    const { result, unread } = board.now;
    const standsNow = (one: ResultView): ResultView => ({ ...one, medium: standing(views, one.insertion) });
    board.change({
      media: [...views.values()],
      unread: unread.map(standsNow),
      result: result === null ? null : standsNow(result),
    });
  }

  return {
    apply(event) {
      if (event.event === 'queue') {
        let next = views;
        for (const { insertion } of event.waiting) next = withState(next, insertion, { state: 'queued' });
        board.change({ queue: event.waiting });
        show(next);
      } else if (event.event === 'trouble') board.change({ trouble: event.error });
      else show(applyMedia(views, event));
    },
    mark: (insertion, state) => show(withState(views, insertion, state)),
    has: (insertion) => views.has(insertion),
    standing: (insertion) => standing(views, insertion),
    clear() {
      board.change({ queue: [], trouble: null });
      show(new Map());
    },
  };
}

function standing(views: MediaViews, insertion: string): ResultView['medium'] {
  const state = views.get(insertion)?.state;
  if (state === undefined) return 'gone';
  return state === 'removable' || state === 'stuck' ? state : 'held';
}
