import { describe, expect, it } from 'vitest';
import { createFreeSpace } from '../../electron/core/transfer/patience.ts';

describe('free space of a folder that may never answer', () => {
  it('is told when it answers', async () => {
    const free = createFreeSpace(60_000, (folder) => Promise.resolve(folder === '/a' ? 1 : null));
    expect(await Promise.all([free('/a'), free('/b')])).toEqual([1, null]);
  });

  it('is unknown in time, and nothing more hangs at the next looks', async () => {
    const asked: string[] = [];
    const answers: ((bytes: number) => void)[] = [];
    const free = createFreeSpace(1, (folder) => {
      asked.push(folder);
      return new Promise((resolve) => answers.push(resolve));
    });
    expect(await Promise.all([free('/dead'), free('/dead')])).toEqual([null, null]);
    expect(await free('/dead')).toBeNull();
    expect(asked).toEqual(['/dead']);
    for (const answer of answers) answer(5);
    await new Promise(setImmediate);
    const again = free('/dead');
    expect(asked).toEqual(['/dead', '/dead']);
    answers[1]!(7);
    expect(await again).toBe(7);
  });
});
