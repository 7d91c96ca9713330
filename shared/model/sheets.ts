/**
 * The sheets that a clinic hands out: which there are, their columns in order, and what a cell holds. The headings are
 * words (shared/words/sheets-*.ts); the keys are what programs go by. Order and content of A to E are those of the
 * ledgers that Japanese clinics and municipalities keep.
 */

/** The five sheets of the book, A to E. */
export const BOOK_SHEETS = ['media', 'sessions', 'files', 'operations', 'reviews'] as const;
export type BookSheet = (typeof BOOK_SHEETS)[number];

/** `cover` tells about the others; `ledger` is every entry as it was hashed, for whoever checks the chain with own tools. */
export const SHEET_NAMES = ['cover', ...BOOK_SHEETS, 'ledger'] as const;
export type SheetName = (typeof SHEET_NAMES)[number];

/** The file of each sheet where several go into one folder. */
export const SHEET_FILES: Readonly<Record<SheetName, string>> = {
  cover: '0-cover.csv',
  media: 'A-media.csv',
  sessions: 'B-sessions.csv',
  files: 'C-files.csv',
  operations: 'D-operations.csv',
  reviews: 'E-reviews.csv',
  ledger: 'ledger.csv',
};

export const ENCODINGS = ['utf8', 'cp932'] as const;
export type SheetEncoding = (typeof ENCODINGS)[number];

export const SHEET_LANGUAGES = ['ja', 'en'] as const;
export type SheetLanguage = (typeof SHEET_LANGUAGES)[number];

/** What can be masked: names of files, folders and media; ids of patients. Free text (purpose, remarks) never is. */
export const MASKS = ['names', 'patients'] as const;
export type Mask = (typeof MASKS)[number];

/**
 * What a cell holds decides how it is written: `text` is defused against formulas and made visible, `code` is a word of
 * ours that may be translated, `json` keeps its exact meaning through JSON's own escapes, `number` stands as it is.
 * `path` (masked part by part), `name` and `patient` are texts that a mask covers; `bytes` are raw ones, which it removes.
 * `hash` is of an entry, with which a guess at what is masked could be held against it: any mask covers it.
 */
export type CellKind = 'text' | 'code' | 'json' | 'number' | 'path' | 'name' | 'patient' | 'bytes' | 'hash';

type Columns = Readonly<Record<string, CellKind>>;

const COLUMNS = {
  cover: { item: 'code', value: 'text', note: 'text' },
  media: {
    medium: 'text',
    type: 'code',
    product: 'text',
    serial: 'text',
    ids: 'text',
    bytes: 'number',
    encrypted: 'code',
    owner: 'code',
    storage: 'text',
    registered: 'text',
    registeredBy: 'text',
    state: 'code',
    disposed: 'text',
    disposal: 'code',
    counted: 'text',
    name: 'text',
    since: 'text',
    why: 'text',
    witness: 'text',
    lentTo: 'text',
    lentFor: 'text',
    lentSince: 'text',
    due: 'text',
    mark: 'text',
  },
  sessions: {
    session: 'text',
    practice: 'code',
    opened: 'text',
    staff: 'text',
    approvedBy: 'text',
    medium: 'text',
    serial: 'text',
    origin: 'code',
    purpose: 'text',
    patientId: 'patient',
    total: 'number',
    bytes: 'number',
    outcome: 'code',
    engine: 'text',
    definitions: 'text',
    builtAt: 'text',
    to: 'text',
    released: 'number',
    disposition: 'code',
    remarks: 'text',
    closed: 'text',
    openedIso: 'text',
    preset: 'code',
    sender: 'text',
    label: 'name',
    blocked: 'number',
    infected: 'number',
    exceptions: 'number',
    bytesRead: 'number',
    seconds: 'number',
    error: 'text',
    definitionsState: 'code',
    policy: 'text',
    from: 'path',
    folder: 'path',
    device: 'json',
    volume: 'json',
    seq: 'number',
    hash: 'hash',
  },
  files: {
    session: 'text',
    practice: 'code',
    n: 'number',
    path: 'path',
    size: 'number',
    sha256: 'text',
    type: 'text',
    verdict: 'code',
    reason: 'code',
    detail: 'text',
    destination: 'path',
    arrived: 'code',
    at: 'text',
    atIso: 'text',
    raw: 'bytes',
    cached: 'code',
    exception: 'text',
    seq: 'number',
    hash: 'hash',
  },
  operations: {
    at: 'text',
    kind: 'code',
    by: 'text',
    subject: 'text',
    content: 'text',
    session: 'text',
    practice: 'code',
    atIso: 'text',
    seq: 'number',
    hash: 'hash',
  },
  reviews: {
    kind: 'code',
    first: 'text',
    last: 'text',
    by: 'text',
    signed: 'text',
    remarks: 'text',
    sessions: 'number',
    throughSeq: 'number',
    throughHash: 'hash',
    passed: 'code',
    results: 'text',
    atIso: 'text',
    seq: 'number',
    hash: 'hash',
  },
  ledger: {
    seq: 'number',
    at: 'text',
    atIso: 'text',
    kind: 'text',
    session: 'text',
    body: 'json',
    prev: 'hash',
    hash: 'hash',
  },
} as const satisfies Readonly<Record<SheetName, Columns>>;

export type ColumnKey<S extends SheetName> = keyof (typeof COLUMNS)[S] & string;

export type SheetColumn = { readonly key: string; readonly kind: CellKind };

/** The columns of a sheet in their order; the file has one more, the rows' check values. */
export const columnsOf = (sheet: SheetName): readonly SheetColumn[] =>
  Object.entries<CellKind>(COLUMNS[sheet]).map(([key, kind]) => ({ key, kind }));

/** Kinds of entries that have a sheet of their own; every other one stands on the sheet of operations. */
export const NOT_OPERATIONS = [
  'file',
  'session.opened',
  'session.refused',
  'session.inventory',
  'session.closed',
  'session.interrupted',
  'release.intent',
  'release.arrived',
  'review.signed',
  'drill.held',
] as const;
