/** Mounts media on Linux through udisks2; protects them and lets go of them with mount(8) where udisks2 cannot. */

import { gateError } from '../../../../shared/errors.ts';
import type { Volume } from '../../../../shared/model/media.ts';
import { err, ok } from '../../../../shared/result.ts';
import type { Result } from '../../../../shared/result.ts';
import type { CommandOutcome, RunCommand } from '../command.ts';
import type { EjectHow, Mounter } from '../ports.ts';

/** Nothing on a medium may run, act as a device or change who runs it; and nothing of ours may change the medium. */
const OPTIONS = 'ro,noexec,nodev,nosuid';
const MOUNT_TIMEOUT_MS = 30_000;
/** Unmounting flushes first: a slow stick that somebody else wrote to takes its time. */
const UNMOUNT_TIMEOUT_MS = 120_000;

const succeeded = (outcome: CommandOutcome): boolean => outcome.type === 'done' && outcome.code === 0;

export function createLinuxMounter(run: RunCommand): Mounter {
  return {
    async mount(volume) {
      if (volume.node === null) return err(gateError('medium-mount-failed', { node: null }));
      const args = ['mount', '--block-device', volume.node, '--options', OPTIONS, '--no-user-interaction'];
      const outcome = await run('udisksctl', args, MOUNT_TIMEOUT_MS);
      if (!succeeded(outcome)) return err(gateError('medium-mount-failed', { node: volume.node }));
      const mountPoint = outcome.type === 'done' ? mountPointIn(outcome.stdout) : null;
      return ok({ mountPoint });
    },
    async makeReadOnly(volume) {
      if (volume.mountPoint === null) return err(gateError('not-allowed'));
      // udisks2 cannot remount. -i: no helper of the file system's own, which would mount it anew.
      const args = ['-i', '-o', 'remount,ro,noexec,nodev,nosuid', '--', volume.mountPoint];
      const outcome = await run('mount', args, MOUNT_TIMEOUT_MS);
      return succeeded(outcome) ? ok(null) : err(gateError('not-allowed', { node: volume.node }));
    },
    eject: (volumes) => eject(run, volumes),
  };
}

async function eject(run: RunCommand, volumes: readonly Volume[]): Promise<Result<EjectHow>> {
  for (const volume of volumes) {
    if (volume.mountPoint === null) continue;
    if (!(await unmount(run, volume))) {
      return err(gateError('medium-eject-failed', { node: volume.node ?? volume.mountPoint }));
    }
  }
  const node = volumes.find((volume) => volume.removable && volume.disk !== null)?.disk;
  if (node === undefined || node === null) return ok('unmounted');
  // A disc has to come out of its drive; switching the drive off would leave it in.
  if (node.startsWith('sr')) {
    return succeeded(await run('eject', [`/dev/${node}`], MOUNT_TIMEOUT_MS))
      ? ok('ejected')
      : ok('unmounted');
  }
  const args = ['power-off', '--block-device', `/dev/${node}`, '--no-user-interaction'];
  // Card readers and some sticks cannot be switched off; unmounted they are safe to pull all the same.
  return succeeded(await run('udisksctl', args, UNMOUNT_TIMEOUT_MS)) ? ok('powered-off') : ok('unmounted');
}

async function unmount(run: RunCommand, volume: Volume): Promise<boolean> {
  if (volume.node !== null) {
    const args = ['unmount', '--block-device', volume.node, '--no-user-interaction'];
    if (succeeded(await run('udisksctl', args, UNMOUNT_TIMEOUT_MS))) return true;
  }
  return succeeded(await run('umount', ['--', volume.mountPoint ?? ''], UNMOUNT_TIMEOUT_MS));
}

/** udisksctl says `Mounted /dev/sdb1 at /run/media/x/LABEL`, older ones with a full stop at the end. */
export function mountPointIn(stdout: string): string | null {
  const match = /^Mounted .+? at (\/.*?)\.?$/m.exec(stdout.trim());
  return match?.[1] ?? null;
}
