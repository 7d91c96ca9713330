/** The media of the bench: the same bytes at every run, and nothing in them that the gate would hold back. */

import { createCipheriv } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CT_IMAGE_STORAGE, element, part10, text, u16, uid } from '../../electron/core/sample/dicom.ts';
import { cp932 } from '../../electron/core/sample/records.ts';
import { referralPdf } from '../../electron/core/sample/referral-pdf.ts';

/** Bytes that do not compress, like the noise in an image; `seed` makes them this file's own. */
function noise(seed: number, length: number): Buffer {
  const counter = Buffer.alloc(16);
  counter.writeUInt32BE(seed);
  return createCipheriv('aes-128-ctr', Buffer.alloc(16), counter).update(Buffer.alloc(length));
}

/** A DICOM image of about `bytes`: 512 by 512 pixels of 16 bits, as many frames as it takes. */
function image(seed: number, bytes: number): Buffer {
  const instance = uid(`bench ${seed}`);
  return part10(CT_IMAGE_STORAGE, instance, [
    text([0x0008, 0x0016], 'UI', CT_IMAGE_STORAGE),
    text([0x0008, 0x0018], 'UI', instance),
    text([0x0008, 0x0060], 'CS', 'CT'),
    text([0x0028, 0x0008], 'IS', String(Math.max(1, Math.round(bytes / 524_288)))),
    u16([0x0028, 0x0010], 512),
    u16([0x0028, 0x0011], 512),
    u16([0x0028, 0x0100], 16),
    element([0x7fe0, 0x0010], 'OW', noise(seed, bytes & ~1)),
  ]);
}

/** Laboratory results in CP932; sizes from 0.4 to 12 KB, most of them small. */
function results(seed: number): Buffer {
  const rows = 8 + ((seed * 7919) % 16) ** 2;
  const row = (_: unknown, i: number) =>
    `S-${String(seed).padStart(6, '0')},山田\u3000太郎,2026/11/${10 + (i % 20)},項目${i},${(seed * 31 + i * 17) % 1000},mg/dL`;
  return cp932(Array.from({ length: rows }, row));
}

type Writer = (name: string, content: Buffer) => void;

function writerInto(folder: string): Writer {
  const made = new Set<string>();
  return (name, content) => {
    const file = path.join(folder, name);
    const parent = path.dirname(file);
    if (!made.has(parent)) mkdirSync(parent, { recursive: true });
    made.add(parent);
    writeFileSync(file, content);
  };
}

const numbered = (count: number, make: (i: number) => void): void => {
  for (let i = 0; i < count; i++) make(i);
};

/** `count` small files, a hundred in a folder. */
export function smallFiles(folder: string, count: number): void {
  const write = writerInto(folder);
  numbered(count, (i) => write(`${String(Math.floor(i / 100)).padStart(4, '0')}/結果${i}.csv`, results(i)));
}

/** An imaging disc: slices of 0.5 MB, a few sequences of 25 MB, and what an office adds. `scale` 1: about 380 MB. */
export function imagingDisc(folder: string, scale: number): void {
  const write = writerInto(folder);
  const count = (whole: number) => Math.max(1, Math.round(whole * scale));
  numbered(count(360), (i) =>
    write(
      `DICOM/SE${String(Math.floor(i / 120)).padStart(6, '0')}/IM${String(i).padStart(6, '0')}`,
      image(i, 524_288),
    ),
  );
  numbered(count(8), (i) =>
    write(`DICOM/CINE/IM${String(i).padStart(6, '0')}`, image(10_000 + i, 25_000_000)),
  );
  numbered(count(300), (i) => write(`書類/結果${i}.csv`, results(i)));
  numbered(count(20), (i) =>
    write(`書類/紹介状 ${i}.pdf`, Buffer.concat([referralPdf(), Buffer.from(`%${i}\n`)])),
  );
}

/** `count` files of 50 MB. */
export function largeFiles(folder: string, count: number): void {
  const write = writerInto(folder);
  numbered(count, (i) => write(`IM${String(i).padStart(6, '0')}`, image(20_000 + i, 50_000_000)));
}
