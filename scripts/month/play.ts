/**
 * Plays a month of a clinic through the core, in practice mode and with a clock of its own: real media on disk, a real
 * engine, every session through the gate, and what people do beside it (facts, loans, exceptions, reviews, backups).
 */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openClinic, type Clinic } from '../../electron/core/clinic.ts';
import { openGate, type Gate } from '../../electron/core/gatekeeper.ts';
import { createHasher } from '../../electron/core/people/secret-hash.ts';
import type { Clock } from '../../electron/core/ports.ts';
import { systemClock } from '../../electron/core/system-clock.ts';
import { japanDate } from '../../shared/japan-time.ts';
import { DISPOSITIONS } from '../../shared/model/facts.ts';
import type { Actor } from '../../shared/model/people.ts';
import type { FileRecord, Outcome } from '../../shared/model/session.ts';
import { writePracticeDefinitions } from '../sample/practice-definitions.ts';
import { arrivals, openDays } from './calendar.ts';
import { chanceFrom, type Chance } from './chance.ts';
import { arrivingMedium, type ArrivingMedium } from './media.ts';
import { must } from './must.ts';
import { hire, STAFF, type Team } from './people.ts';

/** `month`: 1 to 12. `base`: an existing empty folder; data, inbox and media go below it. */
export type Month = {
  readonly base: string;
  readonly year: number;
  readonly month: number;
  readonly sessions: number;
  readonly files: number;
  readonly seed: number;
};
export type Played = {
  readonly data: string;
  readonly sessions: number;
  readonly files: number;
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
};

/** Time runs as usual between two moments that are set. */
function movableClock(): Clock & { moveTo(at: number): void } {
  let [set, since] = [systemClock.now(), systemClock.monotonic()];
  return {
    now: () => Math.round(set + systemClock.monotonic() - since),
    monotonic: () => systemClock.monotonic(),
    moveTo(at) {
      [set, since] = [at, systemClock.monotonic()];
    },
  };
}

/** A play proves nothing about secrets, so that hashing them may be quick. */
const QUICK = { ln: 8, r: 8, p: 1 } as const;

export async function playMonth(
  month: Month,
  onSession: (done: number) => void = () => undefined,
): Promise<Played> {
  const chance = chanceFrom(month.seed);
  const days = openDays(month.year, month.month);
  const moments = arrivals(days, month.sessions, chance);
  const clock = movableClock();
  clock.moveTo((days[0] ?? 0) + 8 * 60 * 60 * 1000);
  const [data, inbox] = [path.join(month.base, 'data'), path.join(month.base, 'inbox')];
  mkdirSync(inbox);
  const definitionsDir = path.join(month.base, 'definitions');
  writePracticeDefinitions(definitionsDir);
  const clinic = must(
    openClinic({ dataDir: data, app: 'sekisho month', hasher: createHasher(QUICK) }, clock),
  );
  try {
    const team = await hire(clinic);
    await equip(clinic, await team.administrator());
    const gate = must(await openGate(clinic, { definitionsDir, practice: true, policy: null }, clock));
    try {
      return await playSessions(
        { month, chance, clock, gate, clinic, team, inbox, moments, onSession },
        data,
      );
    } finally {
      await gate.close();
    }
  } finally {
    await clinic.close();
  }
}

type Stage = {
  readonly month: Month;
  readonly chance: Chance;
  readonly clock: ReturnType<typeof movableClock>;
  readonly gate: Gate;
  readonly clinic: Clinic;
  readonly team: Team;
  readonly inbox: string;
  readonly moments: readonly number[];
  readonly onSession: (done: number) => void;
};

async function playSessions(stage: Stage, data: string): Promise<Played> {
  const { month, chance, clock, team, moments } = stage;
  const outcomes: Partial<Record<Outcome, number>> = {};
  let files = 0;
  let today = '';
  for (const [n, moment] of moments.entries()) {
    clock.moveTo(moment);
    const date = japanDate(moment);
    if (date !== today) await beginDay(stage, n, today);
    today = date;
    const size = Math.max(1, (month.files - files) / (moments.length - n));
    const medium = arrivingMedium(n, size, chance);
    if (chance.next() < 0.05) await team.mistype(chance.pick(STAFF));
    const result = await oneSession(stage, medium);
    outcomes[result.outcome] = (outcomes[result.outcome] ?? 0) + 1;
    files += result.files;
    if (result.program !== null && chance.next() < 0.5) await except(stage, result.program);
    stage.onSession(n + 1);
  }
  return { data, sessions: moments.length, files, outcomes };
}

async function oneSession(
  { gate, clinic, team, chance, inbox, month }: Stage,
  medium: ArrivingMedium,
): Promise<{ readonly outcome: Outcome; readonly files: number; readonly program: FileRecord | null }> {
  const from = mkdtempSync(path.join(month.base, 'medium-'));
  for (const { path: name, content } of medium.files) {
    const at = path.join(from, ...name.split('/'));
    mkdirSync(path.dirname(at), { recursive: true });
    writeFileSync(at, content);
  }
  const staff = chance.pick(STAFF);
  const actor = await team.at(staff);
  const { label, preset, origin, sender, purpose, patientId } = medium;
  const running = must(
    await gate.admit({ from, to: inbox, label, preset, staff: null, purpose: null, facts: 'kiosk' }),
  );
  const disposition = chance.pick(DISPOSITIONS);
  const facts = { staff, origin, sender, purpose, patientId, disposition };
  must(clinic.facts.tell(actor, { session: running.id, facts }));
  const result = await running.done;
  must(clinic.people.logout(actor));
  rmSync(from, { recursive: true });
  const programs = [...result.records()].filter(({ reason }) => reason === 'executable');
  return {
    outcome: result.outcome,
    files: result.files.total,
    program: origin === 'vendor' ? (programs[0] ?? null) : null,
  };
}

const STICKS = ['U-01', 'U-02', 'U-03'] as const;

async function equip(clinic: Clinic, administrator: Actor): Promise<void> {
  for (const [i, id] of STICKS.entries()) {
    const key = { type: 'serial' as const, vendorId: '0781', productId: '5581', serial: `4C53000${i}` };
    const details = {
      type: 'usb' as const,
      encrypted: i > 0,
      owner: 'clinic' as const,
      storage: '受付の引き出し',
    };
    must(clinic.media.register(administrator, { id, name: `院内USB ${i + 1}`, key, details }));
  }
  const { settings, version } = must(clinic.settings.read(administrator));
  const named = { ...settings, clinic: { ...settings.clinic, name: '見本診療所', contact: '院長(内線 11)' } };
  must(clinic.settings.change(administrator, { base: version, settings: named }));
  return Promise.resolve();
}

/** Mondays: the week before is reviewed, the sticks are counted. On other days one is lent and comes back. */
async function beginDay(
  { clinic, team, clock, chance, month }: Stage,
  n: number,
  last: string,
): Promise<void> {
  const now = clock.now();
  const weekday = new Date(now + 9 * 60 * 60 * 1000).getUTCDay();
  const administrator = await team.administrator();
  if (weekday === 1 && last !== '') {
    const first = japanDate(now - 7 * 24 * 60 * 60 * 1000);
    must(
      clinic.reviews.sign(administrator, {
        first,
        last: japanDate(now - 24 * 60 * 60 * 1000),
        remarks: '確認しました。',
      }),
    );
    must(clinic.media.takeStock(administrator, { present: [...STICKS], remarks: '' }));
    const to = path.join(month.base, 'backups');
    mkdirSync(to, { recursive: true });
    must(await clinic.backups.make(administrator, { to, withKey: false }));
  } else if (chance.next() < 0.3) {
    const medium = STICKS[n % STICKS.length] ?? STICKS[0];
    must(
      clinic.media.lend(administrator, {
        medium,
        to: '訪問看護',
        purpose: '画像の持ち出し',
        due: japanDate(now),
      }),
    );
    must(clinic.media.giveBack(administrator, { medium, checked: true, erased: true }));
  }
  must(clinic.people.logout(administrator));
}

async function except({ clinic, team }: Stage, { sha256 }: FileRecord): Promise<void> {
  if (sha256 === null) return;
  const [first, second] = [await team.administrator(), await team.at('reception1')];
  must(
    clinic.exceptions.grant(first, second, {
      sha256,
      reason: '保守会社の更新プログラム',
      days: 7,
      vendorConfirmation: true,
    }),
  );
  must(clinic.people.logout(first));
  must(clinic.people.logout(second));
}
