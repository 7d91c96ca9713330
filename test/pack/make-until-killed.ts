/** Makes a pack and stays in the midst of it, with everything but its name done. Started by pack.test.ts. */

import { fileKeyStore } from '../../electron/core/audit/keys.ts';
import { makePack } from '../../electron/core/pack/pack.ts';
import { choosePeriod } from '../../shared/japan-time.ts';

const [dataDir = '', out = ''] = process.argv.slice(2);
const period = choosePeriod({});
if (!period.ok) throw new Error('everything is a period');
await makePack({
  dataDir,
  keys: fileKeyStore(dataDir),
  clock: { now: () => Date.now() },
  app: 'sekisho test',
  period: period.value,
  encoding: 'utf8',
  language: 'ja',
  mask: [],
  by: null,
  out,
  checklist: null,
  fonts: null,
  printer: () => {
    process.stdout.write('printing\n');
    return new Promise(() => setInterval(() => undefined, 1000));
  },
});
