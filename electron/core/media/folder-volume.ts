/** A folder that stands for a medium, where nothing has to be plugged in: for development, tests and practice. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Volume } from '../../../shared/model/media.ts';

/** `kind`: what stands in the record where a medium has its file system. Another folder of the same name is another medium. */
export function folderVolume(folder: string, kind: 'folder' | 'sample'): Volume {
  const stat = fs.statSync(folder, { throwIfNoEntry: false });
  return {
    id: `${kind}:${String(stat?.ino ?? 0)}:${String(stat?.birthtimeMs ?? 0)}`,
    state: 'mounted',
    mountPoint: folder,
    node: null,
    block: null,
    shows: null,
    disk: null,
    partition: null,
    fileSystem: kind,
    label: path.basename(folder),
    uuid: null,
    bytes: null,
    readOnly: true,
    options: [],
    removable: true,
    atMountRoot: true,
    system: false,
    lock: null,
    usb: null,
  };
}
