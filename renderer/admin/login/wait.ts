/** Counts down the seconds that the core will not look at another attempt. */

import { useNow } from '../../parts/age.tsx';
import type { Act } from '../asking.ts';
import { secondsLeft } from './delay.ts';

/** Seconds still to wait. Counted from when the answer came: a clock that only ticks now and then would let go too soon. */
export function useWait({ error, toldAt }: Pick<Act<'login'>, 'error' | 'toldAt'>): number {
  return secondsLeft(error, toldAt, useNow(500));
}
