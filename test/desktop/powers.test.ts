import { expect, test } from 'vitest';
import { readTree } from '../house/tree.ts';

/** Where a word that gives windows something may stand: anywhere else somebody is opening a second way in. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  exposeInMainWorld: ['preload.ts'],
  ipcRenderer: ['preload.ts'],
  'new BrowserWindow': ['main.ts'],
  'webPreferences:': ['pdf.ts', 'windows.ts'],
  'ipc.handle(': ['ipc.ts'],
  ipcMain: ['electron-parts.ts', 'desktop.ts', 'main.ts'],
  utilityProcess: ['main.ts'],
  executeJavaScript: [],
  'nodeIntegration: true': [],
  'contextIsolation: false': [],
  'sandbox: false': [],
  'webSecurity: false': [],
  'loadFile(': [],
  openExternal: [],
  'ipcMain.on': [],
  sendSync: [],
  MessageChannelMain: [],
  clipboard: [],
  desktopCapturer: [],
  crashReporter: [],
  autoUpdater: [],
  registerFileProtocol: [],
};

const FOLDER = 'electron/hosts/desktop/';
const files = [...readTree()].filter(([file]) => file.startsWith(FOLDER) && file.endsWith('.ts'));
/** What stands in comments gives nobody anything. */
const code = (text: string): string => text.replace(/\/\*[^]*?\*\/|\/\/.*$/gm, '');

test.each(Object.entries(PLACES))('%s stands where it may and nowhere else', (word, places) => {
  expect(files.length).toBeGreaterThan(15);
  const found = files
    .filter(([, text]) => code(text).includes(word))
    .map(([file]) => file.slice(FOLDER.length));
  expect(found.sort()).toEqual([...places].sort());
});

test('electron’s values come in at two doors', () => {
  const values = files.filter(([, text]) => /^import (?!type\b)[^;]*from 'electron';/m.test(text));
  expect(values.map(([file]) => file.slice(FOLDER.length)).sort()).toEqual(['main.ts', 'preload.ts']);
});
