import { describe, expect, test } from 'vitest';

import type { ScriptedRequest } from '../fakes/scripted-clamd.ts';
import { cleanUp, set, verdicts } from './scripted-client.ts';

describe('what is under way', () => {
  test('is bounded in number', async () => {
    const held: ScriptedRequest[] = [];
    const { scanAll } = await set(
      (request) => {
        held.push(request);
        return true;
      },
      { settings: { inFlight: 4 } },
    );
    const judging = scanAll(Array.from({ length: 20 }, (_, i) => `file ${i}`));
    let most = 0;
    const answering = setInterval(() => {
      most = Math.max(most, held.length);
      held.shift()?.reply('stream: OK');
    }, 2);
    cleanUp.push(() => clearInterval(answering));
    expect(verdicts(await judging)).toEqual(Array(20).fill('clean'));
    expect(most).toBe(4);
  });

  test('is bounded in bytes, and one larger file still goes alone', async () => {
    const held: ScriptedRequest[] = [];
    const { scanAll } = await set(
      (request) => {
        held.push(request);
        return true;
      },
      { settings: { inFlightBytes: 1000 } },
    );
    const judging = scanAll([...Array.from({ length: 8 }, () => 'x'.repeat(400)), 'y'.repeat(5000)]);
    let most = 0;
    const answering = setInterval(() => {
      most = Math.max(
        most,
        held.reduce((sum, request) => sum + request.body.length, 0),
      );
      held.shift()?.reply('stream: OK');
    }, 2);
    cleanUp.push(() => clearInterval(answering));
    expect(verdicts(await judging)).toEqual(Array(9).fill('clean'));
    expect(most).toBe(5000);
  });

  test('a file larger than the engine takes is never sent', async () => {
    const { clamd, client, staged } = await set(() => false, { settings: { maxFileBytes: 10 } });
    expect(await client.scan(staged.file('eleven byte'))).toMatchObject({
      verdict: 'unscannable',
      reason: 'engine-limit',
    });
    expect(clamd.seen).toHaveLength(0);
  });
});
