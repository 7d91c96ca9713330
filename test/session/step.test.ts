import { describe, expect, it } from 'vitest';
import { begin, ImpossibleTransition, step } from '../../electron/core/session/step.ts';
import type { SessionEvent, SessionState } from '../../electron/core/session/step.ts';

const error = { code: 'medium-gone', params: {} } as const;

const states: Record<SessionState['type'], SessionState> = {
  opening: { type: 'opening' },
  inventory: { type: 'inventory' },
  checking: { type: 'checking', files: 3 },
  waiting: { type: 'waiting', outcome: 'partial', releasable: 2 },
  recording: { type: 'recording', outcome: 'partial', releasable: 2 },
  preparing: { type: 'preparing', outcome: 'partial' },
  publishing: { type: 'publishing', outcome: 'partial' },
  confirming: { type: 'confirming', outcome: 'partial' },
  closing: { type: 'closing', outcome: 'partial', error: null },
  closed: { type: 'closed', outcome: 'partial', error: null },
};

const events: Record<SessionEvent['type'], SessionEvent> = {
  opened: { type: 'opened' },
  'inventory-taken': { type: 'inventory-taken', files: 3 },
  refused: { type: 'refused', error },
  checked: { type: 'checked', files: 3, releasable: 2, spoilt: 1 },
  'facts-complete': { type: 'facts-complete' },
  recorded: { type: 'recorded' },
  prepared: { type: 'prepared' },
  published: { type: 'published' },
  'arrival-recorded': { type: 'arrival-recorded' },
  failed: { type: 'failed', error },
  cancelled: { type: 'cancelled' },
  'medium-removed': { type: 'medium-removed', error },
  unanswered: { type: 'unanswered', error: { code: 'facts-missing', params: {} } },
  'publish-unknown': { type: 'publish-unknown', error },
  swept: { type: 'swept', recorded: true },
};

/** Every pair that may happen, as `next state [effects]`; a pair that is not here must be impossible. */
const TABLE: Partial<Record<SessionState['type'], Partial<Record<SessionEvent['type'], string>>>> = {
  opening: {
    opened: 'inventory [take-inventory]',
    failed: 'closing aborted medium-gone [sweep]',
    cancelled: 'closing aborted cancelled [sweep]',
    'medium-removed': 'closing aborted medium-gone [sweep]',
    unanswered: 'opening []',
  },
  inventory: {
    'inventory-taken': 'checking [check]',
    refused: 'closing refused medium-gone [sweep]',
    failed: 'closing aborted medium-gone [sweep]',
    cancelled: 'closing aborted cancelled [sweep]',
    'medium-removed': 'closing aborted medium-gone [sweep]',
    unanswered: 'inventory []',
  },
  checking: {
    checked: 'waiting partial [await-facts]',
    failed: 'closing aborted medium-gone [sweep]',
    cancelled: 'closing aborted cancelled [sweep]',
    'medium-removed': 'closing aborted medium-gone [sweep]',
    unanswered: 'checking []',
  },
  waiting: {
    'facts-complete': 'recording partial [record-verdicts]',
    failed: 'closing aborted medium-gone [sweep]',
    cancelled: 'closing aborted cancelled [sweep]',
    'medium-removed': 'waiting partial []',
    unanswered: 'closing aborted facts-missing [sweep]',
  },
  recording: {
    recorded: 'preparing partial [prepare]',
    failed: 'closing aborted medium-gone [sweep]',
    cancelled: 'closing aborted cancelled [sweep]',
    'medium-removed': 'recording partial []',
    unanswered: 'recording partial []',
  },
  preparing: {
    prepared: 'publishing partial [publish]',
    failed: 'closing aborted medium-gone [sweep]',
    cancelled: 'closing aborted cancelled [sweep]',
    'medium-removed': 'preparing partial []',
    unanswered: 'preparing partial []',
  },
  publishing: {
    published: 'confirming partial [record-arrival]',
    failed: 'closing aborted medium-gone [sweep]',
    'publish-unknown': 'closing interrupted medium-gone [sweep]',
    cancelled: 'publishing partial []',
    'medium-removed': 'publishing partial []',
    unanswered: 'publishing partial []',
  },
  confirming: {
    'arrival-recorded': 'closing partial [sweep]',
    failed: 'closing interrupted medium-gone [sweep]',
    cancelled: 'confirming partial []',
    'medium-removed': 'confirming partial []',
    unanswered: 'confirming partial []',
  },
  closing: {
    swept: 'closed partial []',
    failed: 'closing partial []',
    cancelled: 'closing partial []',
    'medium-removed': 'closing partial []',
    unanswered: 'closing partial []',
  },
  closed: {
    failed: 'closed partial []',
    cancelled: 'closed partial []',
    'medium-removed': 'closed partial []',
    unanswered: 'closed partial []',
  },
};

function told(state: SessionState, event: SessionEvent): string {
  const next = step(state, event);
  const outcome = 'outcome' in next.state ? ` ${next.state.outcome}` : '';
  const why = 'error' in next.state && next.state.error !== null ? ` ${next.state.error.code}` : '';
  return `${next.state.type}${outcome}${why} [${next.effects.join(', ')}]`;
}

describe('session step', () => {
  it('begins by putting the session on record', () => {
    expect(begin()).toEqual({ state: { type: 'opening' }, effects: ['record-opened'] });
  });

  for (const [stateName, state] of Object.entries(states)) {
    for (const [eventName, event] of Object.entries(events)) {
      const expected = TABLE[state.type]?.[event.type];
      it(`${stateName} + ${eventName} → ${expected ?? 'impossible'}`, () => {
        if (expected === undefined) expect(() => step(state, event)).toThrow(ImpossibleTransition);
        else expect(told(state, event)).toBe(expected);
      });
    }
  }

  it.each([
    [{ releasable: 3, spoilt: 0 }, 'released'],
    [{ releasable: 0, spoilt: 0 }, 'released'],
    [{ releasable: 2, spoilt: 1 }, 'partial'],
    [{ releasable: 0, spoilt: 3 }, 'blocked'],
  ])('%o makes the outcome %s', (counts, outcome) => {
    expect(step(states.checking, { type: 'checked', files: 3, ...counts }).state).toMatchObject({ outcome });
  });

  it('does not believe a check that covers another number of files than the inventory', () => {
    const short: SessionEvent = { type: 'checked', files: 2, releasable: 2, spoilt: 0 };
    expect(() => step(states.checking, short)).toThrow(ImpossibleTransition);
  });

  it('closes at once when nothing is to be released', () => {
    const nothing: SessionState = { type: 'recording', outcome: 'blocked', releasable: 0 };
    expect(told(nothing, events.recorded)).toBe('closing blocked [sweep]');
  });

  it('asks nobody where nothing goes in', () => {
    const nothing: SessionEvent = { type: 'checked', files: 3, releasable: 0, spoilt: 3 };
    expect(told(states.checking, nothing)).toBe('recording blocked [record-verdicts]');
  });

  it('records and releases only what was complete: nothing else leads out of the waiting to a release', () => {
    for (const event of Object.values(events)) {
      if (TABLE.waiting?.[event.type] === undefined || event.type === 'facts-complete') continue;
      expect(step(states.waiting, event).effects).not.toContain('record-verdicts');
    }
  });

  it('calls a session interrupted whose last entry could not be written', () => {
    expect(told(states.closing, { type: 'swept', recorded: false })).toBe('closed interrupted []');
  });

  it('never publishes from any state but preparing', () => {
    for (const state of Object.values(states)) {
      for (const event of Object.values(events)) {
        if (TABLE[state.type]?.[event.type] === undefined) continue;
        if (step(state, event).effects.includes('publish')) expect(state.type).toBe('preparing');
      }
    }
  });
});
