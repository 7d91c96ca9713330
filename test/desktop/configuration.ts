/** What the pinned electron-builder makes of the project's configuration, asked of its own parts. */

import { createRequire } from 'node:module';
import type { Configuration } from 'electron-builder';
import { ROOT } from '../house/tree.ts';

const require = createRequire(createRequire(import.meta.url).resolve('electron-builder'));

/** A file of app-builder-lib, which electron-builder brings along. */
export const part = (file: string): unknown => require(`app-builder-lib/out/${file}`);

type Config = { getConfig(project: string, file: null, more: null): Promise<Configuration> };

export const configuration = (): Promise<Configuration> =>
  (part('util/config/config.js') as Config).getConfig(ROOT, null, null);
