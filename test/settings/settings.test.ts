import fs from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { writeDocument } from '../../electron/core/settings/document.ts';
import { createSettings, type SettingsDesk } from '../../electron/core/settings/settings.ts';
import { asJson, foldSettings, settingsVersion } from '../../electron/core/settings/state.ts';
import type { Actor } from '../../shared/model/people.ts';
import { defaultSettings, settingsSchema } from '../../shared/model/settings.ts';
import { temporaryFolder, value } from '../audit/data-folder.ts';
import { code, found, join, openClinic, type Clinic } from '../people/clinic.ts';

type Office = { readonly clinic: Clinic; readonly admin: Actor; readonly desk: SettingsDesk };

async function office(): Promise<Office> {
  const clinic = openClinic();
  const { admin } = await found(clinic);
  return { clinic, admin, desk: deskOf(clinic) };
}
const deskOf = (clinic: Clinic): SettingsDesk =>
  createSettings(foldSettings(clinic.reader), {
    ledger: clinic.ledger,
    authorise: clinic.people.authorise,
    dataDir: clinic.dataDir,
  });
const changes = (clinic: Clinic) => clinic.entries('settings.changed').map((entry) => entry.body);
const longer = { ...defaultSettings(), review: { everyDays: 14 } };

describe('a change', () => {
  it('is told with before, after and by whom, and is there after a restart', async () => {
    const { clinic, admin, desk } = await office();
    const before = value(desk.read(admin));
    const after = value(desk.change(admin, { base: before.version, settings: longer }));
    expect(after.settings.review.everyDays).toBe(14);
    expect(changes(clinic)).toEqual([
      {
        version: after.version,
        previous: before.version,
        how: 'edit',
        changes: [{ at: 'review.everyDays', before: 31, after: 14 }],
        settings: longer,
        by: { type: 'person', person: 'admin', role: 'administrator' },
      },
    ]);
    expect(value(foldSettings(clinic.reader).current())).toEqual(after);
  });

  it('that changes nothing leaves no entry', async () => {
    const { clinic, admin, desk } = await office();
    const { version } = value(desk.read(admin));
    value(desk.change(admin, { base: version, settings: {} }));
    expect(changes(clinic)).toEqual([]);
  });

  it('by the slower of two administrators is refused and undoes nothing', async () => {
    const { clinic, admin, desk } = await office();
    const other = await join(clinic, admin, 'mori', 'administrator');
    const { version } = value(desk.read(admin));
    value(desk.change(admin, { base: version, settings: longer }));
    const clinicName = { ...defaultSettings(), clinic: { name: '森医院', contact: '' } };
    expect(code(desk.change(other, { base: version, settings: clinicName }))).toBe('settings-conflict');
    expect(value(desk.read(other)).settings.review.everyDays).toBe(14);
    expect(changes(clinic)).toHaveLength(1);
  });

  it.each<[string, unknown, string]>([
    ['a misspelt key', { reviw: { everyDays: 14 } }, 'reviw'],
    ['a misspelt key further in', { people: { lockafter: 5 } }, 'people.lockafter'],
    ['a number out of its range', { exceptions: { maxDays: 31 } }, 'exceptions.maxDays'],
    ['a relative folder', { keeping: { backupDir: 'backups' } }, 'keeping.backupDir'],
    ['a folder with a line break', { keeping: { backupDir: '/srv/\nx' } }, 'keeping.backupDir'],
    [
      'a collector without a port',
      { anchor: { syslog: { transport: 'tls', host: 'log' } } },
      'anchor.syslog.port',
    ],
    ['no settings at all', 'none', ''],
  ])('with %s is refused and names the place', async (_, settings, at) => {
    const { clinic, admin, desk } = await office();
    const { version } = value(desk.read(admin));
    expect(desk.change(admin, { base: version, settings })).toMatchObject({
      error: { code: 'settings-invalid', params: { at } },
    });
    expect(changes(clinic)).toEqual([]);
  });

  it.each([
    ['inbox.dir', 'inbox'],
    ['inbox.dir', '..'],
    ['keeping.backupDir', 'backups'],
    ['keeping.backupDir', '.'],
    ['keeping.backupDir', '..'],
    ['anchor.file', 'ledger.sqlite'],
    ['anchor.file', 'heads.log'],
    ['anchor.file', 'link/heads.log'],
  ])('that puts %s at %s of the data folder is refused, also from a file', async (at, place) => {
    const { clinic, admin, desk } = await office();
    const outside = temporaryFolder();
    fs.symlinkSync(clinic.dataDir, path.join(outside, 'link'));
    const from = place.startsWith('link') ? outside : clinic.dataDir;
    const [group = '', key = ''] = at.split('.');
    const settings = settingsSchema.parse({ [group]: { [key]: path.join(from, place) } });
    const { version } = value(desk.read(admin));
    const refused = { error: { code: 'settings-invalid', params: { at, fault: 'overlaps-data-folder' } } };
    expect(desk.change(admin, { base: version, settings })).toMatchObject(refused);
    const text = writeDocument({ settings, version: settingsVersion(asJson(settings)) });
    expect(desk.importText(admin, { base: version, text })).toMatchObject(refused);
    expect(changes(clinic)).toEqual([]);
  });

  it('beside a place that stands there already is not held up by it', async () => {
    const { clinic, admin, desk } = await office();
    const settings = settingsSchema.parse({ keeping: { backupDir: path.join(clinic.dataDir, 'backups') } });
    value(
      clinic.ledger.append([
        { kind: 'settings.changed', session: null, body: { settings: asJson(settings) } },
      ]),
    );
    const { version } = value(desk.read(admin));
    value(desk.change(admin, { base: version, settings: { ...settings, review: { everyDays: 14 } } }));
  });

  it('is the administrator’s alone', async () => {
    const { clinic, admin, desk } = await office();
    const { version } = value(desk.read(admin));
    for (const role of ['staff', 'auditor'] as const) {
      const actor = await join(clinic, admin, `the-${role}`, role);
      expect(code(desk.change(actor, { base: version, settings: longer }))).toBe('not-allowed');
    }
    expect(code(desk.change(clinic.people.console('root'), { base: version, settings: longer }))).toBe(
      'not-allowed',
    );
  });
});

describe('the exported file', () => {
  it('brings the whole configuration to another machine', async () => {
    const here = await office();
    const { version } = value(here.desk.read(here.admin));
    value(here.desk.change(here.admin, { base: version, settings: longer }));
    const text = value(here.desk.exportText(here.admin));
    const there = await office();
    const base = value(there.desk.read(there.admin)).version;
    const imported = value(there.desk.importText(there.admin, { base, text: `\uFEFF${text}` }));
    expect(imported).toEqual(value(here.desk.read(here.admin)));
    expect(changes(there.clinic)[0]).toMatchObject({ how: 'import' });
  });

  it.each<[string, (text: string) => string, string]>([
    ['edited by hand', (text) => text.replace('"everyDays": 31', '"everyDays": 366'), 'sum'],
    ['cut short', (text) => text.slice(0, -20), 'not-json'],
    ['of another kind', (text) => text.replace('sekisho-settings/1', 'sekisho-settings/2'), 'invalid_value'],
    ['huge', (text) => text + ' '.repeat(1024 * 1024), 'too-large'],
    ['with something added', (text) => text.replace('{', '{"more": 1,'), 'unrecognized_keys'],
  ])('that is %s is refused', async (_, spoil, fault) => {
    const { admin, desk } = await office();
    const { version } = value(desk.read(admin));
    const text = spoil(value(desk.exportText(admin)));
    expect(desk.importText(admin, { base: version, text })).toMatchObject({
      error: { code: 'settings-invalid', params: { fault } },
    });
  });
});

it('settings that this version does not understand are an error and never the defaults', async () => {
  const { clinic } = await office();
  const body = { version: 'x', settings: { ...(asJson(longer) as object), future: true } };
  value(clinic.ledger.append([{ kind: 'settings.changed', session: null, body }]));
  expect(foldSettings(clinic.reader).current()).toMatchObject({
    error: { code: 'settings-invalid', params: { at: 'future' } },
  });
});

it('every setting has a default', () => {
  expect(settingsSchema.parse({})).toEqual(defaultSettings());
});
