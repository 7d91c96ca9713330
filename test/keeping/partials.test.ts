/** What killed makers leave behind goes; what is being written, and what is somebody else's, stays. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';

import { expect, it, onTestFinished } from 'vitest';

import { partialOf, sweepPartials } from '../../electron/core/keeping/partials.ts';
import { temporaryFolder } from '../audit/data-folder.ts';

const MODULE = path.resolve(import.meta.dirname, '../../electron/core/keeping/partials.ts');

/** Makes a partial folder with a file in it, says its name and stays. */
async function maker(final: string) {
  const script = `
    import fs from 'node:fs';
    import { partialOf } from ${JSON.stringify(MODULE)};
    const partial = partialOf(process.argv[1]);
    fs.mkdirSync(partial);
    fs.writeFileSync(partial + '/a', 'a');
    process.stdout.write(partial);
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, final], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [told] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    partial: told.toString('utf8'),
    kill: async () => {
      child.kill('SIGKILL');
      await once(child, 'close');
    },
  };
}

const isPack = (name: string): boolean => name === 'pack';
const sweep = (folder: string): readonly string[] => {
  sweepPartials(folder, isPack);
  return fs.readdirSync(folder).sort();
};

it('a partial goes once its maker was killed, and not before', async () => {
  const folder = temporaryFolder();
  const { partial, kill } = await maker(path.join(folder, 'pack'));
  expect(sweep(folder)).toEqual([path.basename(partial)]);
  await kill();
  expect(sweep(folder)).toEqual([]);
});

it('one’s own stays, and so does one for another name', async () => {
  const folder = temporaryFolder();
  const own = partialOf(path.join(folder, 'pack'));
  fs.writeFileSync(own, '');
  const { partial, kill } = await maker(path.join(folder, 'other'));
  await kill();
  expect(sweep(folder)).toEqual([own, partial].map((left) => path.basename(left)).sort());
});

it.runIf(process.platform === 'linux')(
  'one of an earlier process with a number that lives again goes',
  () => {
    const folder = temporaryFolder();
    const own = path.basename(partialOf(path.join(folder, 'pack')));
    const parts = own.split('-');
    parts[2] = 'deadbeef';
    fs.writeFileSync(path.join(folder, parts.join('-')), '');
    expect(sweep(folder)).toEqual([]);
  },
);

it('somebody else’s files with names like ours stay', async () => {
  const folder = temporaryFolder();
  const { partial, kill } = await maker(path.join(folder, 'pack'));
  await kill();
  const left = path.basename(partial);
  const [, , marks = ''] = left.split('.');
  const [machine = '', pid = '', life = '', random = ''] = marks.split('-');
  const names = [
    '.pack.partial',
    '.pack.0123456789ab.partial',
    `.pack.${marks}.partial.txt`,
    `pack.${marks}.partial`,
    `.pack2.${marks}.partial`,
    `.pack.${machine}-0-${life}-${random}.partial`,
    `.pack.${machine}-${pid}-${life}-${random}0.partial`,
    // Made on another machine, where that number may be at work.
    `.pack.${machine === '00000000' ? '11111111' : '00000000'}-${pid}-${life}-${random}.partial`,
  ];
  for (const name of names) fs.writeFileSync(path.join(folder, name), name);
  expect(sweep(folder)).toEqual(names.sort());
});

it('a link is neither followed nor removed, and a folder takes no foreign file with it', async () => {
  const folder = temporaryFolder();
  const theirs = temporaryFolder();
  fs.writeFileSync(path.join(theirs, 'kept'), 'kept');
  const linked = await maker(path.join(folder, 'pack'));
  const holding = await maker(path.join(folder, 'pack'));
  await Promise.all([linked.kill(), holding.kill()]);
  fs.rmSync(linked.partial, { recursive: true });
  fs.symlinkSync(theirs, linked.partial);
  fs.symlinkSync(theirs, path.join(holding.partial, 'inside'));
  expect(sweep(folder)).toEqual([path.basename(linked.partial)]);
  expect(fs.readdirSync(theirs)).toEqual(['kept']);
});

it.runIf(process.getuid?.() === 0)('another user’s stays', async () => {
  const folder = temporaryFolder();
  const { partial, kill } = await maker(path.join(folder, 'pack'));
  await kill();
  fs.chownSync(partial, 12_345, 12_345);
  expect(sweep(folder)).toEqual([path.basename(partial)]);
});

it('a folder that cannot be read is no failure', () => {
  expect(() => sweepPartials(path.join(temporaryFolder(), 'nowhere'), isPack)).not.toThrow();
});
