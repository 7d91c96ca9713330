import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

import { prepareDrill } from '../../electron/core/evidence/drill-steps/drill-steps.ts';
import { value } from '../audit/data-folder.ts';
import { entries, foundedDesk, makeDesk, PIN, type Desk } from '../cli/desk.ts';
import { requireForAll } from '../scan/requirements.ts';
import { writePracticeDefinitions } from '../scan/practice-definitions.ts';

requireForAll('clamav');

const drill = (desk: Desk, ...more: string[]): string[] => [
  ...['drill', 'run', '--definitions', desk.at('definitions'), '--practice', '--json'],
  ...more,
];

/** A definitions folder that knows the test virus, or one that knows something else alone. */
const definitions = (desk: Desk, knowing = true): void => {
  if (knowing) writePracticeDefinitions(desk.at('definitions'));
  else {
    fs.mkdirSync(desk.at('definitions'));
    const other = Buffer.from('something else altogether').toString('hex');
    fs.writeFileSync(desk.at('definitions/other.ndb'), `Other.Marker:0:*:${other}\n`);
  }
};

describe('drill run', () => {
  it('holds all three checks before a real gate and keeps them as evidence', async () => {
    const desk = await foundedDesk();
    definitions(desk);
    expect(await desk.run(['drill', 'status', '--json'])).toMatchObject({ code: 1, lines: [{ due: true }] });
    const ran = await desk.run(drill(desk, '--remarks', '11月'));
    expect(ran).toMatchObject({ code: 0 });
    const engine = {
      engine: expect.stringContaining('ClamAV') as string,
      definitions: expect.stringMatching(/^sha256:/) as string,
      state: 'practice',
    };
    const results = [
      { check: 'test-virus', found: 'signature', passed: true },
      { check: 'pulled-medium', found: 'medium-gone', passed: true },
      { check: 'dead-engine', found: 'engine-lost', passed: true },
    ];
    expect(ran.lines).toMatchObject([{ event: 'drill', passed: true, results, engine, remarks: '11月' }]);
    expect(await entries(desk, 'drill.held')).toMatchObject([
      { practice: true, passed: true, results, engine },
    ]);
    expect(await desk.run(['drill', 'status', '--json'])).toMatchObject({ code: 0, lines: [{ due: false }] });
    expect((await desk.run(['drill', 'list'])).stdout).toContain('dead-engine: engine-lost');
  });

  it('leaves nothing of it in the clinic’s record, inbox and data folder, and no engine running', async () => {
    const desk = await foundedDesk();
    definitions(desk);
    fs.mkdirSync(desk.at('inbox'));
    expect(await desk.admin('settings', 'set', 'inbox.dir', desk.at('inbox'))).toMatchObject({ code: 0 });
    // What a killed drill left goes with the next one.
    fs.mkdirSync(path.join(desk.data, 'drill-left'), { recursive: true });
    expect(await desk.run(drill(desk))).toMatchObject({ code: 0 });
    expect(fs.readdirSync(desk.at('inbox'))).toEqual([]);
    expect(fs.readdirSync(desk.data).filter((name) => name.startsWith('drill-'))).toEqual([]);
    expect(await entries(desk, 'session.opened', 'session.refused', 'gate.opened')).toEqual([]);
    expect(spawnSync('pgrep', ['-f', `clamd .*${desk.base}`]).status).toBe(1);
  });

  it('with definitions that do not know the test virus fails, says so and is kept as a failure', async () => {
    const desk = await foundedDesk();
    definitions(desk, false);
    const ran = await desk.run(drill(desk));
    expect(ran).toMatchObject({ code: 1, lines: [{ passed: false }] });
    const [entry] = await entries(desk, 'drill.held');
    expect(entry).toMatchObject({ passed: false, results: [{ check: 'test-virus', passed: false }, {}, {}] });
    expect(await desk.run(['drill', 'status', '--json'])).toMatchObject({ code: 1, lines: [{ due: true }] });
  });

  it('without definitions, with unofficial ones unasked, or without the right is no drill at all', async () => {
    const desk = await foundedDesk();
    const none = await desk.run(['drill', 'run', '--definitions', 'nowhere', '--json']);
    expect(none).toMatchObject({ code: 3, lines: [{ error: { code: 'definitions-none' } }] });
    definitions(desk);
    const unofficial = await desk.run(['drill', 'run', '--definitions', 'definitions', '--json']);
    expect(unofficial).toMatchObject({ code: 3, lines: [{ error: { code: 'definitions-unofficial' } }] });
    const bySato = await desk.run(drill(desk, '--as', 'sato'), [PIN]);
    expect(bySato).toMatchObject({ code: 1, lines: [{ error: { code: 'not-allowed' } }] });
    expect(await entries(desk, 'drill.held')).toEqual([]);
    expect(fs.readdirSync(desk.data).filter((name) => name.startsWith('drill-'))).toEqual([]);
  });
});

describe('a drill that is stopped', () => {
  it('ends its sessions, is recorded as what it was, and leaves no place behind', async () => {
    const desk = makeDesk();
    definitions(desk);
    const stop = new AbortController();
    await desk.inside(async (clinic) => {
      const prepared = value(
        await prepareDrill(clinic, {
          definitionsDir: desk.at('definitions'),
          practice: true,
          signal: stop.signal,
          onStep: (check) => {
            if (check === 'pulled-medium') stop.abort();
          },
        }),
      );
      const held = value(await clinic.drills.hold(clinic.people.console('x'), { ...prepared, remarks: '' }));
      await prepared.close();
      expect(held.results.map(({ found }) => found)).toEqual(['signature', 'cancelled', 'cancelled']);
      expect(held.passed).toBe(false);
    });
    expect(fs.readdirSync(desk.data).filter((name) => name.startsWith('drill-'))).toEqual([]);
  });
});
