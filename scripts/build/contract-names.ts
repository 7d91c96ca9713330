/** Gives the preload the contract's names alone: schemas and their library have no business in a window's sandbox. */

import path from 'node:path';
import type { Plugin } from 'vite';
import { EVENT_NAMES, METHOD_NAMES } from '../../shared/contract.ts';

export function contractNamesPlugin(root: string): Plugin {
  const contract = path.join(root, 'shared', 'contract.ts');
  return {
    name: 'sekisho-contract-names',
    enforce: 'pre',
    load: (id) =>
      id === contract
        ? `export const METHOD_NAMES = ${JSON.stringify(METHOD_NAMES)};\nexport const EVENT_NAMES = ${JSON.stringify(EVENT_NAMES)};\n`
        : null,
  };
}
