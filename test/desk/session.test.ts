/** The way of a medium as the desk tells it: kinds chosen late, media pulled, cancelled, refused; identifications that end. */

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { MediaPlatform } from '../../electron/core/media/platform.ts';
import { runningEngine } from '../../electron/core/scan/stale-engine.ts';
import { createFolderMedia } from '../../electron/hosts/web/folder-media.ts';
import type { DeskSettings } from '../../electron/core/desk/ports.ts';
import { ADMINISTRATOR, deskAtWork, founded, type DeskAtWork, type Seat } from './desk-at-work.ts';
import { requireForAll } from '../scan/requirements.ts';
import { eicar } from '../scan/practice-definitions.ts';

requireForAll('clamav');

const FACTS = { origin: 'patient', purpose: '診察' } as const;

async function open(
  more: Partial<DeskSettings> = {},
): Promise<{ work: DeskAtWork; admin: Seat; kiosk: Seat }> {
  const work = deskAtWork(more);
  const admin = await founded(work);
  const kiosk = work.seat('kiosk');
  await work.until(({ gate }) => gate.state === 'open');
  return { work, admin, kiosk };
}

describe('a session at the desk', () => {
  it('begins anew as another kind of medium, and keeps what was said', async () => {
    const { work, admin, kiosk } = await open();
    work.insert('MIXED', { 'letter.txt': '紹介', 'claim.csv': 'a,b\r\n' });
    const first = (await work.until(({ session }) => session?.phase === 'waiting')).session!;
    expect(first).toMatchObject({ preset: 'general', presetChosen: false });
    await kiosk.get('kiosk.identify', ADMINISTRATOR);
    await kiosk.get('facts.tell', { session: first.id, facts: { origin: 'patient' } });
    await kiosk.get('preset.choose', { session: first.id, preset: 'imaging' });
    const second = (
      await work.until(({ session }) => session?.phase === 'waiting' && session.id !== first.id)
    ).session!;
    expect(second).toMatchObject({ preset: 'imaging', presetChosen: true, missing: ['purpose'] });
    expect(second.facts).toMatchObject({ staff: 'tanaka', origin: 'patient' });
    expect(await kiosk.code('facts.tell', { session: first.id, facts: FACTS })).toBe('not-found');
    await kiosk.get('facts.tell', { session: second.id, facts: { purpose: '診察' } });
    const { result } = await work.until((snapshot) => snapshot.result !== null);
    expect(result).toMatchObject({ session: second.id, outcome: 'partial', preset: 'imaging' });
    expect(result!.reasons).toMatchObject([{ reason: 'type-not-allowed', files: 1 }]);
    const story = await admin.get('records.detail', { session: first.id });
    expect(story.session).toMatchObject({ outcome: 'aborted', error: 'cancelled' });
  });

  it('holds back everything with one infected file, and names what was found', async () => {
    const { work } = await open();
    work.insert('BAD', { 'a.txt': eicar(), 'b.txt': 'clean' });
    const { result } = await work.until((snapshot) => snapshot.result !== null);
    expect(result).toMatchObject({ outcome: 'blocked', folder: null, detections: [{ path: 'a.txt' }] });
    expect(result!.reasons.map(({ reason }) => reason).sort()).toEqual(['medium-infected', 'signature']);
    expect(fs.readdirSync(work.inbox)).toEqual([]);
  });

  it('releases nothing of a session that is cancelled or waits while the desk closes', async () => {
    const { work, kiosk } = await open();
    work.insert('ONE', { 'a.txt': 'a' });
    const one = (await work.until(({ session }) => session?.phase === 'waiting')).session!;
    await kiosk.get('session.cancel', { session: one.id });
    expect((await work.until(({ result }) => result !== null)).result).toMatchObject({ outcome: 'aborted' });
    expect(await kiosk.code('session.cancel', { session: one.id })).toBe('not-found');
    work.insert('TWO', { 'a.txt': 'a' });
    await work.until(({ session }) => session?.phase === 'waiting');
    await work.desk.close();
    expect(fs.readdirSync(work.inbox)).toEqual([]);
  });

  it('closes while a change of the settings waits for the session’s end', async () => {
    const { work, admin } = await open();
    work.insert('ONE', { 'a.txt': 'a' });
    await work.until(({ session }) => session?.phase === 'waiting');
    const { settings, version } = await admin.get('settings.read', {});
    const policy = { ...settings.policy, guests: 'refuse' as const };
    await admin.get('settings.change', { base: version, settings: { ...settings, policy } });
    expect((await work.snapshot()).session?.phase).toBe('waiting');
    await work.desk.close();
    expect(fs.readdirSync(work.inbox)).toEqual([]);
  });

  it('lets a checked medium be pulled while people are still asked', async () => {
    const { work, kiosk } = await open();
    const medium = work.insert('GONE', { 'a.txt': 'a' });
    const { session } = await work.until((snapshot) => snapshot.session?.phase === 'waiting');
    fs.rmSync(medium, { recursive: true });
    await work.until(({ media }) => media.length === 0);
    await kiosk.get('kiosk.identify', ADMINISTRATOR);
    expect(await kiosk.code('preset.choose', { session: session!.id, preset: 'lab' })).toBe('medium-gone');
    await kiosk.get('facts.tell', { session: session!.id, facts: FACTS });
    const { result } = await work.until((snapshot) => snapshot.result !== null);
    expect(result).toMatchObject({ outcome: 'released', medium: 'gone' });
  });

  it('ends an identification with the session that it was for', async () => {
    const { work, kiosk } = await open();
    await kiosk.get('kiosk.identify', ADMINISTRATOR);
    work.insert('ONE', { 'a.txt': 'a' });
    const { session } = await work.until((snapshot) => snapshot.session?.phase === 'waiting');
    await kiosk.get('facts.tell', { session: session!.id, facts: FACTS });
    await work.until(({ result }) => result !== null);
    expect(await kiosk.get('kiosk.who', {})).toBeNull();
    expect(kiosk.heard.filter(({ event }) => event === 'login-ended')).toEqual([
      { event: 'login-ended', payload: { how: 'session-over' } },
    ]);
  });

  it('says why an inbox cannot be used, and goes on with the next medium', async () => {
    const { work } = await open();
    fs.rmdirSync(work.inbox);
    work.insert('ONE', { 'a.txt': 'a' });
    const { result } = await work.until((snapshot) => snapshot.result !== null);
    expect(result).toMatchObject({
      session: null,
      outcome: 'refused',
      error: { code: 'destination-missing' },
      label: 'ONE',
    });
    fs.mkdirSync(work.inbox);
    work.insert('TWO', { 'a.txt': 'a' });
    expect((await work.until(({ session }) => session?.phase === 'waiting')).session?.label).toBe('TWO');
  });

  it('shows names off a medium as they are, for the window to make visible', async () => {
    const { work } = await open();
    const name = 'report\u202Efdp.<img src=x onerror=alert(1)>.txt';
    work.insert('NAMES', { [name]: 'x' });
    const { result } = await work.until((snapshot) => snapshot.result !== null);
    const page = { session: result!.session!, held: true, after: null, limit: 10 };
    expect((await work.seat('kiosk').get('session.files', page)).lines).toMatchObject([
      { path: name, reason: 'name-unsafe' },
    ]);
  });
});

/** Folders as the partitions of one stick, in the order of their names. */
function oneStick(folders: MediaPlatform): MediaPlatform {
  const { volumes } = folders;
  return {
    ...folders,
    volumes: {
      ...volumes,
      async list() {
        const listed = await volumes.list();
        if (!listed.ok) return listed;
        const sorted = [...listed.value].sort((a, b) => (a.label ?? '').localeCompare(b.label ?? ''));
        return { ok: true, value: sorted.map((one, n) => ({ ...one, disk: 'stick', partition: n + 1 })) };
      },
    },
  };
}

describe('a result that somebody has to read', () => {
  async function askNobody({ admin }: { readonly admin: Seat }): Promise<void> {
    const { settings, version } = await admin.get('settings.read', {});
    const facts = { ...settings.facts, kiosk: [] };
    await admin.get('settings.change', { base: version, settings: { ...settings, facts } });
  }
  const turnOf = (result: { readonly turn: number } | null | undefined): number => result?.turn ?? -1;

  it('is kept while the next medium is checked behind it, until somebody puts that very one away', async () => {
    const { work, admin, kiosk } = await open();
    await askNobody({ admin });
    work.insert('BAD', { 'a.txt': eicar(), 'b.txt': 'x' });
    work.insert('GOOD', { 'c.txt': 'hello' });
    const { result, unread } = await work.until((snapshot) => snapshot.result?.label === 'GOOD');
    expect(result).toMatchObject({ outcome: 'released' });
    expect(unread).toMatchObject([{ label: 'BAD', outcome: 'blocked', detections: [{ path: 'a.txt' }] }]);
    const page = { session: unread[0]!.session!, held: true, after: null, limit: 10 };
    expect((await kiosk.get('session.files', page)).lines).toHaveLength(2);
    await kiosk.get('receipt.read', { session: page.session });
    await kiosk.get('session.dismiss', { turn: turnOf(unread[0]) });
    expect(await work.snapshot()).toMatchObject({ unread: [], result: { label: 'GOOD' } });
    // Pressed twice: the one behind it was not meant.
    await kiosk.get('session.dismiss', { turn: turnOf(unread[0]) });
    expect((await work.snapshot()).result?.label).toBe('GOOD');
  });

  it('is kept likewise when another partition of the same stick comes next', async () => {
    const media = fs.mkdtempSync(path.join(os.tmpdir(), 'sekisho-partitions-'));
    onTestFinished(() => fs.rmSync(media, { recursive: true, force: true }));
    const { work, admin } = await open({ platform: oneStick(createFolderMedia(media)) });
    await askNobody({ admin });
    for (const [name, content] of [
      ['1-BAD', eicar()],
      ['2-GOOD', 'hello'],
    ] as const) {
      fs.mkdirSync(path.join(media, `.${name}`));
      fs.writeFileSync(path.join(media, `.${name}`, 'a.txt'), content);
    }
    for (const name of ['1-BAD', '2-GOOD'])
      fs.renameSync(path.join(media, `.${name}`), path.join(media, name));
    const { result, unread } = await work.until((snapshot) => snapshot.result?.label === '2-GOOD');
    expect(unread).toMatchObject([{ label: '1-BAD', outcome: 'blocked' }]);
    expect(unread[0]!.insertion).toBe(result!.insertion);
  });

  it('is told by whoever identifies for it, while the next medium waits for its own answers', async () => {
    const { work, admin, kiosk } = await open();
    work.insert('BAD', { 'a.txt': eicar() });
    await work.until(({ result }) => result?.label === 'BAD');
    work.insert('NEXT', { 'a.txt': 'a' });
    const { unread, session } = await work.until((snapshot) => snapshot.session?.phase === 'waiting');
    const bad = unread[0]!.session!;
    await kiosk.get('kiosk.identify', { ...ADMINISTRATOR, session: bad });
    // Who stands there for the one says nothing of the other.
    expect(await kiosk.code('facts.tell', { session: session!.id, facts: FACTS })).toBe('login-ended');
    await kiosk.get('facts.tell', { session: bad, facts: FACTS });
    expect(await work.snapshot()).toMatchObject({
      unread: [{ missing: [], facts: FACTS, staffName: '田中 院長' }],
      session: { label: 'NEXT', missing: ['staff', 'origin', 'purpose'] },
    });
    // The end of the session behind it sends nobody away from what they are telling.
    await work.seat('kiosk').get('session.cancel', { session: session!.id });
    await work.until(({ result }) => result?.label === 'NEXT');
    expect(await kiosk.get('kiosk.who', {})).toMatchObject({ person: 'tanaka' });
    await kiosk.get('session.dismiss', { turn: turnOf(unread[0]) });
    expect(await kiosk.get('kiosk.who', {})).toBeNull();
    const { session: line } = await admin.get('records.detail', { session: bad });
    expect(line).toMatchObject({ staff: 'tanaka', facts: FACTS });
  });
});

describe('a medium that nobody answers for', () => {
  const UNANSWERED = { code: 'facts-missing', params: { reason: 'unanswered' } };

  it('is over once it is gone and another one waits, whose answers release nothing of it', async () => {
    const { work, kiosk } = await open();
    const alice = work.insert('ALICE', { 'a.txt': 'alice' });
    const first = (await work.until(({ session }) => session?.phase === 'waiting')).session!;
    fs.rmSync(alice, { recursive: true });
    await work.until(({ media }) => media.length === 0);
    expect((await work.snapshot()).session?.id).toBe(first.id);
    work.insert('BOB', { 'b.txt': 'bob' });
    const { session, unread } = await work.until(
      (snapshot) => snapshot.session?.phase === 'waiting' && snapshot.session.label === 'BOB',
    );
    expect(unread).toMatchObject([
      { session: first.id, label: 'ALICE', outcome: 'aborted', error: UNANSWERED, medium: 'gone' },
    ]);
    await kiosk.get('kiosk.identify', { ...ADMINISTRATOR, session: session!.id });
    await kiosk.get('facts.tell', { session: session!.id, facts: FACTS });
    await work.until(({ result }) => result?.label === 'BOB');
    const released = fs.readdirSync(work.inbox, { recursive: true }).map(String);
    expect(released.filter((name) => name.endsWith('.txt') && !name.endsWith('SUMS.txt'))).toEqual([
      expect.stringMatching(/b\.txt$/),
    ]);
  });

  it('is over when the one that waits came first, and its own is pulled then', async () => {
    const { work } = await open();
    const alice = work.insert('ALICE', { 'a.txt': 'alice' });
    await work.until(({ session }) => session?.phase === 'waiting');
    work.insert('BOB', { 'b.txt': 'bob' });
    await work.until(({ queue }) => queue.length === 1);
    expect((await work.snapshot()).session?.label).toBe('ALICE');
    fs.rmSync(alice, { recursive: true });
    await work.until(({ session }) => session?.label === 'BOB');
    expect((await work.snapshot()).unread).toMatchObject([{ label: 'ALICE', error: UNANSWERED }]);
  });

  it('does not wait for ever while it stays in, and each word gives it time again', async () => {
    const { work, admin, kiosk } = await open({ answerWithinMs: 1_500 });
    work.insert('ALICE', { 'a.txt': 'alice' });
    const { session } = await work.until((snapshot) => snapshot.session?.phase === 'waiting');
    const began = performance.now();
    await kiosk.get('kiosk.identify', ADMINISTRATOR);
    await new Promise((resolve) => setTimeout(resolve, 800));
    await kiosk.get('facts.tell', { session: session!.id, facts: { origin: 'patient' } });
    const { result } = await work.until((snapshot) => snapshot.result !== null);
    expect(performance.now() - began).toBeGreaterThan(2_200);
    expect(result).toMatchObject({
      outcome: 'aborted',
      error: { code: 'facts-missing', params: { reason: 'unanswered', facts: 'purpose' } },
      facts: { origin: 'patient' },
      folder: null,
    });
    expect(fs.readdirSync(work.inbox)).toEqual([]);
    const story = await admin.get('records.detail', { session: session!.id });
    expect(story.session).toMatchObject({ outcome: 'aborted', error: 'facts-missing' });
  });
});

describe('a closed gate', () => {
  it('stays open for everything else while no inbox is chosen, and opens when one is', async () => {
    const work = deskAtWork({ to: null });
    const closed = await work.until(({ gate }) => gate.state === 'closed');
    expect(closed.gate).toMatchObject({
      error: { code: 'destination-missing', params: { reason: 'not-chosen' } },
    });
    const admin = await founded(work);
    expect(await admin.get('setup.status', {})).toMatchObject({ inbox: false, engine: { ok: true } });
    expect(await admin.code('setup.inbox-test', {})).toBe('destination-missing');
    const engine = runningEngine(path.join(work.data, 'engine'));
    expect(engine).not.toBeNull();
    work.person.folder = work.inbox;
    const { path: dir } = await admin.get('folder.choose', { purpose: 'inbox' });
    const { settings, version } = await admin.get('settings.read', {});
    const inbox = { dir, preset: 'documents' } as const;
    await admin.get('settings.change', { base: version, settings: { ...settings, inbox } });
    await work.until(({ gate }) => gate.state === 'open');
    // Another engine would mean half a minute of a closed gate with definitions of full size.
    expect(runningEngine(path.join(work.data, 'engine'))).toBe(engine);
    work.insert('ONE', { 'a.txt': 'a' });
    expect((await work.until(({ session }) => session?.phase === 'waiting')).session?.preset).toBe(
      'documents',
    );
  });

  it('says what is wrong with the definitions, and opens on request once it is mended', async () => {
    const base = deskAtWork();
    const definitions = path.join(base.base, 'later');
    const work = deskAtWork({ definitionsDir: definitions });
    const { gate } = await work.until((snapshot) => snapshot.gate.state === 'closed');
    expect(gate).toMatchObject({
      error: { code: 'definitions-none' },
      retryAt: expect.stringMatching(/Z$/) as unknown,
    });
    const admin = await founded(work);
    expect(await admin.get('definitions.status', {})).toMatchObject({
      state: 'none',
      refusal: { code: 'definitions-none' },
    });
    fs.cpSync(path.join(base.base, 'definitions'), definitions, { recursive: true });
    await work.seat('kiosk').get('gate.retry', {});
    expect((await work.snapshot()).gate.state).toBe('open');
  });

  it('closes when a medium shows that the engine is gone for good, and opens once it is back', async () => {
    const { work, kiosk } = await open();
    const definitions = path.join(work.base, 'definitions');
    fs.renameSync(definitions, `${definitions}.away`);
    const pid = runningEngine(path.join(work.data, 'engine'));
    process.kill(pid!, 'SIGKILL');
    work.insert('ONE', { 'a.txt': 'a' });
    const { result } = await work.until((snapshot) => snapshot.result !== null);
    expect(result).toMatchObject({ outcome: 'refused', error: { code: 'definitions-none' } });
    await work.until(({ gate }) => gate.state === 'closed');
    fs.renameSync(`${definitions}.away`, definitions);
    await kiosk.get('gate.retry', {});
    // What is still in gets its turn.
    expect((await work.until(({ session }) => session?.phase === 'waiting')).session?.label).toBe('ONE');
  });

  it('tells of a data folder that another gate holds, and takes it when it is free', async () => {
    const first = deskAtWork();
    await first.until(({ gate }) => gate.state === 'open');
    const second = deskAtWork({ dataDir: first.data });
    const { gate } = await second.until((snapshot) => snapshot.gate.state === 'closed');
    expect(gate).toMatchObject({ error: { code: 'data-folder-in-use' } });
    const admin = second.seat('admin');
    expect(await admin.code('login', ADMINISTRATOR)).toBe('data-folder-in-use');
    // Nobody's word can be checked, and nobody is kept in.
    await second.seat('kiosk').get('kiosk.exit', { by: { identifier: 'x', secret: 'x' } });
    expect(second.person.left).toBe(1);
    await first.desk.close();
    await second.seat('kiosk').get('gate.retry', {});
    expect((await second.snapshot()).gate.state).toBe('open');
  });
});
