/** Collects which exceptions were granted, used and taken back within the period, and how many held at its end. */

import type { ExceptionFacts } from '../../../../shared/model/report.ts';
import { isActive } from '../../exceptions/apply.ts';
import { applyToRegister, EXCEPTION_KINDS } from '../../exceptions/register.ts';
import type { FileException } from '../../../../shared/model/exception.ts';
import { textOf, type Collector } from './entries.ts';

/** `end`: the last moment of the period, milliseconds since 1970. */
export function collectExceptions(end: number): Collector<ExceptionFacts> {
  let register = new Map<string, FileException>();
  const granted = new Set<string>();
  const revoked = new Set<string>();
  let uses = 0;
  return {
    kinds: EXCEPTION_KINDS,
    see: (entry, within) => {
      if (!within && Date.parse(entry.at) >= end) return;
      register = applyToRegister(register, entry);
      if (!within) return;
      if (entry.kind === 'exception.granted') granted.add(textOf(entry.body, 'exception') ?? '');
      if (entry.kind === 'exception.revoked') revoked.add(textOf(entry.body, 'exception') ?? '');
      if (entry.kind === 'exception.used') uses += 1;
    },
    finish: () => ({
      granted: [...granted].flatMap((id) => {
        const known = register.get(id);
        if (known === undefined) return [];
        const { sha256, reason, first, second, expires, vendorConfirmation, grantedAt: at } = known;
        return [{ id, at, sha256, reason, first, second, expires, vendorConfirmation }];
      }),
      uses,
      revoked: [...revoked].flatMap((id) => {
        const taken = register.get(id)?.revoked ?? null;
        return taken === null ? [] : [{ id, ...taken }];
      }),
      valid: [...register.values()].filter((one) => isActive(one, end)).length,
    }),
  };
}
