import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, test } from 'vitest';

import { temporaryFolder } from '../audit/data-folder.ts';
import { hasCommand, needs, PYTHON } from '../missing-component.ts';
import { writePracticeDefinitions } from '../scan/practice-definitions.ts';
import { requireForAll } from '../scan/requirements.ts';

requireForAll('clamav');

const MAIN = fileURLToPath(new URL('../../electron/hosts/cli/main.ts', import.meta.url));
const TWO_NETWORKS = path.join(import.meta.dirname, 'two-networks.py');

type Line = {
  readonly event: string;
  readonly id?: string;
  readonly level?: string;
  readonly facts?: { state: string };
};

function run(args: readonly string[], language = 'en', within: readonly string[] = []) {
  const [program = '', ...rest] = [...within, process.execPath, MAIN, 'doctor', ...args];
  const { status, stdout, stderr } = spawnSync(program, rest, {
    encoding: 'utf8',
    env: { ...process.env, SEKISHO_LANG: language, INIT_CWD: process.cwd() },
  });
  const lines = (): Line[] =>
    stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
  return { status, stdout, stderr, lines };
}

const dataDir = (): string => path.join(temporaryFolder(), 'data');
const practice = (): readonly string[] => {
  const definitions = writePracticeDefinitions(path.join(temporaryFolder(), 'definitions'));
  return ['--practice', '--definitions', definitions];
};

describe('sekisho doctor', () => {
  test('for programs: a finding a line, an end, exit code 0 where nothing is at fault', () => {
    const { status, lines, stderr } = run([
      '--data',
      dataDir(),
      ...practice(),
      '--to',
      temporaryFolder(),
      '--json',
    ]);
    expect([status, stderr]).toEqual([0, '']);
    const told = lines();
    expect(told.at(-1)).toEqual({ event: 'finished', ok: true, practice: true });
    for (const line of told.slice(0, -1)) {
      expect(Object.keys(line)).toEqual(['event', 'id', 'level', 'facts']);
      expect(line.event).toBe('finding');
    }
    expect(told.find(({ id }) => id === 'self-test')?.facts?.state).toBe('passed');
  });

  test('exit code 1 where something is, and what to do about it under it', () => {
    const to = path.join(temporaryFolder(), 'missing');
    const { status, stdout } = run(['--data', dataDir(), ...practice(), '--to', to]);
    expect(status).toBe(1);
    const lines = stdout.split('\n');
    const at = lines.findIndex((line) => line.startsWith('FAULT'));
    expect(lines[at]).toContain('destination');
    expect(lines[at + 1]).toMatch(/^ +→ /);
    expect(stdout).toContain('[Practice mode: this is no real check]');
    expect(stdout).toContain('the gate stays closed');
  });

  test('in Japanese', () => {
    const { status, stdout } = run(['--data', dataDir(), ...practice()], 'ja');
    expect(status).toBe(0);
    expect(stdout).toContain('【練習モード');
    expect(stdout).toMatch(/^正常 +検査エンジン +ClamAV \d/m);
    expect(stdout).toContain('異常 0 · ');
  });

  test.each([[['--nonsense']], [['--data']], [['surplus']]])('exit code 2 for %o', (args) => {
    const { status, stdout, stderr } = run(args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('[usage]');
  });

  test('a name with a terminal escape is shown, not obeyed', () => {
    const to = path.join(temporaryFolder(), '\u001b[2Jgone');
    const { stdout } = run(['--data', dataDir(), ...practice(), '--to', to]);
    expect(stdout).not.toContain('\u001b');
    expect(stdout).toContain('␛[2Jgone');
  });

  test('on a machine that really stands in two networks and passes traffic on', (context) => {
    const able = process.platform === 'linux' && process.geteuid?.() === 0 && fs.existsSync('/dev/net/tun');
    const tools = ['unshare', 'ip', 'mount'].every(hasCommand) && fs.existsSync(PYTHON);
    needs(context, 'root, unshare, iproute2, python3 and /dev/net/tun', able && tools);
    const namespace = ['unshare', '-m', '-n', PYTHON, TWO_NETWORKS];
    const told = run(['--data', dataDir(), ...practice(), '--json'], 'en', namespace).lines();
    const facts = (id: string): unknown => told.find((line) => line.id === id)?.facts;
    expect(facts('routing')).toMatchObject({
      state: 'on',
      interfaces: expect.arrayContaining(['tun0', 'office0']) as unknown,
    });
    expect(facts('default-routes')).toEqual({ state: 'several', interfaces: ['tun0', 'office0'] });
    expect(facts('vpn')).toEqual({ state: 'up', interfaces: ['tun0', 'office0'] });
  });
});
