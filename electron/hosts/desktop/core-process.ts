/** The core's own process, an Electron utility process: no window, no tray, and every right that plain Node has. */

import path from 'node:path';
import process from 'node:process';
import { setFlagsFromString } from 'node:v8';
import packageJson from '../../../package.json' with { type: 'json' };
import { hostCore, type CoreHost } from './core-host.ts';
import type { CoreStart, FromCore, ToCore } from './core-protocol.ts';

const say = (message: FromCore): void => process.parentPort.postMessage(message);

/** The measured figures stand with the command line's own settings (hosts/cli/main.ts). */
for (const flag of ['--heap-growing-percent=25', '--max-semi-space-size=4', '--semi-space-growth-factor=1'])
  setFlagsFromString(flag);

let host: Promise<CoreHost> | null = null;

function begin({ dataDir, definitionsDir, runtime, programs, practice }: CoreStart): Promise<CoreHost> {
  process.umask(0o077);
  // Node starts the core's children from here. Electron's own executable is no Node: a fuse forbids it to be one.
  process.execPath = runtime;
  if (programs !== null) process.env['PATH'] = [programs, process.env['PATH'] ?? ''].join(path.delimiter);
  return hostCore(
    {
      ...{ dataDir, definitionsDir, practice, to: null, mountRoots: [] },
      app: `sekisho ${packageJson.version}`,
    },
    say,
  );
}

process.parentPort.on('message', ({ data }) => {
  const message = data as ToCore;
  if (message.type === 'start') {
    host ??= begin(message.start);
    void host.then(() => say({ type: 'ready' }));
  } else if (message.type === 'stop') {
    void (host ?? Promise.resolve(null)).then(async (present) => {
      await present?.close();
      process.exit(0);
    });
    // In the order that they came, also those that came before the desk stood.
  } else void host?.then((present) => present.hear(message));
});
