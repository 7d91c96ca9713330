/** One session's entries as the steps of its story: which part of the way each belongs to, and what it says. Pure. */

import type { JsonValue, LedgerEntry } from '../../../shared/model/ledger.ts';
import { ERROR_CODES, type ErrorCode, type GateError } from '../../../shared/errors.ts';
import { OUTCOMES, type Outcome } from '../../../shared/model/session.ts';
import type { SheetWords } from '../../../shared/words/sheet-words.ts';
import { visible } from '../../../shared/visible.ts';
import type { Speech } from '../../i18n/use-words.ts';
import { saidOf } from '../said.ts';

export const STEP_PHASES = [
  'inserted',
  'reception',
  'checking',
  'decided',
  'released',
  'finished',
  'removed',
  'other',
] as const;
export type StepPhase = (typeof STEP_PHASES)[number];

export type StoryStep = {
  readonly seq: number;
  readonly at: string;
  readonly phase: StepPhase;
  readonly said: string;
};

const PHASES: Readonly<Record<string, StepPhase>> = {
  'device.seen': 'inserted',
  'volume.seen': 'inserted',
  'volume.mounted': 'inserted',
  'session.opened': 'inserted',
  'session.refused': 'inserted',
  'guest.answered': 'reception',
  'session.facts': 'reception',
  'session.inventory': 'checking',
  'exception.used': 'decided',
  'release.intent': 'decided',
  'release.arrived': 'released',
  'session.closed': 'finished',
  'session.postponed': 'finished',
  'session.interrupted': 'finished',
  'medium.removed': 'removed',
  'medium.ejected': 'removed',
};

export type Body = Readonly<Record<string, JsonValue>>;

export const textOf = (body: Body, key: string): string | null => {
  const value = body[key];
  return typeof value === 'string' && value !== '' ? value : null;
};
export const numberOf = (body: Body, key: string): number | null => {
  const value = body[key];
  return typeof value === 'number' ? value : null;
};
export const objectOf = (body: Body, key: string): Body | null => {
  const value = body[key];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : null;
};

const isCode = (word: string | null): word is ErrorCode =>
  word !== null && (ERROR_CODES as readonly string[]).includes(word);
const isOutcome = (word: string | null): word is Outcome =>
  word !== null && (OUTCOMES as readonly string[]).includes(word);

/** `{code, params}` as it stands in a body; null for anything else. */
export function errorOf(body: Body | null): GateError | null {
  if (body === null) return null;
  const code = textOf(body, 'code');
  if (!isCode(code)) return null;
  const params = objectOf(body, 'params') ?? {};
  const plain = Object.entries(params).filter(([, value]) => typeof value !== 'object' || value === null);
  return { code, params: Object.fromEntries(plain) as GateError['params'] };
}

/** Who stands in an entry's `by`: a person's identifier, or the account of the terminal. */
export function byOf(body: Body, { t }: Speech): string {
  const by = objectOf(body, 'by');
  const user = by === null ? null : textOf(by, 'user');
  if (user !== null) return t('admin.records.steps.console', { user: visible(user) });
  return (by === null ? null : textOf(by, 'person')) ?? t('admin.common.none');
}

function factsSaid(body: Body, { t }: Speech, codes: SheetWords['codes']): string {
  const facts = objectOf(body, 'facts') ?? {};
  const tables: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    origin: codes.origin,
    disposition: codes.disposition,
  };
  const said = Object.entries(facts).flatMap(([key, value]) =>
    typeof value === 'string' && value !== '' ? [tables[key]?.[value] ?? visible(value)] : [],
  );
  return said.length === 0 ? t('admin.common.none') : said.join(t('admin.records.filter.and'));
}

function sentence(entry: LedgerEntry, speech: Speech, codes: SheetWords['codes']): string {
  const { t, format } = speech;
  const { body, kind } = entry;
  const files = format.number(numberOf(body, 'files') ?? 0);
  const bytes = format.size(numberOf(body, 'bytes') ?? 0);
  switch (kind) {
    case 'session.opened':
      return t('admin.records.steps.opened', {
        label: visible(textOf(body, 'label') ?? t('admin.common.none')),
      });
    case 'session.refused': {
      const error = errorOf(body);
      const what = error === null ? '' : saidOf(error, speech).what;
      return t('admin.records.steps.refused', { what });
    }
    case 'session.inventory':
      return t('admin.records.steps.inventory', { files, bytes });
    case 'session.facts':
      return t('admin.records.steps.facts', {
        by: byOf(body, speech),
        facts: factsSaid(body, speech, codes),
      });
    case 'release.intent':
      return t('admin.records.steps.intent', { files, bytes });
    case 'release.arrived':
      return t('admin.records.steps.arrived', { files });
    case 'session.closed': {
      const outcome = textOf(body, 'outcome');
      const word = isOutcome(outcome) ? t(`admin.records.outcomes.${outcome}`) : t('admin.common.none');
      const error = errorOf(objectOf(body, 'error'));
      if (error === null) return t('admin.records.steps.closed', { outcome: word });
      const { what } = saidOf(error, speech);
      return t('admin.records.steps.closedError', { outcome: word, what });
    }
    case 'session.interrupted':
      return t('admin.records.steps.interrupted');
    case 'medium.removed':
      return t('admin.records.steps.removed');
    case 'medium.ejected':
      return t('admin.records.steps.ejected');
    case 'exception.used':
      return t('admin.records.steps.exception');
    default:
      return codes.operations[kind] ?? kind;
  }
}

export const timeline = (
  steps: readonly LedgerEntry[],
  speech: Speech,
  codes: SheetWords['codes'],
): readonly StoryStep[] =>
  steps.map((entry) => ({
    seq: entry.seq,
    at: entry.at,
    phase: PHASES[entry.kind] ?? 'other',
    said: sentence(entry, speech, codes),
  }));
