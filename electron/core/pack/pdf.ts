/**
 * Prints a page to PDF with the system's Chromium: in a profile of its own that is thrown away, without network (scripts
 * are barred by the page's own policy), and killed with all its children when it takes too long.
 */

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import fsp from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** `made`: the file is there and whole. Otherwise why not, which is no failure of the pack. */
export type PdfOutcome =
  | { readonly made: true }
  | { readonly made: false; readonly reason: 'no-chromium' | 'timeout' | 'failed' | 'cancelled' };

/** `page`: an HTML file; `out`: the PDF's. Absolute. Never throws for what the browser does. */
export type PdfPrinter = (page: string, out: string, signal?: AbortSignal) => Promise<PdfOutcome>;

/** A report of 40 pages takes 3 s on two cores; a browser that hangs is not waited for. */
export const PRINT_PATIENCE_MS = 60_000;

/** Page numbers stand in the style sheet, so the browser's own header (with the file's path) is left out. */
const SWITCHES = [
  '--headless',
  '--disable-gpu',
  '--disable-extensions',
  '--disable-component-update',
  '--disable-background-networking',
  '--disable-sync',
  '--disable-default-apps',
  '--disable-dev-shm-usage',
  '--metrics-recording-only',
  '--no-first-run',
  '--no-default-browser-check',
  '--no-pings',
  '--password-store=basic',
  '--use-mock-keychain',
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--proxy-server=127.0.0.1:9',
  '--proxy-bypass-list=<-loopback>',
  '--generate-pdf-document-outline',
  '--no-pdf-header-footer',
];

/** Chromium refuses its sandbox to root; anybody else keeps it. */
const sandbox = (): readonly string[] => (process.getuid?.() === 0 ? ['--no-sandbox'] : []);

export function chromiumPrinter(program: string | null, patienceMs = PRINT_PATIENCE_MS): PdfPrinter {
  return async (page, out, signal) => {
    if (program === null) return { made: false, reason: 'no-chromium' };
    const profile = await fsp.mkdtemp(path.join(os.tmpdir(), `sekisho-print-${process.pid}-`));
    try {
      const args = [
        ...SWITCHES,
        ...sandbox(),
        `--user-data-dir=${profile}`,
        `--print-to-pdf=${out}`,
        pathToFileURL(page).href,
      ];
      const ended = await run(program, args, profile, patienceMs, signal);
      if (ended === 'done' && isWholePdf(out)) return { made: true };
      await fsp.rm(out, { force: true });
      return { made: false, reason: ended === 'done' ? 'failed' : ended };
    } finally {
      // Its last helpers may still be writing while they end.
      await fsp
        .rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
        .catch(() => undefined);
    }
  };
}

function run(
  program: string,
  args: readonly string[],
  home: string,
  patienceMs: number,
  signal: AbortSignal | undefined,
): Promise<'done' | 'failed' | 'timeout' | 'cancelled'> {
  return new Promise((resolve) => {
    // A group of its own, so that the browser's children end with it.
    const child = spawn(program, args, {
      stdio: 'ignore',
      detached: process.platform !== 'win32',
      env: { ...process.env, HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home },
    });
    let why: 'timeout' | 'cancelled' | null = null;
    const end = (reason: 'timeout' | 'cancelled'): void => {
      why = reason;
      killAll(child.pid, () => child.kill('SIGKILL'));
    };
    const cancel = (): void => end('cancelled');
    const timer = setTimeout(() => end('timeout'), patienceMs);
    const settle = (outcome: 'done' | 'failed'): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      resolve(why ?? outcome);
    };
    child.once('error', () => settle('failed'));
    child.once('exit', (code) => {
      killAll(child.pid, () => undefined);
      settle(code === 0 ? 'done' : 'failed');
    });
    signal?.addEventListener('abort', cancel);
    if (signal?.aborted === true) cancel();
  });
}

function killAll(pid: number | undefined, otherwise: () => void): void {
  if (pid === undefined || process.platform === 'win32') {
    otherwise();
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // All of them have ended already.
  }
}

/** A browser that ran out of disk leaves the beginning of a PDF. */
export function isWholePdf(file: string): boolean {
  let bytes: Buffer;
  try {
    bytes = fs.readFileSync(file);
  } catch {
    return false;
  }
  return bytes.subarray(0, 5).toString('latin1') === '%PDF-' && bytes.subarray(-1024).includes('%%EOF');
}
