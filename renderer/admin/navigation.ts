/** Which page is shown: it stands in the address behind `#/admin/`, beside what the bridge keeps there. */

import { useCallback, useSyncExternalStore } from 'react';
import { readAddress } from '../bridge/address.ts';

export const PAGES = [
  'today',
  'records',
  'media',
  'people',
  'definitions',
  'exceptions',
  'review',
  'settings',
] as const;
export type Page = (typeof PAGES)[number] | 'account';

export type Place = { readonly page: Page; readonly rest: string };

const isPage = (word: string): word is Page =>
  word === 'account' || (PAGES as readonly string[]).includes(word);

/** `records/0123456789ab` → page `records`, rest `0123456789ab`; anything unknown is the first page. */
export function readPlace(path: string): Place {
  const [page = '', ...rest] = path.split('/');
  return isPage(page) ? { page, rest: rest.join('/') } : { page: 'today', rest: '' };
}

/** The address of a page; the web host's token and the language stay where they are. */
export function writePlace(hash: string, { page, rest }: Place): string {
  const query = hash.includes('?') ? hash.slice(hash.indexOf('?')) : '';
  return `#/admin/${page}${rest === '' ? '' : `/${rest}`}${query}`;
}

const subscribe = (listener: () => void) => {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
};
const read = () => readAddress(window.location.hash).page;

export function usePlace(): readonly [Place, (page: Page, rest?: string) => void] {
  const path = useSyncExternalStore(subscribe, read);
  const go = useCallback((page: Page, rest = '') => {
    window.location.hash = writePlace(window.location.hash, { page, rest });
  }, []);
  return [readPlace(path), go];
}
