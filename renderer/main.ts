/** Where a window begins. */

import { config } from 'zod';

// Schemas compiled with `new Function` are what `script-src 'self'` refuses; this has to be said before one is made.
config({ jitless: true });
void import('./start.tsx');
