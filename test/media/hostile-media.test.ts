import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeClinic, type Clinic, type Ran } from '../integration/headless.ts';
import { hasCommand, needs } from '../missing-component.ts';
import { eicar } from '../scan/practice-definitions.ts';
import { mountFuse, needsFuse, type FuseMedium, type MediumOptions } from './fuse-medium.ts';

let clinic: Clinic;
let medium: FuseMedium | null;

beforeEach((context) => {
  needsFuse(context);
  needs(context, 'clamd', hasCommand('clamd'));
  medium = null;
  clinic = makeClinic();
  clinic.put('clean.txt', 'nothing in it\n');
  clinic.put('folder/large.csv', 'a,b,c\n'.repeat(100_000));
});
afterEach(async () => {
  await medium?.unmount();
  clinic.remove();
});

/** From now on the clinic's medium is what it was, with faults. */
async function insert(options: Omit<MediumOptions, 'backing'> = {}): Promise<FuseMedium> {
  const backing = path.join(clinic.base, 'backing');
  renameSync(clinic.medium, backing);
  mkdirSync(clinic.medium);
  return (medium = await mountFuse({ backing, folder: clinic.medium, ...options }));
}
const verdicts = (ran: Ran) =>
  Object.fromEntries(ran.files.map((file) => [file.path, file.reason ?? file.verdict]));
const released = (ran: Ran, name: string): string => {
  const { destination } = ran.files.find((file) => file.path === name)!;
  return readFileSync(path.join(clinic.inbox, destination!), 'utf8');
};
const verified = async () => (await clinic.run('audit', 'verify', '--data', clinic.data)).code;

describe('a medium that counts', () => {
  it('is read once: each file opened once, each byte served once', async () => {
    await insert();
    const ran = await clinic.gate();
    expect(ran.code).toBe(0);
    const { bytes, files, opened } = await medium!.stats();
    expect(bytes).toBe(ran.finished!.bytes);
    expect(ran.finished!.bytesRead).toBe(bytes);
    expect(files).toEqual({ 'clean.txt': 14, 'folder/large.csv': 600_000 });
    expect(opened).toEqual({ 'clean.txt': 1, 'folder/large.csv': 1 });
  });
});

describe('a medium that answers differently the second time', () => {
  it('gains nothing: what was scanned is what arrives', async () => {
    await insert({ faults: [{ kind: 'changes', path: 'clean.txt', later: eicar() }] });
    const ran = await clinic.gate();
    expect(ran.code).toBe(0);
    expect(released(ran, 'clean.txt')).toBe('nothing in it\n');
    expect(ran.files.find((file) => file.path === 'clean.txt')!.sha256).toBe(
      createHash('sha256').update('nothing in it\n').digest('hex'),
    );
  });

  it('is found out when it shows its virus first', async () => {
    clinic.put('virus.txt', eicar());
    await insert({ faults: [{ kind: 'changes', path: 'virus.txt', later: 'harmless' }] });
    const ran = await clinic.gate();
    expect(ran.code).toBe(1);
    expect(verdicts(ran)['virus.txt']).toBe('signature');
    expect(clinic.arrived()).toEqual([]);
  });
});

describe('a faulty file costs itself and no other', () => {
  it.each([
    ['cannot be read to its end', { kind: 'eio', path: 'folder/large.csv', offset: 131_072 }, 'read-error'],
    ['cannot be opened', { kind: 'unopenable', path: 'folder/large.csv' }, 'read-error'],
    ['grows for as long as it is read', { kind: 'grows', path: 'folder/large.csv' }, 'changed-while-reading'],
  ] as const)('when it %s', async (_, fault, reason) => {
    await insert({ faults: [fault] });
    const ran = await clinic.gate();
    expect(ran.code).toBe(1);
    expect(verdicts(ran)).toEqual({ 'clean.txt': 'clean', 'folder/large.csv': reason });
    expect(released(ran, 'clean.txt')).toBe('nothing in it\n');
    expect(ran.finished!.outcome).toBe('partial');
    expect(await verified()).toBe(0);
  });
});

describe('a medium that goes away', () => {
  it.each(['ENODEV', 'EIO', 'unmount'] as const)(
    'ends the session with nothing brought in (%s)',
    async (how) => {
      await insert({ vanish: { afterBytes: 200_000, how } });
      const ran = await clinic.gate();
      expect(ran.code).toBe(4);
      expect(ran.finished).toMatchObject({ outcome: 'aborted', error: { code: 'medium-gone' } });
      expect(ran.files.filter((file) => file.destination !== null)).toEqual([]);
      expect(clinic.arrived()).toEqual([]);
      expect(await verified()).toBe(0);
    },
  );
});

describe('a medium that hangs', () => {
  it.each([
    ['while a folder is listed', 'folder'],
    ['while a file is read', 'folder/large.csv'],
  ])('can be given up %s', async (_, name) => {
    await insert({ faults: [{ kind: 'hangs', path: name }] });
    const { child, done } = clinic.start();
    while ((await medium!.stats()).waiting === 0) await new Promise((resolve) => setTimeout(resolve, 50));
    child.kill('SIGINT');
    const ran = await done;
    expect(ran.code).toBe(4);
    expect(ran.finished).toMatchObject({ outcome: 'aborted' });
    expect(clinic.arrived()).toEqual([]);
    expect(await verified()).toBe(0);
  });
});

describe('names that no ordinary file system holds', () => {
  it('are held back as unsafe and told of; the rest passes', async () => {
    const notUtf8 = Buffer.from([0x8c, 0x9f, 0x8d, 0xb8, 0x2e, 0x74, 0x78, 0x74]);
    await insert({
      extraFiles: [
        { nameHex: Buffer.from(`${'n'.repeat(300)}.txt`).toString('hex'), text: 'long\n' },
        { nameHex: notUtf8.toString('hex'), text: 'CP932\n' },
      ],
    });
    const ran = await clinic.gate();
    expect(ran.code).toBe(1);
    expect(ran.files).toHaveLength(4);
    expect(verdicts(ran)).toMatchObject({ 'clean.txt': 'clean', 'folder/large.csv': 'clean' });
    const others = ran.files.filter((file) => !['clean.txt', 'folder/large.csv'].includes(file.path));
    expect(others.map((file) => [file.reason, file.destination])).toEqual([
      ['name-unsafe', null],
      ['name-unsafe', null],
    ]);
    expect(await verified()).toBe(0);
  });
});
