/** Collects which engine and definitions were at work, on which days they were old, and when the gate stayed closed. */

import { japanDate, type JapanDate } from '../../../../shared/japan-time.ts';
import type { EngineFacts, Seen } from '../../../../shared/model/report.ts';
import { createTally, numberOf, textOf, type Collector } from './entries.ts';

/** What the record says about the definitions' state; the worst of a day counts. */
const GRAVITY = ['fresh', 'aging', 'expired'];

function createSeen(): { see(what: string | null, at: string): void; list(): readonly Seen[] } {
  const seen = new Map<string, Seen>();
  return {
    see: (what, at) => {
      if (what !== null) seen.set(what, { what, first: seen.get(what)?.first ?? at, last: at });
    },
    list: () => [...seen.values()],
  };
}

export function collectEngine(): Collector<EngineFacts> {
  const engines = createSeen();
  const definitions = createSeen();
  const days = new Map<JapanDate, number>();
  const closed = createTally();
  const extensions: { at: string; days: number; reason: string }[] = [];
  let updates = 0;
  const stateOn = (day: JapanDate, state: string | null): void => {
    days.set(day, Math.max(days.get(day) ?? 0, GRAVITY.indexOf(state ?? '')));
  };
  const daysWith = (gravity: number): readonly JapanDate[] =>
    [...days].flatMap(([day, worst]) => (worst === gravity ? [day] : [])).sort();

  return {
    kinds: [
      'gate.opened',
      'gate.closed',
      'session.opened',
      'session.refused',
      'definitions.updated',
      'definitions.imported',
      'definitions.extended',
    ],
    see: ({ at, kind, body }, within) => {
      // Practice mode's engine and definitions say nothing about those that guard the clinic.
      if (!within || body['practice'] === true) return;
      const day = japanDate(at);
      if (kind === 'definitions.extended') {
        extensions.push({ at, days: numberOf(body, 'days') ?? 0, reason: textOf(body, 'reason') ?? '' });
      } else if (kind.startsWith('definitions.')) {
        updates += 1;
      } else {
        const code = textOf(body, 'code');
        if (kind === 'gate.closed' && code !== null) closed.add(code);
        if (kind === 'gate.opened' || kind === 'session.opened') {
          engines.see(textOf(body, 'engine'), at);
          definitions.see(textOf(body, 'definitions'), at);
        }
        stateOn(day, code === 'definitions-expired' ? 'expired' : textOf(body, 'state'));
      }
    },
    finish: () => ({
      engines: engines.list(),
      definitions: definitions.list(),
      days: days.size,
      aging: daysWith(1),
      expired: daysWith(2),
      updates,
      extensions,
      closed: closed.list().map(({ name, times }) => ({ code: name, times })),
    }),
  };
}
