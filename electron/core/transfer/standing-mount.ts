/**
 * Whether the inbox still lies where it lay at the last session: a share that is not mounted leaves an empty folder of the
 * local disk, into which a release would go without anybody at the other end ever seeing it.
 */

import * as fs from 'node:fs/promises';
import { gateError } from '../../../shared/errors.ts';
import type { Actor } from '../../../shared/model/people.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import type { KindReader } from '../audit/by-kind.ts';
import type { Acting } from '../people/acting.ts';
import { contains, mountRoot } from './destination.ts';
import { errnoOf } from './errno.ts';

export type MountReader = Pick<KindReader, 'findNewest'>;

const OPENED = 'session.opened';
const ACCEPTED = 'destination.accepted';

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
  return err(gateError('destination-not-mounted', { path: to, mount, now }));
}

/**
 * Somebody says that the inbox is right where it lies now. `destination-missing` where it is not there; those of rights
 * and of the ledger.
 */
export async function acceptMount(
  { ledger, authorise }: Acting,
  actor: Actor,
  to: string,
): Promise<Result<{ readonly to: string; readonly toMount: string }>> {
  const may = authorise(actor, 'destination.accept');
  if (!may.ok) return may;
  try {
    const real = await fs.realpath(to);
    const toMount = await mountRoot(real);
    const by = authorise(actor, 'destination.accept');
    if (!by.ok) return by;
    const body = { to: real, toMount, by: by.value };
    const told = ledger.append([{ kind: ACCEPTED, session: null, body }]);
    return told.ok ? ok({ to: real, toMount }) : told;
  } catch (thrown) {
    const errno = errnoOf(thrown);
    if (errno === 'UNKNOWN') throw thrown;
    return err(gateError('destination-missing', { path: to, errno }));
  }
}
