/** The kinds of content the gate can let in, as data: MIME type, and the extensions such a file goes by in real life. */

/** Extensions in lower case without the dot; `''` is a name without one. */
const EXTENSIONS = {
  // Part 10 files usually have no extension, or the modality's name; numbers are the tail of a UID.
  'application/dicom': [
    '',
    'dcm',
    'dicom',
    'dic',
    'dcm30',
    'ima',
    'img',
    'im',
    'acr',
    'v2',
    'scu',
    'ct',
    'mr',
    'cr',
    'dr',
    'dx',
    'us',
    'mg',
    'nm',
    'pt',
    'pet',
    'xa',
    'rf',
    'rg',
    'sc',
    'ot',
    'op',
    'opt',
    'es',
    'xc',
    'sr',
    'pr',
    'ko',
    'io',
    'px',
    'rt',
    'rtd',
    'rtp',
    'rts',
    'dose',
    'plan',
    'struct',
    'seg',
    'sm',
    'svs',
    'ecg',
    'dir',
  ],
  'application/pdf': ['pdf'],
  'image/jpeg': ['jpg', 'jpeg', 'jpe', 'jfif'],
  'image/png': ['png'],
  'image/gif': ['gif'],
  'image/bmp': ['bmp', 'dib'],
  'image/tiff': ['tif', 'tiff'],
  'image/jp2': ['jp2', 'j2k', 'jpf', 'jpx'],
  'image/webp': ['webp'],
  'image/heic': ['heic', 'heif', 'hif'],
  'text/plain': ['', 'txt', 'text', 'log', 'dat', 'md', 'asc'],
  'text/csv': ['csv', 'tsv'],
  // Receipt data: UKE to the payers, HEN back from them (clinic.md 3).
  'application/x-receipt': ['uke', 'hen', 'csv', 'txt'],
  'application/hl7-v2': ['', 'hl7', 'hl7v2', 'oru', 'adt', 'txt', 'dat', 'msg'],
  'application/xml': ['xml', 'xsd'],
  'application/cda+xml': ['xml', 'cda'],
  'application/zip': ['zip'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': ['pptx'],
  'application/vnd.oasis.opendocument.text': ['odt'],
  'application/vnd.oasis.opendocument.spreadsheet': ['ods'],
  'application/vnd.oasis.opendocument.presentation': ['odp'],
  'application/msword': ['doc'],
  'application/vnd.ms-excel': ['xls'],
  'application/vnd.ms-powerpoint': ['ppt'],
  'video/mp4': ['mp4', 'm4v'],
  'video/quicktime': ['mov', 'qt'],
  'video/mpeg': ['mpg', 'mpeg', 'mpe'],
  'video/vnd.avi': ['avi'],
} as const;

/** A kind of content that some preset may allow. */
export type AllowableType = keyof typeof EXTENSIONS;

export const ALLOWABLE_TYPES = Object.keys(EXTENSIONS) as readonly AllowableType[];

const BY_TYPE = new Map<string, ReadonlySet<string>>(
  Object.entries(EXTENSIONS).map(([type, extensions]) => [type, new Set<string>(extensions)]),
);

/** True where files of that type really go by that extension (lower case, no dot, '' for none). */
export function extensionFits(type: string, extension: string): boolean {
  if (BY_TYPE.get(type)?.has(extension) === true) return true;
  // The last part of a UID, or a running number: 1.2.840.113619.2.55.3, IMAGE.001.
  return type === 'application/dicom' && /^\d+$/.test(extension);
}

/** The types an extension stands for; an empty file is believed to be what its name says, having no bytes to lie with. */
export function typesOfExtension(extension: string): readonly AllowableType[] {
  return ALLOWABLE_TYPES.filter((type) => extensionFits(type, extension));
}

/** The extension of a path's last name, lower case without the dot; '' for none and for names that only begin with a dot. */
export function extensionOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot + 1).toLowerCase();
}
