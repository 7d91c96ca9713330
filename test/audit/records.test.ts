import { describe, expect, it } from 'vitest';

import { openRecords, type Records } from '../../electron/core/audit/records.ts';
import type { OpenLedger } from '../../electron/core/audit/ledger.ts';
import type { SessionFilter } from '../../shared/model/ledger.ts';
import {
  closed,
  file,
  open,
  opened,
  record,
  sessionId,
  SHA,
  START,
  temporaryFolder,
  testClock,
  value,
} from './data-folder.ts';

const HOUR = 3_600_000;

/** Runs `fill` on a new ledger and opens its records while the ledger stays open, as a gate's window does. */
function records(fill: (ledger: OpenLedger, clock: ReturnType<typeof testClock>) => void): Records {
  const dir = temporaryFolder();
  const clock = testClock();
  const ledger = value(open(dir, clock));
  fill(ledger, clock);
  const opened = value(openRecords({ dataDir: dir }));
  ledger.close();
  return opened;
}
const ids = (from: Records, filter: Partial<SessionFilter> = {}): string[] =>
  value(from.listSessions({ limit: 50, ...filter })).sessions.map((session) => session.id);

describe('the list of sessions', () => {
  it('has the newest first and goes on where a page ended', () => {
    const found = records((ledger) => {
      for (let n = 1; n <= 5; n += 1) record(ledger, sessionId(n), 1);
    });
    const first = value(found.listSessions({ limit: 2 }));
    expect(first.more).toBe(true);
    expect(first.sessions.map((session) => session.id)).toEqual([sessionId(5), sessionId(4)]);
    const rest = value(found.listSessions({ limit: 3, before: first.sessions.at(-1)!.seq }));
    expect(rest.more).toBe(false);
    expect(rest.sessions.map((session) => session.id)).toEqual([sessionId(3), sessionId(2), sessionId(1)]);
    found.close();
  });

  it('tells what stands in the ledger', () => {
    const found = records((ledger, clock) => {
      value(
        ledger.append([
          opened(sessionId(1), { practice: true, label: '山田' }),
          file(sessionId(1), 1),
          file(sessionId(1), 2, { verdict: 'blocked', reason: 'script' }),
        ]),
      );
      clock.at += 5000;
      const counts = { outcome: 'partial', files: { total: 2, released: 1, blocked: 1 }, seconds: 4.25 };
      value(ledger.append([closed(sessionId(1), 2, counts)]));
    });
    expect(value(found.listSessions({ limit: 1 })).sessions).toEqual([
      {
        seq: 2,
        id: sessionId(1),
        openedAt: '2026-11-22T01:00:00.000Z',
        closedAt: '2026-11-22T01:00:05.000Z',
        from: '/media/stick',
        to: '/srv/inbox',
        label: '山田',
        preset: 'general',
        staff: 'staff-1',
        purpose: 'referral',
        practice: true,
        outcome: 'partial',
        files: { total: 2, released: 1, blocked: 1 },
        bytes: 2000,
        bytesRead: 2000,
        seconds: 4.25,
        error: null,
      },
    ]);
    found.close();
  });

  it('filters by period, outcome, staff and preset, also together', () => {
    const found = records((ledger, clock) => {
      record(ledger, sessionId(1), 1, { staff: 'a', preset: 'lab' });
      clock.at += HOUR;
      record(ledger, sessionId(2), 1, { staff: 'b', preset: 'lab' });
      clock.at += HOUR;
      value(
        ledger.append([
          {
            ...opened(sessionId(3), { staff: 'a', preset: 'imaging', code: 'device-refused' }),
            kind: 'session.refused',
          },
        ]),
      );
      clock.at = START - HOUR;
      record(ledger, sessionId(4), 1, { staff: 'a', preset: 'imaging' });
    });
    const at = (hours: number): string => new Date(START + hours * HOUR).toISOString();
    expect(ids(found, { from: at(0), to: at(1) })).toEqual([sessionId(1)]);
    expect(ids(found, { from: at(1) })).toEqual([sessionId(3), sessionId(2)]);
    expect(ids(found, { to: at(0) })).toEqual([sessionId(4)]);
    expect(ids(found, { from: at(7), to: at(8) })).toEqual([]);
    expect(ids(found, { outcome: 'refused' })).toEqual([sessionId(3)]);
    expect(ids(found, { staff: 'a' })).toEqual([sessionId(4), sessionId(3), sessionId(1)]);
    expect(ids(found, { staff: 'a', preset: 'imaging', outcome: 'released' })).toEqual([sessionId(4)]);
    expect(ids(found, { staff: 'a', from: at(0), search: 'IM000001' })).toEqual([sessionId(1)]);
    found.close();
  });

  it('shows a session that still runs, and one that was interrupted', () => {
    const found = records((ledger) => {
      value(ledger.append([opened(sessionId(1)), file(sessionId(1), 1)]));
      value(
        ledger.append([
          {
            kind: 'session.interrupted',
            session: sessionId(1),
            body: { phase: 'checking', partials: 0, staging: 1, arrived: null },
          },
        ]),
      );
      value(ledger.append([opened(sessionId(2)), file(sessionId(2), 1)]));
    });
    expect(value(found.listSessions({ limit: 9 })).sessions).toMatchObject([
      { id: sessionId(2), outcome: null, closedAt: null, files: { total: 1, released: 0, blocked: 0 } },
      { id: sessionId(1), outcome: 'interrupted', files: { total: 1, released: 0, blocked: 0 } },
    ]);
    found.close();
  });
});

describe('a search', () => {
  const names = (...paths: string[]): Records =>
    records((ledger) => {
      paths.forEach((path, index) => {
        const session = sessionId(index + 1);
        value(ledger.append([opened(session), file(session, 1, { path }), closed(session, 1)]));
      });
    });

  it.each([
    ['part of a name', 'T0000'],
    ['another case', 'pat00001'],
    ['another width', 'ＰＡＴ００００１'],
    ['a folder and a name', 'pat00001/紹介'],
    ['two kanji', '紹介'],
    ['one kanji', '紹'],
    ['kanji and letters', '状.pd'],
    ['two letters', 'pd'],
    ['a percent sign', '%_1'],
  ])('finds %s', (_what, search) => {
    const found = names('PAT00001/紹介状.PDF%_1', 'other/file.txt');
    expect(ids(found, { search })).toEqual([sessionId(1)]);
    found.close();
  });

  it('finds a Mac’s decomposed kana and half-width kana', () => {
    const found = names('か\u3099そ\u3099う.png', 'ｶﾞｿﾞｳ.png');
    expect(ids(found, { search: 'がぞう' })).toEqual([sessionId(1)]);
    expect(ids(found, { search: 'ガゾウ' })).toEqual([sessionId(2)]);
    found.close();
  });

  it('does not join the ends of two names or the trigrams of several', () => {
    const found = records((ledger) => {
      const session = sessionId(1);
      value(
        ledger.append([
          opened(session),
          file(session, 1, { path: 'abcd' }),
          file(session, 2, { path: 'bcde' }),
          closed(session, 2),
        ]),
      );
    });
    expect(ids(found, { search: 'abcde' })).toEqual([]);
    expect(ids(found, { search: 'dbc' })).toEqual([]);
    expect(ids(found, { search: 'abcd' })).toEqual([sessionId(1)]);
    found.close();
  });

  it('finds names beyond the first block, also when a session spans a restart', () => {
    const dir = temporaryFolder();
    const first = value(open(dir));
    const some = (from: number, to: number): ReturnType<typeof file>[] =>
      Array.from({ length: to - from }, (_, index) =>
        file(sessionId(1), from + index, { path: `name ${from + index}.` }),
      );
    value(first.append([opened(sessionId(1)), ...some(0, 700)]));
    first.close();
    const second = value(open(dir));
    value(second.append(some(700, 1100)));
    value(second.append([closed(sessionId(1), 1100)]));
    second.close();
    const found = value(openRecords({ dataDir: dir }));
    for (const n of [0, 499, 500, 699, 700, 999, 1000, 1099])
      expect(ids(found, { search: `name ${n}.` })).toEqual([sessionId(1)]);
    found.close();
  });

  it('finds a file by its hash, or the first 16 digits of it', () => {
    const found = records((ledger) => {
      for (const n of [1, 2, 3]) {
        const session = sessionId(n);
        value(
          ledger.append([
            opened(session),
            file(session, 1, { sha256: SHA(n === 2 ? 'b' : 'a') }),
            closed(session, 1),
          ]),
        );
      }
    });
    expect(ids(found, { search: SHA('a') })).toEqual([sessionId(3), sessionId(1)]);
    expect(ids(found, { search: SHA('B').slice(0, 16) })).toEqual([sessionId(2)]);
    expect(ids(found, { search: `${SHA('a').slice(0, 63)}b` })).toEqual([]);
    found.close();
  });

  it('finds a session by its id and pages through many', () => {
    const found = records((ledger) => {
      for (let n = 1; n <= 5; n += 1) record(ledger, sessionId(n), 1);
    });
    expect(ids(found, { search: sessionId(3) })).toEqual([sessionId(3)]);
    const page = value(found.listSessions({ search: 'IM0', limit: 2 }));
    expect([page.sessions.map((session) => session.id), page.more]).toEqual([
      [sessionId(5), sessionId(4)],
      true,
    ]);
    expect(ids(found, { search: 'IM0', before: page.sessions.at(-1)!.seq })).toEqual([
      sessionId(3),
      sessionId(2),
      sessionId(1),
    ]);
    found.close();
  });

  it('takes quotes and operators as letters', () => {
    const found = names('say "hello" AND NOT it*.txt');
    for (const search of ['"hello" and', 'NOT it*', '"'])
      expect(ids(found, { search })).toEqual([sessionId(1)]);
    expect(ids(found, { search: `x' OR 1=1 --` })).toEqual([]);
    found.close();
  });
});

describe('one session', () => {
  it('has its steps and its files as the ledger holds them', () => {
    const found = records((ledger) => record(ledger, sessionId(1), 3));
    const shown = value(found.showSession(sessionId(1)));
    expect(shown.steps.map((step) => step.kind)).toEqual(['session.opened', 'session.closed']);
    const files = [...shown.files()];
    expect(files.map((each) => [each.seq, each.n, each.path])).toEqual([
      [3, 1, 'DICOM/IM000001'],
      [4, 2, 'DICOM/IM000002'],
      [5, 3, 'DICOM/IM000003'],
    ]);
    expect(files[0]).toMatchObject({ verdict: 'clean', size: 1001, raw: null, cached: false });
    found.close();
  });

  it('that nobody knows is not found', () => {
    const found = records(() => undefined);
    expect(found.showSession('nobody')).toEqual({
      ok: false,
      error: { code: 'not-found', params: { session: 'nobody' } },
    });
    found.close();
  });
});
