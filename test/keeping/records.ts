/** A clinic with sessions over some years, and the desks of keeping over it. */

import fs from 'node:fs';
import path from 'node:path';

import { fileKeyStore } from '../../electron/core/audit/keys.ts';
import { createArchives, type Archives } from '../../electron/core/keeping/archive.ts';
import { createBackups, type Backups } from '../../electron/core/keeping/backup.ts';
import type { Actor } from '../../shared/model/people.ts';
import { ok } from '../../shared/result.ts';
import { record, sessionId, temporaryFolder } from '../audit/data-folder.ts';
import { clockOf, found, hands, openClinic, type Clinic } from '../people/clinic.ts';

export const at = (japan: string): number => Date.parse(`${japan}+09:00`);

export type Office = {
  readonly clinic: Clinic;
  readonly admin: Actor;
  readonly backups: Backups;
  readonly archives: Archives;
  /** An empty folder outside the data folder. */
  readonly drive: string;
};

export async function office(japan = '2026-11-22T10:00:00'): Promise<Office> {
  const clinic = openClinic(undefined, hands(at(japan)));
  const { admin } = await found(clinic);
  return { clinic, admin, ...desks(clinic), drive: temporaryFolder() };
}

export function desks(clinic: Clinic): { backups: Backups; archives: Archives } {
  const ports = {
    ledger: clinic.ledger,
    authorise: clinic.people.authorise,
    dataDir: clinic.dataDir,
    reader: clinic.reader,
    clock: clockOf(clinic.hand),
    keys: fileKeyStore(clinic.dataDir),
    app: 'sekisho test',
    everyDays: () => ok(7),
  };
  return { backups: createBackups(ports), archives: createArchives(ports) };
}

/** Sessions `first` to `last` with three files each. */
export function sessions(clinic: Clinic, first: number, last: number): void {
  for (let n = first; n <= last; n += 1) record(clinic.ledger, sessionId(n), 3);
}

/** Everything below a folder, hidden or not. */
export const below = (folder: string): string[] =>
  fs.readdirSync(folder, { recursive: true }).map(String).sort();

/** Turns one bit of a file's byte, counted from its middle. */
export function spoil(folder: string, name: string): void {
  const file = path.join(folder, name);
  const bytes = fs.readFileSync(file);
  const middle = Math.floor(bytes.length / 2);
  bytes.writeUInt8(bytes.readUInt8(middle) ^ 0x01, middle);
  fs.writeFileSync(file, bytes);
}
