/** `sekisho staff`: the people of the clinic, and what administrators and they themselves do with their accounts. */

import { japanClock } from '../../../shared/japan-time.ts';
import type { Person } from '../../../shared/model/people.ts';
import { ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { visible, visibleJson } from '../../../shared/visible.ts';
import { looking, LOOKING } from './acting.ts';
import { parse } from './args.ts';
import { EXIT } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import type { Io } from './io.ts';
import { add, change, found, reset } from './staff-accounts.ts';
import { recover, secret, totp } from './staff-own.ts';
import { card, disable, dropTotp, enable, unlock } from './staff-state.ts';
import { runAct } from './subcommand.ts';
import type { Acts } from './subcommand.ts';
import { table } from './table.ts';

const ACTS: Acts = {
  list,
  ...{ found, add, change, reset },
  ...{ disable, enable, unlock, card, 'drop-totp': dropTotp },
  ...{ secret, totp, recover },
};

export const staffCommand = (args: readonly string[], io: Io): Promise<ExitCode> =>
  runAct('staff', ACTS, args, io);

const HEADING = {
  ja: ['識別子', '氏名', '区分', '状態', 'カード', '二要素', '最後のログイン'],
  en: ['Id', 'Name', 'Role', 'State', 'Card', 'Second factor', 'Last login'],
} as const;

const ROLES = {
  ja: { staff: '職員', administrator: '管理者', auditor: '監査者' },
  en: { staff: 'staff', administrator: 'administrator', auditor: 'auditor' },
} as const;

function list(args: readonly string[], io: Io): Promise<Result<ExitCode>> | Result<ExitCode> {
  const parsed = parse(args, LOOKING);
  if (!parsed.ok) return parsed;
  const { options } = parsed.value;
  return looking(io, options, (reading) => {
    const people = reading.people();
    if (!people.ok) return people;
    if (options.json) for (const person of people.value) io.out(visibleJson({ event: 'person', ...person }));
    else {
      const rows = people.value.map((person) => row(io, person));
      for (const line of table([HEADING[io.language], ...rows])) io.out(line);
    }
    return ok(EXIT.done);
  });
}

const row = (io: Io, person: Person): string[] => [
  person.id,
  visible(person.name),
  ROLES[io.language][person.role],
  stateOf(io, person),
  person.card ? '○' : '',
  person.totp ? '○' : '',
  person.lastLogin === null ? '' : japanClock(person.lastLogin),
];

function stateOf(io: Io, { disabled, locked, waits }: Person): string {
  const ja = io.language === 'ja';
  if (disabled) return ja ? '停止' : 'disabled';
  if (locked) return ja ? `ロック中(あと${waits}秒)` : `locked (${waits} s)`;
  if (waits > 0) return ja ? `待ち時間中(あと${waits}秒)` : `waiting (${waits} s)`;
  return ja ? '有効' : 'active';
}
