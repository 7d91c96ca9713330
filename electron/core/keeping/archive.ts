/** Seals the entries of closed years into files that prove themselves. Nothing is deleted: neither here nor later by itself. */

import fs from 'node:fs';
import fsp from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

import { z } from 'zod';

import { gateError } from '../../../shared/errors.ts';
import { calendarYear, fiscalYear } from '../../../shared/japan-time.ts';
import type { Actor } from '../../../shared/model/people.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { foldKinds, type KindReader } from '../audit/by-kind.ts';
import { ledgerTime } from '../audit/reference-time.ts';
import { GENESIS, type LedgerRow } from '../audit/entry.ts';
import { fingerprint, publicKeyHex, type KeyStore } from '../audit/keys.ts';
import type { Acting } from '../people/acting.ts';
import type { Clock } from '../ports.ts';
import { checkArchive } from './archive-check.ts';
import { createLineSum, entryLine, jcs, sealLine, type ArchiveHeader } from './archive-format.ts';
import { conditionOf, publish, sha256Of } from './durable.ts';

export type ArchivePorts = Acting & {
  readonly reader: Pick<KindReader, 'each' | 'newest' | 'firstSince' | 'rows' | 'hashAt'>;
  readonly keys: KeyStore;
  readonly clock: Pick<Clock, 'now'>;
  readonly app: string;
};

/** `fiscal`: April to March, named after the year it begins in. Everything since the last archive up to its end goes in. */
export type ArchiveYear = { readonly year: number; readonly calendar: 'fiscal' | 'calendar' };

/** `file`: the name without its folder. `sha256`: of the file. `to`: end of the period, ISO 8601 UTC. */
export type MadeArchive = {
  readonly file: string;
  readonly sha256: string;
  readonly from: number;
  readonly through: number;
  readonly to: string;
};

/** `until`: the archive is to be kept at least until then. */
export type KeptArchive = MadeArchive & {
  readonly at: string;
  readonly until: string;
  readonly expired: boolean;
};

export type Archives = {
  /** `archive-failed {reason}`: `not-over`, `nothing`, `key-missing`, `check-…`, or the system's code; then no file is left. */
  make(actor: Actor, input: ArchiveYear & { readonly to: string }): Promise<Result<MadeArchive>>;
  /** What was made, and whether its time of keeping is over; throwing away is for people to decide and do. */
  list(actor: Actor, retentionYears: number): Result<readonly KeptArchive[]>;
};

const madeBody = z.object({
  file: z.string(),
  sha256: z.string(),
  from: z.number(),
  through: z.number(),
  to: z.string(),
});

export function createArchives(ports: ArchivePorts): Archives {
  const { ledger, authorise, reader, clock } = ports;
  const folded = foldKinds<(MadeArchive & { at: string })[]>(reader, ['archive.made'], [], (all, entry) => {
    all.push({ ...madeBody.parse(entry.body), at: entry.at });
    return all;
  });
  const failed = (reason: string): Result<never> => err(gateError('archive-failed', { reason }));

  function plan({ year, calendar }: ArchiveYear): Result<ArchiveHeader> {
    const period = calendar === 'fiscal' ? fiscalYear(year) : calendarYear(year);
    const [now, made, key] = [ledgerTime(reader, clock), folded.read(), ports.keys.load()];
    if (!now.ok) return now;
    if (!made.ok) return made;
    if (!key.ok) return key;
    if (key.value === null) return failed('key-missing');
    if (Number.isNaN(Date.parse(period.to)) || Date.parse(period.to) > now.value) return failed('not-over');
    const last = made.value.at(-1);
    const from = (last?.through ?? 0) + 1;
    const beyond = reader.firstSince(from - 1, period.to);
    if (!beyond.ok) return beyond;
    const newest = reader.newest();
    if (!newest.ok) return newest;
    const through = beyond.value === null ? (newest.value?.seq ?? 0) : beyond.value - 1;
    if (through < from) return failed('nothing');
    const prev = from === 1 ? ok(GENESIS) : reader.hashAt(from - 1);
    if (!prev.ok) return prev;
    return ok({
      app: ports.app,
      format: 'sekisho-archive/1',
      from,
      key: publicKeyHex(key.value),
      period,
      prev: prev.value ?? GENESIS,
      through,
    });
  }

  function* lines(header: ArchiveHeader): Generator<string> {
    const key = ports.keys.load();
    if (!key.ok || key.value === null) throw new Error('the key was there a moment ago');
    const sum = createLineSum();
    yield sum.add(jcs(header));
    let last: LedgerRow | null = null;
    for (const row of reader.rows(header.from, header.through)) {
      yield sum.add(entryLine(row));
      last = row;
    }
    const facts = {
      at: new Date(clock.now()).toISOString(),
      entries: header.through - header.from + 1,
      head: last?.hash ?? '',
      sha256: sum.digest(),
    };
    yield `${sealLine(facts, key.value)}\n`;
  }

  async function write(
    header: ArchiveHeader,
    year: ArchiveYear,
    folder: string,
  ): Promise<Result<MadeArchive>> {
    const file = `sekisho-archive-${year.calendar}-${year.year}-${header.from}-${header.through}.jsonl.gz`;
    const partial = path.join(folder, `.${file}.partial`);
    try {
      await fsp.rm(partial, { force: true });
      const out = fs.createWriteStream(partial, { mode: 0o600, flags: 'wx' });
      await pipeline(Readable.from(lines(header)), createGzip(), out);
      const key = ports.keys.load();
      const expected = key.ok && key.value !== null ? fingerprint(key.value) : null;
      const checked = await checkArchive(partial, expected);
      if (!checked.ok) return failed(`check-${String(checked.error.params['reason'])}`);
      const sha256 = await sha256Of(partial);
      await publish(partial, path.join(folder, file));
      return ok({ file, sha256, from: header.from, through: header.through, to: header.period.to });
    } catch (thrown) {
      const reason = conditionOf(thrown);
      if (reason === null) throw thrown;
      return failed(reason);
    } finally {
      await fsp.rm(partial, { force: true }).catch(() => undefined);
    }
  }

  return {
    make: async (actor, { to, ...year }) => {
      const by = authorise(actor, 'archive.make');
      if (!by.ok) return by;
      const header = plan(year);
      if (!header.ok) return header;
      const written = await write(header.value, year, to);
      if (!written.ok) return written;
      const body = { ...written.value, ...year, by: by.value };
      const told = ledger.append([{ kind: 'archive.made', session: null, body }]);
      return told.ok ? written : told;
    },

    list: (actor, retentionYears) => {
      const by = authorise(actor, 'audit.read');
      if (!by.ok) return by;
      const [made, now] = [folded.read(), ledgerTime(reader, clock)];
      if (!made.ok) return made;
      if (!now.ok) return now;
      return ok(
        made.value.map((archive) => {
          const until = new Date(archive.to);
          until.setUTCFullYear(until.getUTCFullYear() + retentionYears);
          return { ...archive, until: until.toISOString(), expired: until.getTime() <= now.value };
        }),
      );
    },
  };
}
