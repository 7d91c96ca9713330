import { describe, expect, test } from 'vitest';
import { noticesBetween } from '../../electron/hosts/desktop/notices.ts';
import { createWatch } from '../../electron/hosts/desktop/snapshot-watch.ts';
import { wordsIn } from '../../electron/hosts/desktop/words.ts';
import { gateError } from '../../shared/errors.ts';
import { electronDouble } from './electron-double.ts';
import { closed, medium, result, session, snapshot } from './snapshots.ts';

const words = wordsIn('ja');
const expired = snapshot({ definitions: { state: 'expired', version: '1', builtAt: null, days: 9 } });
const shut = {
  ...expired,
  gate: { state: 'closed' as const, error: gateError('definitions-expired', { days: 9 }), retryAt: null },
};

describe('the system speaks up', () => {
  test('about malware, once, with what to do and whom to tell, and without a patient’s name', () => {
    const found = snapshot({ result: result(2) });
    const [notice, ...more] = noticesBetween(snapshot(), found, words);
    expect(more).toEqual([]);
    expect(notice).toMatchObject({ title: 'ウイルスの疑い: 2件', urgent: true, opens: 'kiosk' });
    expect(notice?.body).toContain('内線 11');
    expect(JSON.stringify(notice)).not.toContain('山田');
    expect(noticesBetween(found, { ...found, seq: 2 }, words)).toEqual([]);
  });

  test('about malware also where the next medium began in the same breath', () => {
    const moved = snapshot({ unread: [result(2)], session });
    expect(noticesBetween(snapshot(), moved, words)).toMatchObject([{ title: 'ウイルスの疑い: 2件' }]);
    expect(noticesBetween(snapshot({ result: result(2) }), moved, words)).toEqual([]);
    const next = { ...result(0), turn: 2 };
    expect(noticesBetween(moved, snapshot({ unread: [result(2)], result: next }), words)).toEqual([]);
  });

  test('about a gate that closed, or was closed from the beginning', () => {
    expect(noticesBetween(snapshot(), closed, words)).toHaveLength(1);
    expect(noticesBetween(null, closed, words)).toMatchObject([{ title: 'いまは取り込めません' }]);
    expect(noticesBetween(closed, { ...closed, seq: 2 }, words)).toEqual([]);
  });

  test('about definitions that ran out, in one notice although the gate closed with them', () => {
    expect(noticesBetween(snapshot(), expired, words)).toMatchObject([
      { title: words.expired, opens: 'admin' },
    ]);
    expect(noticesBetween(snapshot(), shut, words)).toMatchObject([{ title: words.expired }]);
    expect(noticesBetween(shut, shut, words)).toEqual([]);
  });

  test('and says so when it is practice', () => {
    const [notice] = noticesBetween(null, snapshot({ practice: true, result: result(1) }), words);
    expect(notice?.body).toMatch(new RegExp(`^${words.practice}`));
  });
});

test('it is silent about a day without incidents', () => {
  const day = [null, snapshot(), snapshot({ session }), snapshot({ result: result(0) })];
  const told = day.slice(1).flatMap((after, index) => noticesBetween(day[index] ?? null, after!, words));
  expect(told).toEqual([]);
});

describe('the watch', () => {
  function watching() {
    const { parts, seen } = electronDouble();
    const shown: string[] = [];
    const inserted: number[] = [];
    const watch = createWatch({
      tray: { show: (view) => shown.push(view.state), close: () => undefined },
      words,
      powerSaveBlocker: parts.powerSaveBlocker,
      notify: () => undefined,
      inserted: () => inserted.push(1),
    });
    return { watch, seen, shown, inserted };
  }

  test('keeps the machine awake while something is checked, and no longer', () => {
    const { watch, seen } = watching();
    watch.saw(snapshot({ session }));
    watch.saw(snapshot({ session, seq: 2 }));
    expect(seen.blockers.size).toBe(1);
    watch.saw(snapshot({ seq: 3 }));
    expect(seen.blockers.size).toBe(0);
    watch.saw(snapshot({ session, seq: 4 }));
    watch.lost();
    expect(seen.blockers.size).toBe(0);
  });

  test('says once that a medium was put in', () => {
    const { watch, inserted } = watching();
    watch.saw(snapshot());
    watch.saw(snapshot({ media: [medium] }));
    watch.saw(snapshot({ media: [{ ...medium, state: 'gating' }], session }));
    expect(inserted).toHaveLength(1);
    watch.saw(snapshot());
    watch.saw(snapshot({ media: [{ ...medium, insertion: 'i2' }] }));
    expect(inserted).toHaveLength(2);
  });

  test('knows when a core came back, and when nobody could be asked', () => {
    const { watch, shown } = watching();
    expect(watch.canAskAdministrator()).toBe(false);
    expect(watch.returned()).toBe(false);
    watch.saw(snapshot());
    expect(watch.canAskAdministrator()).toBe(true);
    watch.lost();
    expect(watch.canAskAdministrator()).toBe(false);
    expect(watch.returned()).toBe(true);
    watch.saw(snapshot({ ledger: { ok: false, entries: 0, error: gateError('data-folder-in-use') } }));
    expect(watch.canAskAdministrator()).toBe(false);
    watch.saw(snapshot({ founding: true }));
    expect(watch.canAskAdministrator()).toBe(false);
    expect(shown).toEqual(['starting', 'starting', 'open', 'broken', 'open', 'attention', 'open']);
  });
});
