/** Opens a ledger and appends sessions until it is killed; says each batch that append confirmed. Started by kill.test.ts. */

import { randomBytes } from 'node:crypto';
import fs from 'node:fs';

import { fileKeyStore } from '../../electron/core/audit/keys.ts';
import { openLedger } from '../../electron/core/audit/ledger.ts';
import { acquireDataFolder } from '../../electron/core/store/lock.ts';

const dataDir = String(process.argv[2]);
const folder = acquireDataFolder(dataDir);
const ledger = openLedger({
  dataDir,
  clock: { now: () => Date.now() },
  keys: fileKeyStore(dataDir),
  app: 'sekisho test',
});
if (!folder.ok || !ledger.ok) throw new Error(JSON.stringify([folder, ledger]));

for (let n = 0; ; n += 1) {
  const session = randomBytes(6).toString('hex');
  const count = n % 40;
  const files = Array.from({ length: count }, (_, at) => ({
    kind: 'file',
    session,
    body: {
      n: at,
      path: `folder/${session}/${at}`,
      sha256: at.toString(16).padStart(64, '0'),
      verdict: 'clean',
      size: at,
    },
  }));
  const opened = { kind: 'session.opened', session, body: { from: '/a', to: '/b', practice: false } };
  const closed = { kind: 'session.closed', session, body: { outcome: 'released', seconds: 0.1 } };
  for (const batch of [[opened], files, [closed]]) {
    const head = ledger.value.append(batch);
    if (!head.ok) throw new Error(JSON.stringify(head.error));
    fs.writeSync(1, `${head.value.seq} ${head.value.hash}\n`);
  }
}
