import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { programs } from '../../scripts/build/bundles.ts';
import { missingParts } from '../../scripts/package/before-pack.ts';
import { eicar } from '../../scripts/sample/eicar.ts';
import { ROOT } from '../house/tree.ts';
import { configuration } from './configuration.ts';
import { layOut, type Packing } from './packing.ts';

let packing: Packing;
let said: string;
let files: ReadonlyMap<string, boolean>;

/** What somebody may have lying about, none of which is to go out. */
const DECOYS = [
  'electron/hosts/web/server.ts',
  'electron/hosts/cli/main.ts',
  'electron/core/ports.ts',
  'renderer/main.ts',
  'shared/contract.ts',
  'scripts/sample/eicar.ts',
  'test/desktop/package.test.ts',
  'definitions/daily.cvd',
  'out/core/core-process.js.map',
  'out/renderer/assets/index.js.map',
  'out/renderer/main.ts',
  'out/children/types.d.ts',
  'out/web/server.js',
  'out/cli/sekisho.mjs.map',
  '.env',
  'tmp/notes.txt',
  'dist/old/app.asar',
  'node_modules/playwright-core/package.json',
  'node_modules/electron/package.json',
];

beforeAll(async () => {
  packing = layOut();
  for (const { config } of programs(ROOT, path.join(packing.project, 'out'))) await build(config);
  packing.put('out/renderer/index.html', '<p>page</p>');
  packing.put('out/icons/app.png', 'icon');
  for (const decoy of DECOYS) packing.put(decoy);
  const packed = packing.pack();
  said = packed.said;
  if (packed.status !== 0) throw new Error(said);
  files = packing.archive();
}, 180_000);
afterAll(() => packing.remove());

describe('the package', () => {
  const WANTED = [
    /^package\.json$/,
    /^LICENSE$/,
    /^out\/(?:main\/main\.js|preload\/preload\.cjs|core\/core-process\.js)$/,
    /^out\/core\/checklist\.json$/,
    /^out\/children\/[\w-]+\.mjs$/,
    /^out\/cli\/(?:sekisho\.mjs|[\w-]+\.json)$/,
    /^out\/(?:renderer|icons)\/[\w./-]+$/,
    /^node_modules\/better-sqlite3\/(?:package\.json|LICENSE|lib\/[\w./-]+\.js|prebuilds\/linux-\w+\.node)$/,
    /^node_modules\/usb\/[\w./-]+\.(?:js|json|md)$/,
    /^node_modules\/@node-usb\/[\w./-]+\.(?:json|md|node)$/,
    /^node_modules\/@fontsource\/biz-udpgothic\/(?:package\.json|LICENSE|unicode\.json)$/,
    /^node_modules\/@fontsource\/biz-udpgothic\/files\/[\w-]+-[47]00-normal\.woff2$/,
  ];

  test('holds what it needs and nothing else', () => {
    const names = [...files.keys()];
    expect(names.filter((name) => !WANTED.some((wanted) => wanted.test(name)))).toEqual([]);
    for (const wanted of WANTED) expect(names.filter((name) => wanted.test(name))).not.toEqual([]);
    expect(names.some((name) => name.endsWith('.node') && name.includes('@node-usb'))).toBe(true);
  });

  test.each(DECOYS)('does not hold %s', (decoy) => {
    expect([...files.keys()]).not.toContain(decoy);
  });

  test('holds no source, map, test signature or definitions, also not inside a bundle', () => {
    for (const name of files.keys()) expect(name).not.toMatch(/\.(?:tsx?|mts|map|cvd|cld|ndb|hdb)$/);
    const bytes = readFileSync(path.join(packing.unpacked, 'resources', 'app.asar')).toString('latin1');
    expect(bytes).not.toContain(eicar());
    expect(bytes).not.toContain('sourceMappingURL=');
    // The web host's own words; it is for development alone.
    expect(bytes).not.toContain('x-sekisho-token');
  });

  test('brings the whole typeface that reports are set in, where the core’s bundle looks for it', () => {
    const folder = path.join('node_modules', '@fontsource', 'biz-udpgothic');
    const slices = readdirSync(path.join(ROOT, folder, 'files')).filter((name) =>
      /-normal\.woff2$/.test(name),
    );
    expect(slices.length).toBeGreaterThan(200);
    const names = [...files.keys()];
    for (const slice of slices) expect(names).toContain(`${folder}/files/${slice}`);
    const core = readFileSync(path.join(packing.project, 'out', 'core', 'core-process.js'), 'utf8');
    expect(core).toContain('import.meta.resolve("@fontsource/biz-udpgothic/package.json")');
  });

  test('keeps native code and what plain Node runs beside the archive, and our own code in it', () => {
    for (const [name, beside] of files)
      expect([name, beside]).toEqual([name, /^(?:out\/(?:children|cli)|node_modules)\//.test(name)]);
  });

  test('brings plain Node for the children, and two languages', () => {
    expect(statSync(path.join(packing.unpacked, 'resources', 'runtime', 'node')).isFile()).toBe(true);
    expect(readdirSync(path.join(packing.unpacked, 'locales')).sort()).toEqual(['en-US.pak', 'ja.pak']);
  });

  describe('brings the headless gate', () => {
    const resources = () => path.join(packing.unpacked, 'resources');
    /** By a link, as somebody would put it on their PATH. */
    const sekisho = (...args: readonly string[]) =>
      spawnSync(path.join(packing.project, 'on-path', 'sekisho'), args, {
        encoding: 'utf8',
        env: { PATH: '/usr/bin:/bin', HOME: packing.project, SEKISHO_LANG: 'en' },
      });

    beforeAll(() => {
      const node = path.join(resources(), 'runtime', 'node');
      rmSync(node);
      symlinkSync(process.execPath, node);
      mkdirSync(path.join(packing.project, 'on-path'));
      symlinkSync(path.join(resources(), 'bin', 'sekisho'), path.join(packing.project, 'on-path', 'sekisho'));
    });

    test('that helps, under plain Node', () => {
      const { status, stdout, stderr } = sekisho('help');
      expect([status, stderr]).toEqual([0, '']);
      expect(stdout).toContain('clock confirm');
    });

    test('that looks at the machine, with a ledger of its own to look at', () => {
      const data = path.join(packing.project, 'data');
      const confirmed = sekisho('clock', 'confirm', '--reason', 'first look', '--data', data);
      expect([confirmed.status, confirmed.stderr]).toEqual([0, '']);
      const { stdout } = sekisho('doctor', '--data', data, '--json');
      const findings = stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
      expect(findings.length).toBeGreaterThan(5);
      expect(findings).toContainEqual(expect.objectContaining({ id: 'ledger', level: 'ok' }));
    });

    test('for Windows with the ClamAV that the package brings, and nothing of it for Linux', () => {
      expect(readdirSync(path.join(resources(), 'bin'))).toEqual(['sekisho']);
      const shim = readFileSync(path.join(ROOT, 'scripts', 'package', 'bin', 'sekisho.cmd'), 'utf8');
      for (const place of [
        '%~dp0..\\clamav;',
        '%~dp0..\\runtime\\node.exe"',
        '%~dp0..\\app.asar.unpacked\\out\\cli\\sekisho.mjs" %*',
      ])
        expect(shim).toContain(place);
      expect(shim.split('\r\n').join('')).not.toMatch(/[\r\n]/);
    });

    test('as a command of its own, that the desktop’s executable does not hide', async () => {
      const { linux, win, deb } = await configuration();
      expect(linux?.executableName).toBe('sekisho-desktop');
      expect(win?.extraResources).toContainEqual({
        from: 'scripts/package/bin',
        to: 'bin',
        filter: ['sekisho.cmd'],
      });
      const [from = '', to] = deb?.fpm?.[0]?.split('=') ?? [];
      expect(to).toBe('/usr/bin/sekisho');
      expect(readFileSync(path.join(ROOT, from), 'utf8')).toContain(
        'exec /opt/Sekisho/resources/bin/sekisho "$@"',
      );
      expect(statSync(path.join(ROOT, from)).mode & 0o111).toBe(0o111);
    });
  });

  test('starts at the main bundle and offers no scripts', () => {
    const bytes = readFileSync(path.join(packing.unpacked, 'resources', 'app.asar')).toString('utf8');
    const manifest = /\{\s*"name": "sekisho"[^]*?\n\}/.exec(bytes)?.[0] ?? '{}';
    expect(JSON.parse(manifest)).toMatchObject({ type: 'module', main: 'out/main/main.js' });
    expect(JSON.parse(manifest)).not.toHaveProperty('scripts');
    expect(JSON.parse(manifest)).not.toHaveProperty('devDependencies');
  });

  test('has its fuses blown', async () => {
    const wire = await getCurrentFuseWire(path.join(packing.unpacked, 'sekisho-desktop'));
    const [off, on] = [48, 49];
    expect({ ...wire }).toMatchObject({
      [FuseV1Options.RunAsNode]: off,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: off,
      [FuseV1Options.EnableNodeCliInspectArguments]: off,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: off,
      [FuseV1Options.EnableCookieEncryption]: on,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: on,
      [FuseV1Options.OnlyLoadAppFromAsar]: on,
    });
  });
});

describe('the configuration', () => {
  test('is read strictly: a word that electron-builder does not know ends the packing', () => {
    const { status, said: why } = packing.pack({ asarUnpacked: [] });
    expect(status).not.toBe(0);
    expect(why).toContain('asarUnpacked');
  });

  test('makes an installer for the whole machine, in Japanese, that never takes the record away', () => {
    const text = readFileSync(path.join(ROOT, 'electron-builder.yml'), 'utf8');
    for (const line of [
      'target: nsis',
      'perMachine: true',
      'installerLanguages: [ja_JP]',
      'deleteAppDataOnUninstall: false',
    ])
      expect(text).toContain(line);
    expect(text).toMatch(/target: \[deb, AppImage\]/);
    expect(text).toMatch(/^publish: null$/m);
  });
});

describe('nothing is packed without', () => {
  test('a build, whoever starts the packing', () => {
    const project = layOut();
    try {
      const { status, said } = project.pack();
      expect(status).not.toBe(0);
      expect(said).toContain('out/main/main.js is not built');
    } finally {
      project.remove();
    }
  });

  test.each([
    ['linux', 'out/main/main.js', /out\/main\/main\.js is not built/],
    ['linux', 'node_modules/node/bin/node', /package on the system that the package is for/],
    ['win32', '', /ClamAV for Windows is not here/],
  ])('on %s: %s', (platform, gone, said) => {
    const project = layOut();
    try {
      for (const file of [
        'main/main.js',
        'preload/preload.cjs',
        'core/core-process.js',
        'cli/sekisho.mjs',
        'renderer/index.html',
        'icons/app.png',
      ])
        project.put(`out/${file}`);
      if (platform === 'linux') expect(missingParts(project.project, platform)).toEqual([]);
      if (gone !== '') rmSync(path.join(project.project, gone));
      expect(missingParts(project.project, platform).join('\n')).toMatch(said);
    } finally {
      project.remove();
    }
  });
});
