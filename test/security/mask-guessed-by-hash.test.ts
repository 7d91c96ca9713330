/**
 * An entry's hash is over all it says, with no secret in it: whoever knows the rest of an entry, or of the entries between
 * it and a later hash, can try names and patient ids until one fits. So no masked export may hold any entry's hash.
 */

import { hash as digest } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

import { expect, it } from 'vitest';

import { canonicalBody } from '../../electron/core/audit/entry.ts';
import { fileKeyStore } from '../../electron/core/audit/keys.ts';
import { cellsOf } from '../../electron/core/audit/sheets/read-lines.ts';
import { verifySheet } from '../../electron/core/audit/sheets/verify-sheet.ts';
import { openStoreForReading } from '../../electron/core/store/open.ts';
import { verifyPack } from '../../electron/core/pack/verify-pack.ts';
import { BOOK_SHEETS, MASKS, type Mask } from '../../shared/model/sheets.ts';
import { file, opened, SHA, value } from '../audit/data-folder.ts';
import { ADMIN, exported, SESSION, startClinic, tell } from '../audit/sheets/clinic-ledger.ts';
import { APP, pack } from '../pack/made.ts';
import { found, openClinic } from '../people/clinic.ts';

type Row = {
  readonly seq: number;
  readonly at: string;
  readonly kind: string;
  readonly session: string | null;
  readonly body: string;
  readonly prev: string;
  readonly hash: string;
};

function entries(dataDir: string): readonly Row[] {
  const store = value(openStoreForReading({ dataDir }));
  const rows = store.db.prepare<[], Row>('SELECT * FROM ledger ORDER BY seq').all();
  store.close();
  return rows;
}

/** As anybody who has read DESIGN would. */
const hashOf = ({ at, kind, session, prev, seq }: Row, body: string): string =>
  digest(
    'sha256',
    `{"at":"${at}","body":${body},"kind":"${kind}","prev":"${prev}","seq":${seq},"session":${JSON.stringify(session)}}`,
    'hex',
  );

const textsOf = (folder: string): string =>
  fs
    .readdirSync(folder)
    .map((name) => fs.readFileSync(path.join(folder, name), 'utf8'))
    .join('\n');

const PATIENT = '048213';
const NAME = 'SUZUKI_HANAKO/letter.exe';
/** What a digest of an unmasked export or archive is over can be made again from a guess as well. */
const DIGESTS = { file: SHA('a'), sums: SHA('b'), archive: SHA('c') };

function told(): string {
  const clinic = startClinic();
  const session = SESSION;
  tell(
    clinic,
    { ...opened(SESSION), session },
    {
      ...file(SESSION, 1, { path: NAME, verdict: 'blocked', reason: 'executable', destination: null }),
      session,
    },
    { kind: 'session.facts', session, body: { facts: { patientId: PATIENT }, by: ADMIN } },
  );
  const { head } = clinic.ledger;
  tell(
    clinic,
    { kind: 'backup.made', body: { backup: 'b', head: { ...head }, withKey: false, by: ADMIN } },
    {
      kind: 'archive.made',
      body: { file: 'a.gz', sha256: DIGESTS.archive, from: 1, through: head.seq, by: ADMIN },
    },
    {
      kind: 'review.signed',
      body: {
        first: '2026-11-01',
        last: '2026-11-22',
        sessions: 1,
        through: { ...head },
        remarks: '',
        by: ADMIN,
      },
    },
    {
      kind: 'audit.exported',
      body: {
        files: [{ sheet: 'files', name: 'C-files.csv', rows: 1, sha256: DIGESTS.file, unmappable: 0 }],
        pack: { files: 2, sums: DIGESTS.sums },
        staff: 'admin1',
      },
    },
  );
  clinic.ledger.close();
  return clinic.dir;
}

it.each<[string, readonly Mask[]]>([
  ['names', ['names']],
  ['patients', ['patients']],
  ['both', MASKS],
])('a masked export (%s) holds no hash that a guess could be held against', async (_, mask) => {
  const dir = told();
  const { result, folder } = await exported(dir, { sheets: ['cover', ...BOOK_SHEETS], mask });
  value(result);
  const text = textsOf(folder);
  for (const { seq, hash } of entries(dir)) expect(text, `hash of #${seq}`).not.toContain(hash);
  for (const digested of Object.values(DIGESTS)) expect(text).not.toContain(digested);
  // What is known of content stays: a file is found in other lists by it.
  expect(text).toContain((1).toString(16).padStart(64, '0'));
});

it('a name and a patient id cannot be found by trying, even by who knows all the rest of the record', async () => {
  const dir = told();
  const { result, folder } = await exported(dir, { sheets: ['cover', ...BOOK_SHEETS], mask: [...MASKS] });
  value(result);
  const cells = new Set(
    fs.readdirSync(folder).flatMap((name) =>
      fs
        .readFileSync(path.join(folder, name), 'utf8')
        .split('\r\n')
        .filter((line) => line !== '')
        .flatMap((line) => cellsOf(line, ',')),
    ),
  );
  const rows = entries(dir);
  const confirmed = (secret: string, guess: string): boolean => {
    const at = rows.findIndex(({ body }) => body.includes(secret));
    let prev = rows[at]!.prev;
    // Not its own hash alone: every later one depends on it.
    return rows.slice(at).some((row, i) => {
      const body =
        i === 0
          ? canonicalBody(JSON.parse(row.body.replace(secret, guess)) as Record<string, never>)
          : row.body;
      prev = hashOf({ ...row, prev }, body);
      return cells.has(prev);
    });
  };
  // The attack itself is sound: it finds what it looks for where the hashes are.
  const { result: open_, folder: plain } = await exported(dir, { sheets: ['files', 'operations'] });
  value(open_);
  const facts = rows.find(({ kind }) => kind === 'session.facts')!;
  expect(textsOf(plain)).toContain(hashOf(facts, facts.body));
  expect(['SATO_JIRO/letter.exe', NAME].filter((guess) => confirmed(NAME, guess))).toEqual([]);
  expect(['048212', PATIENT].filter((guess) => confirmed(PATIENT, guess))).toEqual([]);
});

it('rows of a masked export can still be joined by their marks, and hold against their ledger', async () => {
  const dir = told();
  const { result, folder } = await exported(dir, { sheets: ['cover', ...BOOK_SHEETS], mask: [...MASKS] });
  value(result);
  const marks = (name: string): readonly string[] =>
    [...fs.readFileSync(path.join(folder, name), 'utf8').matchAll(/,"(h-[0-9a-f]{12})",/g)].map(
      ([, mark]) => mark!,
    );
  const operations = marks('D-operations.csv');
  expect(new Set(operations).size).toBe(operations.length);
  // The review names the entry that it ends at, whose row is on the sheet of operations.
  expect(operations).toContain(marks('E-reviews.csv')[0]);
  const against = { dataDir: dir, keys: fileKeyStore(dir), app: 'sekisho test' };
  for (const name of fs.readdirSync(folder))
    expect(value(await verifySheet(path.join(folder, name), against))).toMatchObject({
      itself: { state: 'intact' },
      ledger: { state: 'agrees' },
    });
});

it('a masked pack holds no hash of an entry, on paper neither, and still proves itself', async () => {
  const clinic = openClinic();
  await found(clinic);
  value(clinic.ledger.append([opened(SESSION), file(SESSION, 1)]));
  const made = value(await pack(clinic, { mask: ['patients'] }));
  const text = textsOf(made.folder);
  for (const { seq, hash } of entries(clinic.dataDir)) expect(text, `hash of #${seq}`).not.toContain(hash);
  expect(made.head).toEqual(clinic.ledger.head);
  const ledger = { dataDir: clinic.dataDir, keys: fileKeyStore(clinic.dataDir), app: APP };
  const report = value(
    await verifyPack({ folder: made.folder, fingerprint: clinic.ledger.fingerprint, ledger }),
  );
  expect(report.faults).toEqual([]);
});
