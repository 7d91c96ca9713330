import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SYSTEM_PACKAGES } from '../../scripts/setup/packages.mjs';
import { madeUpProject, type MadeUpProject } from './made-up-project.ts';

const COMMANDS = SYSTEM_PACKAGES.flatMap((part) => part.commands);
let project: MadeUpProject;
const calls = () => {
  const file = path.join(project.root, 'calls');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
};

beforeEach(() => {
  project = madeUpProject();
  for (const command of COMMANDS) project.command(command, 'exit 0');
  // What apt-get installs, dpkg-query knows from then on.
  project.command(
    'env',
    `while [ "$1" != apt-get ]; do shift; done; shift; exec '${project.root}/bin/apt-get' "$@"`,
  );
  project.command(
    'apt-get',
    `echo "$@" >> '${project.root}/calls'; case "$*" in *install*) : > '${project.root}/done';; esac`,
  );
  project.command(
    'dpkg-query',
    `shift 3; [ -e '${project.root}/done' ] || exit 1; for name; do echo "$name installed"; done`,
  );
});
afterEach(() => project.remove());

const setup = (...args: readonly string[]) => project.run('scripts/setup.mjs', args);

describe('the set-up', () => {
  test('says what it installs, installs it without questions, and does nothing the second time', async () => {
    const first = await project.run('scripts/setup.mjs', ['--for', 'test']);
    expect(first).toMatchObject({ code: 0 });
    expect(first.err).toMatch(/\[set-up\] Installing Debian packages: clamav-testfiles python3-pydicom .*\n/);
    expect(calls()).toHaveLength(2);
    expect(calls()[0]).toMatch(/^-q -y .*update$/);
    expect(calls()[1]).toMatch(/^-q -y .*install --no-install-recommends clamav-testfiles python3-pydicom /);
    expect(await setup('--for', 'test')).toMatchObject({ code: 0 });
    expect(calls()).toHaveLength(2);
  });

  test('installs nothing for the tests when only the gate is wanted', async () => {
    expect(await setup()).toMatchObject({ code: 0 });
    expect(calls()).toEqual([]);
  });

  test('two at once take turns, and the second finds nothing missing', async () => {
    project.command(
      'apt-get',
      `echo "$@" >> '${project.root}/calls'; /bin/sleep 0.3; case "$*" in *install*) : > '${project.root}/done';; esac`,
    );
    const both = await Promise.all([setup('--for', 'test'), setup('--for', 'test')]);
    expect(both.map((run) => run.code)).toEqual([0, 0]);
    expect(calls()).toHaveLength(2);
  });

  test('starts a file where the user stands, with its arguments and its exit code', async () => {
    project.write(
      'x.mjs',
      'console.log(JSON.stringify([process.cwd(), ...process.argv.slice(2)])); process.exitCode = 7;',
    );
    const elsewhere = path.join(project.root, 'else where');
    mkdirSync(elsewhere);
    const run = await project.run('scripts/setup.mjs', ['--run', 'x.mjs', '--', '--from', 'a b'], {
      env: { INIT_CWD: elsewhere },
    });
    expect(run.code).toBe(7);
    expect(JSON.parse(run.out)).toEqual([elsewhere, '--from', 'a b']);
  });

  test('refuses options it does not know', async () => {
    expect(await setup('--for', 'everything')).toMatchObject({ code: 2 });
  });
});

describe('the set-up explains in one sentence', () => {
  const lastLine = (text: string) => text.trimEnd().split('\n').at(-1);

  test('that the package servers cannot be reached', async () => {
    project.command('apt-get', `echo "Could not resolve 'mirror'" >&2; exit 100`);
    const run = await project.run('scripts/setup.mjs', ['--for', 'test'], { env: { CI: 'true' } });
    expect(run.code).toBe(1);
    expect(lastLine(run.err)).toMatch(
      /package servers could not be reached: check the network .*run this command again\.$/,
    );
  });

  test('that apt-get failed for another reason, and shows it', async () => {
    project.command('apt-get', `echo 'E: dpkg was interrupted' >&2; exit 100`);
    const run = await project.run('scripts/setup.mjs', ['--for', 'test'], { env: { CI: 'true' } });
    expect(run.code).toBe(1);
    expect(run.err).toContain('E: dpkg was interrupted');
    expect(lastLine(run.err)).toMatch(/apt-get could not install them/);
  });

  test('that a package is still missing although apt-get was content', async () => {
    project.command('apt-get', 'exit 0');
    const run = await project.run('scripts/setup.mjs', ['--for', 'test'], { env: { CI: 'true' } });
    expect(run.code).toBe(1);
    expect(lastLine(run.err)).toMatch(/Still missing after apt-get: .*python3-pydicom/);
  });

  test('what an administrator has to do where there is neither root nor sudo', async () => {
    const run = await project.run('scripts/setup.mjs', ['--for', 'test'], {
      user: true,
      env: { CI: 'true' },
    });
    expect(run.code).toBe(1);
    expect(lastLine(run.err)).toMatch(
      /^\[set-up\] Ask an administrator to run "apt-get install .*", then run/,
    );
    expect(calls()).toEqual([]);
  });

  test('that tests will be skipped, where only tests miss something and it is no build machine', async () => {
    const run = await project.run('scripts/setup.mjs', ['--for', 'test'], { user: true });
    expect(run.code).toBe(0);
    expect(run.err).toMatch(/Going on without .*python3-pydicom.*: tests that need them will be skipped/);
  });

  test('uses sudo where it asks no password', async () => {
    project.command('sudo', `[ "$2" = true ] || { shift; "$@"; }`);
    expect(await project.run('scripts/setup.mjs', ['--for', 'test'], { user: true })).toMatchObject({
      code: 0,
    });
    expect(calls()).toHaveLength(2);
  });

  test('that the npm registry cannot be reached', async () => {
    rmSync(path.join(project.root, 'node_modules'), { recursive: true });
    project.command('npm', 'echo "npm error code EAI_AGAIN"; exit 1');
    const run = await setup();
    expect(run.code).toBe(1);
    expect(lastLine(run.err)).toMatch(/npm registry could not be reached/);
  });

  test('that the pinned runtime does not start', async () => {
    const node = path.join(project.root, 'node_modules/node/bin/node');
    rmSync(node);
    project.write('node_modules/node/bin/node', 'not a program');
    const run = await setup();
    expect(run.code).toBe(1);
    expect(lastLine(run.err)).toMatch(/The pinned Node .* does not start on this machine/);
  });
});

describe('npm ci runs', () => {
  const lock = (packages: object) => JSON.stringify({ packages });
  const INSTALLED = { 'node_modules/node': { version: process.versions.node } };
  const want = (packages: object) =>
    project.write('package-lock.json', lock({ '': {}, ...INSTALLED, ...packages }));
  const have = (packages: object) => {
    project.write('node_modules/.package-lock.json', lock({ ...INSTALLED, ...packages }));
    for (const folder of Object.keys(packages)) project.write(`${folder}/package.json`, '{}');
  };
  const npmRan = async () => {
    project.command('npm', `echo npm >> '${project.root}/calls'`);
    await setup();
    return calls().includes('npm');
  };
  const A = { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' } };

  test('not when everything matches, and not for what other systems need', async () => {
    want({ ...A, 'node_modules/b': { version: '1.0.0', optional: true } });
    have(A);
    expect(await npmRan()).toBe(false);
  });
  test('when a package is missing', async () => {
    want(A);
    expect(await npmRan()).toBe(true);
  });
  test('when a package has another version', async () => {
    want(A);
    have({ 'node_modules/a': { version: '1.0.1', integrity: 'sha512-a' } });
    expect(await npmRan()).toBe(true);
  });
  test('when a package has another content', async () => {
    want(A);
    have({ 'node_modules/a': { version: '1.0.0', integrity: 'sha512-b' } });
    expect(await npmRan()).toBe(true);
  });
  test('when a folder was removed by hand', async () => {
    want(A);
    have(A);
    rmSync(path.join(project.root, 'node_modules/a'), { recursive: true });
    expect(await npmRan()).toBe(true);
  });
  test('when an earlier one was cut short', async () => {
    want(A);
    have(A);
    rmSync(path.join(project.root, 'node_modules/.package-lock.json'));
    expect(await npmRan()).toBe(true);
  });
});

describe('under another Node, a file runs in the pinned one', () => {
  beforeEach(() => {
    project.remove();
    project = madeUpProject('0.0.0');
  });

  test('with its exit code', async () => {
    project.write('x.mjs', 'process.exitCode = Number(process.argv[2]);');
    expect(await project.run('scripts/launch.mjs', ['x.mjs', '9'])).toMatchObject({ code: 9 });
  });

  test.each(['SIGTERM', 'SIGHUP', 'SIGINT'] as const)('and is told of %s', async (signal) => {
    project.write(
      'x.mjs',
      `process.on('${signal}', () => process.exit(4)); setInterval(() => {}, 1000); console.log('up');`,
    );
    const run = await project.run('scripts/launch.mjs', ['x.mjs'], {
      onOutput: (child) => child.kill(signal),
    });
    expect(run).toMatchObject({ code: 4, signal: null });
  });

  test('which says what to do when it is not there', async () => {
    rmSync(path.join(project.root, 'node_modules'), { recursive: true });
    const run = await project.run('scripts/launch.mjs', ['x.mjs']);
    expect(run.code).toBe(127);
    expect(run.err).toContain('run "npm run setup"');
  });
});
