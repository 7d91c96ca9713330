/** Packs a project with electron-builder as a program of its own: `PROJECT RUNTIME [CONFIG AS JSON]`. */

import process from 'node:process';
import { build, Platform, type Configuration } from 'electron-builder';

const [projectDir = '', electronDist = '', more = '{}'] = process.argv.slice(2);
await build({
  projectDir,
  targets: Platform.LINUX.createTarget('dir'),
  publish: 'never',
  config: { extends: './electron-builder.yml', electronDist, ...(JSON.parse(more) as Configuration) },
});
