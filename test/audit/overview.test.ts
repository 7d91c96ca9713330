/** Filters by what people said and by reason, and the counts of the dashboard, over a small ledger. */

import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { openOverview, type Overview } from '../../electron/core/audit/overview.ts';
import { openRecords, type Records } from '../../electron/core/audit/records.ts';
import type { LedgerDraft } from '../../electron/core/ports.ts';
import type { SessionFilter } from '../../shared/model/ledger.ts';
import { open, START, temporaryFolder, testClock, value } from './data-folder.ts';

const DAY = 86_400_000;
const id = (digit: string): string => digit.repeat(12);

function session(
  digit: string,
  label: string,
  origins: readonly string[],
  reasons: readonly (string | null)[],
): LedgerDraft[] {
  const draft = (kind: string, body: LedgerDraft['body']): LedgerDraft => ({
    kind,
    session: id(digit),
    body,
  });
  const volume = { medium: digit === '1' ? { id: 'M-1', name: '往診用' } : null };
  return [
    draft('session.opened', {
      from: '/m',
      to: '/i',
      label,
      preset: 'general',
      staff: null,
      purpose: null,
      practice: false,
      volume,
    }),
    ...origins.map((origin) =>
      draft('session.facts', {
        facts: { staff: 'sato', origin, sender: null, purpose: null, patientId: null, disposition: null },
        by: { type: 'person', person: 'sato', role: 'staff' },
      }),
    ),
    ...reasons.map((reason, n) =>
      draft('file', {
        ...{
          n,
          path: `f${n}`,
          raw: null,
          size: 1,
          sha256: null,
          type: null,
          detail: null,
          destination: `x/f${n}`,
          cached: false,
        },
        ...{ verdict: reason === null ? 'clean' : 'blocked', reason },
      }),
    ),
    draft('session.closed', {
      ...{
        outcome: reasons.some((reason) => reason !== null) ? 'partial' : 'released',
        bytes: 1,
        bytesRead: 1,
        seconds: 1,
      },
      files: { total: reasons.length, released: 1, blocked: 1 },
      error: null,
    }),
  ];
}

let records: Records;
let overview: Overview;
beforeEach(() => {
  const dataDir = temporaryFolder();
  const clock = testClock();
  const ledger = value(open(dataDir, clock));
  value(
    ledger.append(session('1', '100%_KENSA', ['patient', 'laboratory'], ['macro', 'script', 'script', null])),
  );
  clock.at += DAY;
  value(ledger.append(session('2', 'OTHER', ['patient'], [null])));
  value(ledger.append(session('3', 'OTHER', [], ['script'])));
  records = value(openRecords({ dataDir }));
  overview = value(openOverview({ dataDir }));
  onTestFinished(() => {
    records.close();
    overview.close();
    ledger.close();
  });
});

const found = (filter: Partial<SessionFilter>): string[] =>
  value(records.listSessions({ limit: 10, ...filter })).sessions.map((one) => one.id[0] ?? '');

describe('finding sessions', () => {
  it('goes by what was said last of where a medium came from', () => {
    expect(found({ origin: 'laboratory' })).toEqual(['1']);
    expect(found({ origin: 'patient' })).toEqual(['2']);
    expect(found({ origin: 'own' })).toEqual([]);
  });

  it('goes by any reason in a session', () => {
    expect(found({ reason: 'script' })).toEqual(['3', '1']);
    expect(found({ reason: 'macro' })).toEqual(['1']);
    expect(found({ reason: 'signature' })).toEqual([]);
  });

  it('takes a part of the label or of a registered medium’s name as it stands, also its wildcards', () => {
    expect(found({ medium: '100%_' })).toEqual(['1']);
    expect(found({ medium: '%' })).toEqual(['1']);
    expect(found({ medium: '往診' })).toEqual(['1']);
    expect(found({ medium: 'm-1' })).toEqual(['1']);
    expect(found({ medium: `'; DROP TABLE ledger; --` })).toEqual([]);
  });
});

describe('the overview', () => {
  it('counts outcomes by day in Japan and held-back files by reason', () => {
    const since = new Date(START + DAY / 2).toISOString();
    expect(value(overview.outcomes('2000'))).toHaveLength(3);
    expect(
      value(overview.outcomes(since))
        .map(({ outcome }) => outcome)
        .sort(),
    ).toEqual(['partial', 'released']);
    expect(value(overview.held('2000'))).toEqual([
      { verdict: 'blocked', reason: 'script', files: 3 },
      { verdict: 'blocked', reason: 'macro', files: 1 },
    ]);
    expect(value(overview.held(since))).toEqual([{ verdict: 'blocked', reason: 'script', files: 1 }]);
    expect(value(overview.held('2999'))).toEqual([]);
    expect(value(overview.rows({ from: since, to: null }))).toEqual({ sessions: 2, files: 2 });
  });

  it('gives files page by page, and a destination only to what arrived', () => {
    const first = value(overview.files(id('1'), { held: true, after: null, limit: 2 }));
    expect(first.map(({ path, destination }) => [path, destination])).toEqual([
      ['f0', null],
      ['f1', null],
    ]);
    const rest = value(overview.files(id('1'), { held: true, after: first[1]!.seq, limit: 2 }));
    expect(rest.map(({ path }) => path)).toEqual(['f2']);
    expect(value(overview.files(id('1'), { held: false, after: null, limit: 10 }))).toHaveLength(4);
    expect(rest[0]!.hash).toMatch(/^[0-9a-f]{64}$/);
  });
});
