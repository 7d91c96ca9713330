/** Reads what is inside the streams of old Word, Excel and PowerPoint documents: encryption, DDE, macros, embedded storages. */

/* eslint-disable no-control-regex -- fields in Word's text begin with a control character */

import { inflateSync } from 'node:zlib';

import { heldBack } from '../../../shared/model/verdict.ts';
import type { Held } from './held.ts';

/** The header's bit 8 tells encryption. A field begins with 0x13; DDE and DDEAUTO start programs. */
export function judgeWord(stream: Buffer): Held | null {
  if (stream.length >= 12 && (stream.readUInt16LE(10) & 0x0100) !== 0)
    return heldBack('encrypted', { rule: 'doc-encrypted' });
  const plain = stream.toString('latin1').replaceAll('\0', '');
  return /\u0013\s*"?DDE(?:AUTO)?\b/i.test(plain) ? heldBack('macro', { rule: 'dde' }) : null;
}

/** How a sheet begins, in every version of the format. */
const BOF: ReadonlySet<number> = new Set([0x0009, 0x0209, 0x0409, 0x0809]);

/**
 * BIFF records: FILEPASS encrypts the rest, BOUNDSHEET names an Excel 4 macro sheet (1) or a module (6) and so does the
 * beginning of that sheet (0x40, 6), SUPBOOK with U+0003 is DDE. An empty record ends nothing: programs read on.
 */
export function judgeExcel(stream: Buffer): Held | null {
  for (let at = 0; at + 4 <= stream.length;) {
    const record = stream.readUInt16LE(at);
    const length = stream.readUInt16LE(at + 2);
    const body = stream.subarray(at + 4, at + 4 + length);
    if (record === 0x002f) return heldBack('encrypted', { rule: 'xls-encrypted' });
    if (record === 0x0085 && (body[5] === 1 || body[5] === 6))
      return heldBack('macro', { rule: 'excel4-macro' });
    if (BOF.has(record) && body.length >= 4 && [0x40, 0x06].includes(body.readUInt16LE(2)))
      return heldBack('macro', { rule: 'excel4-macro' });
    if (record === 0x01ae && body.length > 4 && body.toString('latin1', 4).includes('\u0003'))
      return heldBack('macro', { rule: 'dde' });
    at += 4 + length;
  }
  return null;
}

/** CLSIDs of what can stand for an address: a URL, a file, several of them, an object, a class. */
const MONIKERS = [
  'e0c9ea79f9bace118c8200aa004ba90b',
  '0303000000000000c000000000000046',
  '0903000000000000c000000000000046',
  '0603000000000000c000000000000046',
  '1a03000000000000c000000000000046',
].map((clsid) => Buffer.from(clsid, 'hex'));

/** An object's own stream: bit 0 of its flags makes it a link, and a link names what is loaded when the document opens. */
export function judgeLink(stream: Buffer): Held | null {
  const linked = stream.length >= 8 && (stream.readUInt32LE(4) & 1) !== 0;
  const addressed = stream.length >= 20 && stream.readUInt32LE(16) !== 0;
  return linked || addressed || MONIKERS.some((clsid) => stream.includes(clsid))
    ? heldBack('macro', { rule: 'ole-link' })
    : null;
}

const STORAGE = 0x1011;
const STORAGE_BYTES = 64 * 1024 * 1024;

/**
 * The OLE2 storages packed into a PowerPoint stream: embedded objects and the macro project look the same there. Null
 * where one of them cannot be unpacked.
 */
export function powerPointStorages(stream: Buffer): readonly Buffer[] | null {
  const storages: Buffer[] = [];
  for (let at = 0; at + 8 <= stream.length;) {
    const version = stream.readUInt16LE(at);
    const type = stream.readUInt16LE(at + 2);
    const length = stream.readUInt32LE(at + 4);
    if (type === STORAGE) {
      const packed = stream.subarray(at + 12, at + 8 + length);
      try {
        storages.push(
          version >>> 4 === 1
            ? inflateSync(packed, { maxOutputLength: STORAGE_BYTES })
            : stream.subarray(at + 8, at + 8 + length),
        );
      } catch {
        return null;
      }
    }
    // Containers are walked into, so that no storage is missed wherever it stands.
    at += type !== STORAGE && (version & 0xf) === 0xf ? 8 : 8 + length;
  }
  return storages;
}
