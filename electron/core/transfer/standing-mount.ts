/**
 * Whether the inbox still lies where it lay at the last session: a share that is not mounted leaves an empty folder of the
 * local disk, into which a release would go without anybody at the other end ever seeing it.
 */

import { gateError } from '../../../shared/errors.ts';
import type { Actor } from '../../../shared/model/people.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import type { KindReader } from '../audit/by-kind.ts';
import type { Acting } from '../people/acting.ts';
import { contains } from './destination.ts';
import type { Porter } from './porter.ts';

export type MountReader = Pick<KindReader, 'findNewest'>;

const OPENED = 'session.opened';
const ACCEPTED = 'destination.accepted';
const REFUSED = 'session.refused';
const NOT_MOUNTED = 'destination-not-mounted';

/** Root of the file system that `to` (a real path) lay on when it was last used or accepted; null when it never was. */
function formerMount(reader: MountReader, to: string): Result<string | null> {
  const found = reader.findNewest(
    [OPENED, ACCEPTED],
    ({ body }) => body['to'] === to && typeof body['toMount'] === 'string',
  );
  if (!found.ok) return found;
  const mount = found.value?.body['toMount'];
  return ok(typeof mount === 'string' ? mount : null);
}

/**
 * Gives `now`, the present mount of `to` (a real path); null where that cannot be told. `destination-not-mounted {path, mount, now}` when the former one is gone
 * and the path lies on a file system above it. What is mounted since below it is no such loss: somebody connected more.
 */
export function checkMount(reader: MountReader, to: string, now: string | null): Result<string | null> {
  const former = formerMount(reader, to);
  if (!former.ok) return former;
  const mount = former.value;
  if (mount === null || now === mount) return ok(now);
  if (now !== null && !contains(now, mount)) return ok(now);
  return err(gateError(NOT_MOUNTED, { path: to, mount, now }));
}

/** Whether the newest medium was refused because the inbox `to` (as it was asked for) was not where it had been. */
export function refusedAsMoved(reader: MountReader, to: string): Result<boolean> {
  const found = reader.findNewest(
    [OPENED, ACCEPTED, REFUSED],
    ({ kind, body }) => kind !== REFUSED || body['code'] === NOT_MOUNTED,
  );
  if (!found.ok) return found;
  return ok(found.value?.kind === REFUSED && found.value.body['to'] === to);
}

/** What looking at an inbox needs: it may lie on a share that never answers. */
export type Looking = { readonly dataDir: string; readonly startPorter: () => Porter };

/**
 * Somebody says that the inbox is right where it lies now. `destination-*` where it cannot be used or does not answer;
 * those of rights and of the ledger.
 */
export async function acceptMount(
  { ledger, authorise }: Acting,
  actor: Actor,
  to: string,
  { dataDir, startPorter }: Looking,
): Promise<Result<{ readonly to: string; readonly toMount: string }>> {
  const may = authorise(actor, 'destination.accept');
  if (!may.ok) return may;
  const porter = startPorter();
  const reached = await porter.reach(to, dataDir).finally(() => porter.kill());
  if (!reached.ok) return reached;
  const { real, mount } = reached.value;
  if (mount === null) return err(gateError('destination-missing', { path: to, errno: 'UNKNOWN' }));
  const by = authorise(actor, 'destination.accept');
  if (!by.ok) return by;
  const told = ledger.append([
    { kind: ACCEPTED, session: null, body: { to: real, toMount: mount, by: by.value } },
  ]);
  return told.ok ? ok({ to: real, toMount: mount }) : told;
}
