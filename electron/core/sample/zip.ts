/** ZIP archives for the sample, in memory; the same bytes at every run. */

import { canaryZip } from '../scan/canary-archive.ts';

export type Member = readonly [name: string, content: Buffer | string];

export const zip = (members: readonly Member[]): Buffer =>
  canaryZip(members.map(([name, content]) => ({ name, content: Buffer.from(content) })));
