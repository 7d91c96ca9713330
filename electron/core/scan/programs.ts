/** Finds ClamAV's programs on this machine. */

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

import { gateError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';

export type ClamavProgram = 'clamd' | 'sigtool' | 'freshclam';

/** Searched after PATH: a desktop user's PATH often lacks the sbin folders where packages put clamd. */
const USUAL_PLACES =
  process.platform === 'win32'
    ? ['C:\\Program Files\\ClamAV']
    : [
        '/usr/sbin',
        '/usr/bin',
        '/usr/local/sbin',
        '/usr/local/bin',
        '/opt/homebrew/sbin',
        '/opt/homebrew/bin',
      ];

/** Path of an executable file of this name, or null. */
export function findOnPath(name: string, path: string = process.env['PATH'] ?? ''): string | null {
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  for (const folder of [...path.split(delimiter), ...USUAL_PLACES]) {
    if (folder === '') continue;
    try {
      accessSync(join(folder, file), constants.X_OK);
      return join(folder, file);
    } catch {
      continue;
    }
  }
  return null;
}

/** Debian's packages that hold each program, for the next step that people are told. */
const PACKAGES: Record<ClamavProgram, string> = {
  clamd: 'clamav-daemon',
  sigtool: 'clamav',
  freshclam: 'clamav-freshclam',
};

/** Error `engine-missing` with `program` and the Debian package that brings it. */
export function findProgram(program: ClamavProgram, path?: string): Result<string> {
  const found = findOnPath(program, path);
  return found === null
    ? err(gateError('engine-missing', { program, package: PACKAGES[program] }))
    : ok(found);
}
