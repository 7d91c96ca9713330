/** Writes electron/core/store/schema.sql from the migrations; run it after adding one. */

import fs from 'node:fs';

import { schemaText } from '../electron/core/store/schema.ts';

fs.writeFileSync(new URL('../electron/core/store/schema.sql', import.meta.url), schemaText());
