/** What doctor is asked to look at, and through which ports. */

import type { LoadedPolicy } from '../policy/load.ts';
import type { Clock, Log } from '../ports.ts';
import type { Machine } from './machine.ts';

/** Paths are absolute. */
export type DoctorSettings = {
  readonly dataDir: string;
  /** Definitions to be used as they are; null for the gate's own. */
  readonly definitionsDir: string | null;
  readonly practice: boolean;
  /** As of GateSettings: a policy that holds whatever the clinic's settings say; null for theirs. */
  readonly policy: LoadedPolicy | null;
  /** Inbox to be tried; null when none was named. */
  readonly destination: string | null;
  /** Where the operating system keeps definitions of its own; by default the usual places. */
  readonly systemDefinitions?: readonly string[];
};

export type DoctorPorts = {
  readonly clock: Clock;
  readonly log: Log;
  readonly machine: Machine;
  /** Aborted when nobody waits any more: nothing slow is begun then. */
  readonly stop?: AbortSignal;
};
