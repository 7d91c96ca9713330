/** Handlers that make the pack for an inspector in a folder that the person chose, and that call long work off. */

import * as path from 'node:path';
import type { PACK_METHODS } from '../../../shared/contract/packs.ts';
import { gateError } from '../../../shared/errors.ts';
import { choosePeriod } from '../../../shared/japan-time.ts';
import { MASKS } from '../../../shared/model/sheets.ts';
import { err, ok } from '../../../shared/result.ts';
import { findChromium } from '../pack/chromium.ts';
import { makePack, packName } from '../pack/pack.ts';
import { ownFonts } from '../pack/pages/fonts.ts';
import { chromiumPrinter } from '../pack/pdf.ts';
import { asActor } from './acting.ts';
import type { HandlersOf } from './handlers.ts';
import type { Room } from './room.ts';

export function packHandlers(room: Room): HandlersOf<keyof typeof PACK_METHODS> {
  const as = asActor(room);

  return {
    'pack.start': as(async (clinic, actor, { from, to, encoding, language, mask }, connection) => {
      const period = choosePeriod({ from, to });
      if (!period.ok) return period;
      const folder = await room.host.chooseFolder(connection.id, 'pack');
      if (folder === null) return ok(null);
      // The dialog may have stood open for an hour.
      const may = clinic.acting.authorise(actor, 'audit.export');
      if (!may.ok) return may;
      const { dataDir, keys, clock, app, ledger } = clinic;
      const name = packName(clock.now());
      return room.packing.start(connection.id, async (report, signal) => {
        const made = await makePack({
          ...{ dataDir, keys, clock, app, encoding, language, signal },
          period: period.value,
          mask: mask ? MASKS : [],
          by: actor.person,
          out: path.join(folder, name),
          checklist: null,
          fonts: ownFonts(),
          printer: room.settings.printer ?? chromiumPrinter(findChromium()),
          onProgress: (entries) => report(entries, ledger.head.seq),
          record: (draft) => ledger.append([draft]),
        });
        if (!made.ok) return made;
        const { files, cover, head, pdf } = made.value;
        return ok({
          ...{ name, pdf, files: files.length, fingerprint: cover.fingerprint },
          sessions: cover.counts.sessions,
          practice: cover.practice !== 'none',
          faults: cover.verify?.faults.length ?? 0,
          head,
        });
      });
    }),

    'pack.status': ({ id }, { job }) => room.packing.state(id, job),

    'job.cancel': async ({ id }, { job }) => {
      for (const kind of [room.verifying, room.exporting, room.packing]) {
        const cancelled = kind.cancel(id, job);
        if (cancelled !== null) return ok(await cancelled);
      }
      return err(gateError('not-found', { job }));
    },
  };
}
