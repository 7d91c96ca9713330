/**
 * Electron's window over the system's Chromium, as far as printing goes: pages come from the session's own handler, each
 * request is put to the session's guard, and `printToPDF` is the DevTools command that Electron's stands on.
 */

import type { BrowserWindow, BrowserWindowConstructorOptions, PrintToPDFOptions } from 'electron';
import type { Browser, Route } from 'playwright-core';
import { ORIGIN } from '../../electron/hosts/desktop/lockdown.ts';
import type { SessionDouble } from './electron-double.ts';

/** Chromium here knows no `app://`; the session's guard and handler are asked for what stands behind this name. */
const STAND_IN = 'http://app.invalid';

type Guard = (details: { url: string }, answer: (decision: { cancel: boolean }) => void) => void;

/** `asked`: every address that a page wanted, with whether the session let it. */
export function chromiumWindows(browser: Browser, session: SessionDouble, asked: [string, boolean][]) {
  async function pass(route: Route): Promise<void> {
    const url = route.request().url().replace(STAND_IN, ORIGIN);
    const guard = session.handlers.get('request') as Guard;
    const may = await new Promise<boolean>((resolve) => guard({ url }, ({ cancel }) => resolve(!cancel)));
    asked.push([url, may]);
    const served = may ? await session.served.get('app')?.(new Request('http://x/')) : undefined;
    if (served === undefined) return route.abort();
    const body = Buffer.from(await served.arrayBuffer());
    return route.fulfill({ status: served.status, headers: Object.fromEntries(served.headers), body });
  }

  return ({ webPreferences }: BrowserWindowConstructorOptions): BrowserWindow => {
    const page = browser
      .newContext({ javaScriptEnabled: webPreferences?.javascript !== false })
      .then((context) => context.newPage());
    const window = {
      async loadURL(url: string) {
        const opened = await page;
        await opened.route('**/*', pass);
        await opened.goto(url.replace(ORIGIN, STAND_IN));
      },
      webContents: {
        async printToPDF(options: PrintToPDFOptions) {
          const opened = await page;
          const devTools = await opened.context().newCDPSession(opened);
          const { data } = await devTools.send('Page.printToPDF', devToolsOptions(options));
          return Buffer.from(data, 'base64');
        },
      },
      // The browser may be closed before this is through; then so is the page.
      destroy: () => void page.then((opened) => opened.context().close()).catch(() => undefined),
    };
    return window as unknown as BrowserWindow;
  };
}

/** Electron's documented defaults: 0.4 inches of margin, no header, the sheet as it is asked for and not as the page says. */
function devToolsOptions({ margins = {}, pageSize = 'Letter', ...rest }: PrintToPDFOptions) {
  if (pageSize !== 'A4') throw new Error(`a sheet that nobody here measured: ${JSON.stringify(pageSize)}`);
  const { top = 0.4, bottom = 0.4, left = 0.4, right = 0.4 } = margins;
  return {
    ...{ paperWidth: 8.27, paperHeight: 11.7 },
    ...{ marginTop: top, marginBottom: bottom, marginLeft: left, marginRight: right },
    ...{ displayHeaderFooter: false, printBackground: false, preferCSSPageSize: false, ...rest },
  };
}
