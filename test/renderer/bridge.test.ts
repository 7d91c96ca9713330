import { describe, expect, test } from 'vitest';
import { readAddress } from '../../renderer/bridge/address.ts';
import { createStreamReader } from '../../renderer/bridge/event-stream.ts';
import { learn, type GateState } from '../../renderer/bridge/gate-store.ts';
import type { Snapshot } from '../../shared/contract/snapshot.ts';
import { during, OPEN, SESSION } from '../browser/snapshots.ts';

const at = (seq: number, snapshot: Snapshot = OPEN): Snapshot => ({ ...snapshot, seq });
const there = (snapshot: Snapshot): GateState => ({ line: 'there', snapshot });
const START: GateState = { line: 'connecting', snapshot: null };

describe('what a window learns', () => {
  test('a newer snapshot replaces the one before; the same and older ones change nothing', () => {
    const state = learn(START, { type: 'snapshot', snapshot: at(5) });
    expect(state).toEqual(there(at(5)));
    for (const seq of [4, 5]) expect(learn(state, { type: 'snapshot', snapshot: at(seq) })).toBe(state);
    expect(learn(state, { type: 'snapshot', snapshot: at(6) })).toEqual(there(at(6)));
  });

  test('a core that began anew is believed when it is asked', () => {
    const state = learn(there(at(900)), { type: 'asked', snapshot: at(2) });
    expect(state).toEqual(there(at(2)));
    expect(learn(state, { type: 'snapshot', snapshot: at(3) })).toEqual(there(at(3)));
  });

  test('after a lost line whatever comes is new', () => {
    const lost = learn(there(at(900)), { type: 'lost' });
    expect(lost).toEqual({ line: 'lost', snapshot: at(900) });
    expect(learn(lost, { type: 'lost' })).toBe(lost);
    expect(learn(lost, { type: 'snapshot', snapshot: at(1) })).toEqual(there(at(1)));
  });

  test('progress belongs to its snapshot and session', () => {
    const state = there(at(7, during({})));
    const progress = { ...SESSION.progress, filesDone: 2000 };
    const told = { seq: 7, session: SESSION.id, phase: 'checking', progress } as const;
    const next = learn(state, { type: 'progress', told });
    expect(next.snapshot?.session?.progress.filesDone).toBe(2000);
    for (const strange of [{ seq: 6 }, { seq: 8 }, { session: 'ffffffffffff' }]) {
      expect(learn(state, { type: 'progress', told: { ...told, ...strange } })).toBe(state);
    }
    expect(learn(START, { type: 'progress', told })).toBe(START);
    expect(learn(there(at(7)), { type: 'progress', told }).snapshot?.session).toBeNull();
  });
});

describe('the stream of events', () => {
  test('messages are read whole, however they are cut', () => {
    const text =
      ': hello\n\nevent: snapshot\ndata: {"a":1,\ndata: "b":2}\n\nevent: progress\r\ndata: {}\r\n\r\n';
    for (let size = 1; size <= text.length; size += 7) {
      const read = createStreamReader();
      const told = [];
      for (let from = 0; from < text.length; from += size) told.push(...read(text.slice(from, from + size)));
      expect(told).toEqual([
        { event: 'snapshot', data: '{"a":1,\n"b":2}' },
        { event: 'progress', data: '{}' },
      ]);
    }
  });

  test('a message without an end is no message of ours', () => {
    const read = createStreamReader();
    expect(() => read('x'.repeat(5 * 1024 * 1024))).toThrow();
  });
});

test.each([
  ['', 'kiosk', '', null, null],
  ['#/kiosk?token=abc', 'kiosk', '', 'abc', null],
  ['#/admin/records?token=a%26b&lang=en', 'admin', 'records', 'a&b', 'en'],
  ['#/elsewhere', 'kiosk', '', null, null],
  ['#/admin', 'admin', '', null, null],
])('the address %j', (hash, kind, page, token, language) => {
  expect(readAddress(hash)).toEqual({ kind, page, token, language });
});
