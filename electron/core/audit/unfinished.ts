/** Sessions that the ledger opened and never closed: what recovery has to know about each. */

import type { Result } from '../../../shared/result.ts';
import { ok } from '../../../shared/result.ts';
import { attempt } from '../store/failure.ts';
import { openStoreForReading } from '../store/open.ts';
import { parseBody } from './tables.ts';

/**
 * `phase`: kind of the newest entry of its own that is not a file's. `intent`: the release folder once `release.intent` was
 * committed, else null. `mount`: root of the file system that `to` lay on, null where the record does not say. `files`: what the session recorded as to be released, read lazily while `use` runs.
 */
export type UnfinishedSession = {
  readonly id: string;
  readonly to: string | null;
  readonly mount: string | null;
  readonly phase: string;
  /** Code of the error for which recovery was put off last; null where it never was. */
  readonly postponed: string | null;
  readonly intent: { readonly folder: string; readonly files: number; readonly manifest: string } | null;
  readonly files: () => Iterable<{ readonly destination: string; readonly sha256: string }>;
};

const POSTPONED = 'session.postponed';

/** Hands the unfinished sessions, oldest first, to `use`; the ledger stays open for reading while that runs. */
export async function withUnfinished<T>(
  dataDir: string,
  use: (sessions: readonly UnfinishedSession[]) => Promise<T>,
): Promise<Result<T>> {
  const store = openStoreForReading({ dataDir });
  if (!store.ok) return store;
  const { db } = store.value;
  try {
    const sessions = attempt(() =>
      db
        .prepare<[], { id: string; destination: string | null }>(
          'SELECT id, destination FROM sessions WHERE outcome IS NULL ORDER BY seq',
        )
        .all(),
    );
    if (!sessions.ok) return sessions;
    const steps = db.prepare<[string], { kind: string; body: string }>(
      `SELECT kind, body FROM ledger WHERE session = ? AND kind <> 'file' ORDER BY seq`,
    );
    const files = db.prepare<[string], { body: string }>(
      'SELECT l.body FROM files f JOIN ledger l ON l.seq = f.seq WHERE f.session = ? ORDER BY f.seq',
    );
    const unfinished = sessions.value.map(({ id, destination }): UnfinishedSession => {
      const entries = steps.all(id);
      const postponed = entries.findLast((entry) => entry.kind === POSTPONED);
      const intent = entries.find((entry) => entry.kind === 'release.intent');
      return {
        id,
        to: destination,
        mount: readMount(entries.find((entry) => entry.kind === 'session.opened')?.body),
        phase: entries.findLast((entry) => entry.kind !== POSTPONED)?.kind ?? 'session.opened',
        postponed: readCode(postponed?.body),
        intent: intent === undefined ? null : readIntent(intent.body),
        *files() {
          for (const { body } of files.iterate(id)) {
            const { destination: at, sha256 } = parseBody(body);
            if (typeof at === 'string' && typeof sha256 === 'string') yield { destination: at, sha256 };
          }
        },
      };
    });
    return ok(await use(unfinished));
  } finally {
    store.value.close();
  }
}

function readCode(body: string | undefined): string | null {
  const code = body === undefined ? null : parseBody(body)['code'];
  return typeof code === 'string' ? code : null;
}

function readMount(body: string | undefined): string | null {
  const mount = body === undefined ? null : parseBody(body)['toMount'];
  return typeof mount === 'string' ? mount : null;
}

function readIntent(body: string): UnfinishedSession['intent'] {
  const { folder, files, manifest } = parseBody(body);
  return { folder: folder as string, files: Number(files), manifest: manifest as string };
}
