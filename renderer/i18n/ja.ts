/** 画面の日本語。ここにない言葉は画面に出ない。理由・誤りの言葉は shared/words にある。 */

import { admin } from './ja/admin.ts';
import { kiosk } from './ja/kiosk.ts';
import { parts } from './ja/parts.ts';
import { receipt } from './ja/receipt.ts';
import { trouble } from './ja/trouble.ts';

export const ja = { parts, kiosk, trouble, receipt, admin } as const;
