/** `sekisho media`: the clinic's own media (媒体台帳), who has them, and which were there at the last stock-take. */

import { japanDate } from '../../../shared/japan-time.ts';
import { ok } from '../../../shared/result.ts';
import { visible, visibleJson } from '../../../shared/visible.ts';
import type { MediumRow } from '../../core/evidence/media-book.ts';
import { looking, LOOKING } from './acting.ts';
import { parse } from './args.ts';
import { EXIT } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import type { Io } from './io.ts';
import { register, describe } from './media-register.ts';
import { count, found, lend, lost, retire, returned } from './media-use.ts';
import { runAct } from './subcommand.ts';
import type { Act } from './subcommand.ts';
import { table } from './table.ts';

export const mediaCommand = (args: readonly string[], io: Io): Promise<ExitCode> =>
  runAct('media', { list, register, describe, lend, return: returned, count, lost, found, retire }, args, io);

const HEADING = {
  ja: ['管理番号', '名前', '状態', '日付', '貸出先', '返却予定', '保管場所', '見分け方'],
  en: ['Id', 'Name', 'State', 'Since', 'Lent to', 'Due', 'Kept in', 'Known by'],
} as const;

const STATES = {
  ja: { 'in-use': '使用中', lost: '紛失', retired: '廃棄' },
  en: { 'in-use': 'in use', lost: 'lost', retired: 'retired' },
} as const;

const list: Act = (args, io) => {
  const parsed = parse(args, LOOKING);
  if (!parsed.ok) return parsed;
  const { options } = parsed.value;
  return looking(io, options, ({ media, actor }) => {
    const all = media.list(actor);
    if (!all.ok) return all;
    if (options.json) for (const medium of all.value) io.out(visibleJson({ event: 'medium', ...medium }));
    else {
      const rows = all.value.map((medium) => row(io, medium).map(visible));
      for (const line of table([HEADING[io.language], ...rows])) io.out(line);
    }
    return ok(EXIT.done);
  });
};

function row(io: Io, medium: MediumRow): readonly string[] {
  const { id, name, state, since, loan, overdue, details, key } = medium;
  const ja = io.language === 'ja';
  const lent = ja ? '貸出中' : 'lent';
  const late = ja ? '(期限超過)' : ' (overdue)';
  return [
    ...[id, name, state === 'in-use' && loan !== null ? lent : STATES[io.language][state]],
    japanDate(loan?.since ?? since),
    loan?.to ?? '',
    loan === null ? '' : `${loan.due}${overdue ? late : ''}`,
    details?.storage ?? '',
    key.type === 'serial'
      ? `${key.vendorId}:${key.productId} ${key.serial}`
      : `mark ${key.sha256.slice(0, 16)}…`,
  ];
}
