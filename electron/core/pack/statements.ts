/** What the record shows about a kind of evidence, as codes with facts; where there is no record it says just that. */

import type { VerifyReport } from '../../../shared/model/ledger.ts';
import type {
  Evidence,
  ReportFacts,
  Statement,
  StatementCode,
  StatementFacts,
} from '../../../shared/model/report.ts';

export type Proven = { readonly report: ReportFacts; readonly verify: VerifyReport };

const say = <C extends StatementCode>(code: C, facts: StatementFacts[C]): Statement =>
  ({ code, facts }) as Statement;
const none = (code: Extract<StatementCode, `${string}-none`>): Statement => say(code, {});

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

const OF: Readonly<Record<Evidence, (proven: Proven) => readonly Statement[]>> = {
  sessions: ({ report: { incoming, practice } }) => [
    incoming.total.sessions === 0 ? none('sessions-none') : say('sessions', incoming.total),
    ...(practice.total.sessions === 0 ? [] : [say('practice-apart', { sessions: practice.total.sessions })]),
  ],
  facts: ({ report: { incoming } }) => [
    incoming.total.sessions === 0
      ? none('sessions-none')
      : say('facts', { sessions: incoming.total.sessions, ...incoming.named }),
  ],
  'held-back': ({ report: { incoming } }) => {
    const files = sum(incoming.reasons.map((one) => one.files));
    return [
      files === 0 ? none('held-back-none') : say('held-back', { files, sessions: incoming.heldSessions }),
    ];
  },
  infections: ({ report: { incoming } }) => [
    incoming.infections.files === 0
      ? none('infections-none')
      : say('infections', { files: incoming.infections.files }),
  ],
  'refused-devices': ({ report: { machine } }) => {
    const times = sum(machine.refusedDevices.map((one) => one.times));
    return [times === 0 ? none('refused-devices-none') : say('refused-devices', { times })];
  },
  media: ({ report: { media } }) => {
    const { inUse, lost, retired, encrypted, stockTakes } = media;
    const last = stockTakes.at(-1);
    return [
      inUse + lost + retired === 0 ? none('media-none') : say('media', { inUse, lost, retired, encrypted }),
      last === undefined
        ? none('stock-take-none')
        : say('stock-take', { times: stockTakes.length, last: last.at }),
    ];
  },
  lending: ({ report: { media } }) => {
    if (media.loans.length === 0) return [none('lending-none')];
    const out = media.loans.filter((loan) => loan.returned === null).length;
    const unchecked = media.loans.filter((loan) => loan.returned !== null && loan.checked !== true).length;
    return [say('lending', { lent: media.loans.length, out, unchecked })];
  },
  roles: ({ report: { people } }) => {
    if (people.people.length === 0) return [none('roles-none')];
    const active = (role: string): number => people.roles.find((one) => one.role === role)?.active ?? 0;
    return [
      say('roles', {
        staff: active('staff'),
        administrator: active('administrator'),
        auditor: active('auditor'),
      }),
    ];
  },
  'disabled-accounts': ({ report: { people } }) => {
    if (people.people.length === 0) return [none('roles-none')];
    const disabled = people.people.filter((one) => one.disabled).length;
    const unused = people.people.filter((one) => !one.disabled && one.lastLogin === null).length;
    return [say('disabled-accounts', { disabled, unused })];
  },
  secrets: ({ report: { people } }) => {
    const active = people.people.filter((one) => !one.disabled);
    if (active.length === 0) return [none('roles-none')];
    return [say('secrets', { people: active.length, own: active.filter((one) => one.ownSecret).length })];
  },
  'second-factor': ({ report: { people } }) => {
    const administrators = people.people.filter((one) => !one.disabled && one.role === 'administrator');
    if (administrators.length === 0) return [none('roles-none')];
    const totp = administrators.filter((one) => one.totp).length;
    return [say('second-factor', { administrators: administrators.length, totp })];
  },
  logins: ({ report: { people } }) => {
    const failed = sum(people.failures.map((one) => one.failed));
    const locked = sum(people.failures.map((one) => one.locked));
    if (people.logins + failed + locked === 0) return [none('logins-none')];
    return [say('logins', { logins: people.logins, failed, locked })];
  },
  versions: ({ report: { engine } }) =>
    engine.engines.length === 0
      ? [none('engine-none')]
      : engine.engines.map(({ what, first, last }) => say('engine', { version: what, first, last })),
  definitions: ({ report: { engine } }) => {
    if (engine.days === 0) return [none('definitions-none')];
    const { days, aging, expired, definitions } = engine;
    const counts = { aging: aging.length, expired: expired.length, versions: definitions.length };
    return [say('definitions', { days, ...counts })];
  },
  ledger: ({ verify }) => [
    verify.ok
      ? say('ledger', { entries: verify.entries })
      : say('ledger-fault', { faults: verify.faults.length }),
  ],
  reviews: ({ report: { reviews } }) => {
    const last = reviews.signed.at(-1);
    return [
      last === undefined
        ? none('reviews-none')
        : say('reviews', { times: reviews.signed.length, last: last.at, by: last.by }),
      ...(reviews.days === 0
        ? []
        : [say('unreviewed', { days: reviews.unreviewed.length, of: reviews.days })]),
    ];
  },
  backups: ({ report: { keeping } }) => {
    const { made, failed, last } = keeping.backups;
    const { passed, failed: broken } = keeping.tests;
    return [
      last === null ? none('backups-none') : say('backups', { made, failed, last }),
      ...(last === null && failed > 0 ? [say('backups-failed', { times: failed })] : []),
      passed + broken === 0 ? none('restore-tests-none') : say('restore-tests', { passed, failed: broken }),
    ];
  },
  drills: ({ report: { drills } }) => {
    const last = drills.at(-1);
    if (last === undefined) return [none('drills-none')];
    const passed = drills.filter((drill) => drill.passed).length;
    const practice = drills.filter((drill) => drill.practice).length;
    return [say('drills', { held: drills.length, passed, practice, last: last.at })];
  },
  clock: ({ report: { machine } }) => [
    machine.clock.length === 0 ? none('clock-none') : say('clock', { times: machine.clock.length }),
  ],
  exceptions: ({ report: { exceptions } }) => {
    const [granted, revoked] = [exceptions.granted.length, exceptions.revoked.length];
    if (granted + revoked + exceptions.uses === 0) return [none('exceptions-none')];
    return [say('exceptions', { granted, uses: exceptions.uses, revoked })];
  },
  anchors: ({ report: { machine } }) => [
    machine.anchors.length === 0 ? none('anchors-none') : say('anchors', { outages: machine.anchors.length }),
  ],
  settings: ({ report: { machine } }) => [
    machine.settings.length === 0
      ? none('settings-none')
      : say('settings', { times: machine.settings.length }),
  ],
};

/** Each statement once, in the order of the item's evidence. */
export function statementsFor(evidence: readonly Evidence[], proven: Proven): readonly Statement[] {
  const seen = new Set<StatementCode>();
  return evidence
    .flatMap((one) => OF[one](proven))
    .filter(({ code }) => {
      // Several engines are several statements of one code.
      if (code === 'engine') return true;
      const fresh = !seen.has(code);
      seen.add(code);
      return fresh;
    });
}

/** Whether a statement says that there is no record. */
export const saysNone = ({ code }: Statement): boolean => code.endsWith('-none');
