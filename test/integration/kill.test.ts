import * as fs from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { requireForAll } from '../scan/requirements.ts';
import { unaccounted, unhealed } from './after-a-crash.ts';
import { makeClinic } from './headless.ts';
import type { Clinic } from './headless.ts';

requireForAll('clamav');

/** Moments at which the gate is killed; the full proof is 200 (`SEKISHO_KILLS=200`). */
const KILLS = Number(process.env['SEKISHO_KILLS'] ?? 40);

let clinic: Clinic;
beforeEach(() => void (clinic = makeClinic()));
afterEach(() => clinic.remove());

/** Resolves when the release has begun to touch the inbox. */
function releaseBegins(inbox: string, end: Promise<unknown>): Promise<unknown> {
  const stop = new AbortController();
  const seen = new Promise<void>((resolve) => {
    fs.watch(inbox, { signal: stop.signal }, () => resolve()).on('error', () => resolve());
  });
  return Promise.race([seen, end]).finally(() => stop.abort());
}

describe('kill -9', () => {
  it(
    `at ${KILLS} random moments leaves no file without its entry, none half written, and a ledger that verifies`,
    { timeout: KILLS * 8_000 + 60_000 },
    async () => {
      for (let i = 0; i < 120; i++) clinic.put(`d${i % 5}/f${i}.txt`, `content ${i}`.repeat(1 + (i % 40)));
      clinic.put('big.txt', 'a line of text\n'.repeat(200_000));
      const began = performance.now();
      expect((await clinic.gate()).code).toBe(0);
      const whole = performance.now() - began;
      let killed = 0;
      for (let i = 0; i < KILLS; i++) {
        const { child, done } = clinic.start();
        // Every other time around the release: that is where a mistake would show.
        if (i % 2 === 0) await releaseBegins(clinic.inbox, done);
        const wait = Math.random() * (i % 2 === 0 ? 0.15 * whole : whole);
        await new Promise((resolve) => setTimeout(resolve, wait));
        child.kill('SIGKILL');
        if ((await done).code === null) killed += 1;
        expect(unaccounted(clinic.inbox, clinic.data)).toEqual([]);
      }
      expect(killed).toBeGreaterThan(KILLS / 3);
      const last = await clinic.gate();
      expect(last.finished).toMatchObject({ outcome: 'released' });
      expect(await unhealed(clinic.inbox, clinic.data)).toEqual([]);
    },
  );
});
