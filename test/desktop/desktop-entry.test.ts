/** What the desktop entries of the Linux packages start: with nothing that the packaged app refuses to start with. */

import { expect, test } from 'vitest';
import { REFUSED_SWITCHES } from '../../electron/hosts/desktop/lockdown.ts';
import { configuration, part } from './configuration.ts';

type Options = Readonly<Record<string, unknown>>;
type Helper = { computeDesktopEntry(options: Options, exec?: string): string | Promise<string> };
type AppImage = new (
  name: string,
  packager: object,
  helper: object,
  out: string,
) => { readonly desktopEntry: { readonly value: Promise<string> } };

/** The parts of a packer that its entries are made from. */
async function packers() {
  const config = await configuration();
  const packager = {
    config,
    platformSpecificBuildOptions: config.linux,
    executableName: config.linux?.executableName,
    appInfo: {
      ...{ buildVersion: '0.1.0', productName: config.productName, description: 'gate' },
      ...{ sanitizedProductName: config.productName },
    },
    info: { metadata: {} },
    fileAssociations: [],
  };
  const { LinuxTargetHelper } = part('targets/LinuxTargetHelper.js') as {
    LinuxTargetHelper: new (packager: object) => Helper;
  };
  return { config, packager, helper: new LinuxTargetHelper(packager) };
}

const execOf = (entry: string): string => /^Exec=(.*)$/m.exec(entry)?.[1] ?? '';
const refusedIn = (exec: string): readonly string[] =>
  REFUSED_SWITCHES.filter((name) => exec.split(/[\s="]+/).includes(`--${name}`));

test('the AppImage starts with no switch that the app refuses', async () => {
  const { packager, helper } = await packers();
  const { default: Target } = part('targets/appimage/AppImageTarget.js') as { default: AppImage };
  const exec = execOf(await new Target('appImage', packager, helper, '').desktopEntry.value);
  expect(exec).toMatch(/^AppRun\b/);
  expect(refusedIn(exec)).toEqual([]);
});

test('the deb starts with none either', async () => {
  const { config, helper } = await packers();
  const exec = execOf(await helper.computeDesktopEntry({ ...config.linux, ...config.deb }));
  expect(exec).toMatch(/^\/opt\/Sekisho\/sekisho-desktop\b/);
  expect(refusedIn(exec)).toEqual([]);
});

test('a refused switch would be seen', () => {
  expect(refusedIn('AppRun --no-sandbox %U')).toEqual(['no-sandbox']);
  expect(refusedIn('AppRun --js-flags=--x %U')).toEqual(['js-flags']);
});
