/** Runs inside the namespaces of the virtual bus: the real adapter on the real `usb` package, told by lines of JSON. */

import { createInterface } from 'node:readline';
import { createLinuxDescribe, linuxPort } from '../../electron/core/media/linux/usb-description.ts';
import { realTree } from '../../electron/core/media/linux/system-tree.ts';
import type { Stop } from '../../electron/core/media/ports.ts';
import { createUsbHotplug, loadUsbLibrary } from '../../electron/core/media/usb-hotplug.ts';

const say = (line: unknown): void => {
  process.stdout.write(`${JSON.stringify(line)}\n`);
};
const hotplug = createUsbHotplug({
  library: loadUsbLibrary,
  describe: createLinuxDescribe(realTree),
  portOf: linuxPort,
});
let stop: Stop | null = null;

for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'list') {
    say({ answer: await hotplug.list() });
  } else if (line === 'watch') {
    const watching = await hotplug.watch({
      attached: (device) => say({ event: 'attached', device, at: Date.now() }),
      detached: (id) => say({ event: 'detached', id, at: Date.now() }),
    });
    if (watching.ok) stop = watching.value;
    say({ answer: watching.ok ? { ok: true, value: null } : watching });
  } else if (line === 'stop') {
    await stop?.();
    say({ answer: { ok: true, value: null } });
  }
}
