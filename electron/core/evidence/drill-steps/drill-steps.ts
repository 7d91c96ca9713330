/**
 * The steps of a real drill: the test virus, a medium pulled while it is read, and an engine that dies meanwhile, each
 * before a real gate in a place of its own. Neither the clinic's inbox nor its record is touched by them.
 */

import fs from 'node:fs';
import path from 'node:path';

import type { DrilledEngine } from '../../../../shared/model/evidence.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import type { Clinic } from '../../clinic.ts';
import { namedPolicy } from '../../policy/load.ts';
import { chooseDefinitions } from '../../scan/engine.ts';
import { runningEngine } from '../../scan/stale-engine.ts';
import type { DrillStep } from '../drill.ts';
import { makePlace, type Place } from './place.ts';
import { scratchGate, type Passed, type ScratchGate } from './scratch-gate.ts';

export type DrillPlan = {
  /** Definitions to drill with; null: those that the gate itself uses. Absolute. */
  readonly definitionsDir: string | null;
  /** Lets unofficial or old definitions be drilled with; the record tells their state. */
  readonly practice: boolean;
  readonly signal: AbortSignal;
  /** Called when a step begins. */
  readonly onStep?: (check: DrillStep['check']) => void;
};

export type PreparedDrill = {
  /** All of DRILL_CHECKS, for `Drills.hold`. */
  readonly steps: readonly DrillStep[];
  /** Null until the gate has opened, and where it never did. */
  engine(): DrilledEngine | null;
  /** Ends the engine and removes the place with everything in it. */
  close(): Promise<void>;
};

type Room = Pick<Clinic, 'dataDir' | 'app' | 'settings' | 'reference' | 'log' | 'clock'>;

/**
 * Errors, with nothing left behind: `settings-invalid`, `data-folder-unusable`, those of the definitions. Always drills
 * with an engine of its own, also where the gate uses a scan server: it has to be one that may be killed.
 */
export async function prepareDrill(clinic: Room, plan: DrillPlan): Promise<Result<PreparedDrill>> {
  const present = clinic.settings.current();
  if (!present.ok) return present;
  const definitions = await chooseDefinitions(
    { dataDir: clinic.dataDir, definitionsDir: plan.definitionsDir, practice: plan.practice },
    { clock: clinic.reference, log: clinic.log },
  );
  if (!definitions.ok) return definitions;
  if (definitions.value.refusal !== null) return err(definitions.value.refusal);
  const place = makePlace(clinic.dataDir);
  if (!place.ok) return place;
  const { policy } = present.value.settings;
  const gate = scratchGate({
    place: place.value,
    app: clinic.app,
    gate: {
      definitionsDir: definitions.value.folder.dir,
      policy: namedPolicy({ ...policy, engine: { remote: null } }),
    },
    clock: clinic.clock,
    signal: plan.signal,
  });
  const steps = stepsOver(gate, place.value).map((step): DrillStep => ({
    ...step,
    run() {
      if (plan.signal.aborted) return Promise.resolve('cancelled');
      plan.onStep?.(step.check);
      return step.run();
    },
  }));
  return ok({
    steps,
    engine: () => gate.engine,
    async close() {
      await gate.close();
      place.value.remove();
    },
  });
}

/** The engine dies last: starting another one takes up to a minute with the official definitions. */
function stepsOver(gate: ScratchGate, place: Place): readonly DrillStep[] {
  let plain: string | null = null;
  const plainMedium = (): string => (plain ??= place.medium('plain'));
  const nothing = (): void => undefined;
  return [
    {
      check: 'test-virus',
      expected: 'signature',
      run: async () => {
        const passed = await gate.pass(place.medium('test-virus'), nothing);
        return passed.ok ? detected(passed.value) : passed.error.code;
      },
    },
    {
      check: 'pulled-medium',
      expected: 'medium-gone',
      run: async () => {
        const medium = plainMedium();
        const away = `${medium}.pulled`;
        const passed = await gate.pass(medium, () => fs.renameSync(medium, away));
        if (fs.existsSync(away)) fs.renameSync(away, medium);
        return passed.ok ? aborted(passed.value) : passed.error.code;
      },
    },
    {
      check: 'dead-engine',
      expected: 'engine-lost',
      run: async () => {
        const passed = await gate.pass(plainMedium(), () => killEngine(place.dataDir));
        return passed.ok ? aborted(passed.value) : passed.error.code;
      },
    },
  ];
}

/** `signature` only when the test virus was found as one and nothing arrived. */
function detected({ outcome, records, left }: Passed): string {
  if (left.length > 0) return 'released';
  const [file, ...others] = [...records()];
  if (outcome !== 'blocked' || file?.verdict !== 'infected' || others.length > 0) return outcome;
  return file.reason ?? outcome;
}

/** What the session was ended for; whatever lies in the inbox then is worse than any other answer. */
function aborted({ outcome, error, left }: Passed): string {
  if (left.length > 0) return 'released';
  return outcome === 'aborted' && error !== null ? error.code : outcome;
}

/** The very process that this drill's gate has started, and no other: its number stands in the drill's own place. */
function killEngine(dataDir: string): void {
  const pid = runningEngine(path.join(dataDir, 'engine'));
  if (pid !== null) process.kill(pid, 'SIGKILL');
}
