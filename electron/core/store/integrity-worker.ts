/** The thread of integrity.ts: checks the file it is given and says what SQLite complains of. */

import { parentPort, workerData } from 'node:worker_threads';

import { complaintOf } from './integrity.ts';

parentPort?.postMessage(complaintOf(String(workerData)));
