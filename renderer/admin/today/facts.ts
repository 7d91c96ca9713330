/** The facts of the day as sentences, each with whether it is well and where it is mended; pure, from the snapshot alone. */

import type { Snapshot } from '../../../shared/contract/snapshot.ts';
import type { Speech } from '../../i18n/use-words.ts';
import type { Tone } from '../../parts/tone.ts';
import type { Page } from '../navigation.ts';
import { saidOf } from '../said.ts';

export type Fact = {
  readonly key: string;
  readonly label: string;
  readonly tone: Tone;
  /** The state in one word, for the badge. */
  readonly toneWord: string;
  readonly said: string;
  /** A second, quieter line. */
  readonly next?: string;
  readonly to: Page;
  readonly toWord: string;
  readonly well: boolean;
  /** What is done about it on this very page. */
  readonly act?: TodayAct;
};

export type TodayAct = 'confirm-clock' | 'accept-inbox';

const noon = (date: string) => `${date}T12:00:00+09:00`;

function gateFact({ gate }: Snapshot, { t, words, format }: Speech): Fact {
  const base = { key: 'gate', label: t('admin.today.gate.label'), to: 'definitions' as const };
  if (gate.state === 'open')
    return {
      ...base,
      tone: 'clean',
      toneWord: t('admin.today.word.well'),
      well: true,
      said: t('admin.today.gate.open', { since: format.moment(gate.since) }),
      next: t('admin.today.gate.engine', { engine: gate.engine }),
      toWord: t('admin.today.definitions.see'),
    };
  if (gate.state === 'opening')
    return {
      ...base,
      tone: 'waiting',
      toneWord: t('parts.connecting'),
      well: true,
      said: t('admin.today.gate.opening'),
      toWord: t('admin.today.definitions.see'),
    };
  const { what, next } = saidOf(gate.error, { t, words });
  const inbox = gate.error.code.startsWith('destination') || gate.error.code.startsWith('settings');
  return {
    ...base,
    tone: 'closed',
    toneWord: t('parts.tone.closed'),
    well: false,
    said: t('admin.today.gate.closed', { what }),
    next,
    to: inbox ? 'settings' : 'definitions',
    toWord: t('admin.today.gate.mend'),
  };
}

function definitionsFact({ definitions }: Snapshot, { t, format }: Speech): Fact {
  const { state, builtAt, days } = definitions;
  const well = state === 'fresh';
  return {
    key: 'definitions',
    label: t('admin.today.definitions.label'),
    tone: well ? 'clean' : state === 'aging' || state === 'practice' ? 'partial' : 'blocked',
    toneWord: t(`admin.definitions.states.${state}`),
    well,
    said: t(`admin.today.definitions.${state}`, {
      built: builtAt === null ? t('admin.common.none') : format.day(builtAt),
      days: days ?? 0,
    }),
    to: 'definitions',
    toWord: t(well ? 'admin.today.definitions.see' : 'admin.today.definitions.mend'),
  };
}

function ledgerFact({ ledger }: Snapshot, newestAt: string | null, { t, words, format }: Speech): Fact {
  const what = ledger.error === null ? '' : saidOf(ledger.error, { t, words }).what;
  return {
    key: 'ledger',
    label: t('admin.today.ledger.label'),
    tone: ledger.ok ? 'clean' : 'blocked',
    toneWord: t(ledger.ok ? 'admin.today.word.well' : 'admin.today.word.look'),
    well: ledger.ok,
    said: ledger.ok
      ? t('admin.today.ledger.ok', {
          entries: format.number(ledger.entries),
          at: newestAt === null ? t('admin.common.none') : format.moment(newestAt),
        })
      : t('admin.today.ledger.bad', { what }),
    to: 'review',
    toWord: t('admin.today.ledger.see'),
  };
}

function reviewFact({ unreviewed }: Snapshot, { t, format }: Speech): Fact {
  const { days, oldest, due } = unreviewed;
  return {
    key: 'review',
    label: t('admin.today.review.label'),
    tone: days === 0 ? 'clean' : due ? 'blocked' : 'partial',
    toneWord: t(days === 0 ? 'admin.today.word.well' : 'admin.today.word.waits'),
    well: days === 0,
    said:
      days === 0
        ? t('admin.today.review.none')
        : t('admin.today.review.days', {
            count: days,
            n: format.number(days),
            oldest: oldest === null ? t('admin.common.none') : format.day(noon(oldest)),
          }),
    to: 'review',
    toWord: t('admin.today.review.mend'),
  };
}

/** Gate, definitions, ledger, reviews: always there. `newestAt`: when the newest entry was written. */
export const fourFacts = (snapshot: Snapshot, newestAt: string | null, speech: Speech): readonly Fact[] => [
  gateFact(snapshot, speech),
  definitionsFact(snapshot, speech),
  ledgerFact(snapshot, newestAt, speech),
  reviewFact(snapshot, speech),
];

/** What else needs somebody: empty on a quiet day. */
export function furtherFacts(snapshot: Snapshot, { t, words, format }: Speech): readonly Fact[] {
  const facts: Fact[] = [];
  const add = (key: string, said: string, to: Page, tone: Tone = 'partial', act?: TodayAct) =>
    facts.push({
      ...(act === undefined ? {} : { act }),
      key,
      label: t('admin.today.more.label'),
      tone,
      toneWord: t('admin.today.word.look'),
      said,
      to,
      toWord: t('admin.today.more.to'),
      well: false,
    });
  const { backup, drill, spaces, trouble, inbox, clock } = snapshot;
  if (clock.recordAt !== null) {
    const said = t('admin.today.clock.behind', { record: format.moment(clock.recordAt) });
    add('clock', said, 'today', 'blocked', 'confirm-clock');
  }
  if (inbox.moved)
    add('moved', t('admin.today.moved.said', { name: inbox.name }), 'today', 'blocked', 'accept-inbox');
  if (!inbox.chosen) add('inbox', t('admin.today.more.inbox'), 'settings', 'blocked');
  if (trouble !== null) {
    const { what } = saidOf(trouble, { t, words });
    add('trouble', t('admin.today.more.trouble', { what }), 'today', 'blocked');
  }
  for (const { of, free, level } of spaces) {
    if (level !== 'low' && level !== 'full') continue;
    const params = { where: t(`admin.today.spaces.${of}`), free: free === null ? '' : format.size(free) };
    const full = level === 'full';
    add(
      `space-${of}`,
      full ? t('admin.today.more.spaceFull', params) : t('admin.today.more.spaceLow', params),
      'settings',
      full ? 'blocked' : 'partial',
    );
  }
  if (backup.due)
    add(
      'backup',
      backup.since === null
        ? t('admin.today.more.backupNever')
        : t('admin.today.more.backupDue', { days: format.number(backup.since) }),
      'settings',
    );
  if (drill.due) add('drill', t('admin.today.more.drillDue'), 'review');
  return facts;
}
