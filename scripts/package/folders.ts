/** Where packaging keeps what it fetches. */

import path from 'node:path';
import { ROOT } from '../runtime.mjs';

/** As electron-builder.yml names it. */
export const CLAMAV_FOLDER = path.join(ROOT, 'dist', 'clamav-windows');
