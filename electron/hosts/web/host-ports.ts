/** What a browser cannot do, done for it as far as development and tests need it. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { ok } from '../../../shared/result.ts';
import type { HostPorts } from '../../core/desk/ports.ts';
import type { Downloads } from './downloads.ts';

/**
 * `choose`: the folder that stands for whatever a person would choose: `<choose>/<purpose>` where that is there, else the
 * folder itself; null: nothing is ever chosen. `sample`: null where no sample medium can be inserted.
 */
export type WebChoices = {
  readonly choose: string | null;
  readonly sample: HostPorts['insertSample'];
  readonly quit: () => void;
};

const MAX_TEXT_BYTES = 1024 * 1024;

export function webHostPorts({ choose, sample, quit }: WebChoices, downloads: Downloads): HostPorts {
  const chosen = (name: string): string | null => {
    if (choose === null) return null;
    const own = path.join(choose, name);
    return fs.existsSync(own) ? own : choose;
  };
  return {
    kind: 'web',
    chooseFolder: (_connection, purpose) => Promise.resolve(chosen(purpose)),
    async openText(_connection, purpose) {
      const file = chosen(`${purpose}.json`);
      if (file === null || file === choose) return null;
      const { size } = await fs.promises.stat(file);
      return size > MAX_TEXT_BYTES ? null : fs.promises.readFile(file, 'utf8');
    },
    deliver: (connection, file) =>
      Promise.resolve(
        ok({ way: 'download' as const, name: file.name, address: downloads.offer(connection, file) }),
      ),
    leaveKiosk: () => undefined,
    // Its address holds a token that no kiosk's page gets to know.
    openAdmin: null,
    quit,
    insertSample: sample,
  };
}
