/** A USB bus for tests on machines without one: devices are laid out in sysfs and announced by netlink, as root. */

import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Hotplug, HotplugListener } from '../../electron/core/media/ports.ts';
import type { Device } from '../../shared/model/media.ts';
import type { Result } from '../../shared/result.ts';
import { PYTHON } from '../missing-component.ts';

export type PlugSpec = {
  readonly port: string;
  readonly vendorId: string;
  readonly productId: string;
  readonly vendor: string | null;
  readonly product: string | null;
  readonly serial: string | null;
  /** `08/06/50` */
  readonly interfaces: readonly string[];
  readonly deviceClass: string;
  /** Interfaces appear only after the announcement. */
  readonly late: boolean;
};

export const usbStick: PlugSpec = {
  port: '1-1',
  vendorId: '0781',
  productId: '5581',
  vendor: 'SanDisk',
  product: 'Ultra',
  serial: '4C530001230512118305',
  interfaces: ['08/06/50'],
  deviceClass: '00',
  late: false,
};

/** A namespace is entered as root only; without /sys/bus there is nothing to mount over. */
export const hasNamespaces = (): boolean =>
  spawnSync('unshare', ['-m', '-n', 'sh', '-c', 'mount -t tmpfs tmpfs /sys/bus']).status === 0;

type Plugged = PlugSpec & { readonly bus: number; readonly address: number };
export type VirtualBus = {
  /** The real adapter, running inside. */
  readonly hotplug: Hotplug;
  /** Gives the id under which the adapter reports the device, and when it was announced (ms since 1970). */
  readonly plug: (spec: PlugSpec) => Promise<{ readonly id: string; readonly at: number }>;
  readonly unplug: (id: string) => Promise<void>;
  /** What was reported so far, with the time of the report (ms since 1970). */
  readonly reports: readonly { readonly event: string; readonly id: string; readonly at: number }[];
  close(): Promise<void>;
};

const SET_UP = 'mount -t tmpfs tmpfs /sys/bus && mkdir -p /sys/bus/usb/devices && exec "$@"';

export async function startVirtualBus(
  inside = fileURLToPath(new URL('./inside.ts', import.meta.url)),
  args: readonly string[] = [],
): Promise<VirtualBus & { readonly node: Lines }> {
  const python = fileURLToPath(new URL('./virtual_bus.py', import.meta.url));
  const bus = new Lines(spawn('unshare', ['-m', '-n', 'sh', '-c', SET_UP, 'sh', PYTHON, python]));
  const enter = ['-t', String(bus.pid), '-m', '-n', process.execPath, inside, ...args];
  // Its first answer says that the namespaces are set up and can be entered.
  const probe = JSON.stringify({
    command: 'unplug',
    device: { ...usbStick, port: '9-1', bus: 9, address: 1 },
  });
  await bus.ask(probe.replace('unplug', 'plug'));
  await bus.ask(probe);
  const node = new Lines(spawn('nsenter', enter));
  const devices = new Map<string, Plugged>();
  const reports: { event: string; id: string; at: number }[] = [];
  let listener: HotplugListener | null = null;
  let address = 4;
  node.onEvent = (event) => {
    const report = event as { event: string; device?: Device; id?: string; at: number };
    const id = report.id ?? report.device?.id ?? '';
    reports.push({ event: report.event, id, at: report.at });
    if (report.device !== undefined) listener?.attached(report.device);
    else listener?.detached(id);
  };
  const answer = async <T>(line: string): Promise<Result<T>> => (await node.ask(line)) as Result<T>;

  return {
    node,
    reports,
    hotplug: {
      list: () => answer('list'),
      watch: async (watcher) => {
        listener = watcher;
        const started = await answer<null>('watch');
        if (!started.ok) return started;
        return {
          ok: true,
          value: async () => {
            await answer('stop');
            listener = null;
          },
        };
      },
    },
    async plug(spec) {
      address += 1;
      const device: Plugged = { ...spec, bus: Number(spec.port.split('-')[0]), address };
      const id = `usb:${String(device.bus).padStart(3, '0')}:${address}`;
      devices.set(id, device);
      const done = (await bus.ask(JSON.stringify({ command: 'plug', device }))) as { at: number };
      return { id, at: done.at };
    },
    async unplug(id) {
      const device = devices.get(id);
      devices.delete(id);
      await bus.ask(JSON.stringify({ command: 'unplug', device }));
    },
    async close() {
      await node.end();
      await bus.end();
    },
  };
}

/** A child that is told one line at a time and answers with one; whatever else it says is an event. */
export class Lines {
  onEvent: (event: unknown) => void = () => undefined;
  readonly pid: number;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #waiting: ((answer: unknown) => void)[] = [];
  #errors = '';

  constructor(child: ChildProcessWithoutNullStreams) {
    this.#child = child;
    this.pid = child.pid ?? 0;
    child.stderr.on('data', (chunk: Buffer) => (this.#errors += chunk.toString()));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const said = JSON.parse(line) as Record<string, unknown>;
      if ('answer' in said || 'done' in said)
        this.#waiting.shift()?.('answer' in said ? said['answer'] : said);
      else this.onEvent(said);
    });
  }

  ask(line: string): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const hasEnded = this.#child.exitCode !== null || this.#child.signalCode !== null;
      const ended = (): void => reject(new Error(`ended while asked: ${this.#errors}`));
      if (hasEnded) {
        ended();
        return;
      }
      this.#child.once('close', ended);
      this.#waiting.push((answer) => {
        this.#child.off('close', ended);
        resolve(answer);
      });
      this.#child.stdin.write(`${line}\n`);
    });
  }

  async end(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exited = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await exited;
  }
}
