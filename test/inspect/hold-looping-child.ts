/** A gate's process with an inspection child that loops; prints the child's process id and waits to be killed. */

import { nodeChildProcesses } from '../../electron/core/inspect/child-processes.ts';

const children = nodeChildProcesses(
  new URL('./loop-forever.ts', import.meta.url),
  new URL('./', import.meta.url),
);
const child = children.start({ read: [], write: [], heapMiB: 64 });
child.onMessage(() => {
  child.send({ tasks: [] });
  console.log(child.pid);
});
setInterval(() => undefined, 1000);
