/** One window's standing with the desk: what kind it is, and who is logged in or identified at it. */

import { randomBytes } from 'node:crypto';
import type { WindowKind } from '../../../shared/contract/method.ts';
import type { Actor } from '../../../shared/model/people.ts';

/**
 * Made by the desk, held by the host, and never seen by the window itself. `usedAt`: monotonic ms of the last call that
 * counts as use. `boundTo`: the session that an identification at the kiosk is for; null until one is under way.
 */
export type Connection = {
  readonly id: string;
  readonly window: WindowKind;
  actor: (Actor & { readonly type: 'person' }) | null;
  usedAt: number;
  boundTo: string | null;
  /** Folders that the host's chooser gave to this window. */
  readonly chosen: Set<string>;
  closed: boolean;
};

export const newConnection = (window: WindowKind, now: number): Connection => ({
  id: randomBytes(16).toString('hex'),
  window,
  actor: null,
  usedAt: now,
  boundTo: null,
  chosen: new Set(),
  closed: false,
});
