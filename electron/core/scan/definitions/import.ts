/**
 * Takes new definitions into use: copied, signatures checked, never older, never from the future, tried out in an engine
 * of their own, swapped in with one rename, confirmed by the engine that then runs. After an error nothing has changed.
 */

import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { gateError } from '../../../../shared/errors.ts';
import type { DefinitionsState } from '../../../../shared/model/session.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import type { EngineIdentity, Ledger } from '../../ports.ts';
import { launchEngine, type EnginePorts } from '../launch.ts';
import { findProgram } from '../programs.ts';
import { examineDefinitions, type Definitions } from './examine.ts';
import { copyFlushed, gatherDefinitions, type Gathered } from './gather.ts';
import { isFuture } from './state.ts';
import { adopt, makeIncoming, pointTo, readCurrentSet, sweepSets, type StoredSet } from './store.ts';

export type ImportRequest = {
  readonly dataDir: string;
  /** A folder, or one .cvd/.cld file. */
  readonly source: string;
  /** Where they come from, for the record. */
  readonly origin: 'folder' | 'freshclam' | 'system';
  readonly staff: string | null;
  readonly clamdPath?: string;
};

export type ImportPorts = EnginePorts & {
  /** Null only where the first start seeds itself; that start then records what it runs with. */
  readonly ledger: Ledger | null;
  /** Restarts the engine that is in use, where there is one, and tells what it then runs with. */
  readonly reload?: () => Promise<Result<EngineIdentity>>;
};

/** `from`: the version before, null for a database that is new. `builtAt`: ISO 8601. */
export type ImportedFile = {
  readonly name: string;
  readonly version: number;
  readonly from: number | null;
  readonly builtAt: string;
};
/** `changed` is false when everything offered was in use already. */
export type ImportReport = {
  readonly changed: boolean;
  readonly files: readonly ImportedFile[];
  readonly state: DefinitionsState;
  readonly builtAt: string | null;
};

/**
 * Errors: `engine-missing`, `definitions-none`, `-extra-files`, `-forged`, `-older`, `-future`, `-load-failed`, `-changed`,
 * `-not-writable`, `engine-*` from the trial and the restart, `ledger-*`.
 */
export async function importDefinitions(
  request: ImportRequest,
  ports: ImportPorts,
): Promise<Result<ImportReport>> {
  const incoming = makeIncoming(request.dataDir);
  if (!incoming.ok) return incoming;
  const report = await importInto(incoming.value, request, ports);
  rmSync(incoming.value, { recursive: true, force: true });
  return report;
}

async function importInto(
  incoming: string,
  request: ImportRequest,
  ports: ImportPorts,
): Promise<Result<ImportReport>> {
  const sigtool = findProgram('sigtool');
  if (!sigtool.ok) return sigtool;
  const former = await examineCurrent(request.dataDir, ports);
  if (!former.ok) return former;
  const gathered = await gatherDefinitions({
    source: request.source,
    incoming,
    strays: request.origin === 'system' ? 'ignore' : 'refuse',
    sigtool: sigtool.value,
  });
  if (!gathered.ok) return gathered;
  const files = compare(gathered.value, former.value?.definitions ?? null, ports.clock.now());
  if (!files.ok) return files;
  if (former.value !== null) {
    const { state, builtAt } = former.value.definitions;
    if (files.value.every((file) => file.version === file.from))
      return ok({ changed: false, files: files.value, state, builtAt });
    const completed = await keepOthers(former.value.definitions, gathered.value, incoming);
    if (!completed.ok) return completed;
  }
  const tried = await tryOut(incoming, request, ports);
  if (!tried.ok) return tried;
  return takeIntoUse({
    incoming,
    request,
    ports,
    files: files.value,
    former: former.value?.set ?? null,
    tried: tried.value,
  });
}

type Former = { readonly set: StoredSet; readonly definitions: Definitions };

/** A set in use that is damaged must not stop the import that mends it: it then counts as none. */
async function examineCurrent(dataDir: string, ports: ImportPorts): Promise<Result<Former | null>> {
  const set = readCurrentSet(dataDir);
  if (!set.ok || set.value === null) {
    if (!set.ok) ports.log('warn', 'definitions.unreadable');
    return ok(null);
  }
  const definitions = await examineDefinitions({ dir: set.value.dir, practice: true }, ports.clock);
  if (definitions.ok && definitions.value.folder.fingerprint === set.value.fingerprint) {
    return ok({ set: set.value, definitions: definitions.value });
  }
  ports.log('warn', 'definitions.damaged', {
    code: definitions.ok ? 'definitions-changed' : definitions.error.code,
  });
  return ok(null);
}

const baseOf = (name: string): string => name.replace(/\.c[vl]d$/, '');

function compare(
  gathered: readonly Gathered[],
  former: Definitions | null,
  now: number,
): Result<readonly ImportedFile[]> {
  const files: ImportedFile[] = [];
  for (const { base, container } of gathered) {
    const { name, version } = container;
    const builtAt = new Date(container.builtAt).toISOString();
    const from = former?.containers?.find((other) => baseOf(other.name) === base)?.version ?? null;
    if (isFuture(container.builtAt, now))
      return err(gateError('definitions-future', { file: name, builtAt }));
    if (from !== null && version < from) {
      return err(gateError('definitions-older', { file: name, version, current: from }));
    }
    files.push({ name, version, from, builtAt });
  }
  return ok(files);
}

/** Databases that were not offered stay in use: a weekly stick often brings daily.cvd alone. */
async function keepOthers(
  former: Definitions,
  gathered: readonly Gathered[],
  incoming: string,
): Promise<Result<void>> {
  const replaced = new Set(gathered.map(({ base }) => base));
  const present = new Set(readdirSync(incoming));
  for (const { name } of former.folder.files) {
    const base = /^([a-z][a-z0-9_]*)/.exec(name)?.[1] ?? name;
    if (replaced.has(base) || present.has(name)) continue;
    const copied = await copyFlushed(join(former.folder.dir, name), join(incoming, name));
    if (!copied.ok) return err(gateError('definitions-not-writable', { errno: copied.error }));
  }
  return ok(undefined);
}

/** Loads the new set in an engine of its own and puts the canaries before it. */
async function tryOut(
  incoming: string,
  request: ImportRequest,
  ports: ImportPorts,
): Promise<Result<Definitions>> {
  const clamd = request.clamdPath === undefined ? findProgram('clamd') : ok(request.clamdPath);
  if (!clamd.ok) return clamd;
  const definitions = await examineDefinitions({ dir: incoming, practice: false }, ports.clock);
  if (!definitions.ok) return definitions;
  const engineDir = join(request.dataDir, 'engine', 'scratch');
  const trial = await launchEngine(
    { clamd: clamd.value, engineDir, definitions: definitions.value, anyAge: true },
    ports,
  );
  if (!trial.ok) return trial;
  await trial.value.close();
  return definitions;
}

type Swap = {
  readonly incoming: string;
  readonly request: ImportRequest;
  readonly ports: ImportPorts;
  readonly files: readonly ImportedFile[];
  readonly former: StoredSet | null;
  readonly tried: Definitions;
};

/**
 * A power cut after the rename leaves the new set in use, without an entry of its own; the next start examines and tests
 * it like any other and records what it runs with.
 */
async function takeIntoUse(swap: Swap): Promise<Result<ImportReport>> {
  const { request, ports, former, tried, files } = swap;
  const { fingerprint } = tried.folder;
  const adopted = adopt(request.dataDir, swap.incoming, fingerprint);
  if (!adopted.ok) return adopted;
  const goBack = async (error: Result<never>): Promise<Result<never>> => {
    pointTo(request.dataDir, former);
    await ports.reload?.();
    return error;
  };
  const running = await ports.reload?.();
  if (running?.ok === false) return goBack(running);
  const expected = tried.daily === null ? `sha256:${fingerprint.slice(0, 16)}` : String(tried.daily);
  if (running !== undefined && running.value.definitions !== expected) {
    return goBack(
      err(
        gateError('definitions-load-failed', {
          reason: 'version',
          expected,
          loaded: running.value.definitions,
        }),
      ),
    );
  }
  const { state, builtAt } = tried;
  const kind = request.origin === 'freshclam' ? 'definitions.updated' : 'definitions.imported';
  const body = { origin: request.origin, staff: request.staff, files, fingerprint, state, builtAt };
  const logged = ports.ledger?.append([{ kind, session: null, body }]);
  if (logged?.ok === false) return goBack(logged);
  sweepSets(request.dataDir, adopted.value);
  return ok({ changed: true, files, state, builtAt });
}
