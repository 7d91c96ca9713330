/** What must hold in inbox and ledger after a gate was killed, whenever that was (P3, P5). */

import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { fileKeyStore } from '../../electron/core/audit/keys.ts';
import { openRecords } from '../../electron/core/audit/records.ts';
import { verifyLedger } from '../../electron/core/audit/verify.ts';

const sha256 = (file: string): string => createHash('sha256').update(fs.readFileSync(file)).digest('hex');

function* filesBelow(folder: string): Generator<string> {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isDirectory()) yield path.relative(folder, path.join(entry.parentPath, entry.name));
  }
}

/** Every visible file has an entry with its hash and destination: faults in words, none when all is well. */
export function unaccounted(inbox: string, dataDir: string): string[] {
  const visible = fs.readdirSync(inbox).filter((name) => !name.startsWith('.sekisho-'));
  if (visible.length === 0) return [];
  const opened = openRecords({ dataDir });
  if (!opened.ok) return [`the ledger cannot be read: ${opened.error.code}`];
  const records = opened.value;
  try {
    const listed = records.listSessions({ limit: 1000 });
    if (!listed.ok) return [`the ledger cannot be listed: ${listed.error.code}`];
    const faults: string[] = [];
    const told = new Map<string, string | null>();
    for (const { id } of listed.value.sessions) {
      const session = records.showSession(id);
      if (!session.ok) return [`${id} cannot be shown`];
      const intent = session.value.steps.find((step) => step.kind === 'release.intent');
      if (intent === undefined) continue;
      told.set(`${intent.body['folder'] as string}/SHA256SUMS.txt`, intent.body['manifest'] as string);
      for (const file of session.value.files())
        if (file.destination !== null) told.set(file.destination, file.sha256);
    }
    for (const folder of visible) {
      const here = [...filesBelow(path.join(inbox, folder))].map((file) => `${folder}/${file}`);
      for (const file of here) {
        if (!told.has(file)) faults.push(`${file} has no entry`);
        else if (told.get(file) !== sha256(path.join(inbox, file)))
          faults.push(`${file} is not what its entry says`);
      }
      const whole = [...told.keys()].filter((file) => file.startsWith(`${folder}/`)).length;
      if (here.length !== whole) faults.push(`${folder}: ${here.length} of ${whole} files`);
    }
    return faults;
  } finally {
    records.close();
  }
}

/** For a data folder whose gate has been started again since: verified, nothing unfinished, nothing half done left. */
export async function unhealed(inbox: string, dataDir: string): Promise<string[]> {
  const faults = unaccounted(inbox, dataDir);
  const verified = await verifyLedger({ dataDir, keys: fileKeyStore(dataDir) });
  if (!verified.ok) faults.push(`verify: ${verified.error.code}`);
  else faults.push(...verified.value.faults.map((fault) => `verify: ${JSON.stringify(fault)}`));
  for (const name of fs.readdirSync(inbox)) {
    if (name.startsWith('.')) faults.push(`left in the inbox: ${name}`);
  }
  const staging = path.join(dataDir, 'staging');
  if (fs.existsSync(staging) && fs.readdirSync(staging).length > 0) faults.push('staging was not wiped');
  const records = openRecords({ dataDir });
  if (!records.ok) return [...faults, records.error.code];
  const listed = records.value.listSessions({ limit: 1000 });
  records.value.close();
  if (!listed.ok) return [...faults, listed.error.code];
  for (const session of listed.value.sessions) {
    if (session.outcome === null) faults.push(`${session.id} is still unfinished`);
  }
  return faults;
}
