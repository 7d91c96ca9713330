import { expect, test } from 'vitest';

import { engineLife, readEngineLife } from '../../electron/core/scan/engine-life.ts';

const table = readEngineLife();
const on = (date: string): number => Date.parse(`${date}T12:00:00Z`);

test.each([
  ['ClamAV 1.4.6', '2026-11-22', 'supported'],
  ['ClamAV 1.4.6', '2027-06-30', 'ending'],
  ['ClamAV 1.4.6', '2027-08-15', 'ending'],
  ['ClamAV 1.4.6', '2027-08-16', 'unfixed'],
  ['ClamAV 1.4.6', '2028-08-16', 'ended'],
  ['ClamAV 1.0.9', '2026-11-22', 'unfixed'],
  ['ClamAV 1.0.9', '2026-11-28', 'unfixed'],
  ['ClamAV 1.0.9', '2026-11-29', 'ended'],
  ['ClamAV 1.5.0', '2026-11-22', 'supported'],
  ['ClamAV 0.105.2', '2026-11-22', 'ended'],
  ['ClamAV 0.99.2', '2026-11-22', 'ended'],
  ['ClamAV 1.9.0', '2026-11-22', 'unknown'],
  ['another engine', '2026-11-22', 'unknown'],
])('%s on %s: %s', (engine, date, status) => {
  expect(engineLife(engine, on(date), table).status).toBe(status);
});

test('the dates are told', () => {
  const life = engineLife('ClamAV 1.4.6', on('2026-11-22'), table);
  expect(life).toMatchObject({ series: '1.4', fixesUntil: '2027-08-15', definitionsUntil: '2028-08-15' });
});
