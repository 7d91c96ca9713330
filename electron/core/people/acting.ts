/** What every part needs that does something in somebody's name: the ledger, and who may. */

import type { Ledger } from '../ports.ts';
import type { Authority } from './authority.ts';

export type Acting = {
  readonly ledger: Ledger;
  readonly authorise: Authority['authorise'];
};
