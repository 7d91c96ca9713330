/** Handlers that make a sheet inside the data folder and hand it over through the host. */

import type { RECORD_METHODS } from '../../../shared/contract/records.ts';
import { gateError } from '../../../shared/errors.ts';
import { choosePeriod, japanClock } from '../../../shared/japan-time.ts';
import { MASKS, SHEET_FILES } from '../../../shared/model/sheets.ts';
import { err, ok } from '../../../shared/result.ts';
import { writeSheets } from '../audit/sheets/write-sheets.ts';
import { asActor } from './acting.ts';
import type { HandlersOf } from './handlers.ts';
import type { Finished } from './ports.ts';
import type { Room } from './room.ts';

type ExportMethods = Extract<keyof typeof RECORD_METHODS, `export.s${string}`>;

export function exportHandlers(room: Room): HandlersOf<ExportMethods> {
  const as = asActor(room);
  /** Files of jobs that nobody has saved yet. */
  const made = new Map<string, Finished>();

  return {
    'export.start': as(({ dataDir, keys, clock, app, ledger }, actor, wish, connection) => {
      const { sheet, encoding, language, from, to } = wish;
      const period = choosePeriod({ from, to });
      if (!period.ok) return period;
      const stamp = japanClock(new Date(clock.now()).toISOString()).replace(/\D/g, '');
      const name = SHEET_FILES[sheet].replace(/\.csv$/, `_${stamp}.csv`);
      const placed = room.exports.place(name);
      if (!placed.ok) return placed;
      const file = placed.value;
      const discard = (): void => {
        file.discard();
        for (const [job, kept] of made) if (kept === file) made.delete(job);
      };
      const started = room.exporting.start(
        connection.id,
        async (report, signal) => {
          const written = await writeSheets({
            ...{ dataDir, keys, clock, app, period: period.value, encoding, language, signal },
            sheets: [sheet],
            mask: wish.mask ? MASKS : [],
            by: actor.person,
            out: { file: file.path },
            onProgress: (entries) => report(entries, ledger.head.seq),
            record: (draft) => ledger.append([draft]),
          });
          const [only] = written.ok ? written.value.files : [];
          if (!written.ok) return written;
          if (only === undefined) throw new Error('a sheet that was written is there');
          return ok({ rows: only.rows, replaced: only.unmappable, sheet, encoding, name });
        },
        discard,
      );
      if (started.ok) made.set(started.value.job, file);
      else file.discard();
      return started;
    }),

    'export.status': ({ id }, { job }) => room.exporting.state(id, job),

    'export.save': async ({ id }, { job }) => {
      const state = room.exporting.state(id, job);
      if (!state.ok) return state;
      const file = made.get(job);
      if (state.value.state === 'running') return err(gateError('busy', { job }));
      if (state.value.state === 'failed' || file === undefined) return err(gateError('not-found', { job }));
      made.delete(job);
      room.exporting.drop(job);
      return room.host.deliver(id, file);
    },
  };
}
