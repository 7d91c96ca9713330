/** Everything a report says, read from one moment of the ledger in one transaction. */

import { z } from 'zod';

import { gateError } from '../../../../shared/errors.ts';
import type { Span } from '../../../../shared/japan-time.ts';
import type { ReportFacts } from '../../../../shared/model/report.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import { ledgerFailure } from '../../store/failure.ts';
import { openStoreForReading, type Store } from '../../store/open.ts';
import { collectEngine } from './engine.ts';
import { walkEntries, type Scope } from './entries.ts';
import { collectExceptions } from './exceptions.ts';
import { gatherIncoming } from './incoming.ts';
import { collectKeeping, collectMachine } from './keeping.ts';
import { collectMedia } from './media.ts';
import { collectPeople } from './people.ts';
import { collectDrills, collectReviews } from './reviews.ts';
import { collectSaid } from './said.ts';

export type GatherOptions = {
  readonly dataDir: string;
  readonly period: Span;
  /** The newest entry that counts: the one that verification ended at. */
  readonly through: number;
  /** What stands for a file's path in the report. */
  readonly path: (path: string) => string;
  /** Milliseconds since 1970. */
  readonly now: number;
};

/**
 * Errors: the store's, and `ledger-corrupt {reason: 'entry-unreadable'}` for an entry whose body does not say what its
 * kind must: leaving it out would make the report say less than the record.
 */
export function gatherFacts(options: GatherOptions): Result<ReportFacts> {
  const store = openStoreForReading({ dataDir: options.dataDir });
  if (!store.ok) return store;
  try {
    store.value.db.exec('BEGIN');
    return ok(gather(options, store.value));
  } catch (thrown) {
    const failure = ledgerFailure(thrown);
    if (failure !== null) return err(failure);
    if (thrown instanceof z.ZodError || thrown instanceof SyntaxError)
      return err(gateError('ledger-corrupt', { reason: 'entry-unreadable' }));
    throw thrown;
  } finally {
    store.value.close();
  }
}

function gather({ period, through, path, now }: GatherOptions, { db }: Store): ReportFacts {
  const scope: Scope = { ...period, through };
  const end = period.to === null ? now : Math.min(now, Date.parse(period.to));
  const said = collectSaid();
  const parts = {
    engine: collectEngine(),
    exceptions: collectExceptions(end),
    people: collectPeople(end),
    reviews: collectReviews(),
    drills: collectDrills(),
    media: collectMedia(end),
    keeping: collectKeeping(),
    machine: collectMachine(),
  };
  walkEntries(db, scope, [said, ...Object.values(parts)]);
  const sessions = { db, scope, said: said.finish(), path };
  return {
    incoming: gatherIncoming({ ...sessions, practice: false }),
    practice: gatherIncoming({ ...sessions, practice: true }),
    engine: parts.engine.finish(),
    exceptions: parts.exceptions.finish(),
    people: parts.people.finish(),
    reviews: parts.reviews.finish(),
    drills: parts.drills.finish(),
    media: parts.media.finish(),
    keeping: parts.keeping.finish(),
    machine: parts.machine.finish(),
  };
}
