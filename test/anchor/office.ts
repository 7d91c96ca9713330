/** A ledger with heads, and the anchoring over it with settings that a test changes. */

import fs from 'node:fs';
import path from 'node:path';

import { createAnchoring, type Anchoring } from '../../electron/core/anchor/anchoring.ts';
import { settingsSchema, type Settings } from '../../shared/model/settings.ts';
import { ok } from '../../shared/result.ts';
import { clockOf, openClinic, type Clinic } from '../people/clinic.ts';

export type Office = {
  readonly clinic: Clinic;
  /** Made at its first use, like the gate's own. */
  pump(): ReturnType<Anchoring['pump']>;
  anchor: Settings['anchor'];
  /** The lines of heads.log. */
  heads(): string[];
  /** As after a restart of the gate: only the files remember. */
  restart(): void;
};

export function office(anchor: unknown = {}): Office {
  const clinic = openClinic();
  const made = (): Anchoring =>
    createAnchoring({
      dataDir: clinic.dataDir,
      ledger: clinic.ledger,
      fingerprint: clinic.ledger.fingerprint,
      clock: clockOf(clinic.hand),
      settings: () => ok(here.anchor),
    });
  let anchoring: Anchoring | null = null;
  const here: Office = {
    clinic,
    anchor: settingsSchema.parse({ anchor }).anchor,
    pump: () => (anchoring ??= made()).pump(),
    heads: () => fs.readFileSync(path.join(clinic.dataDir, 'heads.log'), 'utf8').split('\n').slice(0, -1),
    restart: () => {
      anchoring = null;
    },
  };
  return here;
}

export const syslog = (transport: 'tls' | 'tcp' | 'udp', port: number, more: object = {}) => ({
  syslog: { transport, host: '127.0.0.1', port, name: 'gate-1', ...more },
});
