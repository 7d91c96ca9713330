/** How long a session that is all checked waits for somebody to answer: neither for ever, nor in the next person's way. */

/** As long as a login lasts by default: whoever is still busy with it is still there. */
export const ANSWER_WITHIN_MS = 10 * 60_000;

export type Patience = {
  /** The session waits, or something was said of it: its time begins anew. */
  again(): void;
  /** Media came or went. */
  look(): void;
  /** It waits no more. */
  over(): void;
};

/**
 * `inTheWay`: its medium is gone and another one waits, so that whoever answers now would answer for the wrong one.
 * `unanswered` is called at most once for each time that the session waits.
 */
export function createPatience(withinMs: number, inTheWay: () => boolean, unanswered: () => void): Patience {
  let timer: NodeJS.Timeout | null = null;

  function over(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  }
  function end(): void {
    over();
    unanswered();
  }

  return {
    again() {
      over();
      timer = setTimeout(end, withinMs).unref();
      if (inTheWay()) end();
    },
    look() {
      if (timer !== null && inTheWay()) end();
    },
    over,
  };
}
