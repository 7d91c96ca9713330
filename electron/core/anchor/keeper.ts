/** Sends heads to their anchors after each session and every minute, beside the gate and never in its way. */

import { gateError } from '../../../shared/errors.ts';
import { err } from '../../../shared/result.ts';
import type { Ledger, Log } from '../ports.ts';
import { createAnchoring, type AnchorReport, type AnchoringPorts } from './anchoring.ts';

export type AnchorKeeper = {
  /** Begins to deliver what waits and returns at once. */
  nudge(): void;
  /** As nudge, for whoever wants to know what came of it. Never rejects. */
  pump(): Promise<readonly AnchorReport[]>;
  /** What the last delivery said; empty before the first one and where no anchor is set. */
  reports(): readonly AnchorReport[];
  /** Gives what is under way a moment, then lets go: nothing is written to the ledger afterwards. */
  close(): Promise<void>;
};

const EVERY_MS = 60_000;

/** A file takes milliseconds; whoever waits for a collector that does not answer waits no longer than this. */
const PARTING_MS = 2_000;

export function keepAnchored(ports: AnchoringPorts & { readonly log: Log }): AnchorKeeper {
  let closed = false;
  let last: readonly AnchorReport[] = [];
  const ledger: Ledger = {
    append: (drafts) =>
      closed ? err(gateError('ledger-failed', { reason: 'closed' })) : ports.ledger.append(drafts),
    get head() {
      return ports.ledger.head;
    },
  };
  const anchoring = createAnchoring({ ...ports, ledger });

  const pump = async (): Promise<readonly AnchorReport[]> => {
    if (closed) return last;
    try {
      last = await anchoring.pump();
    } catch {
      ports.log('error', 'anchor-bug');
    }
    return last;
  };
  const nudge = (): void => void pump();
  const timer = setInterval(nudge, EVERY_MS).unref();

  return {
    nudge,
    pump,
    reports: () => last,
    async close() {
      clearInterval(timer);
      const patience = new Promise((resolve) => setTimeout(resolve, PARTING_MS).unref());
      await Promise.race([pump(), patience]);
      closed = true;
    },
  };
}
