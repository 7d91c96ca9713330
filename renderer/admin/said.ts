/** A failure in words for somebody at a window: never a command of the terminal, never a bare code of a rule. */

import type { GateError } from '../../shared/errors.ts';
import type { Said } from '../../shared/words/words.ts';
import { ja } from '../i18n/ja.ts';
import type { Speech } from '../i18n/use-words.ts';

type NextCode = keyof typeof ja.admin.errors.next;
type SecretRule = keyof typeof ja.admin.errors.secret;

const hasNext = (code: string): code is NextCode => Object.hasOwn(ja.admin.errors.next, code);
type ExceptionRule = keyof typeof ja.admin.errors.exception;
const isExceptionRule = (rule: unknown): rule is ExceptionRule =>
  typeof rule === 'string' && Object.hasOwn(ja.admin.errors.exception, rule);
const isRule = (rule: unknown): rule is SecretRule =>
  typeof rule === 'string' && Object.hasOwn(ja.admin.errors.secret, rule);

/** Nobody at a window can run a command or give an option. */
const COMMAND = /`|--[a-z]/;

export function saidOf(error: GateError, { t, words }: Pick<Speech, 't' | 'words'>): Said {
  const { code, params } = error;
  const said = words.errors[code](params);
  const { rule } = params;
  if (code === 'secret-refused' && isRule(rule))
    return { what: t(`admin.errors.secret.${rule}`), next: t('admin.errors.secretNext') };
  if (code === 'exception-refused' && isExceptionRule(rule))
    return { what: t(`admin.errors.exception.${rule}`), next: t('admin.errors.exceptionNext') };
  const what = code === 'usage' ? t('admin.errors.usage') : said.what;
  if (hasNext(code)) return { what, next: t(`admin.errors.next.${code}`) };
  return { what, next: COMMAND.test(said.next) ? t('admin.errors.otherNext') : said.next };
}
