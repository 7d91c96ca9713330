/** What a backup consists of, and whether one is whole: its sums, its ledger, and that the two agree. */

import fsp from 'node:fs/promises';
import path from 'node:path';

import { z } from 'zod';

import { gateError } from '../../../shared/errors.ts';
import type { VerifyReport } from '../../../shared/model/ledger.ts';
import { parseWith } from '../../../shared/parse.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { HEADS_FILE } from '../audit/heads.ts';
import { KEY_FILE, KEY_FOLDER } from '../audit/keys.ts';
import { verifyLedger } from '../audit/verify.ts';
import { PEOPLE_FILE } from '../people/secret-store.ts';
import { LEDGER_FILE } from '../store/open.ts';
import { conditionOf, sha256Of } from './durable.ts';

export const MANIFEST_FILE = 'backup.json';
export const SUMS_FILE = 'SHA256SUMS.txt';

/** Where the gate itself would look for it. */
export const BACKUP_KEY = `${KEY_FOLDER}/${KEY_FILE}` as const;

/** All that a backup may hold besides manifest and sums; a name from a file is never used as a path. */
export const BACKUP_FILES = [LEDGER_FILE, HEADS_FILE, PEOPLE_FILE, BACKUP_KEY] as const;

const manifestSchema = z.strictObject({
  format: z.literal('sekisho-backup/1'),
  app: z.string().max(200),
  at: z.iso.datetime(),
  head: z.strictObject({ seq: z.number().int().positive(), hash: z.string().regex(/^[0-9a-f]{64}$/) }),
  files: z.array(
    z.strictObject({
      name: z.enum(BACKUP_FILES),
      bytes: z.number().int().min(0),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
});

/** `at`: ISO 8601 UTC. `head`: the newest entry in it. */
export type BackupManifest = z.infer<typeof manifestSchema>;

export type CheckedBackup = { readonly manifest: BackupManifest; readonly report: VerifyReport };

const invalid = (reason: string, file: string | null = null): Result<never> =>
  err(gateError('backup-invalid', { reason, file }));

/** Every file below, with `/` between folders. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await fsp.readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'));
}

/** Writes manifest and sums over the files that are there. */
export async function sealBackup(
  folder: string,
  facts: Pick<BackupManifest, 'app' | 'at' | 'head'>,
): Promise<BackupManifest> {
  const present = new Set(await filesIn(folder));
  const files: BackupManifest['files'] = [];
  for (const name of BACKUP_FILES.filter((file) => present.has(file))) {
    const file = path.join(folder, name);
    files.push({ name, bytes: (await fsp.stat(file)).size, sha256: await sha256Of(file) });
  }
  const manifest: BackupManifest = { format: 'sekisho-backup/1', ...facts, files };
  const write = (name: string, text: string): Promise<void> =>
    fsp.writeFile(path.join(folder, name), text, { mode: 0o600, flag: 'wx' });
  await write(MANIFEST_FILE, `${JSON.stringify(manifest, null, 2)}\n`);
  const sums = files.map(({ name, sha256 }) => `${sha256}  ${name}\n`);
  const own = `${await sha256Of(path.join(folder, MANIFEST_FILE))}  ${MANIFEST_FILE}\n`;
  await write(SUMS_FILE, [...sums, own].join(''));
  return manifest;
}

/** What `backup make` calls a backup: with the second that it was made in. */
export const BACKUP_NAME = /^sekisho-backup-\d{8}-\d{6}$/;

/** The backup that is meant by a chosen folder: itself, or the newest one in it; itself where there is none. */
export async function backupIn(folder: string): Promise<string> {
  try {
    const entries = await fsp.readdir(folder, { withFileTypes: true });
    if (entries.some(({ name }) => name === MANIFEST_FILE)) return folder;
    const named = entries.filter((entry) => entry.isDirectory() && BACKUP_NAME.test(entry.name));
    const newest = named
      .map(({ name }) => name)
      .sort()
      .at(-1);
    return newest === undefined ? folder : path.join(folder, newest);
  } catch {
    return folder;
  }
}

const MAX_MANIFEST_BYTES = 65_536;

async function readManifest(folder: string): Promise<Result<BackupManifest>> {
  const file = path.join(folder, MANIFEST_FILE);
  if ((await fsp.stat(file)).size > MAX_MANIFEST_BYTES) return invalid('manifest', MANIFEST_FILE);
  let data: unknown;
  try {
    data = JSON.parse(await fsp.readFile(file, 'utf8'));
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return invalid('manifest', MANIFEST_FILE);
    throw thrown;
  }
  const parsed = parseWith(manifestSchema, data);
  return parsed.ok ? parsed : invalid('manifest', MANIFEST_FILE);
}

/**
 * Sums first, because they are cheap, then the ledger entry by entry. `backup-invalid {reason, file}`: `manifest`,
 * `missing`, `surplus`, `sum`, `head`, `ledger` (with the first fault in `file`), or what the machine refused.
 */
export async function checkBackup(folder: string): Promise<Result<CheckedBackup>> {
  try {
    const manifest = await readManifest(folder);
    if (!manifest.ok) return manifest;
    const { files, head } = manifest.value;
    const listed: readonly string[] = [...files.map(({ name }) => name), MANIFEST_FILE, SUMS_FILE];
    const present = await filesIn(folder);
    const surplus = present.find((name) => !listed.includes(name));
    if (surplus !== undefined) return invalid('surplus', surplus);
    for (const needed of [LEDGER_FILE, HEADS_FILE])
      if (!listed.includes(needed)) return invalid('missing', needed);
    for (const { name, bytes, sha256 } of files) {
      if (!present.includes(name)) return invalid('missing', name);
      const file = path.join(folder, name);
      if ((await fsp.stat(file)).size !== bytes || (await sha256Of(file)) !== sha256)
        return invalid('sum', name);
    }
    const verified = await verifyLedger({ dataDir: folder, keys: null, head: head.hash });
    if (!verified.ok) return invalid('ledger', verified.error.code);
    const report = verified.value;
    if (!report.ok) return invalid('ledger', report.faults[0]?.code ?? 'unknown');
    if (report.head?.seq !== head.seq || report.head.hash !== head.hash) return invalid('head');
    return ok({ manifest: manifest.value, report });
  } catch (thrown) {
    const reason = conditionOf(thrown);
    if (reason === null) throw thrown;
    return invalid(reason);
  }
}
