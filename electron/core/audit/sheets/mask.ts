/**
 * Masks names and patient ids: equal ones get equal marks within one export, so that rows can still be joined, and
 * nobody without the ledger's key can try out which name a mark stands for. Hashes of entries are masked with either: they
 * have no key, so a guess could be held against the entry's own hash or that of any later one, as each depends on all
 * before it.
 */

import { createHash, hash as digest, sign, type KeyObject } from 'node:crypto';

import type { JsonValue } from '../../../../shared/model/ledger.ts';
import type { CellKind, Mask } from '../../../../shared/model/sheets.ts';
import type { CellValue } from './cell.ts';

export type Masker = {
  cell(value: CellValue, kind: CellKind): CellValue;
  /**
   * A body or a part of one, with what stands under keys that hold names, ids or hashes masked. `within`: what part it
   * is, or of a whole body its kind.
   */
  json(value: JsonValue, within?: string): JsonValue;
  /** What stands for an entry's hash. */
  hash(hash: string): string;
};

export const noMask: Masker = { cell: (value) => value, json: (value) => value, hash: (hash) => hash };

/**
 * Kept, because what kind of file it was is half of what a row tells. From a list: the end of `yamada.taro` is no
 * extension but somebody's name.
 */
const EXTENSIONS = new Set(
  (
    'dcm dic ima dicomdir pdf jpg jpeg jpe jp2 png gif bmp tif tiff webp svg heic doc docx docm dot dotx dotm xls xlsx ' +
    'xlsm xlsb xlt xltx xltm ppt pptx pptm pot pps ppsx odt ods odp odg rtf txt csv tsv dat log md ini cfg xml xsd xsl ' +
    'htm html mht css json yaml hl7 cda uke hen sef eml msg vcf zip lzh lha 7z rar tar gz tgz bz2 xz cab iso img vhd ' +
    'vhdx dmg exe com scr msi msp dll sys ocx cpl bat cmd ps1 psm1 vbs vbe js jse wsf wsh hta jar py sh lnk url scf inf ' +
    'reg db mdb accdb sqlite bak tmp mp3 wav m4a mp4 m4v mov avi wmv mpg mpeg mkv'
  ).split(' '),
);

function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  const extension = dot <= 0 ? '' : name.slice(dot + 1);
  return EXTENSIONS.has(extension.toLowerCase()) ? `.${extension}` : '';
}

/** 48 bits: among 1,000,000 names two share a mark in one export out of 500. */
const MARK_DIGITS = 12;
/** Names of one folder come together; beyond that remembering costs more memory than it saves time. */
const REMEMBERED = 20_000;

/** Keys of bodies under which names of files, folders and media stand. */
const NAME_KEYS = new Set(['path', 'label', 'folder', 'member', 'mountPoint', 'toMount', 'sibling', 'raw']);
/** What describes a volume calls it by label or place in these as well, and what describes a finding other files. */
const MORE_KEYS: Readonly<Record<string, ReadonlySet<string>>> = {
  volume: new Set(['id', 'name']),
  detail: new Set(['name', 'other', 'component', 'extension']),
};
const PATIENT_KEYS = new Set(['patientId']);
/** Of entries, and of what was made of them or of names: exports, archives and the lists of released files. */
const HASH_KEYS = new Set(['hash', 'sums', 'manifest']);
/** Elsewhere this key holds the hash of a file's content, by which a file is found in other lists. */
const MORE_HASH_KEYS: Readonly<Record<string, string>> = { files: 'sha256', 'archive.made': 'sha256' };
/** The mark of a hash, as it stands in an export. */
export const HASH_MARK = /^h-[0-9a-f]{12}$/;

/** The ledger's key signs the salt: whoever has the ledger can make the same marks again, nobody else can. */
export function maskKey(key: KeyObject, salt: string): string {
  return createHash('sha256')
    .update(sign(null, Buffer.from(`sekisho-mask/1 ${salt}`), key))
    .digest('hex');
}

export function createMasker(masks: readonly Mask[], key: string): Masker {
  const names = masks.includes('names');
  const patients = masks.includes('patients');
  const known = new Map<string, string>();

  // Cut short, a plain hash over a secret beginning says as little as an HMAC, and takes a third of its time.
  const make = (prefix: string, text: string): string =>
    `${prefix}-${digest('sha256', `${key}\0${prefix}\0${text}`, 'hex').slice(0, MARK_DIGITS)}`;
  const mark = (prefix: string, text: string): string => {
    const whole = `${prefix}\0${text}`;
    const before = known.get(whole);
    if (before !== undefined) return before;
    if (known.size >= REMEMBERED) known.clear();
    const made = make(prefix, text);
    known.set(whole, made);
    return made;
  };
  const hashMark = (text: string): string => (text === '' || masks.length === 0 ? text : make('h', text));
  const name = (text: string): string => (text === '' ? '' : `${mark('n', text)}${extensionOf(text)}`);
  const path = (text: string): string =>
    text
      .split(/([\\/])/)
      .map((part) => (part === '/' || part === '\\' ? part : name(part)))
      .join('');
  const patient = (text: string): string => (text === '' ? '' : mark('p', text));

  const member = (key: string, value: JsonValue, within: string): JsonValue => {
    if (typeof value !== 'string') return walk(value, key === 'volumes' ? 'volume' : key);
    if (HASH_KEYS.has(key) || MORE_HASH_KEYS[within] === key) return hashMark(value);
    if (names && key === 'extension' && EXTENSIONS.has(value.replace(/^\./, '').toLowerCase())) return value;
    if (names && (NAME_KEYS.has(key) || MORE_KEYS[within]?.has(key) === true)) return path(value);
    return patients && PATIENT_KEYS.has(key) ? patient(value) : value;
  };
  const walk = (value: JsonValue, within: string): JsonValue => {
    if (typeof value === 'string') return names && within === 'volume' ? path(value) : value;
    if (value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) return value.map((one: JsonValue) => walk(one, within));
    return Object.fromEntries(
      Object.entries(value as Record<string, JsonValue>).map(([key, one]) => [key, member(key, one, within)]),
    );
  };

  return {
    cell: (value, kind) => {
      if (typeof value !== 'string') return value;
      if (kind === 'path') return names ? path(value) : value;
      if (kind === 'name') return names ? name(value) : value;
      if (kind === 'bytes') return names ? null : value;
      if (kind === 'hash') return hashMark(value);
      return kind === 'patient' && patients ? patient(value) : value;
    },
    json: (value, within) => walk(value, within ?? ''),
    hash: hashMark,
  };
}
