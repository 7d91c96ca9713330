/** Opens what a command of the headless gate stands on, clinic first, and closes it again in the other order. */

import type { GateError } from '../../../shared/errors.ts';
import { openClinic } from '../../core/clinic.ts';
import type { Clinic } from '../../core/clinic.ts';
import { openGate } from '../../core/gatekeeper.ts';
import type { Gate, GateSettings } from '../../core/gatekeeper.ts';
import { APP } from './app.ts';

/** Runs `use` while the gate is open; `refused` where it does not open. */
export async function withGate<T>(
  dataDir: string,
  settings: GateSettings,
  use: (gate: Gate) => Promise<T>,
  refused: (error: GateError) => T,
): Promise<T> {
  return withClinic(
    dataDir,
    async (clinic) => {
      const gate = await openGate(clinic, settings);
      if (!gate.ok) return refused(gate.error);
      try {
        return await use(gate.value);
      } finally {
        await gate.value.close();
      }
    },
    refused,
  );
}

/** Runs `use` while the clinic is open: its data folder is held, and a gate that runs elsewhere refuses it. */
export async function withClinic<T>(
  dataDir: string,
  use: (clinic: Clinic) => Promise<T>,
  refused: (error: GateError) => T,
): Promise<T> {
  const clinic = openClinic({ dataDir, app: APP });
  if (!clinic.ok) return refused(clinic.error);
  try {
    return await use(clinic.value);
  } finally {
    await clinic.value.close();
  }
}
