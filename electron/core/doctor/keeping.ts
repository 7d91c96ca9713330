/** What falls due in the record and its keeping: reviews, drills, backups, and heads on their way off the machine. */

import type { Finding } from '../../../shared/model/finding.ts';
import type { ClinicStatus } from '../../../shared/model/status.ts';
import { openReading } from '../reading.ts';
import type { Clock } from '../ports.ts';
import { finding } from './levels.ts';

/** `latest`: the time that the clock is behind of, ISO 8601; null where it is not, or the record cannot be read. */
export type ExaminedKeeping = { readonly findings: readonly Finding[]; readonly latest: string | null };

const NOTHING: ExaminedKeeping = { findings: [], latest: null };

/** Nothing where there is no ledger, or none that can be read: that is a finding of its own. */
export async function examineKeeping(dataDir: string, clock: Clock): Promise<ExaminedKeeping> {
  const reading = openReading({ dataDir, app: 'doctor', user: 'doctor' }, clock);
  if (!reading.ok) return NOTHING;
  try {
    const status = await reading.value.status(null);
    return { findings: judge(status), latest: latestOf(status) };
  } finally {
    reading.value.close();
  }
}

function latestOf({ clock }: ClinicStatus): string | null {
  if (!clock.ok || clock.value.behind === 0) return null;
  return new Date(Date.parse(clock.value.now) + clock.value.behind).toISOString();
}

function judge({ review, drill, backup, anchors }: ClinicStatus): readonly Finding[] {
  return [
    finding(
      'review',
      review.ok
        ? {
            state: review.value.due ? 'due' : review.value.days > 0 ? 'open' : 'signed',
            days: review.value.days,
            oldest: review.value.oldest,
          }
        : { state: 'unknown', days: null, oldest: null },
    ),
    finding(
      'drill',
      drill.ok
        ? {
            state: drill.value.passed === false ? 'failed' : drill.value.due ? 'due' : 'held',
            days: drill.value.since,
          }
        : { state: 'unknown', days: null },
    ),
    finding(
      'backup',
      backup.ok
        ? {
            state: backup.value.since === null ? 'never' : backup.value.due ? 'due' : 'made',
            days: backup.value.since,
          }
        : { state: 'unknown', days: null },
    ),
    finding('anchors', anchorFacts(anchors)),
  ];
}

function anchorFacts(anchors: ClinicStatus['anchors']): Finding<'anchors'>['facts'] {
  if (!anchors.ok) return { state: 'unknown', names: [], since: null };
  const failing = anchors.value.filter(({ failingSince }) => failingSince !== null);
  const [first] = failing.map(({ failingSince }) => failingSince ?? '').sort();
  if (first !== undefined)
    return { state: 'failing', names: failing.map(({ target }) => target), since: first };
  const waits = anchors.value.some((anchor) => anchor.waits);
  const state = anchors.value.length === 0 ? 'none' : waits ? 'waiting' : 'delivered';
  return { state, names: [], since: null };
}
