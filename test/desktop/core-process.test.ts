import { fork, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openByKind } from '../../electron/core/audit/by-kind.ts';
import { verifyPack } from '../../electron/core/pack/verify-pack.ts';
import type { FromCore, HostQuestion, ToCore } from '../../electron/hosts/desktop/core-protocol.ts';
import { writePracticeDefinitions } from '../../scripts/sample/practice-definitions.ts';
import { hasCommand, needs } from '../missing-component.ts';
import { buildAsPacked, type Built } from './built.ts';

describe('the core’s process', () => {
  let built: Built;
  let core: ChildProcess | null = null;
  /** Rejects when it ends, so that nothing waits for a core that is gone. */
  let died: Promise<never> = new Promise(() => undefined);
  const heard: FromCore[] = [];
  const say = (message: ToCore) => void core?.send(message);
  async function hears<T extends FromCore['type']>(
    type: T,
    fits: (message: Extract<FromCore, { type: T }>) => boolean = () => true,
  ): Promise<Extract<FromCore, { type: T }>> {
    for (;;) {
      const found = heard.find(
        (message) => message.type === type && fits(message as Extract<FromCore, { type: T }>),
      );
      if (found !== undefined) return found as Extract<FromCore, { type: T }>;
      await Promise.race([new Promise((resolve) => core?.once('message', resolve)), died]);
    }
  }
  let calls = 0;
  const call = async (kind: 'kiosk' | 'admin', method: string, input: unknown) => {
    const id = (calls += 1);
    say({ type: 'call', id, kind, method: method as never, input });
    return (await hears('answer', (message) => message.id === id)).result;
  };

  beforeAll(async () => {
    built = await buildAsPacked();
    const runner = fileURLToPath(new URL('./stand-in-parent.ts', import.meta.url));
    core = fork(runner, [path.join(built.inside, 'core', 'core-process.js')], {
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    core.on('message', (message) => heard.push(message as FromCore));
    died = new Promise((_, reject) => {
      core?.once('exit', (code) => reject(new Error(`the core ended with ${String(code)}`)));
    });
    died.catch(() => undefined);
    const data = path.join(built.base, 'desk');
    const definitionsDir = path.join(built.base, 'desk-definitions');
    writePracticeDefinitions(definitionsDir);
    say({
      type: 'start',
      start: { dataDir: data, definitionsDir, runtime: process.execPath, programs: null, practice: true },
    });
  });
  afterAll(() => {
    core?.kill('SIGKILL');
    built.remove();
  });

  test('is ready and tells the gate’s state without any window', async () => {
    await hears('ready');
    const { snapshot } = await hears('snapshot', (message) => message.snapshot.founding);
    expect(snapshot).toMatchObject({ host: 'desktop', practice: true });
  });

  test('answers each window as its own kind, and refuses what is not in the contract', async () => {
    say({ type: 'page', kind: 'kiosk' });
    await expect(call('kiosk', 'snapshot.read', {})).resolves.toMatchObject({ ok: true });
    await expect(call('kiosk', 'settings.read', {})).resolves.toMatchObject({
      error: { code: 'not-allowed' },
    });
    await expect(call('admin', 'records.search', { limit: 1 })).resolves.toMatchObject({ ok: false });
    await expect(call('kiosk', 'snapshot.read', { more: 1 })).resolves.toMatchObject({
      error: { code: 'usage' },
    });
    await expect(call('kiosk', 'constructor', {})).resolves.toMatchObject({ error: { code: 'not-found' } });
  });

  const secret = 'seven lanterns over the harbour';
  const login = () => call('admin', 'login', { identifier: 'cho', secret });

  test('a page that begins anew is logged out', async () => {
    const founder = { id: 'cho', name: '院長', secret };
    await expect(call('admin', 'setup.found', founder)).resolves.toMatchObject({ ok: true });
    await expect(login()).resolves.toMatchObject({ ok: true });
    await expect(call('admin', 'whoami', {})).resolves.toMatchObject({ value: { person: 'cho' } });
    say({ type: 'page', kind: 'admin' });
    await expect(call('admin', 'whoami', {})).resolves.toEqual({ ok: true, value: null });
  });

  /** What the person at the screen does with the next dialog of the system. */
  let questions = 0;
  async function person(asked: object, path: string | null): Promise<void> {
    await answered(asked, () => path);
  }
  async function answered(asked: object, answer: (question: HostQuestion) => string | null): Promise<void> {
    questions += 1;
    const { id, kind, question } = await hears('question', (message) => message.id === questions);
    expect([kind, question]).toMatchObject(['admin', asked]);
    say({ type: 'answered', id, path: answer(question) });
  }

  test('asks the person where a file is to go, and never puts one into its own folder', async () => {
    await login();
    const save = async (to: string | null) => {
      const answer = call('admin', 'settings.export', {});
      await person({ ask: 'save' }, to);
      return answer;
    };
    await expect(save(null)).resolves.toEqual({ ok: true, value: { way: 'cancelled' } });
    await expect(save(path.join(built.base, 'desk', 'ledger.sqlite'))).resolves.toMatchObject({
      error: { code: 'export-failed', params: { reason: 'data-folder' } },
    });
    const to = path.join(built.base, 'kept.json');
    await expect(save(to)).resolves.toEqual({ ok: true, value: { way: 'saved', name: 'kept.json' } });
    expect(JSON.parse(readFileSync(to, 'utf8'))).toMatchObject({ settings: {} });
  });

  /** The main process makes a PDF of the page where it is told to, or cannot. */
  const print = (made: boolean) =>
    answered({ ask: 'print' }, (question) => {
      if (question.ask !== 'print' || !made) return null;
      expect(readFileSync(question.html, 'utf8')).toContain('<!doctype html>');
      writeFileSync(question.to, '%PDF-1.7 printed by the window %%EOF');
      return question.to;
    });

  test.each([
    [true, null],
    [false, 'failed'],
  ])('makes the audit pack where the person chose; printed by the main process: %s', async (made, pdf) => {
    const to = path.join(built.base, `packs-${String(made)}`);
    mkdirSync(to);
    const started = call('admin', 'pack.start', { mask: true });
    await person({ ask: 'folder', purpose: 'pack' }, to);
    const { job } = ((await started) as { value: { job: string } }).value;
    await print(made);
    const told = await hears('event', ({ event, payload }) => {
      const state = payload as { job?: string; state?: string };
      return event === 'pack-progress' && state.job === job && state.state !== 'running';
    });
    expect(told.payload).toMatchObject({ state: 'done', value: { faults: 0, pdf } });
    const [name = ''] = readdirSync(to);
    const report = path.join(to, name, 'report.pdf');
    expect(existsSync(report) && readFileSync(report, 'latin1').includes('printed by the window')).toBe(made);
    const checked = await verifyPack({ folder: path.join(to, name), fingerprint: null, ledger: null });
    expect(checked).toMatchObject({ ok: true, value: { ok: true, faults: [] } });
    expect(readdirSync(path.join(built.base, 'desk', 'exports'))).toEqual([]);
  });

  test('opens the gate into the folder that the person chose, with what stands beside the archive', async (context) => {
    needs(context, 'clamd', hasCommand('clamd'));
    const inbox = path.join(built.base, 'desk-inbox');
    mkdirSync(inbox);
    const chosen = call('admin', 'folder.choose', { purpose: 'inbox' });
    await person({ ask: 'folder', purpose: 'inbox' }, inbox);
    await expect(chosen).resolves.toEqual({ ok: true, value: { path: inbox } });
    const read = await call('admin', 'settings.read', {});
    const { settings, version } = (read as { value: { settings: { inbox: object }; version: string } }).value;
    const changed = { ...settings, inbox: { ...settings.inbox, dir: inbox } };
    await expect(
      call('admin', 'settings.change', { base: version, settings: changed }),
    ).resolves.toMatchObject({
      ok: true,
    });
    await call('kiosk', 'gate.retry', {});
    await hears('snapshot', ({ snapshot }) => snapshot.gate.state === 'open');
  });

  test('lays out the sample for an administrator alone, and its session is practice and leaves nothing', async (context) => {
    needs(context, 'clamd', hasCommand('clamd'));
    await expect(call('kiosk', 'setup.sample', {})).resolves.toMatchObject({
      error: { code: 'not-allowed' },
    });
    await expect(call('admin', 'setup.sample', { to: '/' })).resolves.toMatchObject({
      error: { code: 'usage' },
    });
    await expect(call('admin', 'setup.status', {})).resolves.toMatchObject({ value: { sample: true } });
    await expect(call('admin', 'setup.sample', {})).resolves.toEqual({ ok: true, value: null });
    const { snapshot } = await hears('snapshot', (message) => message.snapshot.result !== null);
    expect(snapshot.result).toMatchObject({ outcome: 'blocked', practice: true, files: { released: 0 } });
    await hears('snapshot', ({ snapshot: { result, media } }) => result !== null && media.length === 0);
    expect(readdirSync(path.join(built.base, 'desk-inbox'))).toEqual([]);
    const opened = entriesOf('session.opened');
    expect(opened).toMatchObject([{ practice: true, label: 'SAMPLE', volume: { fileSystem: 'sample' } }]);
    expect(opened[0]?.['from']).toContain('sekisho-sample-');
    expect(existsSync(String(opened[0]?.['from']))).toBe(false);
  });

  function entriesOf(kind: string): Readonly<Record<string, unknown>>[] {
    const reader = openByKind(path.join(built.base, 'desk'));
    if (!reader.ok) throw new Error(reader.error.code);
    const bodies: Readonly<Record<string, unknown>>[] = [];
    reader.value.each([kind], 0, ({ body }) => bodies.push(body));
    reader.value.close();
    return bodies;
  }

  test('closes everything and ends when it is told to', async () => {
    const ended = new Promise((resolve) => core?.once('exit', resolve));
    say({ type: 'stop' });
    await expect(ended).resolves.toBe(0);
  });
});
