/** Exports to a place and prints the result; started by unwritten.test.ts on a disk that is too small, and to be killed. */

import { fileKeyStore } from '../../../electron/core/audit/keys.ts';
import { writeSheets } from '../../../electron/core/audit/sheets/write-sheets.ts';
import { BOOK_SHEETS } from '../../../shared/model/sheets.ts';

const [, , dataDir = '', out = '', sheets = 'files'] = process.argv;
const folder = sheets === 'all';
console.log('started');
const result = await writeSheets({
  dataDir,
  keys: fileKeyStore(dataDir),
  clock: { now: () => Date.now() },
  app: 'sekisho test',
  period: { kind: 'all', name: null, first: null, last: null, from: null, to: null },
  sheets: folder ? ['cover', ...BOOK_SHEETS] : ['files'],
  encoding: 'utf8',
  language: 'ja',
  mask: [],
  by: null,
  out: folder ? { folder: out } : { file: out },
});
console.log(JSON.stringify(result.ok ? { ok: true, files: result.value.files.length } : result));
