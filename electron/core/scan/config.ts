/** Writes clamd.conf for the private engine: every alert on, limits raised, nothing left to defaults that fail open. */

import { ENGINE_MAX_FILE_BYTES } from '../../../shared/model/policy.ts';
import type { EngineAddress } from './address.ts';

export type EngineConfig = {
  readonly address: EngineAddress;
  readonly definitionsDir: string;
  readonly temporaryDir: string;
  readonly threads: number;
  /** Load signed .cvd/.cld only. Off for practice alone. */
  readonly officialOnly: boolean;
  /** A second lock beside our own reckoning of age; null where unofficial or test definitions are loaded. */
  readonly refuseOlderThanDays: number | null;
};

const MEBIBYTE = 1024 * 1024;
/** ClamAV counts M as MiB and refuses files of 2 GiB and more; 1908 MiB is the smallest whole number that holds the policy's limit. */
export const MAX_FILE_MIB = Math.ceil(ENGINE_MAX_FILE_BYTES / MEBIBYTE);
/** Unpacked bytes looked at for one file; also the most that one archive can take in the temporary folder. */
export const MAX_SCAN_MIB = 4000;
/** Nesting looked into; the self-test goes one deeper and must be refused. */
export const MAX_RECURSION = 10;
export const MAX_SCAN_TIME_MS = 600_000;

// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const UNWRITABLE = /[\0-\x1f\x7f"]/;

/** Whether clamd can be told of a folder of this name: it reads its configuration line by line and knows no escapes. */
export const canName = (folder: string): boolean => folder !== '' && !UNWRITABLE.test(folder);

/** Text of the configuration. Throws when a value could be read as another directive: that would be a bug of the caller. */
export function renderConfig(config: EngineConfig): string {
  const { address } = config;
  const directives: [string, string | number | boolean][] = [
    ...(address.kind === 'unix'
      ? ([
          ['LocalSocket', address.path],
          ['LocalSocketMode', '600'],
          ['FixStaleSocket', true],
        ] satisfies [string, string | boolean][])
      : ([
          ['TCPAddr', address.host],
          ['TCPSocket', address.port],
        ] satisfies [string, string | number][])),
    ['DatabaseDirectory', config.definitionsDir],
    ['TemporaryDirectory', config.temporaryDir],
    ['OfficialDatabaseOnly', config.officialOnly],
    ...(config.refuseOlderThanDays === null
      ? []
      : ([['FailIfCvdOlderThan', config.refuseOlderThanDays]] satisfies [string, number][])),
    // The engine must never reload by itself: what is loaded is what was checked.
    ['SelfCheck', 0],
    ['ConcurrentDatabaseReload', false],
    ['Foreground', true],
    ['LogSyslog', false],
    ['LogTime', true],
    ['MaxThreads', config.threads],
    ['MaxQueue', 200],
    // Slow media leave the connection silent for long; the client keeps it alive, these are a second guard.
    ['ReadTimeout', 3600],
    ['CommandReadTimeout', 300],
    ['IdleTimeout', 60],
    // A full send buffer means that our process is busy, not that it is gone.
    ['SendBufTimeout', 30_000],
    ['MaxFileSize', `${MAX_FILE_MIB}M`],
    ['StreamMaxLength', `${MAX_FILE_MIB}M`],
    ['MaxScanSize', `${MAX_SCAN_MIB}M`],
    ['MaxFiles', 50_000],
    ['MaxRecursion', MAX_RECURSION],
    ['MaxScanTime', MAX_SCAN_TIME_MS],
    // Above this size PCRE signatures are skipped in silence, and no alert tells of it: no such limit.
    ['PCREMaxFileSize', 0],
    ['AlertExceedsMax', true],
    ['AlertEncrypted', true],
    ['AlertOLE2Macros', true],
    ['AlertBrokenExecutables', true],
    ['HeuristicAlerts', true],
    ['HeuristicScanPrecedence', false],
    ['ExtendedDetectionInfo', false],
    ['AllowAllMatchScan', false],
    ['FollowFileSymlinks', false],
    ['FollowDirectorySymlinks', false],
    ['BytecodeUnsigned', false],
    // The clean cache of 1.4 is keyed by MD5, for which two files with one hash can be made: the second would pass unseen.
    ['DisableCache', true],
    // Out of memory, a half-built answer is worse than none: the supervisor starts a new engine.
    ['ExitOnOOM', true],
  ];
  return directives.map(([name, value]) => `${name} ${renderValue(name, value)}\n`).join('');
}

function renderValue(name: string, value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return String(value);
  // clamd takes the rest of the line, but cuts it at the first blank unless quoted; quotes cannot be escaped.
  if (!canName(value)) throw new Error(`${name} cannot hold this value`);
  return /\s/.test(value) ? `"${value}"` : value;
}
