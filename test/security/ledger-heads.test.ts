/** Tampering with the signed heads and their key, and what only a head kept off the machine can find. */

import { generateKeyPairSync } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

import { beforeEach, describe, expect, it } from 'vitest';

import { signHead } from '../../electron/core/audit/heads.ts';
import { fileKeyStore } from '../../electron/core/audit/keys.ts';
import { open, record, sessionId, temporaryFolder, value } from '../audit/data-folder.ts';
import { firstFault, headLines, tamper, twoSessions, verify, writeHeads } from '../audit/outsider.ts';

let dir: string;
beforeEach(() => {
  dir = twoSessions();
});

describe('heads.log', () => {
  it.each([
    ['a line gone', (lines: string[]) => lines.toSpliced(2, 1), { code: 'head-order', line: 3, seq: 8 }],
    [
      'two lines swapped',
      (lines: string[]) => [...lines.slice(0, 2), lines[3]!, lines[2]!, ...lines.slice(4)],
      { code: 'head-order', line: 3, seq: 8 },
    ],
    ['the last line gone', (lines: string[]) => lines.slice(0, -1), { code: 'head-missing', seq: 15 }],
    ['no line left', () => [], { code: 'head-missing', seq: 15 }],
    [
      'a changed time',
      (lines: string[]) => lines.with(3, lines[3]!.replace('.000Z', '.001Z')),
      { code: 'head-signature', line: 4, seq: 8 },
    ],
    [
      'a changed last time',
      (lines: string[]) => lines.with(6, lines[6]!.replace('.000Z', '.001Z')),
      { code: 'head-signature', line: 7, seq: 15 },
    ],
    [
      'another spelling',
      (lines: string[]) => lines.with(3, `${lines[3]!} `),
      { code: 'head-malformed', line: 4 },
    ],
    ['a foreign line', (lines: string[]) => lines.with(3, 'x'), { code: 'head-malformed', line: 4 }],
  ])('with %s is named', async (_what, change, fault) => {
    writeHeads(dir, change(headLines(dir)));
    expect((await verify(dir)).faults).toEqual([fault]);
  });

  it('with a head signed by another key is named', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const lines = headLines(dir);
    const last = JSON.parse(lines.at(-1)!) as { seq: number; hash: string; at: string };
    writeHeads(dir, [...lines.slice(0, -1), signHead(last, last.at, lines.at(-2)!, privateKey)]);
    expect(await firstFault(dir)).toEqual({ code: 'head-signature', line: 7, seq: 15 });
    expect(open(dir)).toMatchObject({ ok: false, error: { params: { reason: 'head-signature' } } });
  });

  it.each([
    ['emptied', () => writeHeads(dir, [])],
    ['deleted', () => fs.rmSync(path.join(dir, 'heads.log'))],
    ['replaced by half a line', () => fs.writeFileSync(path.join(dir, 'heads.log'), '{"at":"20')],
  ])('%s to hide a cut-off tail is not begun anew over it', async (_how, hide) => {
    tamper(dir, (db) => db.exec('DELETE FROM ledger WHERE seq > 8'));
    hide();
    expect(open(dir)).toMatchObject({
      ok: false,
      error: { code: 'ledger-corrupt', params: { reason: 'heads-missing' } },
    });
    expect((await verify(dir)).ok).toBe(false);
  });

  it('may be missing behind the first entry alone, where a crash came before its head', () => {
    const fresh = temporaryFolder();
    value(open(fresh)).close();
    fs.rmSync(path.join(fresh, 'heads.log'));
    value(open(fresh)).close();
    expect(headLines(fresh)).toHaveLength(1);
  });
});

describe('the key', () => {
  it('replaced is named, and not used', async () => {
    fs.rmSync(path.join(dir, 'keys/ledger.pem'));
    value(fileKeyStore(dir).create());
    expect((await verify(dir)).faults).toEqual([{ code: 'key-replaced' }]);
    expect(open(dir)).toMatchObject({ ok: false, error: { params: { reason: 'key-replaced' } } });
  });

  it('missing is named, and no new one takes its place', async () => {
    fs.rmSync(path.join(dir, 'keys/ledger.pem'));
    expect((await verify(dir)).faults).toEqual([{ code: 'key-missing' }]);
    expect(open(dir)).toMatchObject({ ok: false, error: { params: { reason: 'key-missing' } } });
    expect(fs.existsSync(path.join(dir, 'keys/ledger.pem'))).toBe(false);
  });
});

it('a chain rebuilt whole, with a key and heads of its own, is found by an off-machine head and by nothing else', async () => {
  const kept = (await verify(dir)).head!.hash;
  expect((await verify(dir, kept)).ok).toBe(true);
  const forged = temporaryFolder();
  const ledger = value(open(forged));
  record(ledger, sessionId(1), 5);
  record(ledger, sessionId(2), 4);
  ledger.close();
  dir = forged;
  expect((await verify(dir)).ok).toBe(true);
  expect((await verify(dir, kept)).faults).toEqual([{ code: 'outside-head-unknown' }]);
});
