import { describe, expect, it } from 'vitest';

import { foldKinds, openByKind } from '../../electron/core/audit/by-kind.ts';
import { ledgerTime } from '../../electron/core/audit/reference-time.ts';
import type { LedgerEntry } from '../../shared/model/ledger.ts';
import { code, openClinic, type Clinic } from '../people/clinic.ts';
import { file, opened, record, sessionId, SHA, START, temporaryFolder, value } from './data-folder.ts';

const note = (clinic: Clinic, kind: string, n: number): void =>
  void value(clinic.ledger.append([{ kind, session: null, body: { n } }]));
const numbers = (entries: readonly LedgerEntry[]): unknown[] => entries.map((entry) => entry.body['n']);

describe('a fold', () => {
  it('catches up with what was appended since, each entry once and in order', () => {
    const clinic = openClinic();
    const folded = foldKinds<LedgerEntry[]>(clinic.reader, ['a', 'b'], [], (all, entry) => [...all, entry]);
    note(clinic, 'a', 1);
    note(clinic, 'c', 2);
    expect(numbers(value(folded.read()))).toEqual([1]);
    record(clinic.ledger, sessionId(1), 3);
    note(clinic, 'b', 3);
    expect(numbers(value(folded.read()))).toEqual([1, 3]);
    expect(numbers(value(folded.read()))).toEqual([1, 3]);
  });

  it('that cannot read an entry stops there, and says so again', () => {
    const clinic = openClinic();
    const seen: unknown[] = [];
    const folded = foldKinds(clinic.reader, ['a'], null, (_, { body }) => {
      if (body['n'] === 2) throw new Error('unreadable');
      seen.push(body['n']);
      return null;
    });
    for (const n of [1, 2, 3]) note(clinic, 'a', n);
    expect(() => folded.read()).toThrow('unreadable');
    expect(() => folded.read()).toThrow('unreadable');
    expect(seen).toEqual([1]);
  });

  it('over files is a mistake', () => {
    const { reader } = openClinic();
    expect(() => reader.each(['file'], 0, () => undefined)).toThrow('projections');
  });
});

describe('reading', () => {
  it('one session gives its steps without its files', () => {
    const clinic = openClinic();
    record(clinic.ledger, sessionId(1), 3);
    record(clinic.ledger, sessionId(2), 1);
    const kinds = value(clinic.reader.ofSession(sessionId(1))).map((entry) => entry.kind);
    expect(kinds).toEqual(['session.opened', 'session.closed']);
    expect(value(clinic.reader.ofSession(sessionId(9)))).toEqual([]);
  });

  it('the verdicts on a content tells those with the same beginning apart', () => {
    const clinic = openClinic();
    const [one, other] = [SHA('a'), `${'a'.repeat(63)}b`];
    const id = sessionId(1);
    const infected = { sha256: other, verdict: 'infected', reason: 'signature' };
    value(clinic.ledger.append([opened(id), file(id, 1, { sha256: one }), file(id, 2, infected)]));
    expect(value(clinic.reader.verdictsOn(one))).toEqual(['clean']);
    expect(value(clinic.reader.verdictsOn(other))).toEqual(['infected']);
  });

  it('rows goes over all pages', () => {
    const clinic = openClinic();
    const id = sessionId(1);
    value(clinic.ledger.append(Array.from({ length: 2500 }, (_, n) => file(id, n + 1))));
    const seqs = Array.from(clinic.reader.rows(2, 2401), (row) => row.seq);
    expect(seqs).toEqual(Array.from({ length: 2400 }, (_, i) => i + 2));
  });

  it('a folder without a ledger is an error', () => {
    expect(code(openByKind(temporaryFolder()))).toBe('not-found');
  });
});

it('the time of the ledger never goes back behind its newest entry', () => {
  const clinic = openClinic();
  const now = (ms: number): number => value(ledgerTime(clinic.reader, { now: () => ms }));
  expect(now(START + 5)).toBe(START + 5);
  expect(now(START - 86_400_000)).toBe(START);
});

it('shows when sessions began, refused ones too, oldest first and each once', () => {
  const clinic = openClinic();
  const seen: [number, string][] = [];
  const look = (after: number): number =>
    value(clinic.reader.eachOpening(after, ({ seq, at }) => seen.push([seq, at])));
  record(clinic.ledger, sessionId(1), 2);
  const refused = { ...opened(sessionId(2), { code: 'gate-closed' }), kind: 'session.refused' };
  value(clinic.ledger.append([refused]));
  clinic.hand.pass(1000);
  record(clinic.ledger, sessionId(3), 1);
  const times = [START, START, START + 1000].map((at) => new Date(at).toISOString());
  const after = look(0);
  expect(seen.map(([, at]) => at)).toEqual(times);
  expect(seen.map(([seq]) => value(clinic.reader.hashAt(seq)) !== null)).toEqual([true, true, true]);
  expect(look(after)).toBe(after);
  value(clinic.ledger.append([opened(sessionId(4))]));
  look(after);
  expect(seen).toHaveLength(4);
});
