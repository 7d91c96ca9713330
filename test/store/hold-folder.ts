/** Holds a data folder until it is killed; started by lock.test.ts. */

import { acquireDataFolder } from '../../electron/core/store/lock.ts';

const folder = acquireDataFolder(String(process.argv[2]));
console.log(folder.ok ? 'held' : folder.error.code);
setInterval(() => undefined, 60_000);
