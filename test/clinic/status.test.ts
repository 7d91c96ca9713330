import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';

import { expect, it } from 'vitest';

import { examineKeeping } from '../../electron/core/doctor/keeping.ts';
import { openReading } from '../../electron/core/reading.ts';
import { parseHeadLine } from '../../electron/core/audit/heads.ts';
import { opened, sessionId, value } from '../audit/data-folder.ts';
import { found } from '../people/clinic.ts';
import { requireForAll } from '../scan/requirements.ts';
import { change, entriesOf, makeHouse, pass, shiftedClock } from './open-house.ts';

const DAY = 86_400_000;

it('tells what falls due, the same to a window, to whoever only looks, and to doctor', async () => {
  const house = makeHouse();
  const clock = shiftedClock();
  const clinic = house.enter(clock);
  const { admin } = await found(clinic);
  value(clinic.ledger.append([opened(sessionId(1))]));
  const anchor = { file: path.join(house.base, 'nowhere', 'heads.txt'), syslog: null };
  change(clinic, admin, (settings) => ({ ...settings, anchor }));
  clock.shift = 40 * DAY;
  await clinic.anchoring.pump();
  const status = value(await clinic.status(admin));
  expect(status).toMatchObject({
    review: { value: { days: 1, since: null, due: true } },
    drill: { value: { since: null, passed: null, due: true } },
    backup: { value: { since: null, due: true, folder: false } },
    anchors: { value: [{ target: 'file', waits: true }] },
    clock: { value: { behind: 0 } },
    spaces: [{ of: 'data', free: expect.any(Number) as number }],
  });
  expect(status.anchors.ok && status.anchors.value[0]?.failingSince).toMatch(/^2\d{3}-/);
  expect(entriesOf(clinic, 'anchor.failed')).toHaveLength(1);
  const reading = value(openReading({ dataDir: house.dataDir, app: 'test', user: 'root' }, clock));
  expect(await reading.status(null)).toMatchObject({ review: status.review, anchors: status.anchors });
  reading.close();
  const { findings } = await examineKeeping(house.dataDir, clock);
  expect(findings.map(({ id, facts }) => `${id} ${facts.state}`)).toEqual([
    ...['review due', 'drill due', 'backup never', 'anchors failing'],
  ]);
});

it('is told to nobody whom this clinic has not made', async () => {
  const clinic = makeHouse().enter();
  expect(await clinic.status({ type: 'console', user: 'root' })).toMatchObject({
    error: { code: 'not-allowed' },
  });
});

it('says which part could not be told, instead of nothing', async () => {
  const house = makeHouse();
  const clinic = house.enter();
  value(clinic.ledger.append([{ kind: 'settings.changed', session: null, body: { settings: { odd: 1 } } }]));
  const status = value(await clinic.status(clinic.people.console('root')));
  expect(status).toMatchObject({
    review: { error: { code: 'settings-invalid' } },
    anchors: { error: { code: 'settings-invalid' } },
    clock: { ok: true },
  });
  const { findings } = await examineKeeping(house.dataDir, clinic.clock);
  expect(new Set(findings.map(({ level }) => level))).toEqual(new Set(['notice']));
});

it('tells a clock that was set back as behind, to doctor too', async () => {
  const house = makeHouse();
  const clock = shiftedClock();
  const clinic = house.enter(clock);
  clock.shift = -DAY;
  value(clinic.ledger.append([{ kind: 'note', session: null, body: {} }]));
  const status = value(await clinic.status(clinic.people.console('root')));
  expect(status.clock.ok && status.clock.value.behind / DAY).toBeCloseTo(1, 2);
  const { latest } = await examineKeeping(house.dataDir, clock);
  expect(Date.parse(latest ?? '')).toBeGreaterThan(clock.now() + DAY / 2);
});

it('closes in moments although a collector does not answer, and writes nothing afterwards', async () => {
  const sockets: net.Socket[] = [];
  const silent = net.createServer((socket) => sockets.push(socket.on('error', () => undefined)));
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as net.AddressInfo;
  try {
    const house = makeHouse();
    const clinic = house.enter();
    const { admin } = await found(clinic);
    const syslog = { transport: 'tcp', host: '127.0.0.1', port, ca: null, name: 'gate' } as const;
    change(clinic, admin, (settings) => ({ ...settings, anchor: { file: null, syslog } }));
    const under = clinic.anchoring.pump();
    await clinic.close();
    for (const socket of sockets) socket.resetAndDestroy();
    const before = fs.readFileSync(path.join(house.dataDir, 'heads.log'), 'utf8');
    expect(await under).toMatchObject([{ target: 'syslog', sent: 0, error: { code: 'anchor-failed' } }]);
    expect(fs.readFileSync(path.join(house.dataDir, 'heads.log'), 'utf8')).toBe(before);
  } finally {
    silent.close();
  }
});

requireForAll('clamav');

it('takes the head of each session to its anchor without anybody asking', async () => {
  const house = makeHouse();
  const clinic = house.enter();
  const { admin } = await found(clinic);
  const file = path.join(house.base, 'anchor.txt');
  change(clinic, admin, (settings) => ({ ...settings, anchor: { file, syslog: null } }));
  house.put('a.txt', 'a');
  const gate = value(await house.gate(clinic));
  await pass(gate, house.request());
  await gate.close();
  const { head } = clinic.ledger;
  await clinic.close();
  const lines = fs.readFileSync(file, 'utf8').trimEnd().split('\n');
  expect(parseHeadLine(lines.at(-1) ?? '')).toMatchObject({ seq: head.seq, hash: head.hash });
});
