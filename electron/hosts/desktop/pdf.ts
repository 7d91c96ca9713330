/** Prints a report of ours to PDF in a window that nobody sees, which runs no script and reaches nothing. */

import type { BrowserWindow, BrowserWindowConstructorOptions, Session } from 'electron';
import { lockSession, PAGE } from './lockdown.ts';

export type PdfDeps = {
  /** A session of its own: it serves this one page and nothing else. */
  readonly session: Session;
  readonly open: (options: BrowserWindowConstructorOptions) => BrowserWindow;
};

/** A report carries its styles with it. */
const REPORT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:";

export function createPdfPrinter({
  session,
  open,
}: PdfDeps): (html: Uint8Array<ArrayBuffer>) => Promise<Uint8Array> {
  let page: Uint8Array<ArrayBuffer> = new Uint8Array();
  let turn: Promise<unknown> = Promise.resolve();
  lockSession(
    session,
    () =>
      Promise.resolve(
        new Response(page, {
          headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': REPORT_POLICY },
        }),
      ),
    false,
  );

  async function print(html: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
    page = html;
    const window = open({
      show: false,
      webPreferences: {
        session,
        javascript: false,
        devTools: false,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        spellcheck: false,
      },
    });
    try {
      await window.loadURL(PAGE);
      return await window.webContents.printToPDF({ pageSize: 'A4', printBackground: true });
    } finally {
      window.destroy();
    }
  }

  return (html) => {
    // One after the other: they share the page.
    const mine = turn.then(() => print(html));
    turn = mine.catch(() => undefined);
    return mine;
  };
}
