import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';

import { describe, expect, it, onTestFinished, type TestContext } from 'vitest';

import { CHROMIUM_VARIABLE, chromiumPlaces, findChromium } from '../../electron/core/pack/chromium.ts';
import { chromiumPrinter } from '../../electron/core/pack/pdf.ts';
import { temporaryFolder, value } from '../audit/data-folder.ts';
import { hasCommand, needs } from '../missing-component.ts';
import { busyClinic, VIRUS } from './busy-clinic.ts';
import { pack } from './made.ts';

function needsChromium(context: Pick<TestContext, 'skip'>): string {
  const program = findChromium();
  needs(context, 'chromium', program !== null);
  needs(context, 'poppler-utils', hasCommand('pdftotext') && hasCommand('pdfinfo') && hasCommand('pdffonts'));
  return program ?? '';
}
const run = (command: string, ...args: string[]): string =>
  spawnSync(command, args, { encoding: 'utf8', maxBuffer: 16 * 1024 * 1024 }).stdout;
const squeezed = (text: string): string => text.replace(/\s+/g, '');

describe('the report printed by the real Chromium', () => {
  it('is A4 with page numbers, its text whole in Japanese, its fonts in it, and without scripts', async (context) => {
    const program = needsChromium(context);
    const { clinic } = await busyClinic();
    const made = value(await pack(clinic, { printer: chromiumPrinter(program) }));
    expect(made.pdf).toBeNull();
    expect(made.files).toContain('report.pdf');
    const pdf = path.join(made.folder, 'report.pdf');
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
      'USBストレージ等の外部記録媒体や情報機器に対する接続制限',
      '10月20日の検出を確認。紹介元へ連絡済み。',
      VIRUS.detail.signature,
      VIRUS.path,
      made.cover.fingerprint ?? '',
    ])
      expect(text.includes(squeezed(words)), words).toBe(true);
    // Practice among it is marked on every sheet of paper.
    expect(text.split('練習の記録を含む').length - 1).toBeGreaterThanOrEqual(pages);
    // Nothing is clipped at the right: the last heading of the widest table is there.
    expect(text).toContain('取込数遮断数');
    expect(run('pdffonts', pdf)).toMatch(/BIZUDPGothic-Regular.* yes yes yes/);
    expect(leftovers()).toEqual([]);
  });

  it('asks nobody for anything, even for a page that wants to', async (context) => {
    const program = needsChromium(context);
    const asked: string[] = [];
    const server = http.createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end('x');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const base = `http://127.0.0.1:${port}`;
    const folder = temporaryFolder();
    const page = path.join(folder, 'page.html');
    const wants = `<link rel="stylesheet" href="${base}/css"><img src="${base}/img"><iframe src="${base}/frame"></iframe>`;
    fs.writeFileSync(page, `<!doctype html>${wants}<p>seen</p>`);
    const out = path.join(folder, 'page.pdf');
    expect(await chromiumPrinter(program)(page, out)).toEqual({ made: true });
    expect(run('pdftotext', out, '-')).toContain('seen');
    expect(asked).toEqual([]);
  });
});

/** Profiles of ours that were not thrown away. */
const leftovers = (): readonly string[] =>
  fs.readdirSync(os.tmpdir()).filter((name) => name.startsWith(`sekisho-print-${process.pid}-`));

/** A program that stands where Chromium would; `$OUT` is where the PDF is to go. */
function stand(script: string): string {
  const file = path.join(temporaryFolder(), 'chromium');
  const head = '#!/bin/sh\nfor a in "$@"; do case "$a" in --print-to-pdf=*) OUT="${a#*=}";; esac; done\n';
  fs.writeFileSync(file, `${head}${script}\n`, { mode: 0o755 });
  return file;
}
const alive = (pid: number): boolean => {
  // A zombie that nobody has waited for yet has ended.
  const stat = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();
  return stat !== '' && !stat.startsWith('Z');
};

describe.skipIf(process.platform === 'win32')('a browser that', () => {
  const print = (script: string, patience = 30_000, signal?: AbortSignal) => {
    const out = path.join(temporaryFolder(), 'page.pdf');
    return chromiumPrinter(stand(script), patience)('/nowhere.html', out, signal).then((outcome) => ({
      outcome,
      there: fs.existsSync(out),
    }));
  };

  it('is not there is no failure, and told as just that', async () => {
    expect(await chromiumPrinter(null)('/x.html', '/x.pdf')).toEqual({ made: false, reason: 'no-chromium' });
    const gone = await chromiumPrinter('/nowhere/chromium')('/x.html', '/x.pdf');
    expect(gone).toEqual({ made: false, reason: 'failed' });
  });

  it.each([
    ['fails', 'exit 3'],
    ['ends well without a file', 'exit 0'],
    ['ends well with half a file', 'printf "%%PDF-1.4 half" > "$OUT"'],
    ['ends well with something else', 'echo "<html>%%EOF" > "$OUT"'],
    ['fails after a whole file', 'printf "%%PDF-1.4\\n%%%%EOF\\n" > "$OUT"; exit 1'],
  ])('%s leaves no PDF', async (_, script) => {
    expect(await print(script)).toEqual({ outcome: { made: false, reason: 'failed' }, there: false });
  });

  it('hangs is killed with its children', async () => {
    const pids = path.join(temporaryFolder(), 'pids');
    const hanging = `sleep 600 & echo $! > ${pids}; echo $$ >> ${pids}; trap '' TERM; wait`;
    expect(await print(hanging, 1500)).toEqual({ outcome: { made: false, reason: 'timeout' }, there: false });
    const started = fs.readFileSync(pids, 'utf8').trim().split('\n').map(Number);
    expect(started).toHaveLength(2);
    await expect.poll(() => started.filter(alive), { timeout: 10_000 }).toEqual([]);
  });

  it('is no longer wanted is killed at once', async () => {
    const stop = new AbortController();
    const printing = print('sleep 600', 600_000, stop.signal);
    stop.abort();
    expect(await printing).toEqual({ outcome: { made: false, reason: 'cancelled' }, there: false });
  });
});

describe('Chromium is looked for', () => {
  it('where the variable says, and nowhere else then', () => {
    const own = stand('exit 0');
    expect(findChromium({ [CHROMIUM_VARIABLE]: own })).toBe(own);
    expect(findChromium({ [CHROMIUM_VARIABLE]: '' })).toBeNull();
    expect(findChromium({ [CHROMIUM_VARIABLE]: `${own}-not` })).toBeNull();
    expect(findChromium({ [CHROMIUM_VARIABLE]: path.dirname(own) })).toBeNull();
  });

  it('in places that need an administrator to write to, never on the user’s path', () => {
    for (const platform of ['linux', 'darwin', 'win32'] as const) {
      const env = {
        ProgramFiles: 'C:\\Program Files',
        PATH: '/opt/somebody/bin',
        LOCALAPPDATA: 'D:\\somebody',
      };
      const places = chromiumPlaces(platform, env);
      expect(places.length).toBeGreaterThan(2);
      for (const place of places)
        expect(place).toMatch(/^(?:\/usr\/|\/snap\/|\/Applications\/|C:\\Program Files\\)/);
    }
  });
});
