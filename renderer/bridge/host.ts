/** What the windows need from whatever hosts them; the two kinds of host are told apart here and nowhere else. */

import type { Client } from '../../shared/contract.ts';
import type { WindowKind } from '../../shared/contract/method.ts';
import { connectWeb } from './web.ts';

/** `onLine`: told `false` when the way to the core breaks, `true` when it is there again. */
export type Host = {
  readonly client: Client;
  onLine(listener: (there: boolean) => void): () => void;
  /** A file that was made for the person at the window: fetched once and handed to the browser. Web host only. */
  readonly download: ((address: string, name: string) => Promise<boolean>) | null;
};

declare global {
  interface Window {
    /** Put there by the desktop's preload: bound to this window's kind and to the closed list of the contract. */
    readonly sekisho?: Client;
  }
}

/** The desktop's preload where there is one, else the web host behind the token in the page's address. */
export function findHost(page: Window, kind: WindowKind): Host {
  const client = page.sekisho;
  if (client === undefined) return connectWeb(page, kind);
  return { client, onLine: () => () => undefined, download: null };
}
