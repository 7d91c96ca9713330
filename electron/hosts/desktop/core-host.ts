/**
 * Hosts the desk in the core's process: gives each window its connection, hands calls to dispatch and news to the main
 * process, and asks the person at the screen through it.
 */

import { copyFile, open } from 'node:fs/promises';
import path from 'node:path';
import type { MethodName } from '../../../shared/contract.ts';
import type { Delivery, WindowKind } from '../../../shared/contract/method.ts';
import { gateError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Connection } from '../../core/desk/connection.ts';
import { openDesk, type Desk } from '../../core/desk/desk.ts';
import { createExports } from '../../core/desk/exports.ts';
import type { DeskSettings, Finished, HostPorts } from '../../core/desk/ports.ts';
import { createMediaPlatform } from '../../core/media/platform.ts';
import { openSampleShelf } from '../../core/sample/shelf.ts';
import { contains, realPathOf } from '../../core/transfer/destination.ts';
import { createDispatch, type Dispatch } from '../dispatch.ts';
import { askingPrinter } from './core-printer.ts';
import type { FromCore, HostQuestion, ToCore } from './core-protocol.ts';

export type CoreHost = {
  hear(message: Exclude<ToCore, { type: 'start' | 'stop' }>): void;
  /** Ends a session under way with nothing released, closes engine and ledger. */
  close(): Promise<void>;
};

/** A settings file is a page; the core refuses what is longer than this. */
const MOST_TEXT_BYTES = 1024 * 1024;

export async function hostCore(settings: DeskSettings, say: (message: FromCore) => void): Promise<CoreHost> {
  const shelf = settings.practice
    ? openSampleShelf(settings.dataDir, createMediaPlatform(process.platform, settings.mountRoots))
    : null;
  const windows = new Map<WindowKind, { connection: Connection; silence: () => void }>();
  const asked = new Map<number, (path: string | null) => void>();
  let nextQuestion = 1;

  function ask(connection: string, question: HostQuestion): Promise<string | null> {
    const kind = [...windows].find(([, window]) => window.connection.id === connection)?.[0];
    // The window is gone, and whoever sat there with it.
    return kind === undefined ? Promise.resolve(null) : put(kind, question);
  }
  function put(kind: WindowKind, question: HostQuestion): Promise<string | null> {
    const id = nextQuestion++;
    return new Promise((resolve) => {
      asked.set(id, resolve);
      say({ type: 'question', id, kind, question });
    });
  }

  const host: HostPorts = {
    kind: 'desktop',
    chooseFolder: (connection, purpose) => ask(connection, { ask: 'folder', purpose }),
    openText: async (connection, purpose) => {
      const file = await ask(connection, { ask: 'file', purpose });
      return file === null ? null : await readBeginning(file);
    },
    deliver: (connection, file) => deliver(file, settings.dataDir, (question) => ask(connection, question)),
    leaveKiosk: () => say({ type: 'leave-kiosk' }),
    openAdmin: () => say({ type: 'open-admin' }),
    quit: () => say({ type: 'quit' }),
    insertSample: shelf === null ? null : () => shelf.insert(),
  };
  // Whoever asked for the report may have closed the window meanwhile: nobody is asked for anything here.
  const printer = askingPrinter(createExports(settings.dataDir), (question) => put('admin', question));
  const desk = openDesk(
    { ...settings, printer, ...(shelf === null ? {} : { platform: shelf.platform }) },
    host,
  );
  const dispatch = createDispatch(desk);
  await follow(desk, dispatch, say);

  function connect(kind: WindowKind): Connection {
    leave(kind);
    const connection = desk.connect(kind);
    const silence = desk.listen(connection, (event, payload) => say({ type: 'event', kind, event, payload }));
    windows.set(kind, { connection, silence });
    return connection;
  }
  function leave(kind: WindowKind): void {
    const window = windows.get(kind);
    windows.delete(kind);
    window?.silence();
    if (window !== undefined) desk.disconnect(window.connection);
  }

  async function answer(id: number, kind: WindowKind, method: MethodName, input: unknown): Promise<void> {
    const connection = windows.get(kind)?.connection ?? connect(kind);
    say({ type: 'answer', id, result: await dispatch(connection, method, input) });
  }

  return {
    hear(message) {
      switch (message.type) {
        case 'page':
          connect(message.kind);
          return;
        case 'gone':
          leave(message.kind);
          return;
        case 'call':
          void answer(message.id, message.kind, message.method, message.input);
          return;
        case 'answered':
          asked.get(message.id)?.(message.path);
          asked.delete(message.id);
          return;
        case 'mended':
          desk.mended(message.mended, () => say({ type: 'recorded', id: message.id }));
          return;
      }
    },
    async close() {
      await desk.close();
      await shelf?.close();
    },
  };
}

/** The main process sees what windows see, for tray and notices, without a window. */
async function follow(desk: Desk, dispatch: Dispatch, say: (message: FromCore) => void): Promise<void> {
  const own = desk.connect('kiosk');
  desk.listen(own, (event, payload) => {
    if (event === 'snapshot') say({ type: 'snapshot', snapshot: payload as never });
  });
  const first = await dispatch(own, 'snapshot.read', {});
  if (first.ok) say({ type: 'snapshot', snapshot: first.value as never });
}

async function readBeginning(file: string): Promise<string | null> {
  try {
    const handle = await open(file, 'r');
    try {
      const bytes = Buffer.alloc(MOST_TEXT_BYTES + 1);
      let filled = 0;
      for (;;) {
        const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, filled);
        if (bytesRead === 0) return bytes.toString('utf8', 0, filled);
        filled += bytesRead;
      }
    } finally {
      await handle.close();
    }
  } catch {
    return null;
  }
}

/** Copies the file to where the person wants it, a report also as PDF. Never into the gate's own folder. */
async function deliver(
  file: Finished,
  dataDir: string,
  ask: (question: HostQuestion) => Promise<string | null>,
): Promise<Result<Delivery>> {
  try {
    const to = await ask({ ask: 'save', name: file.name });
    if (to === null) return ok({ way: 'cancelled' });
    if (contains(realPathOf(dataDir), realPathOf(to)))
      return err(gateError('export-failed', { reason: 'data-folder' }));
    if (/\.html$/i.test(file.name) && /\.pdf$/i.test(to)) {
      if ((await ask({ ask: 'print', html: file.path, to })) === null)
        return err(gateError('export-failed', { reason: 'print' }));
    } else await copyFile(file.path, to);
    return ok({ way: 'saved', name: path.basename(to) });
  } catch (thrown) {
    const errno = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown';
    return err(gateError('export-failed', { errno }));
  } finally {
    file.discard();
  }
}
