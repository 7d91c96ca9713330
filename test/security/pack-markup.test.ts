/** What stands on media, stickers and in people's remarks must never become markup of a report. */

import fs from 'node:fs';
import path from 'node:path';

import fc from 'fast-check';
import { expect, it } from 'vitest';

import { escape, html, styleElement } from '../../electron/core/pack/pages/markup.ts';
import { record, sessionId, temporaryFolder, value } from '../audit/data-folder.ts';
import { busyClinic, visit } from '../pack/busy-clinic.ts';
import { pack } from '../pack/made.ts';
import { visible } from '../../shared/visible.ts';

const ATTACK = `"><script>alert(1)</script><img src=x onerror=alert(2)>'\`</style><style>*{display:none}</td>&lt;\u202Egnp.exe\u0000`;

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&#96;': '`',
  '&amp;': '&',
};
const read = (markup: string): string =>
  markup.replace(/&(?:lt|gt|quot|#39|#96|amp);/g, (entity) => ENTITIES[entity] ?? '');

it('escaped text holds nothing that HTML reads as markup, and reads back as what is shown', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      const escaped = escape(text);
      expect(escaped).not.toMatch(/[<>"'`]/);
      expect(read(escaped)).toBe(visible(text));
      expect(html`${text}`.toString()).toBe(escaped);
      expect(html`<p class="${text}">${[text, [text]]}</p>`.toString().split('<')).toHaveLength(3);
    }),
  );
});

it('an object that only looks like markup is no markup', () => {
  const forged = JSON.parse('{"toString":"x","text":"<b>"}') as never;
  expect(() => html`${forged}`.toString()).toThrow();
  expect(() => styleElement('</style><script>')).toThrow();
});

const TAGS = /<[a-z][a-z0-9]*/g;
const tagsOf = (page: string): ReadonlySet<string> => new Set(page.match(TAGS));

it('names, labels, signatures, staff, memos and the clinic itself reach the report as text alone', async () => {
  const clean = await busyClinic();
  const plain = value(await pack(clean.clinic));
  const { clinic, admin, sato, desks } = await busyClinic(ATTACK.slice(0, 150));
  const hostile = { label: ATTACK, staff: ATTACK, purpose: ATTACK, engine: ATTACK, definitions: ATTACK };
  const file = {
    path: ATTACK,
    verdict: 'infected',
    reason: 'signature',
    detail: { signature: ATTACK, member: ATTACK },
  };
  visit(clinic, desks, sato, {
    n: 700,
    files: 1,
    held: [file, { ...file, verdict: ATTACK, reason: ATTACK }],
    more: hostile,
  });
  const told = [
    {
      kind: 'drill.held',
      session: null,
      body: {
        passed: true,
        results: [{ check: ATTACK, expected: ATTACK, found: ATTACK, passed: true, seconds: 1 }],
        remarks: ATTACK,
        by: { type: 'console', user: ATTACK },
      },
    },
    { kind: 'definitions.extended', session: null, body: { days: 9, reason: ATTACK } },
    { kind: 'device.refused', session: null, body: { reason: ATTACK } },
    { kind: 'anchor.failed', session: null, body: { target: ATTACK, code: ATTACK } },
    { kind: 'ledger.restored', session: null, body: { backup: ATTACK, lost: null } },
    { kind: 'gate.closed', session: null, body: { code: ATTACK } },
    {
      kind: 'clock.backwards',
      session: null,
      body: { previous: '2026-11-09T00:00:00.000Z', now: '2026-11-08T00:00:00.000Z' },
    },
    { kind: 'login.failed', session: null, body: { person: ATTACK } },
    { kind: 'settings.changed', session: null, body: { changes: [{ at: ATTACK }], by: { person: ATTACK } } },
  ];
  value(clinic.ledger.append(told));
  value(desks.reviews.sign(admin, { first: '2026-11-01', last: '2026-11-02', remarks: ATTACK }));
  value(
    desks.media.lend(sato, { medium: '001', to: ATTACK.slice(0, 190), purpose: ATTACK, due: '2026-12-01' }),
  );
  const made = value(await pack(clinic, { by: ATTACK }));
  for (const name of ['report.html', 'HOW-TO-VERIFY.html']) {
    const page = fs.readFileSync(path.join(made.folder, name), 'utf8');
    expect(page).not.toMatch(/<script|<img|onerror=alert\(2\)>/i);
    expect(
      [...tagsOf(page)].filter(
        (tag) => !tagsOf(fs.readFileSync(path.join(plain.folder, name), 'utf8')).has(tag),
      ),
    ).toEqual([]);
    expect(page).not.toContain('\u202E');
    expect(page).not.toContain('\u0000');
    // One style sheet: nothing closed it early, nothing opened another.
    expect(page.match(/<\/?style>/g)).toEqual(['<style>', '</style>']);
  }
  const report = fs.readFileSync(path.join(made.folder, 'report.html'), 'utf8');
  // Shown all the same, so that nothing is hidden from the inspector.
  expect(report.split('&quot;&gt;&lt;script&gt;alert(1)').length).toBeGreaterThan(15);
});

it('pages allow nothing but their own style and fonts, and name no address', async () => {
  const { clinic } = await busyClinic();
  const { folder } = value(await pack(clinic));
  for (const name of ['report.html', 'HOW-TO-VERIFY.html']) {
    const page = fs.readFileSync(path.join(folder, name), 'utf8');
    expect(page).toContain(
      `http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; font-src data:; base-uri 'none'; form-action 'none'"`.replace(
        /(?<=content=").*(?="$)/,
        (policy) => escape(policy),
      ),
    );
    expect(page).not.toMatch(
      /https?:\/\/|\bsrc=|\bhref=|@import|url\((?!data:font\/woff2;base64,[A-Za-z0-9+/=]+\))/,
    );
  }
});

it('a checklist file cannot bring markup along', async () => {
  const { clinic } = await busyClinic();
  record(clinic.ledger, sessionId(800), 1);
  const checklist = path.join(temporaryFolder(), 'list.json');
  const both = { ja: ATTACK, en: ATTACK };
  const item = {
    number: ATTACK.slice(0, 90),
    certain: false,
    text: both,
    limits: both,
    evidence: ['sessions'],
  };
  const list = { title: both, year: both, source: ATTACK, items: [item] };
  fs.writeFileSync(checklist, JSON.stringify({ format: 'sekisho-checklist/1', lists: [list] }));
  const { folder } = value(await pack(clinic, { checklist }));
  const page = fs.readFileSync(path.join(folder, 'report.html'), 'utf8');
  expect(page).not.toMatch(/<script|<img/i);
  expect(page).toContain('&lt;script&gt;alert(1)');
});
