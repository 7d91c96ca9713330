/** Derives the tables that lists and searches read from the entries: one function for appending, rebuilding and verifying. */

import type { JsonValue } from '../../../shared/model/ledger.ts';
import { searchText } from './search-text.ts';

/** The columns of `sessions`, in their order. */
export type SessionRow = {
  readonly seq: number;
  readonly id: string;
  readonly opened_at: string;
  closed_at: string | null;
  readonly source: string | null;
  readonly destination: string | null;
  readonly label: string | null;
  readonly preset: string | null;
  staff: string | null;
  purpose: string | null;
  readonly practice: number;
  outcome: string | null;
  total: number;
  released: number;
  blocked: number;
  bytes: number;
  bytes_read: number | null;
  seconds: number | null;
  error: string | null;
};

/** The columns of `files`. Everything else about a file is read from its entry. */
export type FileRow = {
  readonly seq: number;
  readonly session: string | null;
  readonly verdict: string | null;
  readonly sha256: string | null;
};

/**
 * One document of `names` and one of `hashes`, for up to FILES_PER_BLOCK files of one session: the folded paths, a line
 * each, and the first HASH_DIGITS digits of the hashes, a word each.
 */
export type BlockRow = { readonly rowid: number; readonly names: string; readonly hashes: string };

/** What a block tells of one file. */
export type BlockFile = { readonly name: string; readonly hash: string | null };

/** A session that has not ended. `files`: those not yet in a block. */
export type OpenSession = { readonly row: SessionRow; files: BlockFile[]; blocks: number };

export type ProjectionSink = {
  /** An open session that began before this projector did; null when there is none or it has ended. */
  resume(session: string): OpenSession | null;
  /** The row of a session that has ended, as it was handed over last; null when there is none. */
  ended(session: string): Readonly<SessionRow> | null;
  session(row: Readonly<SessionRow>): void;
  /** The same row once more: somebody said more about the session after its end. */
  toldLater(row: Readonly<SessionRow>): void;
  file(row: FileRow): void;
  block(row: BlockRow): void;
};

/** Enough to share the cost of a document, few enough that looking through one takes microseconds. */
export const FILES_PER_BLOCK = 500;

/** 64 bits: two files that share them by chance are not to be expected, and the whole hash is compared in the end. */
export const HASH_DIGITS = 16;

/** A block's rowid = sessions.seq * 65536 + block: room for 32,768,000 files a session and 137,438,953,471 entries. */
export const BLOCKS_PER_SESSION = 65_536;

export type ProjectedEntry = {
  readonly seq: number;
  readonly at: string;
  readonly kind: string;
  readonly session: string | null;
  readonly body: Readonly<Record<string, JsonValue>>;
};

export type Projector = {
  apply(entry: ProjectedEntry): void;
  /** Hands over the rows of open sessions that changed; before a commit, and at the end of a walk. */
  flush(): void;
};

type Body = Readonly<Record<string, JsonValue>>;
const isBody = (value: JsonValue | undefined): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const member = (body: Body, name: string): Body => {
  const value = body[name];
  return isBody(value) ? value : {};
};
const text = (body: Body, name: string): string | null => {
  const value = body[name];
  return typeof value === 'string' ? value : null;
};
const number = (body: Body, name: string): number | null => {
  const value = body[name];
  return typeof value === 'number' ? value : null;
};
/** Columns of counts and bytes hold whole numbers; anything else in a body is none of ours. */
const whole = (body: Body, name: string): number | null => {
  const value = number(body, name);
  return value !== null && Number.isSafeInteger(value) ? value : null;
};

/** What a file's body gives to its block. */
export function blockFile(body: Body): BlockFile {
  const hash = text(body, 'sha256');
  return {
    name: searchText(text(body, 'path') ?? ''),
    hash: hash === null ? null : hash.slice(0, HASH_DIGITS),
  };
}

function openedRow(entry: ProjectedEntry, id: string): SessionRow {
  const { body } = entry;
  return {
    seq: entry.seq,
    id,
    opened_at: entry.at,
    closed_at: null,
    source: text(body, 'from'),
    destination: text(body, 'to'),
    label: text(body, 'label'),
    preset: text(body, 'preset'),
    staff: text(body, 'staff'),
    purpose: text(body, 'purpose'),
    practice: body['practice'] === true ? 1 : 0,
    outcome: null,
    total: 0,
    released: 0,
    blocked: 0,
    bytes: 0,
    bytes_read: null,
    seconds: null,
    error: null,
  };
}

/** How a session ended, by the kind of the entry that says so. While it runs, the counts are those of its file entries. */
const ENDINGS: Readonly<Record<string, (row: SessionRow, body: Body) => void>> = {
  'session.refused': (row, body) => {
    row.outcome = 'refused';
    row.error = text(body, 'code');
  },
  'session.closed': (row, body) => {
    const files = member(body, 'files');
    row.outcome = text(body, 'outcome') ?? 'aborted';
    row.total = whole(files, 'total') ?? row.total;
    row.released = whole(files, 'released') ?? 0;
    row.blocked = whole(files, 'blocked') ?? row.blocked;
    row.bytes = whole(body, 'bytes') ?? row.bytes;
    row.bytes_read = whole(body, 'bytesRead');
    row.seconds = number(body, 'seconds');
    row.error = text(member(body, 'error'), 'code');
  },
  'session.interrupted': (row, body) => {
    row.outcome = 'interrupted';
    row.released = whole(member(body, 'arrived'), 'files') ?? 0;
  },
};

/** What was said about a session, while it ran or afterwards; nothing is taken back by silence. */
function tell(row: SessionRow, body: Body): void {
  const facts = member(body, 'facts');
  row.staff = text(facts, 'staff') ?? row.staff;
  row.purpose = text(facts, 'purpose') ?? row.purpose;
}

export function createProjector(sink: ProjectionSink): Projector {
  const open = new Map<string, OpenSession>();
  const changed = new Set<OpenSession>();

  const find = (id: string): OpenSession | null => {
    const known = open.get(id) ?? sink.resume(id);
    if (known !== null) open.set(id, known);
    return known;
  };
  const begin = (entry: ProjectedEntry, id: string): OpenSession => {
    const begun = { row: openedRow(entry, id), files: [], blocks: 0 };
    open.set(id, begun);
    changed.add(begun);
    return begun;
  };
  const closeBlock = (session: OpenSession): void => {
    sink.block({
      rowid: session.row.seq * BLOCKS_PER_SESSION + session.blocks,
      names: session.files.map((file) => file.name).join('\n'),
      hashes: session.files.flatMap((file) => file.hash ?? []).join(' '),
    });
    session.blocks += 1;
    session.files = [];
  };
  const file = (entry: ProjectedEntry, session: OpenSession | null): void => {
    const { body } = entry;
    const verdict = text(body, 'verdict');
    sink.file({ seq: entry.seq, session: entry.session, verdict, sha256: text(body, 'sha256') });
    if (session === null) return;
    session.row.total += 1;
    if (verdict !== 'clean') session.row.blocked += 1;
    session.row.bytes += whole(body, 'size') ?? 0;
    changed.add(session);
    session.files.push(blockFile(body));
    if (session.files.length === FILES_PER_BLOCK) closeBlock(session);
  };
  const facts = (id: string, body: Body): void => {
    const session = find(id);
    if (session !== null) {
      tell(session.row, body);
      changed.add(session);
      return;
    }
    const ended = sink.ended(id);
    if (ended === null) return;
    const row = { ...ended };
    tell(row, body);
    sink.toldLater(row);
  };
  const end = (
    entry: ProjectedEntry,
    session: OpenSession,
    ending: (row: SessionRow, body: Body) => void,
  ): void => {
    if (session.files.length > 0) closeBlock(session);
    session.row.closed_at = entry.at;
    ending(session.row, entry.body);
    sink.session(session.row);
    changed.delete(session);
    open.delete(session.row.id);
  };

  return {
    apply: (entry) => {
      if (entry.kind === 'file') {
        file(entry, entry.session === null ? null : find(entry.session));
        return;
      }
      if (entry.session === null) return;
      if (entry.kind === 'session.opened') {
        begin(entry, entry.session);
        return;
      }
      if (entry.kind === 'session.facts') {
        facts(entry.session, entry.body);
        return;
      }
      const ending = ENDINGS[entry.kind];
      if (ending === undefined) return;
      const session =
        find(entry.session) ?? (entry.kind === 'session.refused' ? begin(entry, entry.session) : null);
      if (session !== null) end(entry, session, ending);
    },
    flush: () => {
      for (const session of changed) sink.session(session.row);
      changed.clear();
    },
  };
}
