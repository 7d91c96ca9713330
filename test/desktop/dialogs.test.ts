import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { HostQuestion } from '../../electron/hosts/desktop/core-protocol.ts';
import { answerQuestion } from '../../electron/hosts/desktop/dialogs.ts';
import { createPdfPrinter } from '../../electron/hosts/desktop/pdf.ts';
import { PAGE } from '../../electron/hosts/desktop/lockdown.ts';
import { wordsIn } from '../../electron/hosts/desktop/words.ts';
import { electronDouble, WindowDouble } from './electron-double.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), 'sekisho-dialogs-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function asking() {
  const double = electronDouble();
  const window = new WindowDouble({});
  const print = createPdfPrinter({
    session: double.parts.sessionNamed('report'),
    open: double.parts.openWindow,
  });
  const ask = (question: HostQuestion, present: WindowDouble | null = window) =>
    answerQuestion(question, {
      dialog: double.parts.dialog,
      window: () => present as never,
      documents: () => '/documents',
      words: wordsIn('ja'),
      print,
    });
  return { ...double, window, ask, print };
}

test('saving is the person’s choice, over their window, with a name that they may change', async () => {
  const { ask, seen, window } = asking();
  await expect(ask({ ask: 'save', name: 'sessions.csv' })).resolves.toBeNull();
  seen.saveAnswer = { canceled: false, filePath: '/usb/a.csv' };
  await expect(ask({ ask: 'save', name: 'sessions.csv' })).resolves.toBe('/usb/a.csv');
  await expect(ask({ ask: 'save', name: 'x' }, null)).resolves.toBe('/usb/a.csv');
  const [over, options] = seen.saves[0] as [unknown, { defaultPath: string; properties: string[] }];
  expect(over).toBe(window);
  expect(options.defaultPath).toBe('/documents/sessions.csv');
  expect(options.properties).toContain('showOverwriteConfirmation');
});

test('a report may be kept as PDF, a table may not', async () => {
  const { ask, seen } = asking();
  await ask({ ask: 'save', name: 'report.html' });
  await ask({ ask: 'save', name: 'sessions.csv' });
  const kinds = seen.saves.map(
    (args) => (args as [unknown, { filters: { extensions: string[] }[] }])[1].filters,
  );
  expect(kinds.map((filters) => filters.flatMap(({ extensions }) => extensions))).toEqual([
    ['pdf', 'html'],
    ['csv'],
  ]);
});

test('a folder or a file is chosen, and nothing is nothing', async () => {
  const { ask, seen } = asking();
  await expect(ask({ ask: 'folder', purpose: 'inbox' })).resolves.toBeNull();
  seen.openAnswer = { canceled: false, filePaths: [] };
  await expect(ask({ ask: 'file', purpose: 'settings' })).resolves.toBeNull();
  seen.openAnswer = { canceled: false, filePaths: ['/srv/x'] };
  await expect(ask({ ask: 'folder', purpose: 'definitions' })).resolves.toBe('/srv/x');
  const properties = seen.opens.map((args) => (args as [unknown, { properties: string[] }])[1].properties);
  expect(properties).toEqual([
    ['openDirectory', 'createDirectory'],
    ['openFile'],
    ['openDirectory', 'createDirectory'],
  ]);
});

test('printing shows the report in a window without any power, and leaves no window behind', async () => {
  const { ask, seen } = asking();
  const html = path.join(folder, 'report.html');
  writeFileSync(html, '<h1>報告</h1>');
  const to = path.join(folder, 'report.pdf');
  await expect(ask({ ask: 'print', html, to })).resolves.toBe(to);
  expect(readFileSync(to, 'latin1')).toMatch(/^%PDF-/);
  const [window] = seen.windows;
  expect(window?.options).toMatchObject({
    show: false,
    webPreferences: {
      javascript: false,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      devTools: false,
    },
  });
  expect(window?.options.webPreferences).not.toHaveProperty('preload');
  expect([window?.urls, window?.destroyed]).toEqual([[PAGE], true]);
  const served = await seen.sessions.get('report')?.served.get('app')?.(new Request('http://x/'));
  expect(await served?.text()).toBe('<h1>報告</h1>');
  expect(served?.headers.get('content-security-policy')).toMatch(/^default-src 'none';(?!.*script)/);
});

test('a report that cannot be printed is no file, and the next one can', async () => {
  const { ask, seen, print, parts } = asking();
  const failing = createPdfPrinter({
    session: parts.sessionNamed('report'),
    open: (options) =>
      Object.assign(parts.openWindow(options), { loadURL: () => Promise.reject(new Error('gone')) }),
  });
  await expect(failing(new Uint8Array([1]))).rejects.toThrow('gone');
  expect(seen.windows.at(-1)?.destroyed).toBe(true);
  await expect(print(new Uint8Array([1]))).resolves.toHaveProperty('length');
  await expect(
    ask({ ask: 'print', html: path.join(folder, 'none'), to: path.join(folder, 'x.pdf') }),
  ).rejects.toThrow();
});
