/** Puts desk, dispatch and server together on 127.0.0.1. */

import type { AddressInfo } from 'node:net';
import type { WindowKind } from '../../../shared/contract/method.ts';
import { openDesk, type Desk } from '../../core/desk/desk.ts';
import type { DeskSettings } from '../../core/desk/ports.ts';
import { createDispatch } from '../dispatch.ts';
import { createDownloads } from './downloads.ts';
import { webHostPorts, type WebChoices } from './host-ports.ts';
import { servePages } from './pages.ts';
import { createWebServer } from './server.ts';
import { createWindows } from './windows.ts';

export type WebSettings = DeskSettings &
  WebChoices & {
    /** 0: any that is free. */
    readonly port: number;
    /** The built renderer. Absolute. */
    readonly pages: string;
  };

/** `addresses`: of the two windows, each with its token behind `#`, where no request carries it. */
export type WebHost = {
  readonly desk: Desk;
  readonly origin: string;
  readonly addresses: Readonly<Record<WindowKind, string>>;
  close(): Promise<void>;
};

/** Rejects when the port cannot be had. */
export async function startWebHost({ port, pages, ...settings }: WebSettings): Promise<WebHost> {
  const downloads = createDownloads();
  const desk = openDesk(settings, webHostPorts(settings, downloads));
  const windows = createWindows(desk, () => performance.now());
  const server = createWebServer({
    dispatch: createDispatch(desk),
    windows,
    downloads,
    pages: servePages(pages),
  });
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
  } catch (thrown) {
    windows.close();
    await desk.close();
    throw thrown;
  }
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const addressOf = (kind: WindowKind): string => `${origin}/#/${kind}?token=${windows.tokens[kind]}`;
  return {
    desk,
    origin,
    addresses: { kiosk: addressOf('kiosk'), admin: addressOf('admin') },
    async close() {
      windows.close();
      downloads.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await desk.close();
    },
  };
}
