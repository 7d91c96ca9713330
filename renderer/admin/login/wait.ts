/** Counts down the seconds that the core will not look at another attempt. */

import { useState } from 'react';
import type { GateError } from '../../../shared/errors.ts';
import { useNow } from '../../parts/age.tsx';
import { waitOf } from './delay.ts';

/** Seconds still to wait. The error is told anew by each attempt, so its identity is the moment it counts from. */
export function useWait(error: GateError | null): number {
  const now = useNow(500);
  const [counted, setCounted] = useState<{ error: GateError | null; from: number }>({ error, from: now });
  if (counted.error !== error) setCounted({ error, from: now });
  return Math.max(0, Math.ceil(waitOf(error) - (now - counted.from) / 1000));
}
