/** `npm run build`: the desktop app into `out/`. */

import path from 'node:path';
import { buildDesktop } from './build/build.ts';
import { ROOT } from './runtime.mjs';

await buildDesktop(ROOT, path.join(ROOT, 'out'));
console.log('Built: out/ (npm start runs it, npm run package packs it)');
