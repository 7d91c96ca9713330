import { describe, expect, it } from 'vitest';

import { createHashSearch } from '../../electron/core/audit/hash-search.ts';
import type { OpenLedger } from '../../electron/core/audit/ledger.ts';
import { openRecords } from '../../electron/core/audit/records.ts';
import { openStoreForReading } from '../../electron/core/store/open.ts';
import { closed, file, open, opened, sessionId, SHA, temporaryFolder, value } from './data-folder.ts';

/** What was ever said about `sha256` in a ledger that `fill` made. */
function verdictsOn(sha256: string, fill: (ledger: OpenLedger) => void): readonly string[] {
  const dir = temporaryFolder();
  const ledger = value(open(dir));
  fill(ledger);
  const store = value(openStoreForReading({ dataDir: dir }));
  const verdicts = createHashSearch(store.db).verdictsOn(sha256);
  store.close();
  ledger.close();
  return verdicts;
}
const one = (ledger: OpenLedger, n: number, more: Parameters<typeof file>[2]): void => {
  const session = sessionId(n);
  value(ledger.append([opened(session), file(session, 1, more), closed(session, 1)]));
};
/** Shares the first 16 digits with SHA('a'), which is all that the index holds. */
const TWIN = `${'a'.repeat(63)}b`;

describe('what was ever said about a content', () => {
  it('is each verdict once, over all sessions', () => {
    const verdicts = verdictsOn(SHA('a'), (ledger) => {
      one(ledger, 1, { sha256: SHA('a') });
      one(ledger, 2, { sha256: SHA('a'), verdict: 'infected', reason: 'signature' });
      one(ledger, 3, { sha256: SHA('a'), verdict: 'infected', reason: 'signature' });
      one(ledger, 4, { sha256: SHA('b'), verdict: 'blocked', reason: 'script' });
    });
    expect(verdicts).toEqual(['infected', 'clean']);
  });

  it('is nothing for a content never seen, nor for one that begins alike', () => {
    const fill = (ledger: OpenLedger): void => {
      one(ledger, 1, { sha256: TWIN });
      one(ledger, 2, { sha256: TWIN, verdict: 'blocked', reason: 'script' });
      one(ledger, 3, { sha256: null, verdict: 'unscannable', reason: 'read-error' });
    };
    expect(verdictsOn(SHA('a'), fill)).toEqual([]);
    expect(verdictsOn(TWIN, fill)).toEqual(['blocked', 'clean']);
  });

  it('counts a session that still runs', () => {
    const running = (verdict: string) => (ledger: OpenLedger) =>
      void value(ledger.append([opened(sessionId(1)), file(sessionId(1), 1, { sha256: SHA('a'), verdict })]));
    expect(verdictsOn(SHA('a'), running('clean'))).toEqual(['clean']);
    expect(verdictsOn(SHA('a'), running('infected'))).toEqual(['infected']);
  });
});

it('a hash is found in whatever block of a session its file is, and never for its neighbours', () => {
  const dir = temporaryFolder();
  const ledger = value(open(dir));
  const session = sessionId(1);
  const files = Array.from({ length: 1200 }, (_, n) =>
    file(session, n, { sha256: n.toString(16).padStart(16, '0').padEnd(64, '0') }),
  );
  value(ledger.append([opened(session), ...files, closed(session, files.length)]));
  ledger.close();
  const records = value(openRecords({ dataDir: dir }));
  const found = (n: number, end = '0'): number => {
    const search = n.toString(16).padStart(16, '0').padEnd(63, '0') + end;
    return value(records.listSessions({ search, limit: 5 })).sessions.length;
  };
  expect([0, 499, 500, 999, 1000, 1199].map((n) => found(n))).toEqual([1, 1, 1, 1, 1, 1]);
  expect([found(1200), found(500, '1')]).toEqual([0, 0]);
  records.close();
});
