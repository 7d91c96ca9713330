/** Every screen and state of the kiosk that is pictured and looked at, by name. */

import type { MediumState, ResultView, Snapshot } from '../../shared/contract/snapshot.ts';
import { gateError, type ErrorCode, type GateError } from '../../shared/errors.ts';
import { after, AT, during, FACTS, medium, OPEN, reason, SESSION, UNTOLD } from './snapshots.ts';

/** A step that no snapshot brings about: a press on what is marked so. Names are keys of the texts in i18n. */
export type Press =
  { readonly choose: string } | { readonly type: string } | { readonly text: readonly string[] };

export type Scene = {
  readonly name: string;
  readonly snapshot: Snapshot;
  readonly identified?: boolean;
  /** Whoever identifies still has to choose a secret of their own. */
  readonly duty?: boolean;
  readonly press?: readonly Press[];
};

const scene = (name: string, snapshot: Snapshot, more: Partial<Scene> = {}): Scene => ({
  name,
  snapshot,
  ...more,
});
const closed = (code: ErrorCode, params: GateError['params'] = {}): Snapshot => ({
  ...OPEN,
  gate: { state: 'closed', error: gateError(code, params), retryAt: '2026-11-22T05:06:00.000Z' },
});
const inserted = (state: MediumState): Snapshot => ({ ...OPEN, media: [medium(state)] });
const aborted = (code: ErrorCode, params: GateError['params'] = {}): Snapshot =>
  after({
    outcome: 'aborted',
    error: gateError(code, params),
    files: { total: 5310, released: 0, blocked: 0 },
    folder: null,
    medium: code === 'medium-gone' ? 'gone' : 'removable',
    ...UNTOLD,
  });
const known = { presetChosen: true, preset: 'imaging', facts: { ...FACTS, purpose: null } } as const;
const told = { ...known, facts: FACTS, missing: [], staffName: '田中 花子' } as const;

const infected = (said: Partial<ResultView>): Snapshot =>
  after({
    outcome: 'blocked',
    files: { total: 312, released: 0, blocked: 312 },
    folder: null,
    reasons: [reason('medium-infected', 311), reason('signature', 1)],
    detections: [{ signature: 'Win.Trojan.Agent-1388596', path: '紹介状/報告書.zip' }],
    ...said,
  });
const NOTHING: Partial<ResultView> = {
  outcome: 'blocked',
  files: { total: 4, released: 0, blocked: 4 },
  folder: null,
  reasons: [
    reason('executable', 1),
    reason('encrypted', 1),
    reason('archive-unreadable', 1),
    reason('macro', 1),
  ],
};
const ANSWER: Press = { text: ['kiosk', 'telling', 'answer'] };
const tellable = (name: string, said: Partial<ResultView> = {}, more: Partial<Scene> = {}): Scene =>
  scene(name, infected({ ...UNTOLD, ...said }), { press: [ANSWER], ...more });
const PARTIAL = after({
  outcome: 'partial',
  files: { total: 5310, released: 5302, blocked: 8 },
  reasons: [reason('executable', 6), reason('encrypted', 2)],
});

export const SCENES: readonly Scene[] = [
  scene('waiting', OPEN),
  scene('waiting-practice', {
    ...OPEN,
    practice: true,
    definitions: { state: 'practice', version: null, builtAt: null, days: null },
  }),
  scene('waiting-aging', {
    ...OPEN,
    definitions: { state: 'aging', version: '27790', builtAt: AT, days: 5 },
    spaces: [{ of: 'data', free: 2_000_000_000, level: 'low' }],
    trouble: gateError('hotplug-unavailable', { reason: 'netlink' }),
  }),
  scene('opening', { ...OPEN, gate: { state: 'opening' } }),
  scene('founding', { ...OPEN, founding: true }),
  scene('found', inserted({ state: 'found' })),
  scene('who', during({ phase: 'found', progress: { ...SESSION.progress, filesDone: 0 } })),
  scene('pin', during({}), { press: [{ choose: 'tanaka' }] }),
  scene('origin', during({}), { identified: true }),
  scene('content', during({ facts: { ...FACTS, purpose: null } }), { identified: true }),
  scene('purpose', during({ ...known, missing: ['purpose'] }), { identified: true }),
  scene('purpose-other', during({ ...known, missing: ['purpose'] }), {
    identified: true,
    press: [{ text: ['kiosk', 'reception', 'purpose', 'other'] }],
  }),
  scene('disposition', during({ ...told, missing: ['disposition'] }, { asks: ['staff', 'disposition'] }), {
    identified: true,
  }),
  scene(
    'waiting-for-facts',
    during({
      phase: 'waiting',
      progress: { ...SESSION.progress, filesDone: 5310, bytesDone: 1.2e9, secondsLeft: 0 },
    }),
  ),
  scene('cancel', during(told), { press: [{ text: ['kiosk', 'reception', 'stop'] }] }),
  scene('counting', during({ ...told, phase: 'found' })),
  scene('checking', {
    ...during({ ...told, phase: 'checking' }),
    queue: [{ insertion: '1-2:1', name: 'CD' }],
  }),
  scene('checking-queue', {
    ...during({ ...told, phase: 'checking' }),
    queue: ['CT_2026-11-22', 'KENSA', '紹介状', 'USB-03'].map((name, n) => ({
      insertion: `1-${n + 2}:1`,
      name,
    })),
  }),
  scene(
    'checking-held',
    during({ ...told, progress: { ...SESSION.progress, found: 3 } }, { practice: true }),
  ),
  scene('releasing', during({ ...told, phase: 'releasing' })),
  scene('released', after({})),
  scene('released-held', after({ medium: 'held' })),
  scene('empty', after({ files: { total: 0, released: 0, blocked: 0 }, folder: null })),
  scene('partial', PARTIAL),
  scene('infected', infected(UNTOLD)),
  scene('infected-told', infected({})),
  scene(
    'infected-several',
    infected({
      ...UNTOLD,
      medium: 'stuck',
      reasons: [reason('signature', 312)],
      detections: Array.from({ length: 5 }, (_, n) => ({
        signature: `Win.Trojan.Agent-138859${n}`,
        path: `紹介状/報告書${n}.zip`,
      })),
    }),
  ),
  scene('infected-next-behind', {
    ...during({ id: '5b0de1f27c43', label: 'CT_2026-11-22' }),
    unread: [infected(UNTOLD).result!],
  }),
  scene(
    'tell-who-next-behind',
    { ...during({ id: '5b0de1f27c43', label: 'CT_2026-11-22' }), unread: [infected(UNTOLD).result!] },
    { press: [ANSWER] },
  ),
  tellable('tell-who'),
  tellable('tell-pin', {}, { press: [ANSWER, { choose: 'tanaka' }] }),
  tellable('tell-origin', {}, { identified: true }),
  tellable(
    'tell-purpose',
    { facts: { ...FACTS, purpose: null }, missing: ['purpose'] },
    { identified: true },
  ),
  scene(
    'infected-partial',
    after({
      outcome: 'partial',
      files: { total: 312, released: 311, blocked: 1 },
      reasons: [reason('signature', 1)],
      detections: [{ signature: 'Win.Trojan.Agent-1388596', path: '<b>報告書</b>\u202Egpj.exe' }],
      medium: 'stuck',
    }),
  ),
  scene(
    'unscannable',
    after({
      outcome: 'blocked',
      files: { total: 3, released: 0, blocked: 3 },
      folder: null,
      reasons: [reason('read-error', 2), reason('engine-limit', 1)],
    }),
  ),
  scene('nothing', after({ ...NOTHING, ...UNTOLD })),
  scene('nothing-told', after(NOTHING)),
  scene('files', PARTIAL, { press: [{ text: ['parts', 'files', 'show'] }] }),
  scene('pulled', aborted('medium-gone')),
  scene('full', aborted('destination-full', { missing: 3_400_000_000 })),
  scene('staging-full', aborted('staging-full')),
  scene('too-large', aborted('medium-too-large', { bytes: 64e9, allowed: 40e9 })),
  scene('cancelled', aborted('cancelled')),
  scene('unanswered', aborted('facts-missing', { reason: 'unanswered', facts: 'staff' })),
  scene(
    'refused-by-gate',
    after({
      session: null,
      outcome: 'refused',
      error: gateError('definitions-expired', { days: 9 }),
      folder: null,
      ...UNTOLD,
      missing: [],
    }),
  ),
  scene('engine-lost', aborted('engine-lost')),
  scene('interrupted', {
    ...OPEN,
    interrupted: [{ session: '3f9a1c07b2de', phase: 'preparing', arrived: null }],
  }),
  scene('interrupted-arrived', {
    ...OPEN,
    interrupted: [
      {
        session: '3f9a1c07b2de',
        phase: 'publishing',
        arrived: { folder: '20261122-140512_KENSA_3f9a1c', files: 5310, identical: false },
      },
    ],
  }),
  scene('suspect', inserted({ state: 'suspect', reason: 'more-than-storage' })),
  scene('refused-phone', inserted({ state: 'refused', reason: 'phone', registered: null })),
  scene('refused-unidentified', inserted({ state: 'refused', reason: 'unidentified', registered: null })),
  scene('refused-lost', inserted({ state: 'refused', reason: 'medium-lost', registered: 'USB-03' })),
  scene('locked', inserted({ state: 'locked', lock: 'bitlocker' })),
  scene('unreadable', inserted({ state: 'unreadable', why: 'unformatted' })),
  scene('asking', inserted({ state: 'asking' })),
  scene('admit', inserted({ state: 'asking' }), { press: [{ text: ['kiosk', 'asking', 'admit'] }] }),
  scene('removal', inserted({ state: 'removable', how: 'ejected' })),
  scene('closed-engine', closed('engine-missing')),
  scene('closed-expired', {
    ...closed('definitions-expired', { days: 9 }),
    definitions: { state: 'expired', version: '27781', builtAt: AT, days: 9 },
  }),
  scene('closed-record', closed('ledger-corrupt', { reason: 'chain' })),
  scene('closed-inbox', closed('destination-missing', { path: '/mnt/inbox' })),
  scene('renew', during({}), {
    press: [{ choose: 'tanaka' }, { type: '123456' }, { text: ['parts', 'pin', 'done'] }],
    duty: true,
  }),
  scene('exit-founding', { ...OPEN, founding: true }, { press: [{ text: ['kiosk', 'exit', 'open'] }] }),
  scene('exit', OPEN, { press: [{ text: ['kiosk', 'exit', 'open'] }] }),
];
