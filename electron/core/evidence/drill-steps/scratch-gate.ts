/** A real gate over a made-up clinic: the same sessions, engine and definitions, and nothing of it in the clinic's own record. */

import fs from 'node:fs';

import type { GateError } from '../../../../shared/errors.ts';
import type { DrilledEngine } from '../../../../shared/model/evidence.ts';
import type { Progress } from '../../../../shared/model/session.ts';
import { ok, type Result } from '../../../../shared/result.ts';
import { openClinic } from '../../clinic.ts';
import { openGate, type Gate, type GateSettings } from '../../gatekeeper.ts';
import type { Clock } from '../../ports.ts';
import type { SessionResult } from '../../session/job.ts';
import type { Place } from './place.ts';

/** `left`: what lay in the drill's inbox afterwards, hidden things as well. */
export type Passed = Pick<SessionResult, 'outcome' | 'error' | 'records'> & {
  readonly left: readonly string[];
};

export type ScratchGate = {
  /** Null until it is open. */
  readonly engine: DrilledEngine | null;
  /** One medium through it. `midway` runs once, when the medium was listed and its files are about to be read. */
  pass(medium: string, midway: () => void): Promise<Result<Passed>>;
  close(): Promise<void>;
};

export type ScratchSettings = {
  readonly place: Place;
  readonly app: string;
  readonly gate: Pick<GateSettings, 'definitionsDir' | 'policy'>;
  readonly clock: Clock;
  /** Ends the session under way with nothing released. */
  readonly signal: AbortSignal;
};

/** Opens at the first medium; where it does not open, each medium gets the same refusal. */
export function scratchGate({ place, app, gate, clock, signal }: ScratchSettings): ScratchGate {
  let opened: Promise<Result<Gate>> | null = null;
  let engine: DrilledEngine | null = null;
  const closing: (() => Promise<void>)[] = [];

  async function open(): Promise<Result<Gate>> {
    const clinic = openClinic({ dataDir: place.dataDir, app }, clock);
    if (!clinic.ok) return clinic;
    closing.unshift(() => clinic.value.close());
    // Marked as practice whatever the definitions are: no record of it may look like a real session.
    const started = await openGate(clinic.value, { ...gate, practice: true }, clock);
    if (!started.ok) return started;
    closing.unshift(() => started.value.close());
    const { engine: name, definitions, builtAt, state } = started.value.engine;
    engine = { engine: name, definitions, builtAt, state };
    return started;
  }

  return {
    get engine() {
      return engine;
    },
    async pass(medium, midway) {
      const ready = await (opened ??= open());
      if (!ready.ok) return ready;
      let happened = false;
      const onProgress = ({ phase }: Progress): void => {
        if (happened || phase !== 'checking') return;
        happened = true;
        midway();
      };
      const request = { from: medium, to: place.inbox, label: 'DRILL', preset: 'general' } as const;
      const admitted = await ready.value.admit({ ...request, staff: null, purpose: 'drill' }, { onProgress });
      if (!admitted.ok) return admitted;
      const session = admitted.value;
      const stop = (): void => session.abort(CANCELLED);
      signal.addEventListener('abort', stop);
      if (signal.aborted) stop();
      const { outcome, error, records } = await session.done;
      signal.removeEventListener('abort', stop);
      return ok({ outcome, error, records, left: fs.readdirSync(place.inbox) });
    },
    async close() {
      for (const end of closing.splice(0)) await end();
    },
  };
}

const CANCELLED: GateError = { code: 'cancelled', params: {} };
