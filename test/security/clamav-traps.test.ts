/** What ClamAV really does (tried on 1.4.6) and would let pass, one test for each trap that the engine's side has to close. */

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';

import { describe, expect, test } from 'vitest';

import { canaryPdf, canaryZip, nestedCanary } from '../../electron/core/scan/canary-archive.ts';
import { startClamd } from '../../electron/core/scan/clamd.ts';
import { MAX_RECURSION } from '../../electron/core/scan/config.ts';
import type { Engine } from '../../electron/core/scan/engine.ts';
import { ask } from '../../electron/core/scan/one-question.ts';
import { findProgram } from '../../electron/core/scan/programs.ts';
import { reasonFor } from '../inspect/staged.ts';
import { machineClock } from '../scan/clocks.ts';
import {
  atEnd,
  completeSet,
  endAfterEach,
  makeEngine,
  practiceDefinitions,
  signedClock,
  temporaryFolder,
  tryEngine,
} from '../scan/engine-set-up.ts';
import { eicar, secondMarker, SECOND_SIGNATURE } from '../scan/practice-definitions.ts';
import { requireForAll } from '../scan/requirements.ts';
import { makeStagedFiles } from '../scan/staged-files.ts';

requireForAll('clamav', 'signed definitions');
endAfterEach();

const MEBIBYTE = 1024 * 1024;
const text = (content: string): Buffer => Buffer.from(content, 'latin1');
async function scanWith(engine: Engine, content: Buffer) {
  const staged = makeStagedFiles();
  const judgement = await engine.scan(staged.file(content));
  staged.remove();
  return judgement;
}

describe('limits: over any of them is "unscannable", never OK', () => {
  test('nesting', async () => {
    const engine = await makeEngine();
    expect(await scanWith(engine, nestedCanary(text('harmless'), MAX_RECURSION + 1))).toMatchObject({
      verdict: 'unscannable',
      reason: 'engine-limit',
      detail: { limit: 'MaxRecursion' },
    });
    expect(await scanWith(engine, nestedCanary(text('harmless'), MAX_RECURSION - 1))).toEqual({
      verdict: 'clean',
    });
    expect(await scanWith(engine, nestedCanary(text(eicar()), MAX_RECURSION - 1))).toMatchObject({
      verdict: 'infected',
    });
  });

  test('number of members', async () => {
    const engine = await makeEngine();
    const members = Array.from({ length: 50_010 }, (_, i) => ({
      name: `${i}`,
      content: text(`${i}`),
      stored: true,
    }));
    expect(await scanWith(engine, canaryZip(members))).toMatchObject({
      verdict: 'unscannable',
      reason: 'engine-limit',
      detail: { limit: 'MaxFiles' },
    });
  });

  test('size: a file larger than the engine takes is not sent at all', async () => {
    const engine = await makeEngine();
    const bytes = { path: '/nowhere', offset: 0, length: 2_100_000_000, sha256: '' };
    expect(await engine.scan(bytes)).toMatchObject({
      verdict: 'unscannable',
      reason: 'engine-limit',
      detail: { limit: 'MaxFileSize' },
    });
  });

  test('PCRE signatures hold for a file of more than 100 MiB', async () => {
    const definitionsDir = practiceDefinitions();
    const trigger = text('needle').toString('hex');
    const line = `Practice.Regex;Engine:81-255,Target:0;0&1;${trigger};0/needle[0-9]{3}haystack/\n`;
    writeFileSync(join(definitionsDir, 'regex.ldb'), line);
    const engine = await makeEngine({ definitionsDir });
    const large = Buffer.alloc(101 * MEBIBYTE, 'x');
    large.write('needle123haystack', large.length - 100, 'latin1');
    expect(await scanWith(engine, text('a needle123haystack'))).toMatchObject({ verdict: 'infected' });
    expect(await scanWith(engine, large)).toMatchObject({
      verdict: 'infected',
      detail: { signature: 'Practice.Regex.UNOFFICIAL' },
    });
  });
});

describe('what cannot be read is blocked, not OK', () => {
  test('an encrypted ZIP and an encrypted PDF', async () => {
    const engine = await makeEngine();
    const member = { name: 'a.txt', content: Buffer.alloc(64, 0xa5), stored: true };
    expect(await scanWith(engine, canaryZip([member], true))).toMatchObject({
      verdict: 'blocked',
      reason: 'encrypted',
      detail: { signature: 'Heuristics.Encrypted.Zip' },
    });
    const pdf = canaryPdf(text('harmless')).toString('latin1');
    const encrypted = pdf
      .replace('/Root 1 0 R', '/Root 1 0 R /Encrypt 5 0 R')
      .replace(
        'xref\n',
        '5 0 obj\n<< /Filter /Standard /V 1 /R 2 /O (01234567890123456789012345678901) /U (01234567890123456789012345678901) /P -44 >>\nendobj\nxref\n',
      );
    expect(await scanWith(engine, text(encrypted))).toMatchObject({
      verdict: 'blocked',
      reason: 'encrypted',
      detail: { signature: 'Heuristics.Encrypted.PDF' },
    });
  });

  test('a broken JPEG is a suspicion at most, never a virus', async () => {
    const engine = await makeEngine();
    const judgement = await scanWith(
      engine,
      Buffer.concat([
        Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'),
        Buffer.alloc(400, 0xff),
      ]),
    );
    expect(judgement.verdict).not.toBe('infected');
  });
});

describe('what only inspection can hold back, since it is OK to the engine', () => {
  test('what DICOM deflates', async () => {
    const element = (tag: string, vr: string, value: Buffer): Buffer => {
      const length = Buffer.alloc(vr === 'OB' ? 6 : 2);
      if (vr === 'OB') length.writeUInt32LE(value.length, 2);
      else length.writeUInt16LE(value.length);
      return Buffer.concat([Buffer.from(tag, 'hex'), text(vr), length, value]);
    };
    const sopClass = text('1.2.840.10008.5.1.4.1.1.104.1\0');
    const dicom = (transferSyntax: string, data: Buffer): Buffer =>
      Buffer.concat([
        Buffer.alloc(128),
        text('DICM'),
        element('02000200', 'UI', sopClass),
        element('02001000', 'UI', text(transferSyntax)),
        data,
      ]);
    const data = Buffer.concat([
      element('08001600', 'UI', sopClass),
      element('42001100', 'OB', canaryPdf(text(eicar()))),
    ]);
    const engine = await makeEngine();
    const deflated = dicom('1.2.840.10008.1.2.1.99', deflateRawSync(data));
    expect(await scanWith(engine, deflated)).toEqual({ verdict: 'clean' });
    expect(await reasonFor('IM1', deflated, { preset: 'imaging' })).toBe('archive-method');
  });

  test('what CDA and HL7 carry as base64', async () => {
    const engine = await makeEngine();
    const data = text(eicar()).toString('base64');
    const cda = text(
      `<ClinicalDocument xmlns="urn:hl7-org:v3"><component><nonXMLBody><text mediaType="text/plain" representation="B64">${data}</text></nonXMLBody></component></ClinicalDocument>`,
    );
    const hl7 = text(`MSH|^~\\&|A\rOBX|1|ED|PDF||^application^pdf^Base64^${data}\r`);
    for (const [path, content] of [
      ['a.xml', cda],
      ['a.hl7', hl7],
    ] as const) {
      expect(await scanWith(engine, content)).toEqual({ verdict: 'clean' });
      expect(await reasonFor(path, content)).toBe('type-mismatch');
    }
  });
});

describe('one regular file at a time', () => {
  test.each<[string, (path: string, target: string) => void]>([
    ['a link to an infected file, which clamd calls OK', (path, target) => symlinkSync(target, path)],
    ['a FIFO, for which clamd says ERROR and then OK', (path) => execFileSync('mkfifo', [path])],
    ['a folder', (path) => mkdirSync(path)],
    ['nothing', () => undefined],
  ])('%s', async (_, make) => {
    const engine = await makeEngine();
    const staged = makeStagedFiles();
    atEnd(() => staged.remove());
    const target = staged.file(Buffer.concat([Buffer.alloc(2 * MEBIBYTE), text(eicar())]));
    const path = join(staged.dir, 'odd');
    make(path, target.path);
    for (const length of [10, target.length]) {
      expect(await engine.scan({ ...target, path, length })).toMatchObject({
        verdict: 'unscannable',
        reason: 'engine-error',
      });
    }
    expect(await engine.settle()).toEqual({ ok: true, value: undefined });
  });

  test.each(['x: OK', 'x\nstream: OK', 'x FOUND', 'はい: OK', '🙂'])(
    'a path that looks like a reply: %j',
    async (name) => {
      const engine = await makeEngine();
      const dir = mkdtempSync(join(tmpdir(), 'odd-'));
      atEnd(() => rmSync(dir, { recursive: true, force: true }));
      const scan = async (content: Buffer) => {
        writeFileSync(join(dir, name), content);
        return engine.scan({ path: join(dir, name), offset: 0, length: content.length, sha256: '' });
      };
      const filling = Buffer.alloc(2 * MEBIBYTE, 'x');
      expect(await scan(filling)).toEqual({ verdict: 'clean' });
      expect(await scan(Buffer.concat([filling, text(secondMarker())]))).toMatchObject({
        verdict: 'infected',
        detail: { signature: SECOND_SIGNATURE },
      });
      expect((await engine.settle()).ok).toBe(true);
    },
  );
});

describe('what clamd says of itself', () => {
  /** A clamd without the gate around it. `send` gives its whole answer. */
  async function bareClamd(definitionsDir: string) {
    const program = findProgram('clamd');
    if (!program.ok) throw new Error('no clamd');
    const [runDir, temporaryDir] = [temporaryFolder(), temporaryFolder()];
    const path = join(runDir, 's');
    const address = { kind: 'unix', path } as const;
    const config = {
      address,
      definitionsDir,
      temporaryDir,
      threads: 2,
      officialOnly: false,
      refuseOlderThanDays: null,
    };
    const clamd = await startClamd(
      { program: program.value, runDir, logFile: join(runDir, 'log'), config, startAllowedMs: 30_000 },
      machineClock,
    );
    if (!clamd.ok) throw new Error(clamd.error.code);
    atEnd(() => clamd.value.stop());
    const send = (command: string): Promise<string> =>
      new Promise((resolve) => {
        const socket = connect(path, () => socket.write(`z${command}\0`));
        let answer = '';
        socket.on('error', () => undefined);
        socket.on('data', (chunk) => (answer += chunk.toString('latin1')));
        socket.on('close', () => resolve(answer));
      });
    return { address, temporaryDir, send };
  }
  const infectedZip = (): string => {
    const path = join(temporaryFolder(), 'a.zip');
    writeFileSync(path, canaryZip([{ name: 'a', content: text(eicar()) }]));
    return path;
  };

  test('RELOADING, whatever comes of it: so it is never asked to, a new engine is started', async () => {
    const dir = practiceDefinitions();
    const { send } = await bareClamd(dir);
    const path = infectedZip();
    writeFileSync(join(dir, 'practice.ndb'), 'broken\n');
    expect(await send('RELOAD')).toBe('RELOADING\0');
    // With ConcurrentDatabaseReload it would go on with the old signatures; without, it has none and hangs up.
    expect(await send(`SCAN ${path}`)).toBe('');
    expect(await tryEngine({ definitionsDir: dir })).toMatchObject({
      ok: false,
      error: { code: 'definitions-load-failed' },
    });
  });

  test('a version without daily is told apart from one with it', async () => {
    const { address } = await bareClamd(practiceDefinitions());
    expect(await ask(address, 'VERSION', 10_000)).toMatchObject({
      value: expect.not.stringContaining('/') as string,
    });
    const engine = await makeEngine(
      { definitionsDir: completeSet(), practice: false, refuseOlderThanDays: null },
      signedClock(),
    );
    expect(engine.identity.definitions).toBe('6');
  });

  test('one line of .ign2 or .fp makes it blind: such a folder is not loaded', async () => {
    for (const [name, line] of [
      ['x.ign2', 'Sekisho.Practice.Eicar'],
      ['x.fp', '44d88612fea8a8f36de82e1278abb02f:68:x'],
    ] as const) {
      const dir = practiceDefinitions();
      writeFileSync(join(dir, name), `${line}\n`);
      expect(await tryEngine({ definitionsDir: dir })).toMatchObject({
        error: { code: 'definitions-extra-files', params: { file: name } },
      });
    }
  });

  test('OK to EICAR, when it cannot make its temporary folder: its complaint loses the engine', async () => {
    const { send, temporaryDir } = await bareClamd(practiceDefinitions());
    const path = infectedZip();
    rmSync(temporaryDir, { recursive: true });
    expect(await send(`SCAN ${path}`)).toBe(`${path}: OK\0`);

    const dataDir = temporaryFolder();
    const engine = await makeEngine({ dataDir });
    const note = JSON.parse(readFileSync(join(dataDir, 'engine', 'running.json'), 'utf8')) as {
      temporary: string;
    };
    const staged = makeStagedFiles();
    atEnd(() => staged.remove());
    const large = staged.file(Buffer.concat([Buffer.alloc(2 * MEBIBYTE), text(eicar())]));
    expect(await engine.scan(large)).toMatchObject({ verdict: 'infected' });
    rmSync(note.temporary, { recursive: true });
    await engine.scan(large);
    const expected = { code: 'engine-lost', params: { cause: 'temporary-folder' } };
    expect(await engine.settle()).toMatchObject({ ok: false, error: expected });
    expect(await engine.lost).toMatchObject(expected);
  });
});
