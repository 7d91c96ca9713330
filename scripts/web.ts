/** `npm run web`: the windows in a browser over a real gate; on a fresh clone everything it needs is made first. */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createFolderMedia } from '../electron/hosts/web/folder-media.ts';
import { startWebHost, type WebSettings } from '../electron/hosts/web/web-host.ts';
import { ok } from '../shared/result.ts';
import packageJson from '../package.json' with { type: 'json' };
import { ROOT, userFolder } from './runtime.mjs';
import { insertSample, WEB_BASE, WEB_MEDIA } from './sample/insert.ts';
import { writePracticeDefinitions } from './sample/practice-definitions.ts';

const USAGE = `Usage: npm run web -- [--data DIR] [--to DIR] [--definitions DIR] [--practice] [--media-root DIR]...
                   [--port N] [--choose DIR] [--build] [--insert]
  --to DIR          the inbox, whatever the settings say; "settings" for theirs
  --media-root DIR  real media mounted below DIR, instead of folders in tmp/web/media
  --choose DIR      stands for what would be chosen in a dialog
  --build           builds the windows anew; --insert inserts the sample medium`;

function readArguments() {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      to: { type: 'string' },
      definitions: { type: 'string' },
      practice: { type: 'boolean', default: false },
      'media-root': { type: 'string', multiple: true, default: [] },
      port: { type: 'string', default: '0' },
      choose: { type: 'string' },
      build: { type: 'boolean', default: false },
      insert: { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`--port ${values.port}`);
  return { ...values, port };
}

type Options = ReturnType<typeof readArguments>;

const resolve = (given: string): string => path.resolve(userFolder(), given);

function buildPages(pages: string): void {
  console.log('Building the windows (once)…');
  const vite = path.join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
  const built = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  if (built.status !== 0 || !existsSync(path.join(pages, 'index.html')))
    throw new Error('the windows could not be built');
}

/** Real definitions where there are any; else some that know the sample's virus alone, marked as practice everywhere. */
function chooseDefinitions(options: Options, data: string): Pick<WebSettings, 'definitionsDir' | 'practice'> {
  const { definitions, practice } = options;
  if (definitions !== undefined) return { definitionsDir: resolve(definitions), practice };
  if (existsSync(path.join(data, 'definitions', 'current.json'))) return { definitionsDir: null, practice };
  const made = path.join(WEB_BASE, 'definitions');
  writePracticeDefinitions(made);
  return { definitionsDir: made, practice: true };
}

function settingsOf(options: Options, quit: () => void): WebSettings {
  const data = options.data === undefined ? path.join(WEB_BASE, 'data') : resolve(options.data);
  const inbox = options.to === undefined ? path.join(WEB_BASE, 'inbox') : resolve(options.to);
  const to = options.to === 'settings' ? null : inbox;
  if (to !== null) mkdirSync(to, { recursive: true });
  const mountRoots = options['media-root'].map(resolve);
  const simulated = mountRoots.length === 0;
  return {
    app: `sekisho ${packageJson.version}`,
    dataDir: data,
    to,
    ...chooseDefinitions(options, data),
    mountRoots,
    ...(simulated ? { platform: createFolderMedia(WEB_MEDIA) } : {}),
    choose: options.choose === undefined ? null : resolve(options.choose),
    sample: simulated ? async () => ok((await insertSample(WEB_MEDIA), null)) : null,
    quit,
    port: options.port,
    pages: path.join(ROOT, 'out', 'renderer'),
  };
}

async function run(options: Options): Promise<void> {
  const ended = Promise.withResolvers<null>();
  const end = (): void => ended.resolve(null);
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  const settings = settingsOf(options, end);
  if (options.build || !existsSync(path.join(settings.pages, 'index.html'))) buildPages(settings.pages);
  const host = await startWebHost(settings);
  console.log(`Kiosk:          ${host.addresses.kiosk}`);
  console.log(`Administrator:  ${host.addresses.admin}`);
  if (settings.practice)
    console.log('Practice mode: definitions that know the sample alone, not for real media');
  if (settings.sample !== null) console.log('Insert the sample medium: npm run sample -- --insert');
  if (options.insert) console.log(`Inserted: ${await insertSample(WEB_MEDIA)}`);
  await ended.promise;
  await host.close();
}

try {
  await run(readArguments());
} catch (cause) {
  console.error(cause instanceof Error ? cause.message : String(cause));
  console.error(USAGE);
  process.exitCode = 2;
}
