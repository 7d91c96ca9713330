/** Handlers for the virus definitions: how they are, and how newer ones come in. */

import type { UPKEEP_METHODS } from '../../../shared/contract/upkeep.ts';
import type { Fetching } from '../../../shared/contract/events.ts';
import { gateError } from '../../../shared/errors.ts';
import type { Actor } from '../../../shared/model/people.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Clinic } from '../clinic.ts';
import { extendDefinitions } from '../scan/definitions/extension.ts';
import { importDefinitions, type ImportPorts } from '../scan/definitions/import.ts';
import { definitionsStatus } from '../scan/definitions/status.ts';
import { updateDefinitions } from '../scan/definitions/update.ts';
import { asActor } from './acting.ts';
import type { HandlersOf } from './handlers.ts';
import type { Room } from './room.ts';

type DefinitionsMethods = Extract<keyof typeof UPKEEP_METHODS, `definitions.${string}`>;

/** What is being fetched just now, for whoever shows the update's progress. */
export type FetchingNow = { now: Fetching | null };

export function definitionsHandlers(room: Room): HandlersOf<DefinitionsMethods> {
  const { settings, gate, fetching } = room;
  const { dataDir, definitionsDir, practice } = settings;
  const as = asActor(room);

  /** Definitions that somebody handed in are used as they are: newer ones would lie beside them unused. */
  const ownOnes = (): Result<null> =>
    definitionsDir === null ? ok(null) : err(gateError('definitions-not-writable', { reason: 'given' }));

  const portsOf = ({ ledger, log, reference }: Clinic): ImportPorts => ({
    clock: reference,
    log,
    ledger,
    reload: () => gate.restart(),
  });

  const mayUpdate = ({ acting }: Clinic, actor: Actor): Result<unknown> =>
    acting.authorise(actor, 'definitions.update');

  return {
    'definitions.status': as(async ({ log, reference }) => {
      const found = await definitionsStatus({ dataDir, definitionsDir, practice }, { clock: reference, log });
      if (!found.ok) {
        // What cannot even be described is still a state that the screen has to show.
        return ok({ state: 'none', builtAt: null, days: null, refusal: found.error, files: [] });
      }
      const { state, builtAt, days, refusal, files } = found.value;
      return ok({ state, builtAt, days, refusal, files });
    }),

    'definitions.update': as((clinic, actor, _input, connection) => {
      const own = ownOnes();
      if (!own.ok) return own;
      const may = mayUpdate(clinic, actor);
      if (!may.ok) return may;
      const present = clinic.settings.current();
      if (!present.ok) return present;
      const { privateMirror, proxy } = present.value.settings.policy.definitions;
      return room.updating.start(connection.id, (report, signal) =>
        updateDefinitions(
          {
            dataDir,
            staff: actor.person,
            ...(privateMirror === null ? {} : { privateMirror }),
            ...(proxy === null ? {} : { proxy }),
          },
          {
            ...portsOf(clinic),
            signal,
            onProgress(progress) {
              fetching.now = progress;
              report(progress.received, progress.total === 0 ? null : progress.total);
            },
          },
        ).finally(() => {
          fetching.now = null;
          room.refresh();
        }),
      );
    }),
    'definitions.update-status': ({ id }, { job }) => room.updating.state(id, job),

    'definitions.import': as(async (clinic, actor, _input, connection) => {
      const own = ownOnes();
      if (!own.ok) return own;
      const source = await room.host.chooseFolder(connection.id, 'definitions');
      if (source === null) return ok(null);
      // The dialog may have stood open for an hour.
      const may = mayUpdate(clinic, actor);
      if (!may.ok) return may;
      const request = { dataDir, source, origin: 'folder', staff: actor.person } as const;
      return importDefinitions(request, portsOf(clinic));
    }),

    'definitions.extend': as(async (clinic, actor, { days, reason }) => {
      const may = clinic.acting.authorise(actor, 'definitions.extend');
      if (!may.ok) return may;
      const request = { dataDir, days, reason, staff: actor.person };
      const extended = await extendDefinitions(request, { clock: clinic.reference, ledger: clinic.ledger });
      if (extended.ok) void gate.retry();
      return extended;
    }),
  };
}
