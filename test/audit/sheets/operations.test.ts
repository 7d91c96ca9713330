import { expect, it } from 'vitest';

import { createMendings } from '../../../electron/core/desk/mendings.ts';
import { NOT_OPERATIONS } from '../../../shared/model/sheets.ts';
import { SHEET_WORDS } from '../../../shared/words/sheet-words.ts';
import { isCode, readTree } from '../../house/tree.ts';
import { sheet, startClinic } from './clinic-ledger.ts';
import { pythonRecords } from './python-csv.ts';

it('every kind of entry that the core writes has its word in both languages, or a sheet of its own', () => {
  const kinds = new Set<string>(
    [...readTree()]
      .filter(([file]) => file.startsWith('electron/core/') && isCode(file))
      .flatMap(([, text]) =>
        [...text.matchAll(/\bkind: '([a-z]+\.[a-z-]+)'/g)].map(([, kind]) => kind ?? ''),
      ),
  );
  expect(kinds.size).toBeGreaterThan(30);
  for (const apart of NOT_OPERATIONS) kinds.delete(apart);
  for (const language of ['ja', 'en'] as const)
    expect([...kinds].filter((kind) => !(kind in SHEET_WORDS[language].codes.operations))).toEqual([]);
});

it.each([
  ['ja', '操作', '内容', 'アプリの異常と復旧'],
  ['en', 'Operation', 'Content', 'app fault mended'],
] as const)('sheet D tells of a core that died, in %s', async (language, kind, content, word) => {
  const { dir, ledger, clock } = startClinic();
  createMendings({
    ledger: () => ledger,
    clock: { now: () => clock.at, monotonic: () => clock.at },
    log: () => undefined,
  }).note({ part: 'core', window: null, reason: 'died', exit: 137, times: 2, ago: 1500 }, () => undefined);
  ledger.close();
  const rows = pythonRecords(await sheet(dir, 'operations', { language }));
  expect(rows.find((row) => row[kind] === word)?.[content]).toBe(
    'exit=137; part=core; reason=died; secondsAgo=2; times=2',
  );
});
