import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, type TestContext } from 'vitest';
import { createPdfPrinter } from '../../electron/hosts/desktop/pdf.ts';
import { temporaryFolder, value } from '../audit/data-folder.ts';
import { hasChromium, startChromium } from '../browser/chromium.ts';
import { hasCommand, needs } from '../missing-component.ts';
import { busyClinic, VIRUS } from '../pack/busy-clinic.ts';
import { pack } from '../pack/made.ts';
import { chromiumWindows } from './chromium-window.ts';
import { electronDouble } from './electron-double.ts';

const run = (command: string, ...args: string[]): string =>
  spawnSync(command, args, { encoding: 'utf8', maxBuffer: 16 * 1024 * 1024 }).stdout;
const squeezed = (text: string): string => text.replace(/\s+/g, '');

describe('a report printed by the app, in the real Chromium', () => {
  let browser: Browser | null = null;
  beforeAll(async () => {
    if (hasChromium) browser = await startChromium();
  });
  afterAll(async () => browser?.close());

  function printing(context: Pick<TestContext, 'skip'>) {
    needs(context, 'chromium', browser !== null);
    needs(
      context,
      'poppler-utils',
      hasCommand('pdftotext') && hasCommand('pdfinfo') && hasCommand('pdffonts'),
    );
    const asked: [string, boolean][] = [];
    const { parts, seen } = electronDouble();
    const session = parts.sessionNamed('report');
    const open = chromiumWindows(browser!, seen.sessions.get('report')!, asked);
    const print = createPdfPrinter({ session, open });
    return {
      asked,
      print: async (html: Buffer): Promise<string> => {
        const file = path.join(temporaryFolder(), 'report.pdf');
        writeFileSync(file, await print(Uint8Array.from(html)));
        return file;
      },
    };
  }

  test('is A4 with page numbers, whole in Japanese, its fonts in it, and marked as the page is', async (context) => {
    const { print, asked } = printing(context);
    const { clinic } = await busyClinic();
    const made = value(await pack(clinic));
    const pdf = await print(readFileSync(path.join(made.folder, 'report.html')));
    const info = run('pdfinfo', pdf);
    expect(info).toMatch(/Page size:\s+59\d(\.\d+)? x 84\d(\.\d+)? pts \(A4\)/);
    expect(info).toMatch(/JavaScript:\s+no/);
    const pages = Number(/Pages:\s+(\d+)/.exec(info)?.[1]);
    expect(pages).toBeGreaterThan(4);
    const text = squeezed(run('pdftotext', '-raw', pdf, '-'));
    for (const page of [2, pages]) expect(text).toContain(`${page}/${pages}`);
    for (const words of [
      '医療法人 関所会 みなとクリニック',
      'チェックリスト・ガイドラインとの対応',
      VIRUS.detail.signature,
      made.cover.fingerprint ?? '',
    ])
      expect(text.includes(squeezed(words)), words).toBe(true);
    expect(text.split('練習の記録を含む').length - 1).toBeGreaterThanOrEqual(pages);
    // Nothing is clipped at the right: the last heading of the widest table is there.
    expect(text).toContain('取込数遮断数');
    const fonts = run('pdffonts', pdf).split('\n').slice(2).filter(Boolean);
    expect(fonts.join('\n')).toMatch(/BIZUDPGothic-Regular/);
    // Columns behind the name and the encoding: emb, sub, uni.
    for (const font of fonts) expect(font).toMatch(/ yes +(?:yes|no) +(?:yes|no) +\d+ +\d+ *$/);
    expect(asked).toEqual([['app://sekisho/index.html', true]]);
  });

  test('runs no script and reaches nothing, even for a page that wants to', async (context) => {
    const { print, asked } = printing(context);
    const wants = [
      '<link rel="stylesheet" href="http://127.0.0.1:9/css"><img src="http://127.0.0.1:9/img">',
      '<img src="/other.png"><iframe src="app://sekisho/frame"></iframe><img src="file:///etc/hostname">',
      '<script>document.body.append("ran")</script><p onclick="0">seen</p>',
    ];
    const pdf = await print(Buffer.from(`<!doctype html><meta charset="utf-8">${wants.join('')}`));
    const text = run('pdftotext', pdf, '-');
    expect(text).toContain('seen');
    expect(text).not.toContain('ran');
    expect(asked.filter(([, may]) => may)).toEqual([['app://sekisho/index.html', true]]);
  });
});
