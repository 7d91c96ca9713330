/** `sekisho staff secret | totp | recover`: what people do with their own account. */

import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { visibleJson } from '../../../shared/visible.ts';
import type { OwnProof } from '../../core/people/own.ts';
import { acting, ACTING } from './acting.ts';
import type { Acted } from './acting.ts';
import { parse, usage } from './args.ts';
import { EXIT } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import type { Io } from './io.ts';
import { sayRecoveryCode } from './staff-accounts.ts';

const NEW = { ja: '新しい暗証:', en: 'New secret:' } as const;
const CODE = { ja: 'アプリに出た6桁の数字:', en: 'The six digits that the app shows:' } as const;
const NEXT_CODE = {
  ja: '次に出る6桁の数字(同じ数字は二度使えません):',
  en: 'The next six digits (none counts twice):',
} as const;
const RECOVERY = { ja: '復旧コード:', en: 'Recovery code:' } as const;

/** Whose account it is: nobody changes their own without saying who they are. */
const whose = (as: string | null): Result<string> =>
  as === null ? err(usage('--as ID is missing: whose account?')) : ok(as);

/** The secret was proven a moment ago by logging in; a second factor is spent by that, so the next code is asked for. */
async function proving<T>(
  io: Io,
  { secrets, proven }: Acted,
  act: (proof: OwnProof) => Promise<Result<T>>,
): Promise<Result<T>> {
  const current = proven ?? '';
  const first = await act({ current });
  if (first.ok || first.error.code !== 'second-factor-needed') return first;
  const code = await secrets.ask(NEXT_CODE[io.language]);
  return code.ok ? act({ current, code: code.value }) : code;
}

export async function secret(args: readonly string[], io: Io): Promise<Result<ExitCode>> {
  const parsed = parse(args, ACTING);
  if (!parsed.ok) return parsed;
  const { options } = parsed.value;
  const as = whose(options.as);
  if (!as.ok) return as;
  return acting(io, options, async (acted) => {
    const { clinic, actor, secrets } = acted;
    const next = await secrets.choose(NEW[io.language]);
    if (!next.ok) return next;
    const changed = await proving(io, acted, (proof) =>
      clinic.people.own.changeSecret(actor, { ...proof, next: next.value }),
    );
    return changed.ok ? sayDone(io, options.json, 'secret-changed', as.value) : changed;
  });
}

export async function totp(args: readonly string[], io: Io): Promise<Result<ExitCode>> {
  const parsed = parse(args, ACTING);
  if (!parsed.ok) return parsed;
  const { options } = parsed.value;
  const as = whose(options.as);
  if (!as.ok) return as;
  return acting(io, options, async (acted) => {
    const { clinic, actor, secrets } = acted;
    const begun = await proving(io, acted, (proof) => clinic.people.own.beginTotp(actor, proof));
    if (!begun.ok) return begun;
    if (options.json) io.out(visibleJson({ event: 'totp-begun', ...begun.value }));
    else io.out(`${begun.value.uri}\n${begun.value.secret}`);
    const code = await secrets.ask(CODE[io.language]);
    if (!code.ok) return code;
    const confirmed = clinic.people.own.confirmTotp(actor, { code: code.value });
    return confirmed.ok ? sayDone(io, options.json, 'totp-set', as.value) : confirmed;
  });
}

/** Works while the account is locked; the code is used up and the next one is shown. */
export async function recover(args: readonly string[], io: Io): Promise<Result<ExitCode>> {
  const { data, json, 'secret-stdin': stdin } = ACTING;
  const parsed = parse(args, { data, json, 'secret-stdin': stdin } as const, 1);
  if (!parsed.ok) return parsed;
  const [identifier] = parsed.value.rest;
  if (identifier === undefined) return err(usage('staff recover ID: whose account?'));
  const { options } = parsed.value;
  return acting(io, { ...options, as: null, code: null }, async ({ clinic, secrets }) => {
    const code = await secrets.ask(RECOVERY[io.language]);
    if (!code.ok) return code;
    const next = await secrets.choose(NEW[io.language]);
    if (!next.ok) return next;
    const recovered = await clinic.people.recover({ identifier, code: code.value, secret: next.value });
    if (!recovered.ok) return recovered;
    const { recoveryCode } = recovered.value;
    if (options.json) io.out(visibleJson({ event: 'account-recovered', person: identifier, recoveryCode }));
    else sayRecoveryCode(io, recoveryCode);
    return ok(EXIT.done);
  });
}

function sayDone(io: Io, json: boolean, event: string, person: string): Result<ExitCode> {
  if (json) io.out(visibleJson({ event, person }));
  else io.out(io.language === 'ja' ? `${person}: できました` : `${person}: done`);
  return ok(EXIT.done);
}
