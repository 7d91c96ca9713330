/** `sekisho heads compare FILE`: heads that were kept off the machine held against the record, which shows a rebuilt chain. */

import * as fs from 'node:fs';
import { gateError } from '../../../shared/errors.ts';
import { err, ok } from '../../../shared/result.ts';
import { visibleJson } from '../../../shared/visible.ts';
import { looking, LOOKING } from './acting.ts';
import { parse, usage } from './args.ts';
import { EXIT } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import type { Io } from './io.ts';
import { runAct } from './subcommand.ts';
import type { Act } from './subcommand.ts';

export const headsCommand = (args: readonly string[], io: Io): Promise<ExitCode> =>
  runAct('heads', { compare }, args, io);

/** Ten years of a busy gate's heads are some 50 MB; a collector's log may hold other programs' lines as well. */
const LONGEST_FILE = 512 * 1024 * 1024;

const KINDS = {
  ja: {
    missing: '記録にこの番号がありません(末尾が切られたか、古いバックアップから復元されました)',
    different: '記録のこの番号が控えと違います(書き換えられたか、作り直されました)',
    'other-key': '控えが別の鍵で署名されています',
  },
  en: {
    missing: 'the record has no entry of this number (cut off, or restored from an older backup)',
    different: 'the record has another entry there (edited, or the whole chain rebuilt)',
    'other-key': 'this head was signed with another key',
  },
} as const;

/** Exit code 1 when anything does not fit. */
const compare: Act = (args, io) => {
  const parsed = parse(args, LOOKING, 1);
  if (!parsed.ok) return parsed;
  const [file] = parsed.value.rest;
  const { options } = parsed.value;
  if (file === undefined) return err(usage('heads compare FILE: which file?'));
  const from = io.resolve(file);
  const stat = fs.statSync(from, { throwIfNoEntry: false });
  if (stat?.isFile() !== true || stat.size > LONGEST_FILE) return err(gateError('not-found', { file: from }));
  return looking(io, options, (reading) => {
    const compared = reading.compareHeads(fs.readFileSync(from, 'utf8'));
    if (!compared.ok) return compared;
    const { heads, unread, newest, mismatches } = compared.value;
    if (options.json) io.out(visibleJson({ event: 'heads-compared', ...compared.value }));
    else {
      const ja = io.language === 'ja';
      for (const { line, seq, kind } of mismatches)
        io.out(`${ja ? `${line} 行目` : `line ${line}`}: #${seq}  ${KINDS[io.language][kind]}`);
      io.out(
        ja
          ? `控え ${heads} 件(最新 #${newest ?? '―'})、照合値でない行 ${unread}、合わないもの ${mismatches.length}`
          : `${heads} heads (newest #${newest ?? '―'}), ${unread} other lines, ${mismatches.length} that do not fit`,
      );
    }
    return ok(mismatches.length === 0 ? EXIT.done : EXIT.heldBack);
  });
};
