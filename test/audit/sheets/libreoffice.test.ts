/** LibreOffice, as somebody at the inspection opens the sheets: every row and name there, and saved again told from changed. */

import { spawnSync } from 'node:child_process';
import path from 'node:path';

import { expect, it } from 'vitest';

import { verifySheet } from '../../../electron/core/audit/sheets/verify-sheet.ts';
import { fileKeyStore } from '../../../electron/core/audit/keys.ts';
import { hasCommand, needs } from '../../missing-component.ts';
import { temporaryFolder, value } from '../data-folder.ts';
import { exported, HOSTILE, wholeClinic } from './clinic-ledger.ts';
import { originalOf } from './original.ts';
import { pythonRecords } from './python-csv.ts';

/** Comma, double quote, UTF-8, from the first line; for saving the same. */
const FILTER = '44,34,76,1';

it('opens every sheet with all rows and Japanese intact, and what it saves again is told as that', (context) => {
  needs(context, 'LibreOffice', hasCommand('soffice'));
  return openAndSave();
}, 180_000);

async function openAndSave(): Promise<void> {
  const { dir } = wholeClinic();
  const { result, folder } = await exported(dir, {
    sheets: ['media', 'sessions', 'files', 'operations', 'reviews'],
  });
  const { files } = value(result);
  const saved = path.join(temporaryFolder(), 'saved');
  const profile = `-env:UserInstallation=file://${path.join(temporaryFolder(), 'profile')}`;
  const run = spawnSync(
    'soffice',
    [
      profile,
      '--headless',
      `--infilter=CSV:${FILTER}`,
      '--convert-to',
      `csv:Text - txt - csv (StarCalc):${FILTER}`,
      '--outdir',
      saved,
      ...files.map(({ name }) => path.join(folder, name)),
    ],
    { encoding: 'utf8' },
  );
  expect(run.status).toBe(0);
  const rows = pythonRecords(path.join(saved, 'C-files.csv'));
  expect(rows.map((row) => originalOf(row['パス']!))).toEqual([...HOSTILE]);
  for (const { name, rows: count } of files) {
    const against = { dataDir: dir, keys: fileKeyStore(dir), app: 'sekisho test' };
    const report = value(await verifySheet(path.join(saved, name), against));
    expect([name, report.itself.rows, report.itself.resaved]).toEqual([name, count, true]);
  }
  const report = value(await verifySheet(path.join(saved, 'C-files.csv'), null));
  expect(report.itself).toMatchObject({ state: 'resaved', badRows: 0 });
}
