import fs from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { compareHeads } from '../../electron/core/anchor/compare.ts';
import { syslogMessage } from '../../electron/core/anchor/rfc5424.ts';
import { parseHeadLine } from '../../electron/core/audit/heads.ts';
import { verifyLedger } from '../../electron/core/audit/verify.ts';
import { record, sessionId, temporaryFolder, value } from '../audit/data-folder.ts';
import { code, openClinic, type Clinic } from '../people/clinic.ts';
import { office } from './office.ts';

const headsOf = (dataDir: string): string => fs.readFileSync(path.join(dataDir, 'heads.log'), 'utf8');
const compare = (clinic: Clinic, text: string) =>
  compareHeads(
    { authorise: clinic.people.authorise, reader: clinic.reader },
    clinic.people.console('root'),
    text,
  );

/** A second life of a clinic's ledger from this moment on, with the same key: whoever owns the machine can do that. */
function twin(closed: Clinic): Clinic {
  const dataDir = temporaryFolder();
  for (const name of ['keys', 'ledger.sqlite', 'heads.log'])
    fs.cpSync(path.join(closed.dataDir, name), path.join(dataDir, name), { recursive: true });
  return openClinic(dataDir, closed.hand);
}

describe('heads that were kept elsewhere', () => {
  it('fit the ledger that they are from, from an anchor file and from a collector’s log', () => {
    const { clinic } = office();
    for (let n = 1; n <= 3; n += 1) record(clinic.ledger, sessionId(n), 2);
    const text = headsOf(clinic.dataDir);
    const lines = text.split('\n').slice(0, -1);
    expect(value(compare(clinic, text))).toMatchObject({ heads: lines.length, unread: 0, mismatches: [] });
    const sender = { name: 'gate-1', fingerprint: clinic.ledger.fingerprint };
    const log = lines.map((line) => `Nov 22 10:00:00 ${syslogMessage(parseHeadLine(line)!, line, sender)}`);
    const noise = 'Nov 22 10:00:01 host sshd[1]: session opened';
    expect(value(compare(clinic, [noise, ...log].join('\r\n')))).toMatchObject({
      heads: lines.length,
      unread: 1,
      mismatches: [],
    });
  });

  it('find a chain that was rebuilt whole, which its own verification cannot', async () => {
    const clinic = openClinic();
    value(clinic.ledger.append([{ kind: 'note', session: null, body: { n: 0 } }]));
    clinic.close();
    const forged = twin(clinic);
    const honest = openClinic(clinic.dataDir, clinic.hand);
    for (let n = 1; n <= 3; n += 1) record(honest.ledger, sessionId(n), 2);
    record(forged.ledger, sessionId(1), 2);
    record(forged.ledger, sessionId(3), 2);
    const kept = headsOf(honest.dataDir);
    expect(value(await verifyLedger({ dataDir: forged.dataDir, keys: null })).faults).toEqual([]);
    const { mismatches } = value(compare(forged, kept));
    expect(new Set(mismatches.map(({ kind }) => kind))).toEqual(new Set(['different', 'missing']));
    expect(mismatches[0]!.kind).toBe('different');
  });

  it('name a cut-off tail', () => {
    const clinic = openClinic();
    record(clinic.ledger, sessionId(1), 2);
    clinic.close();
    const short = twin(clinic);
    const whole = openClinic(clinic.dataDir, clinic.hand);
    record(whole.ledger, sessionId(2), 2);
    const { mismatches, newest } = value(compare(short, headsOf(whole.dataDir)));
    expect(mismatches.map(({ kind }) => kind)).toEqual(['missing', 'missing', 'missing']);
    expect(newest).toBe(whole.ledger.head.seq);
  });

  it('of another gate do not fit, nor do those with a signature of somebody else', () => {
    const [one, two] = [office().clinic, office().clinic];
    record(one.ledger, sessionId(1), 2);
    record(two.ledger, sessionId(1), 2);
    expect(value(compare(one, headsOf(two.dataDir))).mismatches.length).toBeGreaterThan(0);
    const line = headsOf(one.dataDir).split('\n')[0]!;
    const signature = /"signature":"(.)/.exec(line)![1]!;
    const forged = line.replace(`"signature":"${signature}`, `"signature":"${signature === 'a' ? 'b' : 'a'}`);
    expect(value(compare(one, forged)).mismatches).toEqual([{ line: 1, seq: 1, kind: 'other-key' }]);
  });

  it('that are not there prove nothing', () => {
    const { clinic } = office();
    expect(code(compare(clinic, ''))).toBe('not-found');
    expect(code(compare(clinic, 'hello\n{"at":"x"}\n'))).toBe('not-found');
  });
});
