/** What udev found out when a block device appeared (label, type, encryption): read from its database, not the medium. */

import { readText } from './system-tree.ts';
import type { SystemTree } from './system-tree.ts';

export type FileSystemFacts = {
  readonly type: string | null;
  readonly label: string | null;
  readonly uuid: string | null;
  /** `filesystem`, `crypto`, `raid`, `other`; null when no signature was found. */
  readonly usage: string | null;
};

export type UdevFacts = FileSystemFacts & {
  /** For disc drives: whether a disc is in. Null when udev says nothing about discs. */
  readonly hasDisc: boolean | null;
};

/** Null where udev does not run or has not come to this device yet. */
export function udevFacts(tree: SystemTree, dev: string): UdevFacts | null {
  const text = readText(`${tree.run}/udev/data/b${dev}`);
  if (text === null) return null;
  const properties = propertiesIn(text, /^E:([^=]+)=(.*)$/);
  const isDrive = properties.get('ID_CDROM') === '1';
  return {
    ...fileSystemFacts(properties),
    hasDisc: isDrive ? properties.get('ID_CDROM_MEDIA') === '1' : null,
  };
}

/** `blkid -p -o udev` prints the same properties, read from the device itself. */
export const parseBlkid = (output: string): FileSystemFacts =>
  fileSystemFacts(propertiesIn(output, /^(ID_[^=]+)=(.*)$/));

function propertiesIn(text: string, pattern: RegExp): ReadonlyMap<string, string> {
  return new Map(
    text.split('\n').flatMap((line) => {
      const match = pattern.exec(line);
      return match === null ? [] : [[match[1] ?? '', match[2] ?? '']];
    }),
  );
}

function fileSystemFacts(properties: ReadonlyMap<string, string>): FileSystemFacts {
  const encoded = properties.get('ID_FS_LABEL_ENC');
  return {
    type: properties.get('ID_FS_TYPE') ?? null,
    // Without _ENC udev has put underscores where the label had spaces.
    label: encoded === undefined ? (properties.get('ID_FS_LABEL') ?? null) : unescapeHex(encoded),
    uuid: properties.get('ID_FS_UUID') ?? null,
    usage: properties.get('ID_FS_USAGE') ?? null,
  };
}

/** `\x20` for each byte that is not plain; the rest of the line is UTF-8 already. */
export function unescapeHex(text: string): string {
  const latin = Buffer.from(text, 'utf8').toString('latin1');
  const raw = latin.replaceAll(/\\x([0-9a-fA-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(raw, 'latin1').toString('utf8');
}
