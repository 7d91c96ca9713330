/** Makes a key that does not exist a compile error. */

import 'i18next';
import type { ja } from './ja.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'texts';
    resources: { texts: typeof ja };
  }
}
