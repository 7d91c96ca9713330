/**
 * Runs inside the namespaces of the virtual bus: the real watcher with the real adapters. Sessions are stood in for:
 * each reads the names in its medium's root, and ends when told or when it is aborted. Argument: `ro` or `rw`.
 */

import { readdirSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { createLinuxDescribe, linuxPort } from '../../electron/core/media/linux/usb-description.ts';
import { createLinuxMounter } from '../../electron/core/media/linux/mounter.ts';
import { realTree } from '../../electron/core/media/linux/system-tree.ts';
import { createLinuxVolumes } from '../../electron/core/media/linux/volumes.ts';
import { runCommand } from '../../electron/core/media/command.ts';
import { mountRootsFor } from '../../electron/core/media/mount-roots.ts';
import { createProbe } from '../../electron/core/media/probe.ts';
import { roundsFor } from '../../electron/core/media/rounds.ts';
import { createUsbHotplug, loadUsbLibrary } from '../../electron/core/media/usb-hotplug.ts';
import { startWatcher } from '../../electron/core/media/watcher.ts';
import { ok } from '../../shared/result.ts';
import { createMachineTree } from '../media-core/machine-tree.ts';
import { createRealMedia } from '../media-core/real-media.ts';

const say = (line: Readonly<Record<string, unknown>>): void => {
  process.stdout.write(`${JSON.stringify({ ...line, at: Date.now() })}\n`);
};
const media = createRealMedia();
// The kernel's loop devices, laid out as if they sat on a stick at port 1-1.
const machine = createMachineTree();
symlinkSync('/sys/bus', join(machine.sys, 'bus'));
const tree = { ...realTree, sys: machine.sys };
let finish: () => void = () => undefined;

const watcher = await startWatcher(
  {
    hotplug: createUsbHotplug({
      library: loadUsbLibrary,
      describe: createLinuxDescribe(tree),
      portOf: linuxPort,
    }),
    volumes: createLinuxVolumes({
      tree,
      roots: mountRootsFor('linux', [media.root]),
      run: runCommand,
      probe: createProbe(),
    }),
    mounter: createLinuxMounter(runCommand),
    probe: createProbe(),
    clock: { now: () => Date.now(), monotonic: () => performance.now() },
    log: () => undefined,
    record: (drafts) => {
      for (const { kind, body } of drafts) say({ event: 'recorded', kind, body });
      return ok(null);
    },
    registry: () => [],
    tell: (event) => say(event),
    gate: (ticket) => {
      const { promise, resolve } = Promise.withResolvers<null>();
      finish = () => resolve(null);
      say({ event: 'gate', ticket, names: readdirSync(ticket.mountPoint) });
      return {
        done: promise,
        abort: (error) => {
          say({ event: 'aborted', error });
          resolve(null);
        },
      };
    },
  },
  {
    guests: 'allow',
    canAsk: false,
    ownPaths: [],
    mountRoots: [media.root],
    mountAfterMs: 1_500,
    eject: true,
    rounds: roundsFor('linux'),
  },
);
for await (const line of createInterface({ input: process.stdin })) {
  const [command, ...rest] = line.split(' ');
  const argument = rest.join(' ');
  if (command === 'hello') {
    say({ answer: null });
  } else if (command === 'mount') {
    const { loop } = media.exfat(argument, argument, process.argv[2] ?? 'ro', (device) => {
      const name = basename(device);
      const dev = `7:${name.slice('loop'.length)}`;
      machine.block(name, { at: `usb1/1-1/1-1:1.0/block/${name}`, dev, removable: true });
    });
    say({ answer: { loop } });
  } else if (command === 'pull') {
    media.pull(join(media.root, argument));
    say({ answer: null });
  } else if (command === 'finish') {
    finish();
    say({ answer: null });
  } else if (command === 'stop') {
    await watcher.stop();
    media.remove();
    machine.remove();
    say({ answer: null });
    break;
  }
}
