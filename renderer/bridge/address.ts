/** What the page's address says: which window this is, and the token of the web host. `#/kiosk?token=…&lang=en` */

import { WINDOW_KINDS, type WindowKind } from '../../shared/contract/method.ts';

export type Address = {
  readonly kind: WindowKind;
  /** What stands behind the window's kind, for the administrator's pages: `#/admin/records` → `records`. */
  readonly page: string;
  readonly token: string | null;
  /** The language to begin with; null: the usual one. */
  readonly language: string | null;
};

const isKind = (word: string): word is WindowKind => (WINDOW_KINDS as readonly string[]).includes(word);

/** `hash` as the browser gives it, with its `#`. Anything unknown is the kiosk: it can do the least. */
export function readAddress(hash: string): Address {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [kind = '', ...rest] = path.split('/');
  const words = new URLSearchParams(query);
  return {
    kind: isKind(kind) ? kind : 'kiosk',
    page: rest.join('/'),
    token: words.get('token'),
    language: words.get('lang'),
  };
}
