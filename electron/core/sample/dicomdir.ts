/**
 * The disc's directory of its images: patient, study, series, image records that point at each other by their offset
 * in the file (PS3.3 annex F).
 */

import { seriesUid, STUDY, type CtImage } from './ct-study.ts';
import {
  CT_IMAGE_STORAGE,
  element,
  EXPLICIT_LITTLE_ENDIAN,
  JAPANESE,
  MEDIA_STORAGE_DIRECTORY,
  part10,
  text,
  u16,
  u32,
  uid,
} from './dicom.ts';

type DirectoryRecord = {
  readonly type: string;
  readonly keys: readonly Buffer[];
  readonly lower: readonly DirectoryRecord[];
};
/** Where each record starts, in bytes from the file's beginning; before they are known, nothing. */
type Offsets = ReadonlyMap<DirectoryRecord, number>;

const inOrder = (records: readonly DirectoryRecord[]): readonly DirectoryRecord[] =>
  records.flatMap((record) => [record, ...inOrder(record.lower)]);

const imageRecord = (image: CtImage): DirectoryRecord => ({
  type: 'IMAGE',
  lower: [],
  keys: [
    text([0x0004, 0x1500], 'CS', ...image.file),
    text([0x0004, 0x1510], 'UI', CT_IMAGE_STORAGE),
    text([0x0004, 0x1511], 'UI', image.instance),
    text([0x0004, 0x1512], 'UI', EXPLICIT_LITTLE_ENDIAN),
    text([0x0020, 0x0013], 'IS', String(image.number)),
  ],
});

const seriesRecord = (series: number, images: readonly CtImage[]): DirectoryRecord => ({
  type: 'SERIES',
  keys: [
    text([0x0008, 0x0060], 'CS', 'CT'),
    text([0x0020, 0x000e], 'UI', seriesUid(series)),
    text([0x0020, 0x0011], 'IS', String(series)),
  ],
  lower: images.filter((image) => image.series === series).map(imageRecord),
});

function patientRecord(images: readonly CtImage[]): DirectoryRecord {
  const series = [...new Set(images.map((image) => image.series))];
  const study: DirectoryRecord = {
    type: 'STUDY',
    keys: [
      text([0x0008, 0x0020], 'DA', STUDY.date),
      text([0x0008, 0x0030], 'TM', STUDY.time),
      text([0x0008, 0x0050], 'SH', ''),
      text([0x0008, 0x1030], 'LO', STUDY.description),
      text([0x0020, 0x000d], 'UI', STUDY.instance),
      text([0x0020, 0x0010], 'SH', STUDY.id),
    ],
    lower: series.map((number) => seriesRecord(number, images)),
  };
  return {
    type: 'PATIENT',
    keys: [STUDY.patient([0x0010, 0x0010]), text([0x0010, 0x0020], 'LO', STUDY.patientId)],
    lower: [study],
  };
}

/** `next`: the record beside this one, if any. */
function item(record: DirectoryRecord, next: DirectoryRecord | undefined, offsets: Offsets): Buffer {
  const at = (target: DirectoryRecord | undefined) => (target && offsets.get(target)) ?? 0;
  const elements = Buffer.concat([
    u32([0x0004, 0x1400], at(next)),
    u16([0x0004, 0x1410], 0xffff),
    u32([0x0004, 0x1420], at(record.lower[0])),
    text([0x0004, 0x1430], 'CS', record.type),
    ...(record.type === 'PATIENT' ? [text([0x0008, 0x0005], 'CS', ...JAPANESE)] : []),
    ...record.keys,
  ]);
  const header = Buffer.alloc(8);
  header.writeUInt32LE(0xe000fffe, 0);
  header.writeUInt32LE(elements.length, 4);
  return Buffer.concat([header, elements]);
}

function items(
  records: readonly DirectoryRecord[],
  offsets: Offsets,
): readonly (readonly [DirectoryRecord, Buffer])[] {
  return records.flatMap((record, i) => [
    [record, item(record, records[i + 1], offsets)] as const,
    ...items(record.lower, offsets),
  ]);
}

function encode(root: readonly DirectoryRecord[], offsets: Offsets): Buffer {
  const first = root[0];
  const last = root.at(-1);
  return part10(MEDIA_STORAGE_DIRECTORY, uid('directory'), [
    text([0x0004, 0x1130], 'CS', 'SEKISHO'),
    u32([0x0004, 0x1200], (first && offsets.get(first)) ?? 0),
    u32([0x0004, 0x1202], (last && offsets.get(last)) ?? 0),
    u16([0x0004, 0x1212], 0),
    element([0x0004, 0x1220], 'SQ', Buffer.concat(items(root, offsets).map(([, bytes]) => bytes))),
  ]);
}

/** Offsets have a fixed width, so a first encoding without them already shows where each record will stand. */
export function dicomdir(images: readonly CtImage[]): Buffer {
  const root = [patientRecord(images)];
  const unplaced = items(root, new Map());
  const offsets = new Map<DirectoryRecord, number>();
  let position = encode(root, new Map()).length - unplaced.reduce((sum, [, bytes]) => sum + bytes.length, 0);
  for (const [record, bytes] of unplaced) {
    offsets.set(record, position);
    position += bytes.length;
  }
  if (offsets.size !== inOrder(root).length) throw new Error('a directory record has no place');
  return encode(root, offsets);
}
