/** Sheet A, the clinic's own media: a row a medium, as the media ledger stood at the end of the period. */

import { japanDate } from '../../../../shared/japan-time.ts';
import {
  applyToBook,
  emptyBook,
  MEDIA_KINDS,
  mediaOf,
  type BookedMedium,
} from '../../evidence/media-fold.ts';
import type { CellValue } from './cell.ts';
import { entriesOf, type Scope, type SheetRow } from './scope.ts';

const dayOf = (instant: string | null): CellValue => (instant === null ? null : japanDate(instant));

export function* mediaRows(scope: Scope): Generator<SheetRow> {
  const { to } = scope.period;
  let book = emptyBook();
  for (const entry of entriesOf(scope, MEDIA_KINDS)) {
    if (to === null || entry.at < to) book = applyToBook(book, entry);
  }
  for (const medium of mediaOf(book)) yield rowOf(medium);
}

function rowOf(medium: BookedMedium): SheetRow {
  const { key, details, loan, disposal, state } = medium;
  const serial = key.type === 'serial' ? key : null;
  return {
    medium: medium.id,
    type: details?.type ?? null,
    product: details?.product ?? null,
    serial: serial?.serial ?? null,
    ids: serial === null ? null : `${serial.vendorId}:${serial.productId}`,
    bytes: details?.bytes ?? null,
    encrypted: details === null ? null : details.encrypted ? 'yes' : 'no',
    owner: details?.owner ?? null,
    storage: details?.storage ?? null,
    registered: dayOf(medium.registeredAt),
    registeredBy: medium.registeredBy,
    state: state === 'in-use' && loan !== null ? 'lent' : state,
    disposed: state === 'retired' ? dayOf(medium.since) : null,
    disposal: disposal?.how ?? null,
    counted: dayOf(medium.counted),
    name: medium.name,
    since: dayOf(medium.since),
    why: disposal?.why ?? null,
    witness: disposal?.witness ?? null,
    lentTo: loan?.to ?? null,
    lentFor: loan?.purpose ?? null,
    lentSince: dayOf(loan?.since ?? null),
    due: loan?.due ?? null,
    mark: key.type === 'mark' ? key.sha256 : null,
  };
}
