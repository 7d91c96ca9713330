/** `npm run month -- --out DIR`: plays a month of a clinic and says what can be tried on its record. */

import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { playMonth } from './month/play.ts';

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'tmp/month' },
    month: { type: 'string', default: '2026-10' },
    sessions: { type: 'string', default: '300' },
    files: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
  },
});
const base = path.resolve(values.out);
if (existsSync(base) && readdirSync(base).length > 0) {
  console.error(`${base} is not empty: a month needs a folder of its own (--out DIR).`);
  process.exit(2);
}
mkdirSync(base, { recursive: true });
const [year, month] = values.month.split('-').map(Number);
if (year === undefined || month === undefined || !(month >= 1 && month <= 12)) {
  console.error('--month takes YYYY-MM.');
  process.exit(2);
}
const started = performance.now();
const played = await playMonth(
  {
    base,
    year,
    month,
    sessions: Number(values.sessions),
    files: Number(values.files),
    seed: Number(values.seed),
  },
  (done) => {
    if (done % 25 === 0) console.error(`${done} of ${values.sessions} sessions`);
  },
);
console.log(
  `${played.sessions} sessions, ${played.files} files in ${((performance.now() - started) / 1000).toFixed(0)} s: ${JSON.stringify(played.outcomes)}`,
);
console.log(
  `Next: npm run -s sekisho -- audit pack --month ${values.month} --data ${played.data} --out ${path.join(base, 'pack')}`,
);
