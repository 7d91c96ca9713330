/**
 * After a crash (P3): at the next start every session that never ended is looked into, what it left half done is
 * removed, what it had made visible is compared with its record, and the ledger says so. Only for the gate that holds
 * the data folder, before it runs a session. The destination is touched by a transfer child alone: one that hangs for
 * ever costs a session its end, never the gate its start.
 */

import { gateError } from '../../../shared/errors.ts';
import type { GateError } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/result.ts';
import { err, ok } from '../../../shared/result.ts';
import { withUnfinished } from '../audit/unfinished.ts';
import type { UnfinishedSession } from '../audit/unfinished.ts';
import type { Ledger, LedgerDraft, Log } from '../ports.ts';
import { errnoOf } from '../transfer/errno.ts';
import { startPorter } from '../transfer/porter.ts';
import type { Porter } from '../transfer/porter.ts';
import type { RecordedFile } from '../transfer/protocol.ts';
import { wipeAllStaging, wipeStaging } from '../transfer/staging-folder.ts';

export type Recovered = {
  readonly session: string;
  readonly phase: string;
  /** A hidden partial was there and is removed. */
  readonly partial: boolean;
  /** What had become visible: how many files there are by the record, and whether all are identical to it. */
  readonly arrived: { readonly folder: string; readonly files: number; readonly identical: boolean } | null;
};

/** Stays unfinished: its destination `to` could not be looked at. */
export type Postponed = { readonly session: string; readonly to: string; readonly error: GateError };

export type Recovery = {
  readonly interrupted: readonly Recovered[];
  readonly postponed: readonly Postponed[];
};

export type RecoveryPorts = {
  readonly ledger: Ledger;
  readonly log: Log;
  readonly dataDir: string;
  /** A transfer child for looking into destinations. */
  readonly startPorter?: () => Porter;
};

const FILES_A_COMPARISON = 500;

/**
 * Gives the sessions that became `interrupted` now, and those that stay unfinished for a later start because nothing may
 * be said about files that nobody has seen: the share is not mounted, or does not answer. Errors: the ledger's,
 * `staging-failed`.
 */
export async function recover(ports: RecoveryPorts): Promise<Result<Recovery>> {
  const interrupted: Recovered[] = [];
  const postponed: Postponed[] = [];
  const done = await withUnfinished(ports.dataDir, async (sessions) => {
    for (const session of sessions) {
      const found = await lookInto(session, ports, postponed);
      const drafts = found.ok ? [interruption(found.value)] : postponement(session, found.error);
      const appended = drafts.length === 0 ? ok(undefined) : ports.ledger.append(drafts);
      if (!appended.ok) return appended;
      if (found.ok) interrupted.push(found.value);
      else postponed.push({ session: session.id, to: session.to ?? '', error: found.error });
    }
    return ok(undefined);
  });
  if (!done.ok) return done;
  if (!done.value.ok) return done.value;
  try {
    await wipeAllStaging(ports.dataDir);
  } catch (thrown) {
    return err(gateError('staging-failed', { errno: errnoOf(thrown) }));
  }
  for (const { session, error } of postponed)
    ports.log('warn', 'recovery-postponed', { session, code: error.code, ...error.params });
  return ok({ interrupted, postponed });
}

function interruption(found: Recovered): LedgerDraft {
  return {
    kind: 'session.interrupted',
    session: found.session,
    body: { phase: found.phase, partials: found.partial ? 1 : 0, staging: 'wiped', arrived: found.arrived },
  };
}

/** Once for each reason: a share that stays away for weeks must not fill the ledger. */
function postponement({ id, postponed }: UnfinishedSession, error: GateError): readonly LedgerDraft[] {
  if (postponed === error.code) return [];
  return [
    { kind: 'session.postponed', session: id, body: { code: error.code, params: { ...error.params } } },
  ];
}

async function lookInto(
  session: UnfinishedSession,
  ports: RecoveryPorts,
  postponed: readonly Postponed[],
): Promise<Result<Recovered>> {
  const { id, phase, intent, to } = session;
  try {
    await wipeStaging(ports.dataDir, id);
  } catch (thrown) {
    return err(gateError('staging-failed', { errno: errnoOf(thrown) }));
  }
  // Without an intent nothing can be in the destination, so it need not even be there.
  if (to === null || intent === null) return ok({ session: id, phase, partial: false, arrived: null });
  // Each look at a dead share costs its whole patience: one is enough.
  const dead = postponed.find((one) => one.to === to && one.error.code === 'destination-gone');
  if (dead !== undefined) return err(dead.error);
  const porter = (ports.startPorter ?? startPorter)();
  try {
    const remains = { session: id, to, mount: session.mount, folder: intent.folder };
    const cleared = await porter.clearRemains(remains);
    if (!cleared.ok) return cleared;
    const { partial } = cleared.value;
    if (!cleared.value.folder) return ok({ session: id, phase, partial, arrived: null });
    const compared = await compare(porter, to, session.files());
    if (!compared.ok) return compared;
    const { files, identical } = compared.value;
    return ok({
      ...{ session: id, phase, partial },
      arrived: { folder: intent.folder, files, identical: identical && files === intent.files },
    });
  } finally {
    await porter.kill();
  }
}

/** All of them are counted, also after one that differs. */
async function compare(
  porter: Porter,
  to: string,
  recorded: Iterable<RecordedFile>,
): Promise<Result<{ readonly files: number; readonly identical: boolean }>> {
  let files = 0;
  let identical = true;
  for (const batch of inBatches(recorded)) {
    files += batch.length;
    if (!identical) continue;
    const same = await porter.compare(to, batch);
    if (!same.ok) return same;
    identical = same.value;
  }
  return ok({ files, identical });
}

function* inBatches(recorded: Iterable<RecordedFile>): Generator<readonly RecordedFile[]> {
  let batch: RecordedFile[] = [];
  for (const file of recorded) {
    batch.push(file);
    if (batch.length < FILES_A_COMPARISON) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
