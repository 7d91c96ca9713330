/**
 * Fetches definitions with freshclam, the only downloader that ClamAV's mirrors admit, into a folder of its own; what
 * arrives there goes the same strict way as any import.
 */

import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';

import { gateError } from '../../../../shared/errors.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import { findProgram } from '../programs.ts';
import { createProgressReader, explainFailure, succeeded, type FetchProgress } from './freshclam-output.ts';
import { copyFlushed } from './gather.ts';
import { importDefinitions, type ImportPorts, type ImportReport } from './import.ts';
import { readDefinitionsFolder } from './folder.ts';
import { definitionsHome, readCurrentSet } from './store.ts';

/** `privateMirror`: a URL on the own network instead of ClamAV's; `proxy`: the way to the internet. */
export type UpdateSettings = {
  readonly dataDir: string;
  readonly staff: string | null;
  readonly privateMirror?: string;
  readonly proxy?: { readonly host: string; readonly port: number };
  readonly clamdPath?: string;
};

export type UpdatePorts = ImportPorts & {
  readonly onProgress?: (progress: FetchProgress) => void;
  readonly signal?: AbortSignal;
};

/** A first download is some 300 MB; freshclam's own timeouts end a dead connection long before. */
const UPDATE_ALLOWED_MS = 60 * 60_000;
const LAST_OUTPUT = 8_000;

/**
 * Errors: `definitions-update-failed` with `reason` (UpdateFailure) and `exitCode`; `usage` for a setting that cannot
 * stand in a configuration; those of `importDefinitions`.
 */
export async function updateDefinitions(
  settings: UpdateSettings,
  ports: UpdatePorts,
): Promise<Result<ImportReport>> {
  const freshclam = findProgram('freshclam');
  if (!freshclam.ok) return freshclam;
  const folder = makeDownloadFolder(settings.dataDir);
  if (!folder.ok) return folder;
  const work = folder.value;
  try {
    const download = join(work, 'databases');
    mkdirSync(download, { mode: 0o700 });
    await startFromCurrent(settings.dataDir, download);
    const configuration = renderFreshclamConfig(settings, download);
    if (!configuration.ok) return configuration;
    writeFileSync(join(work, 'freshclam.conf'), configuration.value, { mode: 0o600 });
    const fetched = await runFreshclam(freshclam.value, join(work, 'freshclam.conf'), ports);
    if (!fetched.ok) return fetched;
    const { dataDir, staff, clamdPath } = settings;
    const request = { dataDir, staff, source: download, origin: 'freshclam' } as const;
    return await importDefinitions({ ...request, ...(clamdPath === undefined ? {} : { clamdPath }) }, ports);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function makeDownloadFolder(dataDir: string): Result<string> {
  try {
    mkdirSync(definitionsHome(dataDir), { recursive: true, mode: 0o700 });
    return ok(mkdtempSync(join(definitionsHome(dataDir), 'download-')));
  } catch (error) {
    return err(
      gateError('definitions-not-writable', { errno: (error as NodeJS.ErrnoException).code ?? 'unknown' }),
    );
  }
}

/** freshclam fetches small differences for what it finds there, and everything for what it does not. */
async function startFromCurrent(dataDir: string, download: string): Promise<void> {
  const current = readCurrentSet(dataDir);
  if (!current.ok || current.value === null) return;
  const folder = readDefinitionsFolder(current.value.dir, true);
  if (!folder.ok || folder.value.fingerprint !== current.value.fingerprint) return;
  for (const { name } of folder.value.files)
    await copyFlushed(join(folder.value.dir, name), join(download, name));
}

export function renderFreshclamConfig(settings: UpdateSettings, download: string): Result<string> {
  const { privateMirror, proxy } = settings;
  const lines: readonly (readonly [string, string])[] = [
    ['DatabaseDirectory', download],
    // As root, freshclam would otherwise change to the user of the operating system's own.
    ['DatabaseOwner', userInfo().username],
    privateMirror === undefined
      ? ['DatabaseMirror', 'database.clamav.net']
      : ['PrivateMirror', privateMirror],
    ...(proxy === undefined
      ? []
      : ([
          ['HTTPProxyServer', proxy.host],
          ['HTTPProxyPort', String(proxy.port)],
        ] as const)),
    ['Foreground', 'yes'],
    ['LogSyslog', 'no'],
    ['TestDatabases', 'yes'],
    ['Bytecode', 'yes'],
    ['MaxAttempts', '2'],
    ['ConnectTimeout', '30'],
    ['ReceiveTimeout', '120'],
  ];
  // Values go into a file read line by line: one with a control character or quote could bring a directive of its own.
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  const bad = lines.find(([, value]) => value === '' || /[\0-\x1f\x7f"]/.test(value));
  if (bad !== undefined) return err(gateError('usage', { option: bad[0] }));
  if (privateMirror !== undefined && !/^https?:\/\/[^\s]+$/.test(privateMirror)) {
    return err(gateError('usage', { option: 'PrivateMirror' }));
  }
  return ok(lines.map(([name, value]) => `${name} ${/\s/.test(value) ? `"${value}"` : value}\n`).join(''));
}

function runFreshclam(program: string, configuration: string, ports: UpdatePorts): Promise<Result<void>> {
  const args = [`--config-file=${configuration}`, '--stdout', '--show-progress'];
  const timeout = AbortSignal.timeout(UPDATE_ALLOWED_MS);
  const signal = ports.signal === undefined ? timeout : AbortSignal.any([timeout, ports.signal]);
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LANG: 'C', ...certificates() },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
      windowsHide: true,
    });
    let output = '';
    const readProgress = createProgressReader((progress) => ports.onProgress?.(progress));
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('latin1');
      stream.on('data', (chunk: string) => {
        output = (output + chunk).slice(-LAST_OUTPUT);
        readProgress(chunk);
      });
    }
    let failure: NodeJS.ErrnoException | null = null;
    child.once('error', (error) => {
      failure = error;
    });
    child.once('close', (exitCode) => {
      if (failure === null && succeeded(exitCode)) {
        resolve(ok(undefined));
        return;
      }
      const cut = timeout.aborted ? 'timeout' : signal.aborted ? 'cancelled' : null;
      const reason = cut ?? explainFailure(exitCode, output);
      ports.log('warn', 'definitions.update-failed', { reason, exitCode });
      resolve(err(gateError('definitions-update-failed', { reason, exitCode })));
    });
  });
}

/** A hospital's own certificate authority, where one is set up for this user. */
function certificates(): Record<string, string> {
  const bundle = process.env['CURL_CA_BUNDLE'];
  return bundle === undefined ? {} : { CURL_CA_BUNDLE: bundle };
}
