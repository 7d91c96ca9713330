import { spawn } from 'node:child_process';
import { describe, expect, it, onTestFinished } from 'vitest';

import { hasCommand, needs } from '../missing-component.ts';
import { entries, MAIN, makeDesk, PASSPHRASE, type Desk } from './desk.ts';

/** Shows the command a real terminal, and types the next answer when a prompt has come. */
async function typing(
  desk: Desk,
  args: readonly string[],
  answers: readonly (readonly [prompt: string, typed: string])[],
): Promise<{ code: number | null; shown: string }> {
  const command = [process.execPath, MAIN, ...args, '--data', desk.data].map((part) => `'${part}'`).join(' ');
  const child = spawn('script', ['--quiet', '--flush', '--return', '--command', command, '/dev/null'], {
    cwd: desk.base,
    env: { PATH: process.env['PATH'], HOME: desk.base, LANG: 'C.UTF-8' },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const left = [...answers];
  let shown = '';
  let seen = 0;
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    shown += part;
    const [next] = left;
    const at = next === undefined ? -1 : shown.indexOf(next[0], seen);
    if (next === undefined || at < 0) return;
    seen = at + next[0].length;
    left.shift();
    child.stdin.write(next[1]);
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, shown };
}

describe('at a terminal', () => {
  const found = ['staff', 'found', 'admin'];

  it('a new secret is typed twice and never shown', async (context) => {
    needs(context, 'script (util-linux)', hasCommand('script'));
    const desk = makeDesk();
    const ran = await typing(desk, found, [
      ['New secret for admin:', `${PASSPHRASE}\r`],
      ['(again)', `${PASSPHRASE}\r`],
    ]);
    expect(ran.code).toBe(0);
    expect(ran.shown).toContain('Recovery code:');
    expect(ran.shown).not.toContain(PASSPHRASE);
    expect(ran.shown).not.toContain(PASSPHRASE.slice(0, 5));
  });

  it('two that differ are refused, with nothing made', async (context) => {
    needs(context, 'script (util-linux)', hasCommand('script'));
    const desk = makeDesk();
    const ran = await typing(desk, found, [
      ['New secret for admin:', `${PASSPHRASE}\r`],
      ['(again)', `${PASSPHRASE}x\r`],
    ]);
    expect(ran.code).toBe(1);
    expect(ran.shown).toContain('the two inputs differ');
    expect(await entries(desk, 'person.added')).toEqual([]);
  });

  it('Ctrl-C at the prompt ends it with nothing made', async (context) => {
    needs(context, 'script (util-linux)', hasCommand('script'));
    const desk = makeDesk();
    const ran = await typing(desk, found, [['New secret for admin:', 'half\u0003']]);
    expect(ran.code).toBe(4);
    expect(await entries(desk, 'person.added')).toEqual([]);
  });
});
