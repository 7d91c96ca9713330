/** One phase in this process: `node phase.ts PHASE DATA ENTRIES`; its figures go to standard output as JSON. */

import { PHASES, type PhaseName } from './phases.ts';

const [, , phase, dataDir, entries] = process.argv;
const figures = await PHASES[phase as PhaseName](dataDir ?? '', Number(entries));
console.log(JSON.stringify(figures));
