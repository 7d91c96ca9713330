import fc from 'fast-check';
import { expect, it } from 'vitest';

import { file, opened } from '../data-folder.ts';
import { SESSION, sheet, startClinic, tell } from './clinic-ledger.ts';
import { originalOf } from './original.ts';
import { pythonRecords } from './python-csv.ts';
import { troubled } from './troubled.ts';

/** The same names at every run. */
const NAMES = fc.sample(troubled, { numRuns: 500, seed: 20261122 });

it.each(['utf8', 'cp932'] as const)(
  'any name comes back through %s and another CSV reader',
  async (encoding) => {
    const clinic = startClinic();
    const files = NAMES.map((path, index) => ({
      ...file(SESSION, index + 1, { path, destination: path }),
      session: SESSION,
    }));
    tell(
      clinic,
      { ...opened(SESSION, { purpose: NAMES[0] ?? '', label: NAMES[1] ?? '' }), session: SESSION },
      ...files,
    );
    clinic.ledger.close();
    const rows = pythonRecords(await sheet(clinic.dir, 'files', { encoding }), encoding);
    expect(rows.map((row) => originalOf(row['パス']!))).toEqual(NAMES);
    expect(rows.map((row) => originalOf(row['転送先パス']!))).toEqual(NAMES);
    const [session] = pythonRecords(await sheet(clinic.dir, 'sessions', { encoding }), encoding);
    expect([originalOf(session!['目的']!), originalOf(session!['媒体ラベル']!)]).toEqual(NAMES.slice(0, 2));
  },
);
