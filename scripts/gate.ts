/** `npm run gate`: with arguments the headless gate's own `gate` command, without any a run on a sample medium. */

import { gateSample } from './gate-sample.ts';
import { runPinned } from './runtime.mjs';

const args = process.argv.slice(2);
if (args.length > 0) await runPinned('electron/hosts/cli/main.ts', ['gate', ...args]);
else process.exitCode = (await gateSample()) ? 0 : 1;
