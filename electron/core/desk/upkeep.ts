/** Handlers that keep the gate in order: settings, backups, the first run. */

import * as fs from 'node:fs';
import type { ChosenFolder, UPKEEP_METHODS } from '../../../shared/contract/upkeep.ts';
import { gateError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Clinic } from '../clinic.ts';
import { keepApart } from '../data-folder.ts';
import { BACKUP_KEY, backupIn } from '../keeping/backup-files.ts';
import type { PresentSettings } from '../settings/state.ts';
import { startPorter } from '../transfer/porter.ts';
import { acceptMount } from '../transfer/standing-mount.ts';
import * as path from 'node:path';
import { asActor, done } from './acting.ts';
import { definitionsHandlers } from './definitions.ts';
import { asItStandsInSettings, notChosen } from './folders.ts';
import type { HandlersOf } from './handlers.ts';
import type { Room } from './room.ts';

const SETTINGS_FILE = 'sekisho-settings.json';

export function upkeepHandlers(room: Room): HandlersOf<keyof typeof UPKEEP_METHODS> {
  const { host, gate, settings: own } = room;
  const as = asActor(room);

  const inboxOf = (clinic: Clinic): Result<string> => {
    const present = clinic.settings.current();
    if (!present.ok) return present;
    const dir = own.to ?? present.value.settings.inbox.dir;
    return dir === null ? err(gateError('destination-missing', { reason: 'not-chosen' })) : ok(dir);
  };

  /** What stands in the settings counts from the next medium on; the watch itself is set up with some of it. */
  function changed(before: PresentSettings, after: Result<PresentSettings>): void {
    if (!after.ok || after.value.version === before.version) return;
    room.refresh();
    const engine = ({ settings: { policy } }: PresentSettings): string => JSON.stringify(policy.engine);
    const watched = ({ settings: { inbox, policy } }: PresentSettings): string =>
      JSON.stringify([inbox, policy.guests]);
    if (engine(before) !== engine(after.value)) void gate.restart();
    else if (watched(before) !== watched(after.value)) void gate.rewatch();
    else if (gate.watcher === null) void gate.retry();
  }

  return {
    ...definitionsHandlers(room),

    'settings.read': as(({ settings }, actor) => settings.read(actor)),
    'settings.change': as(({ settings }, actor, input, connection) => {
      const present = settings.current();
      if (!present.ok) return present;
      const fault = notChosen(input.settings, present.value.settings, connection.chosen);
      if (fault !== null) return err(fault);
      const after = settings.change(actor, input);
      changed(present.value, after);
      return after;
    }),
    'settings.export': as(async ({ settings }, actor, _input, connection) => {
      const text = settings.exportText(actor);
      if (!text.ok) return text;
      const placed = room.exports.place(SETTINGS_FILE);
      if (!placed.ok) return placed;
      fs.writeFileSync(placed.value.path, text.value, { mode: 0o600 });
      return host.deliver(connection.id, placed.value);
    }),
    'settings.import': as(async ({ settings }, actor, { base }, connection) => {
      const text = await host.openText(connection.id, 'settings');
      if (text === null) return ok(null);
      const present = settings.current();
      if (!present.ok) return present;
      const after = settings.importText(actor, { base, text });
      changed(present.value, after);
      return after;
    }),
    'folder.choose': as(async (_clinic, _actor, { purpose }, connection) => {
      const folder = await host.chooseFolder(connection.id, purpose);
      const standing = folder === null ? null : asItStandsInSettings(purpose, folder);
      if (standing !== null) connection.chosen.add(standing);
      return ok<ChosenFolder>({ path: standing });
    }),

    'backup.make': as(async ({ settings, backups }, actor, { withKey }) => {
      const present = settings.current();
      if (!present.ok) return present;
      const { backupDir } = present.value.settings.keeping;
      if (backupDir === null)
        return err(gateError('settings-invalid', { at: 'keeping.backupDir', fault: 'not-chosen' }));
      const made = await backups.make(actor, { to: backupDir, withKey });
      if (!made.ok) return made;
      const { folder, bytes, head } = made.value;
      return ok({ name: path.basename(folder), bytes, head });
    }),
    'backup.verify': as(async ({ backups, acting }, actor, { restore }, connection) => {
      const chosen = await host.chooseFolder(connection.id, 'backup-check');
      if (chosen === null) return ok(null);
      // The dialog may have stood open for an hour.
      const may = acting.authorise(actor, 'backup.verify');
      if (!may.ok) return may;
      const folder = await backupIn(chosen);
      const checked = await (restore ? backups.test(actor, { folder }) : backups.check(actor, { folder }));
      if (!checked.ok) return checked;
      const { manifest, report } = checked.value;
      const withKey = manifest.files.some((file) => file.name === BACKUP_KEY);
      const { at, head } = manifest;
      const name = path.basename(folder);
      return ok({ name, at, entries: report.entries, head, withKey, restored: restore });
    }),
    'backup.status': as(({ backups }, actor) => backups.status(actor)),

    'clock.confirm': as(({ clockWord }, actor, input) => {
      const confirmed = clockWord.confirm(actor, input);
      // What had run out by the clock alone may stand again.
      if (confirmed.ok) void gate.retry();
      return confirmed;
    }),
    'destination.accept': as((clinic, actor) => {
      const inbox = inboxOf(clinic);
      if (!inbox.ok) return inbox;
      const looking = { dataDir: own.dataDir, startPorter: () => startPorter(own.porter) };
      return done(acceptMount(clinic.acting, actor, inbox.value, looking));
    }),

    'setup.status': () => {
      const open = room.clinic();
      if (!open.ok) return open;
      const [founding, present] = [open.value.people.founding(), open.value.settings.current()];
      if (!founding.ok) return founding;
      if (!present.ok) return present;
      const { gate: view, definitions } = room.board.now;
      const { clinic, inbox } = present.value.settings;
      const error = view.state === 'closed' && gate.gate === null ? view.error : null;
      return ok({
        founding: founding.value,
        clinic: clinic.name !== '',
        inbox: (own.to ?? inbox.dir) !== null,
        engine: { ok: gate.gate !== null, name: gate.gate?.engine.engine ?? null, error },
        definitions,
        practice: own.practice,
        sample: host.insertSample !== null,
      });
    },
    'setup.found': async (_connection, input) => {
      const open = room.clinic();
      if (!open.ok) return open;
      const { people } = open.value;
      return people.accounts.found(people.console('first-run'), input);
    },
    'setup.inbox-test': as(async (clinic) => {
      const inbox = inboxOf(clinic);
      if (!inbox.ok) return inbox;
      const porter = startPorter(own.porter);
      try {
        const located = await porter.locate(inbox.value);
        const apart = located.ok ? keepApart(own.dataDir, null, located.value) : located;
        const tried = apart.ok ? await porter.reach(inbox.value, own.dataDir) : apart;
        if (!tried.ok) return tried;
        const { real, free } = tried.value;
        return ok({ name: path.basename(real), free });
      } finally {
        await porter.kill();
      }
    }),
    'setup.sample': as((): Result<null> | Promise<Result<null>> => {
      const { insertSample } = host;
      if (insertSample === null || !own.practice)
        return err(gateError('not-allowed', { action: 'setup.sample' }));
      // It would be pulled out under a session of its own, and wait behind any other.
      const { session } = room.board.now;
      if (session !== null) return err(gateError('busy', { session: session.id }));
      return insertSample();
    }),
  };
}
