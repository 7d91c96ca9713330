/** Puts the core's questions to the person at the screen. A path comes from the system's own dialog and from nowhere else. */

import { readFile, writeFile } from 'node:fs/promises';
import type { BaseWindow, Dialog, FileFilter } from 'electron';
import type { HostQuestion } from './core-protocol.ts';
import type { DesktopWords } from './words.ts';

export type DialogDeps = {
  readonly dialog: Pick<Dialog, 'showOpenDialog' | 'showSaveDialog'>;
  /** The window that the dialog belongs to and lies over. */
  readonly window: () => BaseWindow | null;
  readonly documents: () => string;
  readonly words: DesktopWords;
  readonly print: (html: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>;
};

/** The path that was chosen, or written to; null where nothing was. */
export async function answerQuestion(question: HostQuestion, deps: DialogDeps): Promise<string | null> {
  const { dialog, words } = deps;
  switch (question.ask) {
    case 'save': {
      const options = {
        title: words.dialogs.save,
        defaultPath: `${deps.documents()}/${question.name}`,
        filters: filtersFor(question.name),
        properties: ['showOverwriteConfirmation' as const],
      };
      const window = deps.window();
      const { canceled, filePath } = await (window === null
        ? dialog.showSaveDialog(options)
        : dialog.showSaveDialog(window, options));
      return canceled || filePath === '' ? null : filePath;
    }
    case 'folder':
    case 'file': {
      const folder = question.ask === 'folder';
      const options = {
        title: words.dialogs[question.purpose],
        properties: folder ? ['openDirectory' as const, 'createDirectory' as const] : ['openFile' as const],
        filters: folder ? [] : filtersFor('settings.json'),
      };
      const window = deps.window();
      const { canceled, filePaths } = await (window === null
        ? dialog.showOpenDialog(options)
        : dialog.showOpenDialog(window, options));
      return canceled ? null : (filePaths[0] ?? null);
    }
    case 'print':
      await writeFile(question.to, await deps.print(Uint8Array.from(await readFile(question.html))));
      return question.to;
  }
}

/** A report may also be kept as PDF: that is what people send and file. */
function filtersFor(name: string): FileFilter[] {
  const ending = /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase();
  if (ending === undefined) return [];
  const own = { name: ending.toUpperCase(), extensions: [ending] };
  return ending === 'html' ? [{ name: 'PDF', extensions: ['pdf'] }, own] : [own];
}
