/** Runs the core's bundle under plain Node: what Electron gives a utility process, over a forked child's channel. */

import { EventEmitter } from 'node:events';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

const port = Object.assign(new EventEmitter(), {
  postMessage: (message: unknown) => void process.send?.(message as object),
});
Object.assign(process, { parentPort: port });
process.on('message', (data) => port.emit('message', { data }));
process.on('disconnect', () => process.exit(0));
await import(pathToFileURL(process.argv[2] ?? '').href);
