/** Every page and state of the administrator's window that is pictured and looked at, by name. */

import { gateError, type GateError } from '../../shared/errors.ts';
import type { Snapshot } from '../../shared/contract/snapshot.ts';
import type { MethodName } from '../../shared/contract.ts';
import { ANSWERS, DASHBOARD, LINES, loggedIn, PACKED, SETUP, UNTOLD_STORY } from './admin-data.ts';
import type { Answers } from './fake-host.ts';
import { AT, OPEN, medium, during } from './snapshots.ts';

/** Presses a button or fills a field by the key of its words; `name` where the words hold somebody's name. */
export type Step =
  | { readonly press: readonly string[]; readonly with?: Readonly<Record<string, string>> }
  | { readonly fill: readonly string[]; readonly text: string };

export type AdminScene = {
  readonly name: string;
  /** Who is logged in; scenes of the same one share a page. */
  readonly as: 'nobody' | 'administrator' | 'auditor' | 'duty-secret' | 'duty-totp' | 'founder';
  readonly place?: string;
  readonly snapshot?: Snapshot;
  readonly answers?: Answers;
  readonly failures?: Readonly<Partial<Record<MethodName, GateError>>>;
  readonly steps?: readonly Step[];
};

const page = (name: string, place: string, more: Partial<AdminScene> = {}): AdminScene => ({
  name: `admin-${name}`,
  as: 'administrator',
  place,
  ...more,
});
const press = (...key: readonly string[]): Step => ({ press: key });

export const NOBODY: readonly AdminScene[] = [
  { name: 'admin-login', as: 'nobody' },
  {
    name: 'admin-login-failed',
    as: 'nobody',
    failures: { login: gateError('login-failed') },
    steps: [
      { fill: ['login', 'identifier'], text: 'watanabe' },
      { fill: ['login', 'secret'], text: 'wrong' },
      press('login', 'enter'),
    ],
  },
  {
    name: 'admin-login-locked',
    as: 'nobody',
    failures: { login: gateError('login-locked', { seconds: 1520 }) },
    steps: [{ fill: ['login', 'secret'], text: 'wrong again' }, press('login', 'enter')],
  },
  { name: 'admin-recover', as: 'nobody', steps: [press('login', 'forgot')] },
];

export const DUTIES: readonly AdminScene[] = [
  { name: 'admin-duty-secret', as: 'duty-secret' },
  {
    name: 'admin-duty-totp',
    as: 'duty-totp',
    steps: [{ fill: ['account', 'current'], text: 'x' }, press('account', 'totpBegin')],
  },
];

const BUSY: Snapshot = {
  ...OPEN,
  gate: { state: 'closed', error: gateError('definitions-expired', { days: 9 }), retryAt: null },
  definitions: { state: 'expired', version: '27700', builtAt: AT, days: 9 },
  unreviewed: { days: 12, oldest: '2026-11-03', due: true },
  backup: { since: null, due: true },
  drill: { since: 40, due: true },
  spaces: [{ of: 'inbox', free: 3_400_000_000, level: 'low' }],
};
const WRONG_PLACE_AND_TIME: Snapshot = {
  ...OPEN,
  inbox: { chosen: true, name: '受付', moved: true },
  clock: { recordAt: '2036-12-01T03:00:00.000Z' },
};
const EMPTY: Answers = {
  'dashboard.read': {
    ...DASHBOARD,
    today: [],
    reasons: [],
    days: DASHBOARD.days.map(({ date }) => ({ date, outcomes: {} })),
  },
  'records.search': { lines: [], next: null },
  'people.list': [],
  'media.list': [],
  'exceptions.list': [],
  'reviews.status': { days: [], sinceReview: 3, due: false },
  'reviews.list': [],
  'drills.list': [],
};
const story = `records/session=${LINES[2]!.id}`;
const report = { entries: 57_620, head: DASHBOARD.head, heads: 812, fingerprint: DASHBOARD.fingerprint };

export const LOGGED_IN: readonly AdminScene[] = [
  page('today', 'today'),
  page('today-attention', 'today', { snapshot: BUSY }),
  page('today-put-right', 'today', { snapshot: WRONG_PLACE_AND_TIME }),
  page('today-clock', 'today', {
    snapshot: WRONG_PLACE_AND_TIME,
    steps: [press('today', 'clock', 'open')],
  }),
  page('today-moved', 'today', {
    snapshot: WRONG_PLACE_AND_TIME,
    steps: [press('today', 'moved', 'open')],
  }),
  page('today-empty', 'today', { answers: EMPTY }),
  page('today-practice', 'today', { snapshot: { ...OPEN, practice: true } }),
  page('records', 'records'),
  page('records-filtered', 'records/reason=executable&origin=referring-hospital'),
  page('records-empty', 'records/reason=macro', { answers: EMPTY }),
  page('records-story', story),
  page('records-untold', `records/session=${UNTOLD_STORY.session.id}`, {
    answers: { 'records.detail': UNTOLD_STORY },
  }),
  page('records-telling', `records/session=${UNTOLD_STORY.session.id}`, {
    answers: { 'records.detail': UNTOLD_STORY },
    steps: [press('records', 'telling', 'open')],
  }),
  page('records-failed', 'records', { failures: { 'records.search': gateError('ledger-locked') } }),
  page('export', 'records/outcome=partial', { steps: [press('records', 'exporting', 'open')] }),
  page('export-running', 'records', {
    steps: [
      press('records', 'exporting', 'open'),
      { press: ['records', 'exporting', 'start'], with: { n: '1,204' } },
    ],
  }),
  page('export-done', 'records', {
    answers: {
      'export.status': {
        state: 'done',
        value: { rows: 1204, replaced: 3, sheet: 'sessions', encoding: 'cp932', name: 'B-sessions.csv' },
      },
    },
    steps: [
      press('records', 'exporting', 'open'),
      { press: ['records', 'exporting', 'start'], with: { n: '1,204' } },
    ],
  }),
  page('media', 'media'),
  page('media-empty', 'media', { answers: EMPTY }),
  page('media-one', 'media', {
    steps: [{ press: ['media', 'open'], with: { name: '健診の受け渡し用' } }],
  }),
  page('media-register', 'media', {
    snapshot: { ...OPEN, media: [medium({ state: 'done' })] },
    steps: [press('media', 'register')],
  }),
  page('media-retire', 'media', {
    steps: [{ press: ['media', 'open'], with: { name: '受付用' } }, press('media', 'acts', 'retire')],
  }),
  page('people', 'people'),
  page('people-add', 'people', { steps: [press('people', 'add')] }),
  page('people-one', 'people', { steps: [{ press: ['people', 'manage'], with: { name: '佐藤 美咲' } }] }),
  page('people-disable', 'people', {
    steps: [
      { press: ['people', 'manage'], with: { name: '田中 花子' } },
      { press: ['people', 'disable'], with: { name: '田中 花子' } },
    ],
  }),
  page('definitions', 'definitions'),
  page('definitions-updating', 'definitions', { steps: [press('definitions', 'update')] }),
  page('exceptions', 'exceptions'),
  page('exceptions-empty', 'exceptions', { answers: EMPTY }),
  page('exceptions-grant', 'exceptions', { steps: [press('exceptions', 'grant')] }),
  page('review', 'review'),
  page('review-verifying', 'review', { steps: [press('records', 'verify', 'start')] }),
  page('review-verified', 'review', {
    answers: { 'verify.status': { state: 'done', value: { ok: true, faults: [], ...report } } },
    steps: [press('records', 'verify', 'start')],
  }),
  page('review-fault', 'review', {
    answers: {
      'verify.status': {
        state: 'done',
        value: {
          ...report,
          ok: false,
          faults: [{ code: 'entry-edited', seq: 20_131 }, { code: 'tail-cut' }],
        },
      },
    },
    steps: [press('records', 'verify', 'start')],
  }),
  page('review-pack', 'review', { steps: [press('review', 'pack', 'open')] }),
  page('review-packing', 'review', {
    steps: [press('review', 'pack', 'open'), press('review', 'pack', 'start')],
  }),
  page('review-packed', 'review', {
    answers: { 'pack.status': { state: 'done', value: PACKED } },
    steps: [press('review', 'pack', 'open'), press('review', 'pack', 'start')],
  }),
  page('review-drill', 'review', {
    steps: [press('review', 'drillHold'), press('review', 'drillAct')],
  }),
  page('settings', 'settings'),
  page('settings-backup-whole', 'settings', { steps: [press('settings', 'backup', 'check')] }),
  page('settings-backup-broken', 'settings', {
    failures: { 'backup.verify': gateError('backup-invalid', { reason: 'sum', file: 'ledger.sqlite' }) },
    steps: [press('settings', 'backup', 'check')],
  }),
  page('settings-conflict', 'settings', {
    failures: { 'settings.change': gateError('settings-conflict', { base: 'a', present: 'b' }) },
    steps: [
      { fill: ['settings', 'fields', 'clinicName', 'label'], text: 'みどり内科' },
      { press: ['settings', 'save'], with: { n: '1' } },
    ],
  }),
  page('account', 'account'),
];

export const AUDITOR: readonly AdminScene[] = [
  { name: 'admin-auditor-records', as: 'auditor', place: 'records' },
  { name: 'admin-auditor-people', as: 'auditor', place: 'people' },
  { name: 'admin-auditor-settings', as: 'auditor', place: 'settings' },
];

export const WIZARD: readonly AdminScene[] = [
  { name: 'admin-wizard-administrator', as: 'founder' },
  {
    name: 'admin-wizard-recovery',
    as: 'founder',
    steps: [
      { fill: ['wizard', 'administrator', 'name'], text: '渡辺 院長' },
      { fill: ['wizard', 'administrator', 'id'], text: 'watanabe' },
      { fill: ['wizard', 'administrator', 'secret'], text: 'long words in a row' },
      { fill: ['wizard', 'administrator', 'again'], text: 'long words in a row' },
      press('wizard', 'administrator', 'make'),
    ],
  },
  {
    name: 'admin-wizard-clinic',
    as: 'founder',
    answers: { whoami: loggedIn('administrator'), 'setup.status': { ...SETUP, founding: false } },
    steps: [press('account', 'kept')],
  },
  { name: 'admin-wizard-inbox', as: 'founder', steps: [press('wizard', 'clinic', 'save')] },
  {
    name: 'admin-wizard-engine',
    as: 'founder',
    steps: [press('wizard', 'inbox', 'test'), press('wizard', 'next')],
  },
  {
    name: 'admin-wizard-engine-starting',
    as: 'founder',
    snapshot: { ...OPEN, gate: { state: 'opening' } },
    answers: {
      whoami: loggedIn('administrator'),
      'setup.status': { ...SETUP, founding: false, engine: { ok: false, name: null, error: null } },
    },
  },
  { name: 'admin-wizard-definitions', as: 'founder', steps: [press('wizard', 'next')] },
  {
    name: 'admin-wizard-practice',
    as: 'founder',
    snapshot: { ...during({}), practice: true },
    steps: [press('wizard', 'next')],
  },
];

export const WHO: Readonly<Record<AdminScene['as'], Answers>> = {
  nobody: { ...ANSWERS, whoami: null },
  administrator: ANSWERS,
  auditor: { ...ANSWERS, whoami: loggedIn('auditor') },
  'duty-secret': { ...ANSWERS, whoami: loggedIn('administrator', { duty: 'change-secret' }) },
  'duty-totp': { ...ANSWERS, whoami: loggedIn('administrator', { duty: 'enrol-totp' }) },
  founder: { ...ANSWERS, whoami: null },
};
