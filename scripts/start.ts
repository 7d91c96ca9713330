/** `npm start`: builds the desktop app and runs it, or says in one sentence why that cannot be done here. */

import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { electronProgram } from './build/electron-program.ts';
import { buildDesktop } from './build/build.ts';
import { ROOT } from './runtime.mjs';

/** Its own installer prints a page of its troubles; one sentence says what matters. */
function fetchElectron(): void {
  spawnSync(process.execPath, [path.join(ROOT, 'node_modules', 'electron', 'install.js')], {
    stdio: 'ignore',
  });
}

if (electronProgram(ROOT) === null) fetchElectron();
const program = electronProgram(ROOT);
if (program === null) {
  console.error(
    "Electron's runtime is not here and cannot be downloaded from this machine: `npm run web` shows the same screens in the browser, `npm run gate` runs the gate without windows.",
  );
  process.exitCode = 1;
} else {
  await buildDesktop(ROOT, path.join(ROOT, 'out'));
  const main = path.join(ROOT, 'out', 'main', 'main.js');
  const app = spawn(program, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exitCode = await new Promise<number>((resolve) => {
    app.once('error', () => resolve(1));
    app.once('exit', (code) => resolve(code ?? 1));
  });
}
