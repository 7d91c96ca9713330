/** A small CT study: two series of a made-up head, as DICOM Part-10 files with real pixel data. */

import { CT_IMAGE_STORAGE, element, JAPANESE, part10, personName, text, u16, uid } from './dicom.ts';

/** Pixels along each side: that of nearly every CT. */
const SIDE = 512;

export type CtImage = {
  /** Path on the disc, a component each: upper case, at most eight characters, no ending (PS3.10 8.2). */
  readonly file: readonly string[];
  readonly instance: string;
  readonly series: number;
  readonly number: number;
  readonly content: Buffer;
};

export const STUDY = {
  /** The standard's own example of a Japanese name (PS3.5 H.3.1). */
  patient: (tag: readonly [number, number]) => personName(tag, 'Yamada^Tarou', '山田^太郎', 'やまだ^たろう'),
  patientId: 'S-000123',
  instance: uid('study'),
  id: '1',
  date: '20261120',
  time: '093000',
  description: 'HEAD CT',
} as const;

export const seriesUid = (series: number): string => uid(`series ${series}`);

/** Hounsfield units of one slice: air, a skull, a brain with a darker ventricle. `height`: −1 to 1 from top to bottom. */
function slice(height: number): Buffer {
  const pixels = Buffer.alloc(SIDE * SIDE * 2);
  const radius = Math.sqrt(1 - height * height * 0.6);
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const dx = (x - SIDE / 2) / (SIDE * 0.36);
      const dy = (y - SIDE / 2) / (SIDE * 0.44);
      const r = Math.hypot(dx, dy) / radius;
      const ventricle = Math.hypot((Math.abs(dx) - 0.18) / 0.12, dy / 0.3) < 1 - Math.abs(height);
      const unit = r > 1 ? -1000 : r > 0.9 ? 900 : ventricle ? 8 : 36 + ((x * 7 + y * 13) % 5);
      pixels.writeInt16LE(unit, (y * SIDE + x) * 2);
    }
  }
  return pixels;
}

function image(series: number, number: number, count: number): CtImage {
  const instance = uid(`image ${series}.${number}`);
  const z = number * 5;
  const content = part10(CT_IMAGE_STORAGE, instance, [
    text([0x0008, 0x0005], 'CS', ...JAPANESE),
    text([0x0008, 0x0008], 'CS', 'ORIGINAL', 'PRIMARY', 'AXIAL'),
    text([0x0008, 0x0016], 'UI', CT_IMAGE_STORAGE),
    text([0x0008, 0x0018], 'UI', instance),
    text([0x0008, 0x0020], 'DA', STUDY.date),
    text([0x0008, 0x0030], 'TM', STUDY.time),
    text([0x0008, 0x0050], 'SH', ''),
    text([0x0008, 0x0060], 'CS', 'CT'),
    text([0x0008, 0x0070], 'LO', 'SEKISHO SAMPLE'),
    text([0x0008, 0x0090], 'PN', ''),
    text([0x0008, 0x1030], 'LO', STUDY.description),
    STUDY.patient([0x0010, 0x0010]),
    text([0x0010, 0x0020], 'LO', STUDY.patientId),
    text([0x0010, 0x0030], 'DA', '19500101'),
    text([0x0010, 0x0040], 'CS', 'M'),
    text([0x0018, 0x0050], 'DS', '5'),
    text([0x0018, 0x0060], 'DS', '120'),
    text([0x0020, 0x000d], 'UI', STUDY.instance),
    text([0x0020, 0x000e], 'UI', seriesUid(series)),
    text([0x0020, 0x0010], 'SH', STUDY.id),
    text([0x0020, 0x0011], 'IS', String(series)),
    text([0x0020, 0x0012], 'IS', '1'),
    text([0x0020, 0x0013], 'IS', String(number)),
    text([0x0020, 0x0032], 'DS', '-125', '-125', String(z)),
    text([0x0020, 0x0037], 'DS', '1', '0', '0', '0', '1', '0'),
    text([0x0020, 0x0052], 'UI', uid('frame of reference')),
    u16([0x0028, 0x0002], 1),
    text([0x0028, 0x0004], 'CS', 'MONOCHROME2'),
    u16([0x0028, 0x0010], SIDE),
    u16([0x0028, 0x0011], SIDE),
    text([0x0028, 0x0030], 'DS', '0.488', '0.488'),
    u16([0x0028, 0x0100], 16),
    u16([0x0028, 0x0101], 16),
    u16([0x0028, 0x0102], 15),
    u16([0x0028, 0x0103], 1),
    text([0x0028, 0x1052], 'DS', '0'),
    text([0x0028, 0x1053], 'DS', '1'),
    element([0x7fe0, 0x0010], 'OW', slice((2 * number) / (count + 1) - 1)),
  ]);
  const padded = (prefix: string, value: number) => prefix + String(value).padStart(6, '0');
  const file = ['DICOM', padded('ST', 1), padded('SE', series), padded('IM', number)];
  return { file, instance, series, number, content };
}

/** Six slices in each of two series: 6 MB. */
export const ctStudy = (): readonly CtImage[] =>
  [1, 2].flatMap((series) => [1, 2, 3, 4, 5, 6].map((number) => image(series, number, 6)));
