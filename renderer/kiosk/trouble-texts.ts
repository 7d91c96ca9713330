/** The three sentences of a trouble, with its numbers in shape. */

import type { GateError } from '../../shared/errors.ts';
import { visible } from '../../shared/visible.ts';
import type { Speech } from '../i18n/use-words.ts';
import { troubleOf, type TroubleKey } from './trouble.ts';

type Sentence = `trouble.${TroubleKey}.${'headline' | 'under' | 'next'}`;
/** Which numbers a sentence names depends on the trouble; what it does not name it leaves alone. */
type Say = (key: Sentence, numbers: Readonly<Record<string, string>>) => string;

const BYTES = new Set(['bytes', 'allowed', 'missing']);

export function troubleTexts({ t, format }: Speech, error: GateError) {
  const say = t as Say;
  const shaped = Object.fromEntries(
    Object.entries(error.params).map(([name, value]) => {
      if (typeof value !== 'number') return [name, visible(String(value ?? ''))];
      return [name, BYTES.has(name) ? format.size(value) : format.number(value)];
    }),
  );
  const key = troubleOf(error);
  return {
    headline: say(`trouble.${key}.headline`, shaped),
    under: say(`trouble.${key}.under`, shaped),
    next: say(`trouble.${key}.next`, shaped),
  };
}
