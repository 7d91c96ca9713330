/** The self-test's canaries: small files, made at run time, each with the one answer that a sound engine gives. */

import type { Judgement } from '../../../shared/model/verdict.ts';
import { canaryPdf, canaryZip, nestedCanary } from './canary-archive.ts';
import { READ_BY_PATH_FROM } from './request.ts';

/** `eicar`: found as a signature by definitions that know EICAR. The others hold for any definitions. */
export type Expectation = 'clean' | 'eicar' | 'encrypted' | 'engine-limit';

export type Canary = { readonly name: string; readonly content: Buffer; readonly expected: Expectation };

/** eicar.org's test file, put together here so that no antivirus finds it in the program. */
export const eicar = (): Buffer =>
  Buffer.from(
    ['X5O!P%@AP[4\\PZX54(P^)7CC)', '7}$EICAR-STAND', 'ARD-ANTIVIRUS-', 'TEST-FILE!$H+H*'].join(''),
    'latin1',
  );

/**
 * `recursionLimit`: nesting that the engine is configured to look into; one archive more must be refused. `byPath` adds
 * archives large enough to be opened by the engine itself, which shows that it may read our files.
 */
export function makeCanaries(recursionLimit: number, byPath: boolean): readonly Canary[] {
  const harmless = Buffer.from('A harmless text that the engine must let pass.\n');
  const filling = Buffer.alloc(READ_BY_PATH_FROM, 'filling ');
  const large = (content: Buffer): Buffer =>
    canaryZip([
      { name: 'filling.txt', content: filling, stored: true },
      { name: 'canary.txt', content },
    ]);
  const always: Canary[] = [
    { name: 'clean', content: harmless, expected: 'clean' },
    { name: 'plain', content: eicar(), expected: 'eicar' },
    { name: 'zip', content: nestedCanary(eicar(), 1), expected: 'eicar' },
    { name: 'nested-zip', content: nestedCanary(eicar(), 2), expected: 'eicar' },
    { name: 'pdf', content: canaryPdf(eicar()), expected: 'eicar' },
    {
      name: 'encrypted-zip',
      content: canaryZip([{ name: 'canary.txt', content: Buffer.alloc(64, 0xa5), stored: true }], true),
      expected: 'encrypted',
    },
    { name: 'over-limit', content: nestedCanary(harmless, recursionLimit + 1), expected: 'engine-limit' },
  ];
  if (!byPath) return always;
  return [
    ...always,
    { name: 'large-clean', content: large(harmless), expected: 'clean' },
    { name: 'large-zip', content: large(eicar()), expected: 'eicar' },
  ];
}

/** What the engine answered, in the same words; `other` for anything that is none of them. */
export function answered(judgement: Judgement, official: boolean): Expectation | 'other' {
  if (judgement.verdict === 'clean') return 'clean';
  const { reason, detail } = judgement;
  if (reason === 'encrypted' || reason === 'engine-limit') return reason;
  // Official definitions give it one of several names, all with EICAR in them; practice may call it anything.
  const named = !official || /eicar/i.test(String(detail['signature']));
  return reason === 'signature' && named ? 'eicar' : 'other';
}
