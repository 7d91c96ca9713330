/** Asks Windows through PowerShell: a script goes in, one JSON document comes out. */

import type { RunCommand } from '../command.ts';

/** PowerShell itself takes up to a second to start, on an old PC with a busy disk several. */
const TIMEOUT_MS = 30_000;

/** The copy that belongs to Windows: nothing on a PATH can stand in for it. */
export const powershellPath = (): string =>
  `${process.env['SystemRoot'] ?? 'C:\\Windows'}\\System32\\WindowsPowerShell\\v1.0\\powershell.exe`;

/** `-EncodedCommand` needs no quoting: base64 of UTF-16. */
export const powershellArgs = (script: string): readonly string[] => [
  '-NoLogo',
  '-NoProfile',
  '-NonInteractive',
  '-EncodedCommand',
  Buffer.from(`[Console]::OutputEncoding = [Text.Encoding]::UTF8\n${script}`, 'utf16le').toString('base64'),
];

/** The parsed document; undefined when there was none. */
export async function askPowershell(run: RunCommand, script: string): Promise<unknown> {
  const outcome = await run(powershellPath(), powershellArgs(script), TIMEOUT_MS);
  if (outcome.type !== 'done' || outcome.code !== 0) return undefined;
  try {
    // PowerShell may put a byte order mark before its output.
    return JSON.parse(outcome.stdout.replace(/^\uFEFF/, '').trim()) as unknown;
  } catch {
    return undefined;
  }
}

/** A value for a script: single quotes are doubled, everything else stands for itself. */
export const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;
