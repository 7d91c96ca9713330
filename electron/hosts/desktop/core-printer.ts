/** The core's way to a PDF: the main process prints the page, which the core then puts where it belongs. */

import { copyFile } from 'node:fs/promises';
import type { Exports } from '../../core/desk/exports.ts';
import { isWholePdf, PRINT_PATIENCE_MS, type PdfOutcome, type PdfPrinter } from '../../core/pack/pdf.ts';
import type { HostQuestion } from './core-protocol.ts';

export type Ask = (question: Extract<HostQuestion, { ask: 'print' }>) => Promise<string | null>;

/**
 * The main process writes into a folder that is thrown away: what it prints after nobody waits for it any more is found by
 * nobody. `ask` gives null where nothing could be printed.
 */
export function askingPrinter(exports: Exports, ask: Ask, patienceMs = PRINT_PATIENCE_MS): PdfPrinter {
  return async (html, out, signal) => {
    const place = exports.place('report.pdf');
    if (!place.ok) return { made: false, reason: 'failed' };
    const { path: to } = place.value;
    try {
      const ended = await firstOf(
        ask({ ask: 'print', html, to }).then((made) => made !== null),
        patienceMs,
        signal,
      );
      if (ended !== true) return { made: false, reason: ended === false ? 'failed' : ended };
      if (!isWholePdf(to)) return { made: false, reason: 'failed' };
      await copyFile(to, out);
      return { made: true };
    } catch {
      return { made: false, reason: 'failed' };
    } finally {
      place.value.discard();
    }
  };
}

type Late = Extract<PdfOutcome, { made: false }>['reason'] & ('timeout' | 'cancelled');

async function firstOf<T>(
  answer: Promise<T>,
  patienceMs: number,
  signal: AbortSignal | undefined,
): Promise<T | Late> {
  let timer: NodeJS.Timeout | undefined;
  let cancel: () => void = () => undefined;
  const late = new Promise<Late>((resolve) => {
    timer = setTimeout(() => resolve('timeout'), patienceMs);
    cancel = () => resolve('cancelled');
    signal?.addEventListener('abort', cancel);
    if (signal?.aborted === true) cancel();
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', cancel);
  }
}
