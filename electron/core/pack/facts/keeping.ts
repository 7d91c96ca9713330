/** Collects backups, restore tests, archives and gaps, and what went wrong with clock, anchors and devices. */

import type { JsonValue } from '../../../../shared/model/ledger.ts';
import type { KeepingFacts, MachineFacts } from '../../../../shared/model/report.ts';
import { CLOCK_CONFIRMED } from '../../audit/reference-time.ts';
import { createTally, memberOf, numberOf, textOf, whoDid, type Collector } from './entries.ts';

export function collectKeeping(): Collector<KeepingFacts> {
  const backups = { made: 0, last: null as string | null, failed: 0 };
  const tests = { passed: 0, failed: 0, last: null as string | null };
  const restores: KeepingFacts['restores'][number][] = [];
  let archives = 0;
  return {
    kinds: ['backup.made', 'backup.failed', 'backup.tested', 'archive.made', 'ledger.restored'],
    see: ({ at, kind, body }, within) => {
      if (!within) return;
      if (kind === 'backup.made') {
        backups.made += 1;
        backups.last = at;
      } else if (kind === 'backup.failed') backups.failed += 1;
      else if (kind === 'archive.made') archives += 1;
      else if (kind === 'backup.tested') {
        tests.last = at;
        if (body['ok'] === true) tests.passed += 1;
        else tests.failed += 1;
      } else restores.push({ at, backup: textOf(body, 'backup') ?? '', lost: numberOf(body, 'lost') });
    },
    finish: () => ({ backups, tests, archives, restores }),
  };
}

export function collectMachine(): Collector<MachineFacts> {
  const clock: MachineFacts['clock'][number][] = [];
  const anchors: { target: string; from: string; to: string | null; code: string }[] = [];
  const refused = createTally();
  const settings: MachineFacts['settings'][number][] = [];
  let [interrupted, clockConfirmed] = [0, 0];
  const mended = { core: 0, windows: 0 };
  /** The places alone: values may hold addresses and names, and stand in the sheet of operations. */
  const places = (value: JsonValue | undefined): readonly string[] =>
    Array.isArray(value)
      ? value.flatMap((change: JsonValue) => textOf(memberOf({ change }, 'change'), 'at') ?? [])
      : [];
  return {
    kinds: [
      'clock.backwards',
      CLOCK_CONFIRMED,
      'anchor.failed',
      'anchor.recovered',
      'device.refused',
      'session.interrupted',
      'desktop.mended',
      'settings.changed',
    ],
    see: ({ at, kind, body }, within) => {
      if (kind === 'anchor.recovered') {
        // An outage of the period may have ended after it.
        const target = textOf(body, 'target');
        const outage = anchors.findLast((one) => one.target === target && one.to === null);
        if (outage !== undefined) outage.to = at;
        return;
      }
      if (!within) return;
      if (kind === 'clock.backwards')
        clock.push({ at, previous: textOf(body, 'previous') ?? '', now: textOf(body, 'now') ?? '' });
      else if (kind === 'anchor.failed')
        anchors.push({
          target: textOf(body, 'target') ?? '',
          from: at,
          to: null,
          code: textOf(body, 'code') ?? '',
        });
      else if (kind === 'device.refused') refused.add(textOf(body, 'reason') ?? '');
      else if (kind === CLOCK_CONFIRMED) clockConfirmed += 1;
      else if (kind === 'session.interrupted') interrupted += 1;
      else if (kind === 'desktop.mended') {
        // A message from elsewhere that was refused broke nothing; it stands in the sheet of operations.
        if (textOf(body, 'reason') !== 'sender')
          mended[textOf(body, 'part') === 'core' ? 'core' : 'windows'] += numberOf(body, 'times') ?? 1;
      } else settings.push({ at, by: whoDid(body) ?? '', places: places(body['changes']) });
    },
    finish: () => ({
      clock,
      clockConfirmed,
      anchors,
      refusedDevices: refused.list().map(({ name, times }) => ({ reason: name, times })),
      interrupted,
      mended,
      settings,
    }),
  };
}
