/** In whose name a command acts: the person who logs in with `--as`, else the operating system's user at this machine. */

import type { Actor } from '../../../shared/model/people.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { openReading } from '../../core/reading.ts';
import type { Reading } from '../../core/reading.ts';
import type { Clinic } from '../../core/clinic.ts';
import { APP } from './app.ts';
import { consoleUser } from './console-user.ts';
import type { ExitCode } from './exit-code.ts';
import { dataDirOf } from './io.ts';
import type { Io } from './io.ts';
import { withClinic } from './opening.ts';
import { openSecrets } from './secrets.ts';
import type { Secrets } from './secrets.ts';

/** Options of every command that changes something. */
export const ACTING = {
  data: 'text',
  as: 'text',
  code: 'text',
  'secret-stdin': 'flag',
  json: 'flag',
} as const;

/** Options of every command that only looks. */
export const LOOKING = { data: 'text', json: 'flag' } as const;

export type ActingOptions = {
  readonly data: string | null;
  readonly as: string | null;
  readonly code: string | null;
  readonly 'secret-stdin': boolean;
  readonly json: boolean;
};

/** `proven`: the secret that whoever logged in has just proven; null for the console. */
export type Acted = {
  readonly clinic: Clinic;
  readonly actor: Actor;
  readonly secrets: Secrets;
  readonly proven: string | null;
};

export async function logIn(
  { clinic, secrets }: Pick<Acted, 'clinic' | 'secrets'>,
  io: Io,
  identifier: string,
  code: string | null,
): Promise<Result<{ readonly actor: Actor; readonly proven: string }>> {
  const secret = await secrets.ask(
    io.language === 'ja' ? `${identifier} の暗証を入力してください:` : `Secret of ${identifier}:`,
  );
  if (!secret.ok) return secret;
  const given = { identifier, secret: secret.value };
  let entered = await clinic.people.login(code === null ? given : { ...given, code });
  if (!entered.ok && entered.error.code === 'second-factor-needed' && io.stdin.isTTY) {
    const typed = await secrets.ask(io.language === 'ja' ? 'ワンタイムコード:' : 'One-time code:');
    if (!typed.ok) return typed;
    entered = await clinic.people.login({ ...given, code: typed.value });
  }
  return entered.ok ? ok({ actor: entered.value, proven: secret.value }) : entered;
}

/** The clinic open and its data folder held; a gate that runs elsewhere refuses it (`data-folder-in-use`). */
export function acting(
  io: Io,
  options: ActingOptions,
  use: (acted: Acted) => Promise<Result<ExitCode>> | Result<ExitCode>,
): Promise<Result<ExitCode>> {
  return withClinic<Result<ExitCode>>(
    dataDirOf(io, options.data),
    async (clinic) => {
      const secrets = openSecrets(io, options['secret-stdin']);
      try {
        if (options.as === null)
          return await use({
            ...{ clinic, secrets, proven: null },
            actor: clinic.people.console(consoleUser()),
          });
        const entered = await logIn({ clinic, secrets }, io, options.as, options.code);
        if (!entered.ok) return entered;
        try {
          return await use({ clinic, secrets, ...entered.value });
        } finally {
          clinic.people.logout(entered.value.actor);
        }
      } finally {
        secrets.close();
      }
    },
    (error) => err(error),
  );
}

/** Beside a running gate, and never written to. */
export async function looking(
  io: Io,
  options: { readonly data: string | null },
  use: (reading: Reading) => Promise<Result<ExitCode>> | Result<ExitCode>,
): Promise<Result<ExitCode>> {
  const reading = openReading({ dataDir: dataDirOf(io, options.data), app: APP, user: consoleUser() });
  if (!reading.ok) return reading;
  try {
    return await use(reading.value);
  } finally {
    reading.value.close();
  }
}
