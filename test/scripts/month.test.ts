/** The month of a clinic, a small one: what is played stands in the record, and the record is whole. */

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fileKeyStore } from '../../electron/core/audit/keys.ts';
import { openRecords } from '../../electron/core/audit/records.ts';
import { verifyLedger } from '../../electron/core/audit/verify.ts';
import { arrivals, openDays } from '../../scripts/month/calendar.ts';
import { chanceFrom } from '../../scripts/month/chance.ts';
import { playMonth } from '../../scripts/month/play.ts';
import type { Played } from '../../scripts/month/play.ts';
import { japanDate } from '../../shared/japan-time.ts';

let base: string;
let played: Played;
beforeAll(async () => {
  base = fs.mkdtempSync(path.join(os.tmpdir(), 'month-'));
  played = await playMonth({ base, year: 2026, month: 10, sessions: 14, files: 250, seed: 3 });
}, 120_000);
afterAll(() => fs.rmSync(base, { recursive: true, force: true }));

it('plays as many sessions as it was asked for, over the whole month', () => {
  expect(played.sessions).toBe(14);
  expect(Object.values(played.outcomes).reduce((sum, count) => sum + count, 0)).toBe(14);
  expect(played.outcomes).not.toHaveProperty('refused');
  const records = openRecords({ dataDir: played.data });
  if (!records.ok) throw new Error(records.error.code);
  const page = records.value.listSessions({ limit: 50 });
  if (!page.ok) throw new Error(page.error.code);
  const days = page.value.sessions.map(({ openedAt }) => japanDate(Date.parse(openedAt)));
  expect(days).toHaveLength(14);
  expect(days.every((day) => day.startsWith('2026-10-'))).toBe(true);
  expect(new Set(days).size).toBeGreaterThan(10);
  records.value.close();
});

it('leaves a record that verifies', async () => {
  const verified = await verifyLedger({ dataDir: played.data, keys: fileKeyStore(played.data) });
  expect(verified).toMatchObject({ ok: true, value: { ok: true, faults: [] } });
});

it('has media arrive in opening hours on open days only, in order', () => {
  const days = openDays(2026, 2);
  expect(days).toHaveLength(24);
  const moments = arrivals(days, 500, chanceFrom(1));
  expect([...moments].sort((a, b) => a - b)).toEqual(moments);
  for (const moment of moments) {
    const hour = ((moment + 9 * 3_600_000) / 3_600_000) % 24;
    expect(hour).toBeGreaterThanOrEqual(8.5);
    expect(hour).toBeLessThan(18);
    expect(new Date(moment + 9 * 3_600_000).getUTCDay()).not.toBe(0);
  }
});
