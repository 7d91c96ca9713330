import fs from 'node:fs';
import path from 'node:path';

import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';

import { checkIntegrity } from '../../electron/core/store/integrity.ts';
import { twoSessions } from '../audit/outsider.ts';

const ON_THE_SPOT = Number.POSITIVE_INFINITY;
const IN_A_THREAD = 0;

async function complaint(dir: string, worth: number): Promise<string | null> {
  const file = path.join(dir, 'ledger.sqlite');
  const db = new Database(file, { readonly: true });
  const check = checkIntegrity(file, db, worth);
  try {
    return await check.finish();
  } finally {
    check.stop();
    db.close();
  }
}

describe.each([
  ['on the spot', ON_THE_SPOT],
  ['in a thread', IN_A_THREAD],
])('the integrity check %s', (_how, worth) => {
  it('has nothing to say of a sound file', async () => {
    expect(await complaint(twoSessions(), worth)).toBeNull();
  });

  it('names an index that does not hold what its table holds', async () => {
    const dir = twoSessions();
    const db = new Database(path.join(dir, 'ledger.sqlite'));
    db.unsafeMode();
    db.pragma('writable_schema = ON');
    db.exec(
      `UPDATE sqlite_schema SET sql = 'CREATE INDEX files_session ON files(verdict)' WHERE name = 'files_session'`,
    );
    db.close();
    expect(await complaint(dir, worth)).toContain('files_session');
  });
});

it('a thread that cannot do its work is an error and no clean bill', async () => {
  const dir = twoSessions();
  const db = new Database(path.join(dir, 'ledger.sqlite'), { readonly: true });
  const elsewhere = path.join(dir, 'no-database');
  fs.writeFileSync(elsewhere, 'x'.repeat(4096));
  await expect(checkIntegrity(elsewhere, db, IN_A_THREAD).finish()).rejects.toThrow('not a database');
  db.close();
});
