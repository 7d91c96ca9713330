import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ExceptionIndex } from '../../electron/core/exceptions/apply.ts';
import type { FactsToTell } from '../../electron/core/session/waiting.ts';
import { gateError } from '../../shared/errors.ts';
import type { FileException } from '../../shared/model/exception.ts';
import type { RequirableFact } from '../../shared/model/facts.ts';
import { heldBack } from '../../shared/model/verdict.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import { eicar } from '../scan/practice-definitions.ts';
import { write } from '../transfer/porting.ts';
import { makeSessionBench } from './session-bench.ts';
import type { SessionBench } from './session-bench.ts';

let bench: SessionBench;
beforeEach(() => void (bench = makeSessionBench()));
afterEach(() => bench.remove());

/** Facts that are told one after the other; `say` wakes whoever listens. */
function toTell(first: readonly RequirableFact[]) {
  let missing: Result<readonly RequirableFact[]> = ok(first);
  const listeners = new Set<() => void>();
  const facts: FactsToTell = {
    missing: () => missing,
    onTold(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  return {
    facts,
    listeners,
    say(next: Result<readonly RequirableFact[]>) {
      missing = next;
      for (const listener of [...listeners]) listener();
    },
  };
}

const RELEASED = 'session.opened session.inventory release.intent file×1 release.arrived session.closed';
const nothingLeft = (): void => {
  expect(fs.readdirSync(bench.inbox)).toEqual([]);
  expect(fs.readdirSync(path.join(bench.dataDir, 'staging'))).toEqual([]);
};

/** A session that waits for its facts, all checked. */
async function waiting(told = toTell(['staff', 'purpose'])) {
  write(bench.medium, 'a.txt', 'a');
  let arrive: () => void;
  const waits = new Promise<void>((resolve) => (arrive = resolve));
  const session = bench.start(
    { facts: told.facts },
    {},
    {
      onProgress({ phase }) {
        if (phase === 'waiting') arrive();
      },
    },
  );
  await waits;
  return { session, told };
}

it('waits with everything checked and nothing promised until all is said', async () => {
  const { session, told } = await waiting();
  expect(bench.story(session.id)).toBe('session.opened session.inventory');
  expect(fs.readdirSync(bench.inbox)).toEqual([]);
  await session.scanned;
  told.say(ok(['purpose']));
  expect(bench.story(session.id)).toBe('session.opened session.inventory');
  told.say(ok([]));
  expect(await session.done).toMatchObject({ outcome: 'released', files: { released: 1 } });
  expect(bench.story(session.id)).toBe(RELEASED);
});

it('does not wait where all was said during the check, nor where nothing goes in', async () => {
  write(bench.medium, 'a.txt', 'a');
  const said = toTell([]);
  expect(await bench.start({ facts: said.facts }).done).toMatchObject({ outcome: 'released' });
  expect(said.listeners.size).toBe(0);
  write(bench.medium, 'a.txt', eicar());
  const asked = toTell(['staff']);
  expect(await bench.start({ facts: asked.facts }).done).toMatchObject({ outcome: 'blocked' });
});

it('releases the staged bytes although the medium was pulled meanwhile', async () => {
  const { session, told } = await waiting();
  session.abort(gateError('medium-gone'));
  fs.rmSync(bench.medium, { recursive: true });
  told.say(ok([]));
  const result = await session.done;
  expect(result).toMatchObject({ outcome: 'released', error: null });
  expect(fs.readFileSync(path.join(bench.inbox, result.folder!, 'a.txt'), 'utf8')).toBe('a');
});

it('is not in doubt when the engine dies after it has settled', async () => {
  const { session, told } = await waiting();
  bench.scanner.die();
  await new Promise(setImmediate);
  told.say(ok([]));
  expect(await session.done).toMatchObject({ outcome: 'released' });
});

it('is cancelled with nothing left and nobody listening', async () => {
  const { session, told } = await waiting();
  session.abort();
  told.say(ok([]));
  expect(await session.done).toMatchObject({
    outcome: 'aborted',
    error: { code: 'cancelled' },
    folder: null,
  });
  expect(bench.story(session.id)).toBe('session.opened session.inventory session.closed');
  expect(told.listeners.size).toBe(0);
  nothingLeft();
});

it('ends with nothing left when nobody answers, and not once somebody did', async () => {
  const { session, told } = await waiting();
  const unanswered = gateError('facts-missing', { reason: 'unanswered' });
  session.abort(unanswered);
  told.say(ok([]));
  expect(await session.done).toMatchObject({ outcome: 'aborted', error: unanswered, folder: null });
  expect(bench.story(session.id)).toBe('session.opened session.inventory session.closed');
  nothingLeft();
  const answered = await waiting();
  answered.told.say(ok([]));
  await new Promise(setImmediate);
  answered.session.abort(unanswered);
  expect(await answered.session.done).toMatchObject({ outcome: 'released' });
});

it('releases nothing when what was said cannot be read', async () => {
  const { session, told } = await waiting();
  told.say(err(gateError('ledger-failed', { reason: 'input-output' })));
  expect(await session.done).toMatchObject({ outcome: 'aborted', error: { code: 'ledger-failed' } });
  nothingLeft();
});

it('releases nothing when an exception that it used has ended while it waited', async () => {
  write(bench.medium, 'a.txt', 'a');
  const sha256 = createHash('sha256').update('a').digest('hex');
  const one: FileException = {
    ...{ id: 'e1', sha256, reason: 'installer of the vendor', vendorConfirmation: false },
    ...{
      grantedAt: '2026-11-01T00:00:00.000Z',
      expires: '2026-12-01T00:00:00.000Z',
      first: 'a',
      second: 'b',
    },
    ...{ revoked: null, uses: 0, lastUse: null },
  };
  let index: ExceptionIndex = new Map([[sha256, [one]]]);
  const held = { type: 'application/x-executable', judgement: heldBack('executable') };
  const change: Parameters<SessionBench['start']>[0] = {
    exceptions: () => ok({ index, now: Date.parse('2026-11-22T00:00:00.000Z') }),
    inspector: {
      warm: () => undefined,
      inspect: () => Promise.resolve(held),
      close: () => Promise.resolve(),
    },
  };
  expect(await bench.start(change).done).toMatchObject({ outcome: 'released' });
  const told = toTell(['staff']);
  const session = bench.start(
    { ...change, facts: told.facts },
    {},
    {
      onProgress({ phase }) {
        if (phase !== 'waiting') return;
        index = new Map();
        setImmediate(() => told.say(ok([])));
      },
    },
  );
  expect(await session.done).toMatchObject({
    outcome: 'aborted',
    error: { code: 'exception-refused', params: { rule: 'ended', exception: 'e1' } },
  });
  expect(bench.story(session.id)).toBe('session.opened session.inventory session.closed');
});
