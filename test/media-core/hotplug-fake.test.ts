/** The fake keeps the promises of the real one. */

import { hotplugConformance } from '../conformance/hotplug.ts';
import { createFakeHotplug } from '../fakes/fake-hotplug.ts';
import { interfaceOf, stick } from './samples.ts';

hotplugConformance('fake', () => {
  const hotplug = createFakeHotplug();
  let count = 0;
  return Promise.resolve({
    hotplug,
    plug: (spec) => {
      count += 1;
      const id = `usb:001:${count}`;
      hotplug.plug(stick({ ...spec, id, interfaces: spec.interfaces.map(interfaceOf) }));
      return Promise.resolve(id);
    },
    unplug: (id) => {
      hotplug.unplug(id);
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  });
});
