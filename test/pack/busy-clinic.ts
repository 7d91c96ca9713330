/** A clinic in which everything has happened that a report tells of, through the real desks over a real ledger. */

import fs from 'node:fs';
import path from 'node:path';

import { fileKeyStore } from '../../electron/core/audit/keys.ts';
import { createDrills } from '../../electron/core/evidence/drill.ts';
import { createMediaDesk } from '../../electron/core/evidence/media-book.ts';
import { createReviews } from '../../electron/core/evidence/review.ts';
import { createFactsDesk } from '../../electron/core/evidence/session-facts.ts';
import { createExceptions, useDraft } from '../../electron/core/exceptions/exceptions.ts';
import { createBackups } from '../../electron/core/keeping/backup.ts';
import { createSettings } from '../../electron/core/settings/settings.ts';
import { foldSettings } from '../../electron/core/settings/state.ts';
import type { LedgerDraft } from '../../electron/core/ports.ts';
import { DRILL_CHECKS } from '../../shared/model/evidence.ts';
import type { Origin } from '../../shared/model/facts.ts';
import type { Actor } from '../../shared/model/people.ts';
import { ok } from '../../shared/result.ts';
import { closed, file, opened, sessionId, temporaryFolder, value } from '../audit/data-folder.ts';
import { clockOf, found, hands, join, openClinic, PASSPHRASE, type Clinic } from '../people/clinic.ts';

export const at = (japan: string): number => Date.parse(`${japan}+09:00`);

const DAY = 24 * 60 * 60 * 1000;

export function desksOf(clinic: Clinic) {
  const room = {
    ledger: clinic.ledger,
    authorise: clinic.people.authorise,
    reader: clinic.reader,
    clock: clockOf(clinic.hand),
  };
  return {
    media: createMediaDesk(room),
    reviews: createReviews({ ...room, everyDays: () => ok(31) }),
    drills: createDrills({ ...room, everyDays: () => ok(31) }),
    facts: createFactsDesk(room),
    exceptions: createExceptions({ ...room, maxDays: () => ok(30) }),
    settings: createSettings(foldSettings(clinic.reader), { ...room, dataDir: clinic.dataDir }),
    backups: createBackups({
      ...room,
      dataDir: clinic.dataDir,
      keys: fileKeyStore(clinic.dataDir),
      app: 'sekisho test',
      everyDays: () => ok(7),
    }),
  };
}
export type Desks = ReturnType<typeof desksOf>;

const tell = (clinic: Clinic, ...drafts: readonly LedgerDraft[]): void =>
  void value(clinic.ledger.append(drafts));
const entry = (kind: string, body: LedgerDraft['body']): LedgerDraft => ({ kind, session: null, body });

export type Visit = {
  readonly n: number;
  readonly files: number;
  /** Added to the clean ones. */
  readonly held?: readonly LedgerDraft['body'][];
  readonly outcome?: string;
  readonly error?: string;
  readonly origin?: Origin;
  readonly more?: LedgerDraft['body'];
};

/** One medium, from opened to closed. */
export function visit(clinic: Clinic, desks: Desks, staff: Actor, given: Visit): void {
  const { n, files, held = [], origin, more = {} } = given;
  const id = sessionId(n);
  tell(clinic, opened(id, { label: 'KENSA', ...more }));
  if (origin !== undefined)
    value(
      desks.facts.tell(staff, {
        session: id,
        facts: { origin, purpose: '紹介画像の取り込み', disposition: 'returned' },
      }),
    );
  const infected = held.some((body) => body['verdict'] === 'infected');
  const releases = !infected && given.error === undefined;
  const clean = Array.from({ length: files }, (_, i) =>
    file(id, i + 1, {
      ...(infected ? { verdict: 'blocked', reason: 'medium-infected', detail: {}, destination: null } : {}),
    }),
  );
  const others = held.map((body, i) => file(id, files + i + 1, { destination: null, ...body }));
  tell(clinic, ...clean, ...others);
  const released = releases ? files : 0;
  const total = files + held.length;
  const outcome = given.outcome ?? (released === total ? 'released' : released > 0 ? 'partial' : 'blocked');
  tell(
    clinic,
    closed(id, total, {
      outcome,
      files: { total, released, blocked: total - released },
      error: given.error === undefined ? null : { code: given.error, params: {} },
    }),
  );
}

export const VIRUS = {
  path: '紹介状/検査結果 2026-10.pdf.exe',
  verdict: 'infected',
  reason: 'signature',
  detail: { signature: 'Win.Trojan.Agent-1388762' },
} as const;

export type Busy = {
  readonly clinic: Clinic;
  readonly admin: Actor;
  readonly sato: Actor;
  readonly desks: Desks;
};

/** From October to November 2026: two months, five people, forty media, and something of everything else. */
export async function busyClinic(name = '医療法人 関所会 みなとクリニック'): Promise<Busy> {
  const clinic = openClinic(undefined, hands(at('2026-10-01T08:30:00')));
  const { admin } = await found(clinic);
  const desks = desksOf(clinic);
  const { version, settings } = value(desks.settings.read(admin));
  value(
    desks.settings.change(admin, {
      base: version,
      settings: { ...settings, clinic: { name, contact: '内線 11' } },
    }),
  );
  const sato = await join(clinic, admin, 'sato', 'staff');
  const tanaka = await join(clinic, admin, 'tanaka', 'staff');
  await join(clinic, admin, 'inspector', 'auditor');
  await join(clinic, admin, 'suzuki', 'staff');
  value(clinic.people.accounts.disable(admin, { person: 'suzuki', reason: '退職' }));
  const details = {
    type: 'usb',
    product: 'Stick 32',
    bytes: 32_000_000_000,
    encrypted: true,
    owner: 'clinic',
    storage: '受付 鍵付き引出し',
  } as const;
  for (const id of ['001', '002', '003'])
    value(
      desks.media.register(admin, {
        id,
        name: `院内 ${id}号`,
        key: { type: 'serial', vendorId: '0951', productId: '1666', serial: `S-${id}` },
        details,
      }),
    );
  for (let day = 0; day < 40; day += 1) {
    clinic.hand.now = at('2026-10-01T10:00:00') + day * DAY;
    const state = day === 20 ? 'expired' : day > 17 && day < 21 ? 'aging' : 'fresh';
    const origin = (['patient', 'referring-hospital', 'laboratory', 'vendor', 'own'] as const)[day % 5];
    tell(
      clinic,
      entry('gate.opened', {
        engine: 'ClamAV 1.4.6',
        definitions: String(27_800 + day),
        builtAt: '2026-10-01T09:00:00Z',
        state,
        practice: false,
        policy: 'a1b2c3d4',
        app: 'sekisho test',
      }),
    );
    const held = [
      { path: 'VIEWER/viewer.exe', verdict: 'blocked', reason: 'executable', detail: {} },
      { path: 'autorun.inf', verdict: 'blocked', reason: 'autorun', detail: {} },
    ];
    visit(clinic, desks, day % 2 === 0 ? sato : tanaka, {
      n: day + 1,
      files: 5 + (day % 7),
      ...(origin === undefined || day % 9 === 8 ? {} : { origin }),
      ...(day % 4 === 0 ? { held } : {}),
      more: { state, engine: 'ClamAV 1.4.6', definitions: String(27_800 + day) },
    });
  }
  visit(clinic, desks, sato, { n: 101, files: 4, held: [VIRUS], origin: 'referring-hospital' });
  visit(clinic, desks, sato, {
    n: 102,
    files: 2,
    held: [{ ...VIRUS, path: 'a.zip', detail: { signature: 'Doc.Dropper-77' } }],
  });
  visit(clinic, desks, sato, { n: 103, files: 0, error: 'medium-gone', outcome: 'aborted' });
  tell(clinic, {
    kind: 'session.refused',
    session: sessionId(104),
    body: { ...opened('x').body, code: 'definitions-expired', params: {} },
  });
  tell(clinic, opened(sessionId(105)), {
    kind: 'session.interrupted',
    session: sessionId(105),
    body: { phase: 'checking', partials: 0, staging: true, arrived: null },
  });
  visit(clinic, desks, sato, {
    n: 106,
    files: 3,
    held: [VIRUS],
    more: { practice: true, state: 'practice' },
  });
  const granted = value(
    desks.exceptions.grant(admin, sato, {
      sha256: 'ab'.repeat(32),
      reason: '検査会社の正規の更新プログラム。電話で確認済み',
      days: 14,
      vendorConfirmation: true,
    }),
  );
  tell(clinic, useDraft(sessionId(40), granted.exception, { sha256: 'ab'.repeat(32), path: 'update.exe' }));
  value(desks.exceptions.revoke(admin, { exception: granted.exception, reason: '更新が終わったため' }));
  await rest({ clinic, admin, sato, desks });
  return { clinic, admin, sato, desks };
}

async function rest({ clinic, admin, sato, desks }: Busy): Promise<void> {
  const { media, reviews, drills, backups } = desks;
  value(
    media.lend(sato, { medium: '001', to: '田中 花子', purpose: '健診データの受取り', due: '2026-11-12' }),
  );
  value(media.giveBack(sato, { medium: '001', checked: true, erased: true }));
  value(media.lend(sato, { medium: '002', to: '地域連携室', purpose: '紹介画像の持参', due: '2026-11-20' }));
  value(media.takeStock(sato, { present: ['001'], remarks: '' }));
  value(media.lose(sato, { medium: '003', why: '見当たらない' }));
  value(
    reviews.sign(admin, {
      first: '2026-10-01',
      last: '2026-10-31',
      remarks: '10月20日の検出を確認。紹介元へ連絡済み。',
    }),
  );
  const steps = DRILL_CHECKS.map((check) => ({
    check,
    expected: check === 'test-virus' ? 'blocked' : 'aborted',
    run: () => Promise.resolve(check === 'test-virus' ? 'blocked' : 'aborted'),
  }));
  value(await drills.hold(admin, { steps, remarks: '月例' }));
  const drive = temporaryFolder();
  const made = value(await backups.make(admin, { to: drive, withKey: false }));
  value(await backups.test(admin, { folder: made.folder }));
  await backups.make(admin, { to: path.join(drive, 'not-there'), withKey: false });
  for (let wrong = 0; wrong < 2; wrong += 1)
    await clinic.people.login({ identifier: 'tanaka', secret: '000000' });
  await clinic.people.login({ identifier: 'nobody', secret: 'x' });
  value(await clinic.people.login({ identifier: 'admin', secret: PASSPHRASE }));
  tell(
    clinic,
    entry('device.refused', {
      insertion: 'x',
      device: null,
      volume: null,
      reason: 'more-than-storage',
      medium: null,
    }),
    entry('anchor.failed', { target: 'syslog', code: 'anchor-failed', params: { reason: 'ECONNREFUSED' } }),
    entry('desktop.mended', { part: 'core', window: null, reason: 'died', exit: 1, times: 2, secondsAgo: 1 }),
    entry('desktop.mended', {
      ...{ part: 'window', window: 'kiosk', reason: 'oom' },
      ...{ exit: 9, times: 1, secondsAgo: 0 },
    }),
    entry('desktop.mended', {
      ...{ part: 'window', window: null, reason: 'sender' },
      ...{ exit: null, times: 7, secondsAgo: 0 },
    }),
    entry('definitions.updated', { origin: 'freshclam' }),
    entry('definitions.extended', {
      days: 10,
      reason: '回線工事のため',
      staff: 'admin',
      builtAt: null,
      until: null,
    }),
    entry('gate.closed', { code: 'engine-crash-loop', params: {} }),
  );
  clinic.hand.now += 3_600_000;
  tell(clinic, entry('anchor.recovered', { target: 'syslog', since: '2026-11-09T01:00:00.000Z', sent: 12 }));
  clinic.hand.now -= 7_200_000;
  tell(
    clinic,
    entry('gate.opened', { engine: 'ClamAV 1.4.6', definitions: '27839', state: 'fresh', practice: false }),
  );
  clinic.hand.now += 86_400_000;
}

/** Everything in a folder, by name. */
export const contents = (folder: string): readonly string[] => fs.readdirSync(folder).sort();

/** Another first digit in the first signature of heads.log, whatever it was. */
export function forgeHead(dataDir: string): void {
  const file = path.join(dataDir, 'heads.log');
  const forged = fs
    .readFileSync(file, 'utf8')
    .replace(/"signature":"(.)/, (_, digit: string) => `"signature":"${digit === '0' ? '1' : '0'}`);
  fs.writeFileSync(file, forged);
}
