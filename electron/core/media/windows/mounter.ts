/** Lets go of media on Windows. Windows mounts by itself, and only its own policy can take the right to write away. */

import { gateError } from '../../../../shared/errors.ts';
import { err, ok } from '../../../../shared/result.ts';
import type { RunCommand } from '../command.ts';
import type { Mounter } from '../ports.ts';
import { askPowershell, quote } from './powershell.ts';

/** The verb returns before it is done; a drive that is in use stays. 17 is "This PC". */
const ejectScript = (drive: string): string => `
$drive = ${quote(drive)}
(New-Object -ComObject Shell.Application).NameSpace(17).ParseName($drive).InvokeVerb('Eject')
for ($i = 0; $i -lt 40; $i++) {
  if (-not (Test-Path -LiteralPath "$drive\\")) { 'true'; exit 0 }
  Start-Sleep -Milliseconds 250
}
'false'
`;

export function createWindowsMounter(run: RunCommand): Mounter {
  return {
    mount: (volume) => Promise.resolve(err(gateError('medium-mount-failed', { node: volume.node }))),
    makeReadOnly: (volume) => Promise.resolve(err(gateError('not-allowed', { node: volume.node }))),
    async eject(volumes) {
      for (const { node } of volumes) {
        if (node === null) continue;
        if ((await askPowershell(run, ejectScript(node))) !== true) {
          return err(gateError('medium-eject-failed', { node }));
        }
      }
      return ok('ejected');
    },
  };
}
