/** What tests of the engine need on the machine. */

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { beforeEach } from 'vitest';

import { hasCommand, needs } from '../missing-component.ts';

/** Officially signed test definitions of the ClamAV project; they stand beside the checkout and are not part of it. */
export const SIGNED_DEFINITIONS = join(
  dirname(fileURLToPath(import.meta.url)),
  '../../../shared/definitions',
);

export const hasClamav = (): boolean => ['clamd', 'sigtool'].every(hasCommand);
export const hasSignedDefinitions = (): boolean => existsSync(join(SIGNED_DEFINITIONS, 'test-6.cvd'));

/** Skips every test of the file, or fails it on a build machine, when a component is missing. */
export function requireForAll(...components: ('clamav' | 'signed definitions')[]): void {
  beforeEach((context) => {
    if (components.includes('clamav')) needs(context, 'clamd and sigtool', hasClamav());
    if (components.includes('signed definitions'))
      needs(context, 'signed definitions', hasSignedDefinitions());
  });
}
