/** Real windows over a real gate: the web host, its clamd, folders that come and go as media, and Chromium. */

import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished } from 'vitest';
import { openByKind } from '../../electron/core/audit/by-kind.ts';
import { fileKeyStore } from '../../electron/core/audit/keys.ts';
import { openRecords } from '../../electron/core/audit/records.ts';
import { verifyLedger } from '../../electron/core/audit/verify.ts';
import type { WebSettings } from '../../electron/hosts/web/web-host.ts';
import type { LedgerEntry } from '../../shared/model/ledger.ts';
import type { FileRecord } from '../../shared/model/session.ts';
import { PASSPHRASE } from '../people/clinic.ts';
import { needs } from '../missing-component.ts';
import { webClinic, type WebClinic } from '../web/web-clinic.ts';
import { hasChromium, startChromium } from './chromium.ts';
import { builtWindows, type BuiltWindows } from './served-renderer.ts';

export const ADMINISTRATOR = { identifier: 'incho', secret: PASSPHRASE } as const;
export const FIRST_PIN = '804173';
export const OWN_PIN = '592764';

export type RealGate = WebClinic & {
  /** A window of its own, with an eye on what it complains about. */
  open(window: 'kiosk' | 'admin'): Promise<Page>;
  /** What the ledger holds of a session: its steps and its files. */
  session(
    id: string,
  ): Promise<{ readonly steps: readonly LedgerEntry[]; readonly files: readonly FileRecord[] }>;
  newestSession(): Promise<string>;
  /** Everything visible in the inbox, `/` between components. */
  arrived(): readonly string[];
  /** The ledger's entries of these kinds, in order. */
  entries(kinds: readonly string[]): readonly LedgerEntry[];
  /** How many entries of each kind there are. */
  count(kinds: readonly string[]): Readonly<Record<string, number>>;
  mustVerify(): Promise<void>;
};

let browser: Browser | undefined;
let windows: BuiltWindows | undefined;

/** To be called once at the top of a suite. */
export function realGates(): void {
  beforeAll(async () => {
    if (!hasChromium) return;
    [browser, windows] = await Promise.all([startChromium(), builtWindows()]);
  });
  afterAll(async () => {
    await browser?.close();
    windows?.remove();
  });
  beforeEach((context) => needs(context, 'Chromium', hasChromium));
}

/** With an administrator and one at the desk, unless `founded` is false. */
export async function realGate(more: Partial<WebSettings> = {}, founded = true): Promise<RealGate> {
  if (browser === undefined || windows === undefined) throw new Error('not begun');
  const clinic = await webClinic({ pages: windows.folder, ...more });
  const data = more.dataDir ?? path.join(clinic.base, 'data');
  if (founded) {
    const admin = await clinic.page('admin');
    await admin.get('setup.found', { id: 'incho', name: '院長', secret: PASSPHRASE });
    await admin.get('login', ADMINISTRATOR);
    await admin.get('people.add', { id: 'uketsuke', name: '受付一', role: 'staff', secret: FIRST_PIN });
  }
  const records = <T>(
    look: (open: Extract<ReturnType<typeof openRecords>, { ok: true }>['value']) => T,
  ): T => {
    const opened = openRecords({ dataDir: data });
    if (!opened.ok) throw new Error(opened.error.code);
    try {
      return look(opened.value);
    } finally {
      opened.value.close();
    }
  };
  const entries: RealGate['entries'] = (kinds) => {
    const reader = openByKind(data);
    if (!reader.ok) throw new Error(reader.error.code);
    const found: LedgerEntry[] = [];
    const read = reader.value.each(kinds, 0, (entry) => found.push(entry));
    reader.value.close();
    if (!read.ok) throw new Error(read.error.code);
    return found;
  };
  return {
    ...clinic,
    async open(window) {
      const context = await browser!.newContext({
        reducedMotion: 'reduce',
        viewport: { width: 1280, height: 800 },
        locale: 'ja-JP',
        timezoneId: 'Asia/Tokyo',
        acceptDownloads: true,
      });
      const page = await context.newPage();
      page.setDefaultTimeout(30_000);
      const complaints: string[] = [];
      page.on('pageerror', (thrown) => complaints.push(String(thrown)));
      page.on('console', (line) => {
        if (/Content Security Policy|CSP/.test(line.text())) complaints.push(line.text());
      });
      onTestFinished(async () => {
        await context.close();
        expect(complaints).toEqual([]);
      });
      await page.goto(clinic.host.addresses[window]);
      return page;
    },
    session: (id) =>
      Promise.resolve(
        records((open) => {
          const shown = open.showSession(id);
          if (!shown.ok) throw new Error(shown.error.code);
          return { steps: shown.value.steps, files: [...shown.value.files()] };
        }),
      ),
    newestSession: () =>
      Promise.resolve(
        records((open) => {
          const listed = open.listSessions({ limit: 1 });
          const newest = listed.ok ? listed.value.sessions[0] : undefined;
          if (newest === undefined) throw new Error('no session on record');
          return newest.id;
        }),
      ),
    arrived: () =>
      readdirSync(clinic.inbox, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.relative(clinic.inbox, path.join(entry.parentPath, entry.name))),
    entries,
    count: (kinds) =>
      Object.fromEntries(
        kinds.map((kind) => [kind, entries(kinds).filter((entry) => entry.kind === kind).length]),
      ),
    async mustVerify() {
      const verified = await verifyLedger({ dataDir: data, keys: fileKeyStore(data) });
      expect(verified).toMatchObject({ ok: true, value: { ok: true, faults: [] } });
    },
  };
}

export const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name });
export const press = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name }).first().click();

/** At the administrator's window. */
export async function logIn(page: Page, secret: string = ADMINISTRATOR.secret): Promise<void> {
  await page.getByLabel('識別子').fill(ADMINISTRATOR.identifier);
  await page.getByLabel('パスフレーズ', { exact: true }).fill(secret);
  await press(page, 'ログインする');
}

/** The first time at the desk: name, the PIN that was handed out, an own one twice. */
export async function identifyFirstTime(page: Page): Promise<void> {
  await heading(page, 'どなたですか').waitFor();
  await press(page, /受付一/);
  await heading(page, /受付一さんの暗証番号/).waitFor();
  await page.keyboard.type(FIRST_PIN);
  await page.keyboard.press('Enter');
  await heading(page, '自分の暗証番号を決めてください').waitFor();
  await page.keyboard.type(OWN_PIN);
  await page.keyboard.press('Enter');
  await heading(page, 'もう一度、同じ番号を入力してください').waitFor();
  await page.keyboard.type(OWN_PIN);
  await page.keyboard.press('Enter');
}

export async function answerReception(
  page: Page,
  origin: string,
  content: string,
  purpose: string,
): Promise<void> {
  await heading(page, 'どこから来たものですか').waitFor();
  await press(page, origin);
  await heading(page, '中身は何ですか').waitFor();
  await press(page, content);
  await heading(page, '何に使いますか').waitFor();
  await press(page, purpose);
}

export const read = (gate: RealGate, arrived: string): Buffer => readFileSync(path.join(gate.inbox, arrived));
