/** The English of the windows, in step with ja.ts by type. Nothing is ever called "safe". */

import { admin } from './en/admin.ts';
import { kiosk } from './en/kiosk.ts';
import { parts } from './en/parts.ts';
import { receipt } from './en/receipt.ts';
import { trouble } from './en/trouble.ts';
import type { Texts } from './texts.ts';

export const en: Texts = { parts, kiosk, trouble, receipt, admin };
