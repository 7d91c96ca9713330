/** Handlers for the clinic's own media, exceptions, reviews and drills. */

import type { EVIDENCE_METHODS } from '../../../shared/contract/evidence.ts';
import type { CallParsed } from '../../../shared/contract.ts';
import { gateError } from '../../../shared/errors.ts';
import { DRILL_CHECKS, type DrillCheck } from '../../../shared/model/evidence.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { prepareDrill } from '../evidence/drill-steps/drill-steps.ts';
import type { MediumKey } from '../media/registry.ts';
import { asActor, done } from './acting.ts';
import type { HandlersOf } from './handlers.ts';
import type { Room } from './room.ts';

export function evidenceHandlers(room: Room): HandlersOf<keyof typeof EVIDENCE_METHODS> {
  const as = asActor(room);

  /** A medium that is plugged in is known by the serial number that its device shows. */
  function keyOf(given: CallParsed<'media.register'>['key']): Result<MediumKey> {
    if (given.type !== 'insertion') return ok(given);
    const { insertion } = given;
    const device = room.board.now.media.find((medium) => medium.insertion === insertion)?.device ?? null;
    if (device === null) return err(gateError('not-found', { insertion }));
    const { vendorId, productId, serial } = device;
    if (serial === null || serial.trim() === '')
      return err(gateError('not-found', { insertion, serial: null }));
    return ok({ type: 'serial', vendorId, productId, serial });
  }

  return {
    'media.list': as(({ media }, actor) => media.list(actor)),
    'media.register': as(({ media }, actor, { key: given, ...rest }) => {
      const key = keyOf(given);
      return key.ok ? done(media.register(actor, { ...rest, key: key.value })) : key;
    }),
    'media.describe': as(({ media }, actor, input) => done(media.describe(actor, input))),
    'media.lend': as(({ media }, actor, input) => done(media.lend(actor, input))),
    'media.return': as(({ media }, actor, input) => done(media.giveBack(actor, input))),
    'media.stock': as(({ media }, actor, input) => media.takeStock(actor, input)),
    'media.lose': as(({ media }, actor, input) => done(media.lose(actor, input))),
    'media.find': as(({ media }, actor, input) => done(media.find(actor, input))),
    'media.retire': as(({ media }, actor, input) => done(media.retire(actor, input))),

    'exceptions.list': as(({ exceptions }, actor) => exceptions.list(actor)),
    'exceptions.grant': as(({ exceptions }, actor, { second, ...input }) =>
      room.logins.once(second, 'exception.second', (other) => exceptions.grant(actor, other, input)),
    ),
    'exceptions.revoke': as(({ exceptions }, actor, input) => done(exceptions.revoke(actor, input))),

    'reviews.list': as(({ reviews }, actor) => reviews.list(actor)),
    'reviews.status': as(({ reviews }, actor) => reviews.status(actor)),
    'reviews.sign': as(({ reviews }, actor, input) => reviews.sign(actor, input)),

    'drills.list': as(({ drills }, actor) => drills.list(actor)),
    'drills.hold': as((clinic, actor, { remarks }, connection) => {
      const { definitionsDir, practice } = room.settings;
      return room.drilling.start(connection.id, async (report, signal) => {
        const onStep = (check: DrillCheck): void => report(DRILL_CHECKS.indexOf(check), DRILL_CHECKS.length);
        const prepared = await prepareDrill(clinic, { definitionsDir, practice, signal, onStep });
        if (!prepared.ok) return prepared;
        try {
          return await clinic.drills.hold(actor, { ...prepared.value, remarks });
        } finally {
          await prepared.value.close();
          room.refresh();
        }
      });
    }),
    'drills.hold-status': ({ id }, { job }) => room.drilling.state(id, job),
    'drills.status': as(({ drills }, actor) => drills.status(actor)),
  };
}
