import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

import { OWN_CHECKLIST, readChecklist } from '../../electron/core/pack/checklist.ts';
import { gatherFacts } from '../../electron/core/pack/facts/gather.ts';
import { saysNone, statementsFor } from '../../electron/core/pack/statements.ts';
import { EVIDENCE, type ReportFacts, type Statement } from '../../shared/model/report.ts';
import { REPORT_WORDS } from '../../shared/words/report-words.ts';
import { temporaryFolder, value } from '../audit/data-folder.ts';
import { code, openClinic, type Clinic } from '../people/clinic.ts';
import { busyClinic } from './busy-clinic.ts';

const sound = { ok: true, entries: 10, head: null, heads: 1, fingerprint: null, faults: [] };
const broken = { ...sound, ok: false, faults: [{ code: 'entry-edited' as const, seq: 3 }] };

function factsOf(clinic: Pick<Clinic, 'dataDir' | 'hand'>, through: number): ReportFacts {
  return value(
    gatherFacts({
      dataDir: clinic.dataDir,
      period: { from: null, to: null },
      through,
      path: (name) => name,
      now: clinic.hand.now,
    }),
  );
}
const inWords = ({ code: said, facts }: Statement, language: 'ja' | 'en'): string =>
  REPORT_WORDS[language].statements[said](facts as never);

describe('statements', () => {
  it('of an empty record say of everything that there is no record of it', () => {
    const clinic = openClinic();
    const report = factsOf(clinic, clinic.ledger.head.seq);
    for (const evidence of EVIDENCE) {
      if (evidence === 'ledger') continue;
      const said = statementsFor([evidence], { report, verify: sound });
      expect(said.length, evidence).toBeGreaterThan(0);
      expect(
        said.filter((one) => !saysNone(one)),
        evidence,
      ).toEqual([]);
    }
  });

  it('of a busy record give its numbers, each once, in both languages', async () => {
    const { clinic } = await busyClinic();
    const report = factsOf(clinic, clinic.ledger.head.seq);
    const said = statementsFor(EVIDENCE, { report, verify: sound });
    expect(said.filter(saysNone)).toEqual([]);
    expect(new Set(said.map((one) => one.code)).size).toBe(said.length);
    const ja = said.map((one) => inWords(one, 'ja'));
    expect(ja).toContain(
      '媒体の受付 45 件、ファイル 343 件の検査の記録があります(取り込み 315 件、遮断 28 件)。',
    );
    expect(ja).toContain('受付のあった 40 日のうち、まだ確認されていない日が 9 日あります。');
    for (const language of ['ja', 'en'] as const)
      for (const one of said) expect(inWords(one, language)).not.toMatch(/undefined|NaN|安全|\bsafe\b/);
  });

  it('never call a record sound that was found changed', () => {
    const clinic = openClinic();
    const report = factsOf(clinic, clinic.ledger.head.seq);
    expect(statementsFor(['ledger'], { report, verify: broken })).toEqual([
      { code: 'ledger-fault', facts: { faults: 1 } },
    ]);
  });
});

describe('the checklist', () => {
  it('that ships is valid, names its years and sources, and leaves no kind of evidence unused', () => {
    const { checklist } = value(readChecklist(OWN_CHECKLIST));
    const used = new Set(checklist.lists.flatMap((list) => list.items.flatMap((item) => item.evidence)));
    expect([...used].sort()).toEqual([...EVIDENCE].sort());
    for (const list of checklist.lists) expect(list.source).toContain('照合していない');
  });

  const edited = (change: (data: { lists: { items: Record<string, unknown>[] }[] }) => void): string => {
    const data = JSON.parse(readFileSync(OWN_CHECKLIST, 'utf8')) as Parameters<typeof change>[0];
    change(data);
    const file = path.join(temporaryFolder(), 'list.json');
    writeFileSync(file, JSON.stringify(data));
    return file;
  };
  it.each<[string, Parameters<typeof edited>[0], string]>([
    ['an unknown key', (data) => (data.lists[0]!.items[0]!['claim'] = 'fulfilled'), 'lists.0.items.0.claim'],
    [
      'unknown evidence',
      (data) => (data.lists[0]!.items[0]!['evidence'] = ['trust-me']),
      'lists.0.items.0.evidence.0',
    ],
    [
      'an item without evidence',
      (data) => (data.lists[0]!.items[0]!['evidence'] = []),
      'lists.0.items.0.evidence',
    ],
    [
      'a missing language',
      (data) => (data.lists[0]!.items[0]!['text'] = { ja: '文' }),
      'lists.0.items.0.text.en',
    ],
  ])('of somebody else is refused for %s', (_, change, place) => {
    const read = readChecklist(edited(change));
    expect(read).toMatchObject({ ok: false, error: { code: 'checklist-invalid', params: { at: place } } });
  });

  it('that is not there, not JSON or far too large is refused', () => {
    const folder = temporaryFolder();
    expect(code(readChecklist(path.join(folder, 'none.json')))).toBe('checklist-invalid');
    const file = path.join(folder, 'list.json');
    writeFileSync(file, 'no json');
    expect(readChecklist(file)).toMatchObject({ error: { params: { fault: 'not-json' } } });
    writeFileSync(file, ' '.repeat(1024 * 1024 + 1));
    expect(readChecklist(file)).toMatchObject({ error: { params: { fault: 'too-large' } } });
  });
});
