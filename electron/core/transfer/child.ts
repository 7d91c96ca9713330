/**
 * The transfer child: the one process that touches a medium's file system and the destination. It works with blocking
 * calls (a third of the cost per file of asynchronous ones), because a call that hangs blocks nobody else here.
 * One child serves one session.
 */

import * as path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { gateError } from '../../../shared/errors.ts';
import type { GateError } from '../../../shared/errors.ts';
import { admit } from '../inspect/names.ts';
import { placeOfBug } from '../place-of-bug.ts';
import { checkDestination, freeBytes, mountRoot, realPathOf, roomToRelease } from './destination.ts';
import { errnoOf, isFull } from './errno.ts';
import { openMediumRoot } from './medium-root.ts';
import type { MediumRoot } from './medium-root.ts';
import { PACK_MAX_FILE_BYTES, WINDOW } from './protocol.ts';
import type { Command, Entry, ReleasePlan, Report, Staged } from './protocol.ts';
import { clearRemains, NotMounted, sameAsRecorded } from './remains.ts';
import { Mismatch, preparePartial, publishPartial } from './release.ts';
import type { Releasable } from './release.ts';
import { createStager, StagingFailed, stagingError } from './stage.ts';
import { openStagingFiles } from './staging-file.ts';
import type { FoundFile } from './walk.ts';
import { MediumGone, TooManyFiles, walk } from './walk.ts';

const ENTRIES_A_REPORT = 500;
const STAGED_A_REPORT = 64;
const STAGED_BYTES_A_REPORT = 2 * 1024 * 1024;
/** The parent takes silence for a hang, so that long single reads must be heard of now and then. */
const ALIVE_EVERY_MS = 200;

const say = (report: Report): void => void process.send?.(report);

/**
 * The gate may be killed while this process sits in a long loop of blocking calls, where no event reaches it. An
 * orphan must not go on writing: it gets another parent at once, which is asked after at every file.
 */
const gate = process.ppid;
function dieIfOrphaned(): void {
  if (process.ppid !== gate) process.exit(1);
}

let root: MediumRoot | null = null;
const found: FoundFile[] = [];
const staged = new Map<number, Extract<Staged, { sha256: string }>>();
let packs: readonly string[] = [];
let credit: { files: number; bytes: number } = { ...WINDOW };
let wake: () => void = () => undefined;
let plan: ReleasePlan | null = null;
let bytesRead = 0;

let lastAlive = 0;
function alive(filesReleased: number): void {
  dieIfOrphaned();
  const now = performance.now();
  if (now - lastAlive < ALIVE_EVERY_MS) return;
  lastAlive = now;
  say({ type: 'alive', bytesRead, filesReleased });
}

async function inventory(command: Extract<Command, { type: 'inventory' }>): Promise<void> {
  root = openMediumRoot(command.root);
  let entries: Entry[] = [];
  let bytes = 0;
  for (const file of walk(root, command.limits)) {
    const n = found.push(file) - 1;
    if (file.held === null) bytes += file.size;
    entries.push({ n, path: file.path, raw: file.raw, size: file.size, held: file.held });
    if (entries.length >= ENTRIES_A_REPORT) {
      say({ type: 'entries', entries });
      entries = [];
      await nextTurn();
    }
  }
  say({ type: 'entries', entries });
  say({ type: 'inventory-done', files: found.length, bytes });
}

async function stage(command: Extract<Command, { type: 'stage' }>): Promise<void> {
  if (root === null) throw new Error('stage before inventory');
  const files = openStagingFiles(command.folder);
  packs = files.paths;
  const stager = createStager(root, files);
  let items: Staged[] = [];
  let batchBytes = 0;

  const flush = (): void => {
    try {
      files.flush();
    } catch (thrown) {
      throw new StagingFailed(errnoOf(thrown));
    }
    say({ type: 'staged', items, packs });
    items = [];
    batchBytes = 0;
  };

  for (const [n, file] of found.entries()) {
    if (file.held !== null) continue;
    if (credit.files <= 0 || (credit.bytes < file.size && credit.bytes < WINDOW.bytes)) {
      if (items.length > 0) flush();
      await room(file.size);
    }
    const item = stager.stage(n, file, (got) => {
      bytesRead += got;
      alive(0);
    });
    items.push(item);
    if ('sha256' in item) {
      staged.set(n, item);
      credit = { files: credit.files - 1, bytes: credit.bytes - item.length };
      batchBytes += item.length;
    }
    if (items.length >= STAGED_A_REPORT || batchBytes >= STAGED_BYTES_A_REPORT) {
      flush();
      await nextTurn();
    }
  }
  flush();
  files.close();
  say({ type: 'stage-done', bytesRead });
}

/** Waits until the parent has taken in enough of what was staged. A file larger than the window goes alone. */
async function room(bytes: number): Promise<void> {
  const beat = setInterval(() => alive(0), ALIVE_EVERY_MS);
  while (credit.files <= 0 || (credit.bytes < bytes && credit.bytes < WINDOW.bytes)) {
    await new Promise<void>((resolve) => (wake = resolve));
  }
  clearInterval(beat);
}

async function prepare(next: ReleasePlan): Promise<void> {
  plan = next;
  // Only for what is made in the destination: FILE_MODE and FOLDER_MODE say what others may do there.
  process.umask(0o022);
  let done = 0;
  const files = next.files.map(releasable);
  const bytes = files.reduce((sum, file) => sum + file.length, 0);
  const room = await roomToRelease(next.destination, bytes);
  if (!room.ok) {
    say({ type: 'failed', error: room.error });
    return;
  }
  const partial = path.join(next.destination, next.partial);
  const manifest = await preparePartial(partial, files, () => alive(++done));
  say({ type: 'prepared', files: files.length, bytes, manifest });
}

function releasable(n: number): Releasable {
  const file = found[n];
  const place = staged.get(n);
  const name = file === undefined || file.raw !== null ? null : admit(file.path);
  const pack = place === undefined ? undefined : packs[place.pack];
  if (file === undefined || place === undefined || pack === undefined || !name?.ok) {
    throw new Error(`file ${n} cannot be released`);
  }
  return {
    path: name.value,
    staged: pack,
    offset: place.offset,
    length: place.length,
    alone: place.length > PACK_MAX_FILE_BYTES,
    sha256: place.sha256,
    mtimeMs: file.mtimeMs,
  };
}

function publish(): void {
  if (plan === null) throw new Error('publish before prepare');
  dieIfOrphaned();
  publishPartial(path.join(plan.destination, plan.partial), plan.destination, plan.folder);
  say({ type: 'published', folder: plan.folder });
}

async function reach(command: Extract<Command, { type: 'reach' }>): Promise<void> {
  const found = await checkDestination(command.destination, command.medium);
  if (!found.ok) {
    say({ type: 'failed', error: found.error });
    return;
  }
  const real = found.value;
  const mount = await mountRoot(real).catch(() => null);
  say({ type: 'reached', real, mount, free: await freeBytes(real) });
}

async function clear({ remains }: Extract<Command, { type: 'clear-remains' }>): Promise<void> {
  say({ type: 'cleared', ...(await clearRemains(remains, () => alive(0))) });
}

function compare({ to, files }: Extract<Command, { type: 'compare' }>): void {
  say({ type: 'compared', identical: sameAsRecorded(to, files, () => alive(0)) });
}

function explain(during: Command['type'], thrown: unknown): GateError {
  const errno = errnoOf(thrown);
  if (thrown instanceof MediumGone) return gateError('medium-gone', {});
  if (thrown instanceof TooManyFiles) return gateError('medium-too-many-files', {});
  if (thrown instanceof StagingFailed) return gateError(stagingError(thrown.errno), { errno: thrown.errno });
  if (thrown instanceof NotMounted) return gateError('destination-not-mounted', {});
  if (thrown instanceof Mismatch) return gateError('destination-mismatch', {});
  if (during === 'inventory') {
    return gateError(errno === 'ENOENT' ? 'medium-missing' : 'medium-unreadable', { errno });
  }
  if (during === 'prepare' || during === 'publish' || during === 'clear-remains') {
    if (isFull(errno)) return gateError('destination-full', { errno });
    const gone = ['ENOENT', 'ENODEV', 'EIO', 'ENOTCONN', 'ESTALE', 'EHOSTDOWN'].includes(errno);
    return gateError(gone ? 'destination-gone' : 'destination-not-writable', { errno });
  }
  return gateError('internal', { part: 'transfer', during, errno, at: placeOfBug(thrown) ?? 'unknown' });
}

async function obey(command: Command): Promise<void> {
  try {
    switch (command.type) {
      case 'inventory':
        await inventory(command);
        break;
      case 'stage':
        await stage(command);
        break;
      case 'credit':
        credit = { files: credit.files + command.files, bytes: credit.bytes + command.bytes };
        wake();
        break;
      case 'prepare':
        await prepare(command.plan);
        break;
      case 'publish':
        publish();
        break;
      case 'locate':
        say({ type: 'located', real: realPathOf(command.path) });
        break;
      case 'reach':
        await reach(command);
        break;
      case 'clear-remains':
        await clear(command);
        break;
      case 'compare':
        compare(command);
        break;
    }
  } catch (thrown) {
    say({ type: 'failed', error: explain(command.type, thrown) });
  }
}

// Everything this process makes before release is for its own eyes.
process.umask(0o077);
// Ctrl-C goes to the whole group of processes; what it means for the session is the gate's to decide.
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
process.on('message', (command) => void obey(command as Command));
// The gate died or let go: an orphan must not go on writing anywhere.
process.on('disconnect', () => process.exit(0));
say({ type: 'ready' });
