/** Drills: once a month the gate is shown what it must hold back, and what it then did is kept as evidence. */

import { z } from 'zod';

import { gateError } from '../../../shared/errors.ts';
import { daysBetween, japanDate } from '../../../shared/japan-time.ts';
import {
  DRILL_CHECKS,
  type Drill,
  type DrillCheck,
  type DrilledEngine,
  type DrillResult,
} from '../../../shared/model/evidence.ts';
import type { Actor } from '../../../shared/model/people.ts';
import { DEFINITIONS_STATES } from '../../../shared/model/session.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { foldKinds, type KindReader } from '../audit/by-kind.ts';
import { ledgerTime } from '../audit/reference-time.ts';
import type { Acting } from '../people/acting.ts';
import type { Clock } from '../ports.ts';

/** `run` gives what really happened (an outcome or an error's code); `expected` is what has to happen. */
export type DrillStep = {
  readonly check: DrillCheck;
  readonly expected: string;
  run(): Promise<string>;
};

/** `sinceDrill`: days since the last one, passed or not; null when there was none. */
export type DrillStatus = {
  readonly last: Drill | null;
  readonly sinceDrill: number | null;
  readonly due: boolean;
};

export type Drills = {
  /**
   * Runs every check once, in order, and records all results, also failed ones. `usage {check}` unless each of
   * DRILL_CHECKS is there exactly once: a drill that leaves one out proves less than it seems to.
   */
  hold(
    actor: Actor,
    input: {
      readonly steps: readonly DrillStep[];
      readonly remarks: string;
      /** Asked when the steps are done: what they were done with; null where no engine came up. */
      readonly engine?: () => DrilledEngine | null;
    },
  ): Promise<Result<Drill>>;
  list(actor: Actor): Result<readonly Drill[]>;
  status(actor: Actor): Result<DrillStatus>;
};

export type DrillPorts = Acting & {
  readonly reader: Pick<KindReader, 'each' | 'newest'>;
  readonly clock: Clock;
  readonly everyDays: () => Result<number>;
};

const heldBody = z.object({
  passed: z.boolean(),
  remarks: z.string(),
  results: z.array(
    z.object({
      check: z.enum(DRILL_CHECKS),
      expected: z.string(),
      found: z.string(),
      passed: z.boolean(),
      seconds: z.number(),
    }),
  ),
  engine: z
    .object({
      engine: z.string(),
      definitions: z.string(),
      builtAt: z.string().nullable(),
      state: z.enum(DEFINITIONS_STATES),
    })
    .nullable()
    .default(null),
  by: z.union([z.object({ person: z.string() }), z.object({ user: z.string() })]),
});

const LONGEST_REMARKS = 4000;

export function createDrills({ ledger, authorise, reader, clock, everyDays }: DrillPorts): Drills {
  const folded = foldKinds<Drill[]>(reader, ['drill.held'], [], (drills, { at, body }) => {
    const { by, ...rest } = heldBody.parse(body);
    drills.push({ at, by: 'person' in by ? by.person : by.user, ...rest });
    return drills;
  });

  async function run(step: DrillStep): Promise<DrillResult> {
    const { check, expected } = step;
    const started = clock.monotonic();
    // A check that breaks has not passed; the rest is still worth knowing.
    const found = await step.run().catch(() => 'internal');
    const seconds = Math.round(clock.monotonic() - started) / 1000;
    return { check, expected, found, passed: found === expected, seconds };
  }

  return {
    hold: async (actor, { steps, remarks, engine }) => {
      const may = authorise(actor, 'drill.hold');
      if (!may.ok) return may;
      const odd = DRILL_CHECKS.find((check) => steps.filter((step) => step.check === check).length !== 1);
      if (odd !== undefined) return err(gateError('usage', { check: odd }));
      const results: DrillResult[] = [];
      for (const step of steps) results.push(await run(step));
      const by = authorise(actor, 'drill.hold');
      if (!by.ok) return by;
      const passed = results.every((result) => result.passed);
      const said = remarks.trim().slice(0, LONGEST_REMARKS);
      // `practice`: whoever reads this entry alone must not take it for something that happened to the clinic.
      const body = {
        ...{ practice: true, passed, results, remarks: said, by: by.value },
        engine: engine?.() ?? null,
      };
      const told = ledger.append([{ kind: 'drill.held', session: null, body }]);
      if (!told.ok) return told;
      const drills = folded.read();
      if (!drills.ok) return drills;
      const drill = drills.value.at(-1);
      if (drill === undefined) throw new Error('the drill that was just recorded is not there');
      return ok(drill);
    },

    list: (actor) => {
      const by = authorise(actor, 'session.read');
      if (!by.ok) return by;
      const drills = folded.read();
      return drills.ok ? ok([...drills.value].reverse()) : drills;
    },

    status: (actor) => {
      const by = authorise(actor, 'status.read');
      if (!by.ok) return by;
      const [drills, now, every] = [folded.read(), ledgerTime(reader, clock), everyDays()];
      if (!drills.ok) return drills;
      if (!now.ok) return now;
      if (!every.ok) return every;
      const last = drills.value.at(-1) ?? null;
      const since = last === null ? null : daysBetween(japanDate(last.at), japanDate(now.value));
      const due = since === null || since >= every.value || last?.passed === false;
      return ok({ last, sinceDrill: since, due });
    },
  };
}
