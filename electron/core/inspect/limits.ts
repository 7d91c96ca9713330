/**
 * How far inspection looks before it gives up on a file. What lies beyond a limit was not looked at, so it is held back:
 * ClamAV answers OK to ZIP members beyond its own limits, even with every alert on.
 */

import { ENGINE_MAX_FILE_BYTES } from '../../../shared/model/policy.ts';

export type InspectionLimits = {
  /** Archives inside archives; a plain ZIP is 1, an office document in it 2. */
  readonly nesting: number;
  /** Members of one archive and of all archives inside it, together. */
  readonly members: number;
  /** Unpacked bytes of one member; never above the engine's MaxFileSize, which trims silently. */
  readonly memberBytes: number;
  /** Unpacked bytes of everything in one file together; below the engine's MaxScanSize. */
  readonly unpackedBytes: number;
  /** Unpacked ÷ packed bytes, once more than `ratioFromBytes` came out. Deflate itself ends near 1,030. */
  readonly ratio: number;
  readonly ratioFromBytes: number;
  /** Documents that have to be held in memory as a whole to be read: PDF, OLE2, office XML. */
  readonly documentBytes: number;
  /** Unpacked members up to this size stay in memory, larger ones go to a scratch file. */
  readonly memoryBytes: number;
  /** Time for one file inside the child; the parent's own limit lies above and also stops what cannot stop itself. */
  readonly milliseconds: number;
};

const MiB = 1024 ** 2;

export const DEFAULT_LIMITS: InspectionLimits = {
  nesting: 4,
  members: 20_000,
  memberBytes: ENGINE_MAX_FILE_BYTES,
  // MaxScanSize is 4000 MB and counts the archive and every layer of it as well.
  unpackedBytes: 3_000_000_000,
  ratio: 250,
  ratioFromBytes: 16 * MiB,
  documentBytes: 256 * MiB,
  memoryBytes: 32 * MiB,
  milliseconds: 60_000,
};
