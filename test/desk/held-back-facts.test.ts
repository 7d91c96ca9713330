/** Who brought a medium that was held back: nobody waits for the answer, so it is told at the result, or stays visibly untold. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileKeyStore } from '../../electron/core/audit/keys.ts';
import { verifyLedger } from '../../electron/core/audit/verify.ts';
import type { CallArgs } from '../../shared/contract.ts';
import type { ResultView } from '../../shared/contract/snapshot.ts';
import { eicar } from '../scan/practice-definitions.ts';
import { requireForAll } from '../scan/requirements.ts';
import {
  ADMINISTRATOR,
  deskAtWork,
  founded,
  joined,
  STAFF,
  type DeskAtWork,
  type Seat,
} from './desk-at-work.ts';

requireForAll('clamav');

const FACTS = { origin: 'patient', purpose: '診察' } as const;

async function open(): Promise<{ work: DeskAtWork; admin: Seat; kiosk: Seat }> {
  const work = deskAtWork();
  const admin = await founded(work);
  await joined(work, admin, 'sato', 'staff');
  const kiosk = work.seat('kiosk');
  await work.until(({ gate }) => gate.state === 'open');
  return { work, admin, kiosk };
}

type OfSession = ResultView & { readonly session: string };
async function held(work: DeskAtWork, name: string): Promise<OfSession> {
  work.insert(name, { 'a.txt': eicar() });
  const { result } = await work.until((snapshot) => snapshot.result?.label === name);
  if (result === null || result.session === null) throw new Error('no session');
  return { ...result, session: result.session };
}
async function mustVerify({ data }: DeskAtWork): Promise<void> {
  const verified = await verifyLedger({ dataDir: data, keys: fileKeyStore(data) });
  expect(verified).toMatchObject({ ok: true, value: { faults: [] } });
}

describe('a medium that is held back', () => {
  it('shows its result at once, with what nobody has said', async () => {
    const { work } = await open();
    expect(await held(work, 'BAD')).toMatchObject({
      outcome: 'blocked',
      staffName: null,
      facts: { staff: null, origin: null },
      missing: ['staff', 'origin', 'purpose'],
    });
  });

  it('is told at the result, piece by piece, by whoever identifies there', async () => {
    const { work, admin, kiosk } = await open();
    const { session } = await held(work, 'BAD');
    expect(await kiosk.code('facts.tell', { session, facts: FACTS })).toBe('login-ended');
    await kiosk.get('kiosk.identify', STAFF);
    const first = await kiosk.get('facts.tell', { session, facts: { origin: 'patient' } });
    expect(first.missing).toEqual(['purpose']);
    expect((await work.snapshot()).result).toMatchObject({ missing: ['purpose'], staffName: 'name of sato' });
    await kiosk.get('facts.tell', { session, facts: { purpose: '診察' } });
    expect((await work.snapshot()).result).toMatchObject({ outcome: 'blocked', missing: [] });

    const { session: line, steps } = await admin.get('records.detail', { session });
    expect(line).toMatchObject({ staff: 'sato', staffName: 'name of sato', facts: { origin: 'patient' } });
    const kinds = steps.map(({ kind }) => kind);
    expect(kinds.indexOf('session.facts')).toBeGreaterThan(kinds.indexOf('session.closed'));
    expect(steps.at(-1)?.body).toMatchObject({ by: { person: 'sato' }, facts: { staff: 'sato' } });
    const found = await admin.get('records.search', { staff: 'sato', origin: 'patient', limit: 10 });
    expect(found.lines.map(({ id }) => id)).toEqual([session]);
    await mustVerify(work);
  });

  it('keeps the person who was responsible when somebody else adds a word', async () => {
    const { work, kiosk } = await open();
    const { session } = await held(work, 'BAD');
    await kiosk.get('kiosk.identify', STAFF);
    await kiosk.get('facts.tell', { session, facts: { origin: 'patient' } });
    await kiosk.get('kiosk.identify', ADMINISTRATOR);
    await kiosk.get('facts.tell', { session, facts: { purpose: '診察' } });
    expect((await work.snapshot()).result).toMatchObject({
      facts: { staff: 'sato' },
      staffName: 'name of sato',
    });
  });

  it('ends the identification when the result is put away, which it may be at once', async () => {
    const { work, admin, kiosk } = await open();
    const { session, turn } = await held(work, 'BAD');
    await kiosk.get('kiosk.identify', STAFF);
    await kiosk.get('session.dismiss', { turn });
    expect(await kiosk.get('kiosk.who', {})).toBeNull();
    expect(kiosk.heard.some(({ event }) => event === 'login-ended')).toBe(true);
    await kiosk.get('kiosk.identify', STAFF);
    expect(await kiosk.code('facts.tell', { session, facts: FACTS })).toBe('not-found');
    const untold = await admin.get('records.search', { untold: true, limit: 10 });
    expect(untold.lines.map(({ id }) => id)).toEqual([session]);
  });

  it('is told later by an administrator, who may name who it was', async () => {
    const { work, admin, kiosk } = await open();
    const { session } = await held(work, 'BAD');
    const tell = (facts: CallArgs<'records.tell'>['facts']) => admin.code('records.tell', { session, facts });
    expect(await tell({ staff: 'nobody' })).toBe('not-found');
    expect(await admin.code('records.tell', { session: 'f'.repeat(12), facts: {} })).toBe('not-found');
    expect(await kiosk.code('records.tell' as 'kiosk.leave', { session, facts: {} } as never)).toBe(
      'not-allowed',
    );
    expect(await tell({ staff: 'sato', ...FACTS })).toBe('ok');
    const { session: line, steps } = await admin.get('records.detail', { session });
    expect(line).toMatchObject({ staffName: 'name of sato', facts: FACTS });
    expect(steps.at(-1)?.body).toMatchObject({ by: { person: 'tanaka' }, facts: { staff: 'sato' } });
    // The kiosk asks no more for what is said by now.
    expect((await work.snapshot()).result).toMatchObject({ missing: [], staffName: 'name of sato' });
    expect((await admin.get('records.search', { untold: true, limit: 10 })).lines).toEqual([]);
    await mustVerify(work);
  });

  it('is told by staff for themselves alone, and not from the window while it is under way', async () => {
    const { work, admin, kiosk } = await open();
    const { session } = await held(work, 'BAD');
    const own = work.seat('admin');
    await own.get('login', STAFF);
    const facts = { staff: 'tanaka' };
    expect(await own.code('records.tell', { session, facts })).toBe('not-allowed');
    work.insert('NEXT', { 'a.txt': 'a' });
    const next = (await work.until((snapshot) => snapshot.session?.phase === 'waiting')).session!;
    expect(await admin.code('records.tell', { session: next.id, facts: FACTS })).toBe('busy');
    await kiosk.get('session.cancel', { session: next.id });
  });

  it('is not spoken for by somebody who identified for another medium', async () => {
    const { work, kiosk } = await open();
    const { session, turn } = await held(work, 'BAD');
    work.insert('NEXT', { 'a.txt': 'a' });
    const next = (await work.until((snapshot) => snapshot.session?.phase === 'waiting')).session!;
    await kiosk.get('kiosk.identify', { ...STAFF, session });
    expect(await kiosk.code('facts.tell', { session: next.id, facts: FACTS })).toBe('login-ended');
    await kiosk.get('kiosk.identify', { ...STAFF, session: next.id });
    expect(await kiosk.code('facts.tell', { session, facts: FACTS })).toBe('login-ended');
    // Putting away a result of before takes nobody's word for the medium that is in.
    await kiosk.get('session.dismiss', { turn });
    await kiosk.get('facts.tell', { session: next.id, facts: FACTS });
    expect(await work.until(({ result }) => result?.session === next.id)).toMatchObject({
      result: { outcome: 'released', missing: [], staffName: 'name of sato' },
    });
    expect(fs.readdirSync(work.inbox)).toHaveLength(1);
  });
});

describe('a session that ended otherwise', () => {
  it('is told after its medium was pulled', async () => {
    const { work, kiosk } = await open();
    work.insert('ONE', { 'a.txt': 'a' });
    const { session } = await work.until((snapshot) => snapshot.session?.phase === 'waiting');
    await kiosk.get('session.cancel', { session: session!.id });
    const { result } = await work.until((snapshot) => snapshot.result !== null);
    expect(result).toMatchObject({ outcome: 'aborted', missing: ['staff', 'origin', 'purpose'] });
    await kiosk.get('kiosk.identify', STAFF);
    await kiosk.get('facts.tell', { session: session!.id, facts: FACTS });
    expect((await work.snapshot()).result).toMatchObject({ missing: [], staffName: 'name of sato' });
  });

  it('asks nobody of a medium at which nothing began', async () => {
    const { work } = await open();
    fs.rmdirSync(work.inbox);
    work.insert('ONE', { 'a.txt': 'a' });
    const { result } = await work.until((snapshot) => snapshot.result !== null);
    expect(result).toMatchObject({ session: null, missing: [], staffName: null });
  });

  it('names who put it away for another kind of medium', async () => {
    const { work, admin, kiosk } = await open();
    work.insert('MIXED', { 'a.txt': 'a' });
    const first = (await work.until((snapshot) => snapshot.session?.phase === 'waiting')).session!;
    await kiosk.get('kiosk.identify', STAFF);
    await kiosk.get('preset.choose', { session: first.id, preset: 'documents' });
    const second = (
      await work.until(({ session }) => session?.phase === 'waiting' && session.id !== first.id)
    ).session!;
    await kiosk.get('facts.tell', { session: second.id, facts: FACTS });
    await work.until(({ result }) => result?.session === second.id);
    expect((await admin.get('records.search', { untold: true, limit: 10 })).lines).toEqual([]);
    const { lines } = await admin.get('records.search', { staff: 'sato', limit: 10 });
    expect(lines.map(({ id }) => id)).toEqual([second.id, first.id]);
    expect(fs.readdirSync(path.join(work.inbox))).toHaveLength(1);
    await mustVerify(work);
  });
});
