/** `sekisho backup`: copies of the record on another drive, made, checked and tried out. */

import * as path from 'node:path';
import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { visible, visibleJson } from '../../../shared/visible.ts';
import { size } from '../../../shared/words/words.ts';
import type { CheckedBackup } from '../../core/keeping/backup-files.ts';
import type { MadeBackup } from '../../core/keeping/backup.ts';
import { diskSpace } from '../../core/keeping/space.ts';
import { acting, ACTING, looking, LOOKING } from './acting.ts';
import type { Acted } from './acting.ts';
import { parse, usage } from './args.ts';
import { EXIT } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import type { Io } from './io.ts';
import { sayShort } from './space-words.ts';
import { runAct } from './subcommand.ts';
import type { Act } from './subcommand.ts';

export const backupCommand = (args: readonly string[], io: Io): Promise<ExitCode> =>
  runAct('backup', { make, verify, status }, args, io);

/** Where `--to` is not given the settings' `keeping.backupDir` is used. */
const make: Act = (args, io) => {
  const parsed = parse(args, { ...ACTING, to: 'text', 'with-key': 'flag' } as const);
  if (!parsed.ok) return parsed;
  const { options } = parsed.value;
  return acting(io, options, async ({ clinic, actor }) => {
    const present = clinic.settings.current();
    if (!present.ok) return present;
    const to = options.to === null ? present.value.settings.keeping.backupDir : io.resolve(options.to);
    if (to === null) return err(usage('--to DIR is missing, and keeping.backupDir is not set'));
    const made = await clinic.backups.make(actor, { to, withKey: options['with-key'] });
    await warnOfSpace(io, clinic, to);
    return made.ok ? sayMade(io, made.value, options) : made;
  });
};

async function warnOfSpace(io: Io, clinic: Acted['clinic'], to: string): Promise<void> {
  const present = clinic.settings.current();
  if (!present.ok) return;
  const spaces = await diskSpace([clinic.dataDir, to], present.value.settings.keeping);
  for (const space of spaces) sayShort(io, space);
}

function sayMade(
  io: Io,
  { folder, head, bytes }: MadeBackup,
  { json, 'with-key': withKey }: { readonly json: boolean; readonly 'with-key': boolean },
): Result<ExitCode> {
  if (json) io.out(visibleJson({ event: 'backup-made', folder, head, bytes, withKey }));
  else {
    const ja = io.language === 'ja';
    io.out(`${visible(folder)}  ${size(bytes)}  #${head.seq}`);
    if (withKey)
      io.out(
        ja
          ? '→ 署名の鍵が入っています。鍵のかかる所に保管してください。'
          : '→ It holds the key that signs the record: lock it away.',
      );
  }
  return ok(EXIT.done);
}

/** Only looks; with `--try` it is restored into a scratch folder, opened and proven, and the record tells of it. */
const verify: Act = (args, io) => {
  const parsed = parse(args, { ...ACTING, try: 'flag' } as const, 1);
  if (!parsed.ok) return parsed;
  const [given] = parsed.value.rest;
  const { options } = parsed.value;
  if (given === undefined) return err(usage('backup verify DIR: which backup?'));
  const folder = io.resolve(given);
  const say = (checked: CheckedBackup): Result<ExitCode> => sayChecked(io, folder, checked, options);
  if (options.try) {
    return acting(io, options, async ({ clinic, actor }) => {
      const tried = await clinic.backups.test(actor, { folder });
      return tried.ok ? say(tried.value) : tried;
    });
  }
  return looking(io, options, async ({ backups, actor }) => {
    const checked = await backups.check(actor, { folder });
    return checked.ok ? say(checked.value) : checked;
  });
};

function sayChecked(
  io: Io,
  folder: string,
  { manifest, report }: CheckedBackup,
  { json, try: tried }: { readonly json: boolean; readonly try: boolean },
): Result<ExitCode> {
  const { at, head, files } = manifest;
  if (json)
    io.out(visibleJson({ event: 'backup-verified', folder, at, head, tried, entries: report.entries }));
  else {
    const ja = io.language === 'ja';
    io.out(`${visible(path.basename(folder))}  #${head.seq}  ${files.map(({ name }) => name).join(', ')}`);
    if (tried)
      io.out(
        ja ? '復元して開き、記録を確かめました。' : 'It was restored, opened and proven in a scratch folder.',
      );
    else io.out(ja ? '完全です。' : 'It is whole.');
  }
  return ok(EXIT.done);
}

/** Exit code 1 when one is due, or a drive is nearly full. */
const status: Act = (args, io) => {
  const parsed = parse(args, LOOKING);
  if (!parsed.ok) return parsed;
  const { options } = parsed.value;
  return looking(io, options, async (reading) => {
    const { backups, settings, actor, dataDir } = reading;
    const [told, present] = [backups.status(actor), settings.read(actor)];
    if (!told.ok) return told;
    if (!present.ok) return present;
    const { keeping, inbox } = present.value.settings;
    const folders = [dataDir, inbox.dir, keeping.backupDir].filter((folder) => folder !== null);
    const spaces = await diskSpace(folders, keeping);
    const { sinceBackup, due } = told.value;
    const ja = io.language === 'ja';
    if (options.json) io.out(visibleJson({ event: 'backup-status', ...told.value, spaces }));
    else {
      const since = sinceBackup === null ? '―' : String(sinceBackup);
      io.out(ja ? `前回のバックアップから ${since} 日` : `${since} days since the last backup`);
      if (due)
        io.out(
          ja ? '→ 時期です: sekisho backup make --to フォルダ' : '→ One is due: sekisho backup make --to DIR',
        );
    }
    for (const space of spaces) sayShort(io, space);
    const short = spaces.some(({ level }) => level === 'low' || level === 'full');
    return ok(due || short ? EXIT.heldBack : EXIT.done);
  });
};
