/** The manifest beside the released files, in the form that `sha256sum -c` reads (GNU coreutils manual, cksum). */

import { createHash } from 'node:crypto';

export const MANIFEST_NAME = 'SHA256SUMS.txt';

/** `path` is a safe path: backslash and newline, which sha256sum would want escaped, cannot be in it. */
export const manifestLine = (sha256: string, path: string): string => `${sha256}  ${path}\n`;

/** Lower-case hex SHA-256 of the manifest of these files, in their order. */
export function manifestHash(files: Iterable<{ readonly sha256: string; readonly path: string }>): string {
  const sha256 = createHash('sha256');
  for (const file of files) sha256.update(manifestLine(file.sha256, file.path));
  return sha256.digest('hex');
}
