/** `sekisho restore DIR`: a backup in place of the present record, with the gate closed; what is missing since is told. */

import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { visibleJson } from '../../../shared/visible.ts';
import { restoreBackup } from '../../core/keeping/restore.ts';
import type { Restored } from '../../core/keeping/restore.ts';
import { systemClock } from '../../core/system-clock.ts';
import { LOOKING } from './acting.ts';
import { APP } from './app.ts';
import { parse, usage } from './args.ts';
import { consoleUser } from './console-user.ts';
import type { ExitCode } from './exit-code.ts';
import { EXIT } from './exit-code.ts';
import { dataDirOf } from './io.ts';
import type { Io } from './io.ts';
import { refuse } from './subcommand.ts';

/** Nobody can be logged in while the gate is closed: it is done in the name of the operating system's user. */
export async function restoreCommand(args: readonly string[], io: Io): Promise<ExitCode> {
  const done = await restore(args, io);
  return done.ok ? done.value : refuse(io, done.error, args.includes('--json'));
}

async function restore(args: readonly string[], io: Io): Promise<Result<ExitCode>> {
  const parsed = parse(args, LOOKING, 1);
  if (!parsed.ok) return parsed;
  const [given] = parsed.value.rest;
  const { options } = parsed.value;
  if (given === undefined) return err(usage('restore DIR: which backup?'));
  const restored = await restoreBackup({
    dataDir: dataDirOf(io, options.data),
    from: io.resolve(given),
    clock: systemClock,
    app: APP,
    user: consoleUser(),
  });
  if (!restored.ok) return restored;
  if (options.json) io.out(visibleJson({ event: 'restored', ...restored.value }));
  else
    for (const line of io.language === 'ja' ? inJapanese(restored.value) : inEnglish(restored.value))
      io.out(line);
  return ok(EXIT.done);
}

const inJapanese = ({ restored, previous, lost, setAside }: Restored): readonly string[] => [
  `#${restored.seq} までの記録を復元しました。`,
  previous === null
    ? '復元前の記録は読めませんでした。'
    : `復元前の記録は #${previous.seq} まででした。欠けた記録: ${lost ?? '―'} 件`,
  `復元前のファイル: データフォルダの ${setAside}`,
  '→ 職員情報も古いものに戻っています。その後に停止した職員は、もう一度停止してください。',
];

const inEnglish = ({ restored, previous, lost, setAside }: Restored): readonly string[] => [
  `The record was restored up to #${restored.seq}.`,
  previous === null
    ? 'The record that was there before could not be read.'
    : `The record that was there before went up to #${previous.seq}; missing now: ${lost ?? '―'} entries.`,
  `The former files were put aside: ${setAside} in the data folder.`,
  '→ Accounts are those of the backup as well: disable again whoever was disabled since.',
];
