/** Puts an export made by the command line on record, where no gate holds the record; where one does, says so. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { gateError, type GateError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { visible } from '../../../shared/visible.ts';
import { auditWords } from '../../../shared/words/audit.ts';
import type { RecordExport } from '../../core/audit/sheets/write-sheets.ts';
import type { LedgerDraft } from '../../core/ports.ts';
import { LOCK_FILE } from '../../core/store/lock.ts';
import { consoleUser } from './console-user.ts';
import type { Io } from './io.ts';
import { withClinic } from './opening.ts';

export type ExportRecorder = {
  /** Never refuses: an export is worth more with no record of it than not at all. */
  readonly record: RecordExport;
  /** To be asked when the export is made; what is not on record is told on stderr. */
  recorded(io: Io): boolean;
};

export function exportRecorder(dataDir: string): ExportRecorder {
  let unrecorded: GateError | null = gateError('internal', { part: 'record' });
  return {
    async record(draft) {
      const told = await tell(dataDir, draft);
      unrecorded = told.ok ? null : told.error;
      return ok(null);
    },
    recorded(io) {
      if (unrecorded !== null) io.say(visible(auditWords(io.language).unrecorded(unrecorded)));
      return unrecorded === null;
    },
  };
}

/** Holds the data folder for as long as one entry takes, in the name of the operating system's user. */
async function tell(dataDir: string, draft: LedgerDraft): Promise<Result<unknown>> {
  // A backup or a copy that somebody looks into: opening it for writing would change what it proves.
  if (!fs.existsSync(path.join(dataDir, LOCK_FILE)))
    return err(gateError('data-folder-unusable', { reason: 'copy' }));
  return withClinic<Result<unknown>>(
    dataDir,
    ({ ledger, people, acting }) => {
      const by = acting.authorise(people.console(consoleUser()), 'audit.export');
      if (!by.ok) return Promise.resolve(by);
      return Promise.resolve(ledger.append([{ ...draft, body: { ...draft.body, by: by.value } }]));
    },
    err,
  );
}
