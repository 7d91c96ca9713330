/** What a receipt says of a session: read from its entries, with the head by which anybody can find it again. */

import type { Receipt } from '../../../shared/contract/kiosk.ts';
import { gateError } from '../../../shared/errors.ts';
import type { LedgerEntry } from '../../../shared/model/ledger.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { ERROR_CODES, type GateError } from '../../../shared/errors.ts';
import type { Room } from './room.ts';

const ENDINGS = ['session.closed', 'session.refused', 'session.interrupted'];

/** `not-found {session}` for one that never was or that has not ended. */
export function receiptOf(room: Room, session: string): Result<Receipt> {
  const [open, records, overview] = [room.clinic(), room.records(), room.overview()];
  if (!open.ok) return open;
  if (!records.ok) return records;
  if (!overview.ok) return overview;
  const found = records.value.showSession(session);
  if (!found.ok) return found;
  const aside = overview.value.aside(session);
  if (!aside.ok) return aside;
  const { session: line, steps } = found.value;
  const ending = steps.findLast(({ kind }) => ENDINGS.includes(kind));
  if (ending === undefined || line.outcome === null) return err(gateError('not-found', { session }));
  const [roster, present] = [open.value.people.roster(), open.value.settings.current()];
  if (!roster.ok) return roster;
  if (!present.ok) return present;
  const { facts, folder } = aside.value;
  const opened = steps[0];
  return ok({
    session,
    openedAt: line.openedAt,
    closedAt: line.closedAt ?? ending.at,
    staffName: facts.staff === null ? null : (roster.value.get(facts.staff)?.name ?? facts.staff),
    facts,
    clinic: present.value.settings.clinic.name,
    practice: line.practice,
    engine: text(opened, 'engine'),
    definitions: text(opened, 'definitions'),
    result: {
      outcome: line.outcome,
      error: errorOf(ending),
      files: line.files,
      bytes: line.bytes,
      folder,
      label: line.label ?? '',
      preset: line.preset ?? 'general',
    },
    head: { seq: ending.seq, hash: ending.hash },
    fingerprint: open.value.ledger.fingerprint,
  });
}

function text(entry: LedgerEntry | undefined, key: string): string | null {
  const value = entry?.body[key];
  return typeof value === 'string' ? value : null;
}

/** The error as the last entry holds it: whole in `error`, or its code and parameters side by side where it was refused. */
function errorOf({ body }: LedgerEntry): GateError | null {
  const { error = body } = body;
  if (typeof error !== 'object' || error === null || Array.isArray(error)) return null;
  const { code, params } = error as { readonly code?: unknown; readonly params?: unknown };
  const known = ERROR_CODES.find((one) => one === code);
  if (known === undefined) return null;
  return { code: known, params: typeof params === 'object' ? (params as GateError['params']) : {} };
}
