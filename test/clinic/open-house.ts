/** A clinic over a folder of its own, its people, and where wanted a gate with a real engine and practice definitions. */

import fs from 'node:fs';
import path from 'node:path';

import { onTestFinished } from 'vitest';

import { openClinic, type Clinic } from '../../electron/core/clinic.ts';
import { openGate, type Gate, type GateSettings } from '../../electron/core/gatekeeper.ts';
import type { MediumRequest } from '../../electron/core/medium-request.ts';
import type { Clock } from '../../electron/core/ports.ts';
import type { SessionResult } from '../../electron/core/session/job.ts';
import { systemClock } from '../../electron/core/system-clock.ts';
import type { LedgerEntry } from '../../shared/model/ledger.ts';
import type { Actor } from '../../shared/model/people.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { Result } from '../../shared/result.ts';
import { temporaryFolder, value } from '../audit/data-folder.ts';
import { cheapHasher } from '../people/clinic.ts';
import { writePracticeDefinitions } from '../scan/practice-definitions.ts';

/** The machine's clock with a hand of the test's on it. */
export type ShiftedClock = Clock & { shift: number };
export const shiftedClock = (start = Date.now()): ShiftedClock => ({
  shift: 0,
  now() {
    return start + performance.now() + this.shift;
  },
  monotonic: () => performance.now(),
});

export type House = {
  readonly base: string;
  readonly dataDir: string;
  readonly medium: string;
  readonly inbox: string;
  /** Opens the clinic; closed at the test's end unless it was closed before. */
  enter(clock?: Clock): Clinic;
  gate(clinic: Clinic, settings?: Partial<GateSettings>): Promise<Result<Gate>>;
  put(name: string, content: string | Buffer): void;
  request(more?: Partial<MediumRequest>): MediumRequest;
};

export function makeHouse(): House {
  const base = temporaryFolder();
  const at = (name: string): string => path.join(base, name);
  for (const name of ['medium', 'inbox']) fs.mkdirSync(at(name));
  writePracticeDefinitions(at('definitions'));
  return {
    base,
    dataDir: at('data'),
    medium: at('medium'),
    inbox: at('inbox'),
    enter(clock = systemClock) {
      const clinic = value(openClinic({ dataDir: at('data'), app: 'test', hasher: cheapHasher }, clock));
      return closing(clinic);
    },
    async gate(clinic, settings = {}) {
      const opened = await openGate(clinic, {
        ...{ definitionsDir: at('definitions'), practice: true, policy: null },
        ...settings,
      });
      return opened.ok ? { ok: true, value: closing(opened.value) } : opened;
    },
    put(name, content) {
      fs.writeFileSync(path.join(at('medium'), name), content);
    },
    request: (more = {}) => ({
      ...{ from: at('medium'), to: at('inbox'), label: 'KENSA', preset: 'general' },
      ...{ staff: null, purpose: null },
      ...more,
    }),
  };
}

/** Closes at the test's end what the test has not closed; what was opened last goes first. */
function closing<T extends { close(): Promise<void> }>(opened: T): T {
  let closed = false;
  const close = async (): Promise<void> => {
    if (closed) return;
    closed = true;
    await opened.close();
  };
  onTestFinished(close);
  return Object.defineProperties({} as T, {
    ...Object.getOwnPropertyDescriptors(opened),
    close: { value: close },
  });
}

export const pass = async (gate: Gate, request: MediumRequest): Promise<SessionResult> =>
  value(await gate.admit(request)).done;

export function entriesOf(clinic: Clinic, ...kinds: string[]): LedgerEntry[] {
  const found: LedgerEntry[] = [];
  value(clinic.reader.each(kinds, 0, (entry) => found.push(entry)));
  return found;
}

/** Changes the settings in somebody's name. */
export function change(clinic: Clinic, actor: Actor, with_: (settings: Settings) => Settings): void {
  const { settings, version } = value(clinic.settings.current());
  value(clinic.settings.change(actor, { base: version, settings: with_(settings) }));
}
