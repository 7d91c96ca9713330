/** Files that a page may fetch: each once, by the page that it was made for, within a few minutes. */

import { randomBytes } from 'node:crypto';
import type { Finished } from '../../core/desk/ports.ts';

export type Downloads = {
  /** The address to fetch it from. */
  offer(connection: string, file: Finished): string;
  /** Null where nothing is (any more) for that page. The one who takes a file discards it. */
  take(connection: string, address: string): Finished | null;
  close(): void;
};

const PREFIX = '/api/file/';
const OFFERED_MS = 10 * 60_000;

export const isDownload = (address: string): boolean => address.startsWith(PREFIX);

export function createDownloads(): Downloads {
  const offers = new Map<
    string,
    { readonly connection: string; readonly file: Finished; readonly timer: NodeJS.Timeout }
  >();

  function withdraw(address: string): Finished | null {
    const offer = offers.get(address);
    if (offer === undefined) return null;
    clearTimeout(offer.timer);
    offers.delete(address);
    return offer.file;
  }
  return {
    offer(connection, file) {
      const address = `${PREFIX}${randomBytes(32).toString('base64url')}`;
      const timer = setTimeout(() => withdraw(address)?.discard(), OFFERED_MS).unref();
      offers.set(address, { connection, file, timer });
      return address;
    },
    take: (connection, address) =>
      offers.get(address)?.connection === connection ? withdraw(address) : null,
    close() {
      for (const address of [...offers.keys()]) withdraw(address)?.discard();
    },
  };
}
