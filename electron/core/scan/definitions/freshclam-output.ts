/** Reads freshclam's running commentary and exit codes. */

/** What is being fetched and how far it is. Bytes; `total` 0 while unknown. */
export type FetchProgress = { readonly database: string; readonly received: number; readonly total: number };

const ANNOUNCED = /^(\w{1,40}) database available for (?:download|update)/;
const AMOUNT = /([\d.]+)(B|KiB|MiB|GiB)\/([\d.]+)(B|KiB|MiB|GiB)\s*$/;
const UNIT: Record<string, number> = { B: 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 };

/** Feed it chunks as they come; it calls back whenever a number changed. */
export function createProgressReader(onProgress: (progress: FetchProgress) => void): (chunk: string) => void {
  let rest = '';
  let database: string | null = null;
  let last = '';
  return (chunk) => {
    const lines = (rest + chunk).split(/[\r\n]/);
    rest = (lines.pop() ?? '').slice(-500);
    for (const line of lines) {
      database = ANNOUNCED.exec(line)?.[1] ?? database;
      const amount = AMOUNT.exec(line);
      if (amount === null || database === null) continue;
      const received = bytesOf(amount[1], amount[2]);
      const total = bytesOf(amount[3], amount[4]);
      const key = `${database} ${received} ${total}`;
      if (key !== last) onProgress({ database, received, total });
      last = key;
    }
  };
}

const bytesOf = (number = '0', unit = 'B'): number => Math.round(Number(number) * (UNIT[unit] ?? 1));

export type UpdateFailure =
  | 'unreachable'
  | 'no-definitions'
  | 'forbidden'
  | 'retry-later'
  | 'forged'
  | 'test-failed'
  | 'disk'
  | 'memory'
  | 'configuration'
  | 'cancelled'
  | 'timeout'
  | 'unknown';

/** libfreshclam's error numbers since 0.103 (libfreshclam.h); the manual page still lists those of older versions. */
const BY_EXIT_CODE: Record<number, UpdateFailure> = {
  2: 'configuration',
  3: 'disk',
  4: 'disk',
  5: 'unreachable',
  6: 'unreachable',
  7: 'forged',
  8: 'test-failed',
  9: 'configuration',
  10: 'disk',
  11: 'unreachable',
  12: 'retry-later',
  13: 'disk',
  15: 'memory',
  16: 'configuration',
  17: 'forbidden',
  18: 'retry-later',
};

/** What must never be told as a mere network fault: a wrong signature, and a mirror that answers with something else. */
const BY_TEXT_FIRST: readonly (readonly [RegExp, UpdateFailure])[] = [
  [/verify database integrity|digital signature|Verification:/i, 'forged'],
  [/Malformed CVD header/i, 'no-definitions'],
];
/** 14 ("failed to update") covers everything; its reason stands in the text. */
const BY_TEXT: readonly (readonly [RegExp, UpdateFailure])[] = [
  [/403|forbidden|blocked by CDN/i, 'forbidden'],
  [/429|too many requests|cool-?down/i, 'retry-later'],
  [/no space left|can't write|permission denied|Can't create/i, 'disk'],
  [/connect|resolve|timed? ?out|Download failed/i, 'unreachable'],
];

export function explainFailure(exitCode: number | null, output: string): UpdateFailure {
  const told = (by: typeof BY_TEXT): UpdateFailure | undefined =>
    by.find(([pattern]) => pattern.test(output))?.[1];
  const byCode = exitCode === null ? undefined : BY_EXIT_CODE[exitCode];
  return told(BY_TEXT_FIRST) ?? byCode ?? told(BY_TEXT) ?? 'unknown';
}

/** 0: updated or up to date; 1: up to date. */
export const succeeded = (exitCode: number | null): boolean => exitCode === 0 || exitCode === 1;
