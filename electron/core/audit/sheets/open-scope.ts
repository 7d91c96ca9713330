/** Opens one moment of the ledger for an export or a comparison, and what both must know of it. */

import { randomBytes } from 'node:crypto';

import { gateError } from '../../../../shared/errors.ts';
import type { Span } from '../../../../shared/japan-time.ts';
import type { Place } from '../../../../shared/model/cover.ts';
import type { Mask } from '../../../../shared/model/sheets.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import { openStoreForReading } from '../../store/open.ts';
import { fingerprint, publicKeyFromHex, type KeyStore } from '../keys.ts';
import { parseBody } from '../tables.ts';
import { createMasker, maskKey, noMask, type Masker } from './mask.ts';
import { memberOf, placeAt, type Scope } from './scope.ts';

/** `newest`: the ledger's last entry at that moment. */
export type OpenScope = {
  readonly scope: Scope;
  readonly first: Place;
  readonly newest: Place;
  close(): void;
};

/**
 * `through` null: the newest entry now. Sees one moment until it is closed, also beside a running gate. `not-found` for
 * a ledger without entries or without that one, and the store's codes.
 */
export function openScope(
  dataDir: string,
  period: Span,
  through: number | null,
  mask: Masker,
): Result<OpenScope> {
  const store = openStoreForReading({ dataDir });
  if (!store.ok) return store;
  const { db } = store.value;
  const close = (): void => {
    store.value.close();
  };
  try {
    db.exec('BEGIN');
    const seq = through ?? Number(db.prepare('SELECT max(seq) FROM ledger').pluck().get() ?? 0);
    const [first, newest] = [placeAt(db, 1), placeAt(db, seq)];
    if (first !== null && newest !== null)
      return ok({ scope: { db, period, through: seq, mask }, first, newest, close });
    close();
    return err(gateError('not-found', { entry: seq }));
  } catch (thrown) {
    close();
    throw thrown;
  }
}

/** As the first entry names it; null when it names none. */
export function fingerprintOf({ db }: Scope): string | null {
  const body = db.prepare<[], string>('SELECT body FROM ledger WHERE seq = 1').pluck().get();
  const { key } = parseBody(body ?? '{}');
  const named = typeof key === 'string' ? publicKeyFromHex(key) : null;
  return named === null ? null : fingerprint(named);
}

/** The clinic's name in the newest settings of that moment; empty where none was given. */
export function clinicOf({ db, through }: Scope): string {
  const body = db
    .prepare<[number], string>(
      `SELECT body FROM ledger WHERE kind = 'settings.changed' AND kind <> 'file' AND seq <= ? ORDER BY seq DESC LIMIT 1`,
    )
    .pluck()
    .get(through);
  const { name } = memberOf(memberOf(parseBody(body ?? '{}'), 'settings'), 'clinic');
  return typeof name === 'string' ? name : '';
}

/** `salt` null: a new export. `export-failed {reason: 'key-missing'}` where the key that makes the marks is not at hand. */
export function openMask(
  keys: KeyStore,
  masks: readonly Mask[],
  salt: string | null,
): Result<{ readonly mask: Masker; readonly salt: string | null }> {
  if (masks.length === 0) return ok({ mask: noMask, salt: null });
  const key = keys.load();
  if (!key.ok) return key;
  if (key.value === null) return err(gateError('export-failed', { reason: 'key-missing' }));
  const used = salt ?? randomBytes(16).toString('hex');
  return ok({ mask: createMasker(masks, maskKey(key.value, used)), salt: used });
}
