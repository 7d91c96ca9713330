import { describe, expect, it } from 'vitest';
import { decide, isJunk } from '../../electron/core/session/decide.ts';
import type { Judged } from '../../electron/core/session/decide.ts';
import { CLEAN, gravest, heldBack, REASONS } from '../../shared/model/verdict.ts';

const file = (path: string, judgement = CLEAN, raw: string | null = null): Judged => ({
  path,
  raw,
  judgement,
});
const verdicts = (files: readonly Judged[], onInfected: 'medium' | 'file' = 'medium'): string[] =>
  decide(files, { onInfected }).map((judgement) =>
    judgement.verdict === 'clean' ? 'clean' : `${judgement.verdict} ${judgement.reason}`,
  );
const infected = heldBack('signature', { signature: 'Test' });

describe('decide', () => {
  it('lets clean files be clean', () => {
    expect(verdicts([file('a'), file('b/c.txt')])).toEqual(['clean', 'clean']);
  });

  it('holds back the whole medium for one infected file, and leaves other reasons as they are', () => {
    expect(verdicts([file('a'), file('b', infected), file('c', heldBack('macro'))])).toEqual([
      'blocked medium-infected',
      'infected signature',
      'blocked macro',
    ]);
  });

  it('holds back only the infected file where the policy says so', () => {
    expect(verdicts([file('a'), file('b', infected)], 'file')).toEqual(['clean', 'infected signature']);
  });

  it('does not take blocked or unscannable for infected', () => {
    expect(verdicts([file('a'), file('b', heldBack('engine-error')), file('c', heldBack('macro'))])[0]).toBe(
      'clean',
    );
  });

  it('holds back names that must not leave the gate', () => {
    expect(verdicts([file('../up'), file('a\\b'), file('CON.txt'), file('x\u202efdp.exe')])).toEqual(
      Array(4).fill('blocked name-unsafe'),
    );
  });

  it("holds back a file or a folder in the manifest's place, and only there", () => {
    // One at a time: side by side they would be held back as colliding.
    for (const path of ['SHA256SUMS.txt', 'sha256sums.TXT/a.txt', 'SHA256SUMS.txt/b/c.txt'])
      expect(verdicts([file(path)]), path).toEqual(['blocked name-unsafe']);
    expect(verdicts([file('b/SHA256SUMS.txt'), file('SHA256SUMS.txt.csv')])).toEqual(['clean', 'clean']);
  });

  it('keeps an infected file infected when its name is unsafe as well', () => {
    expect(verdicts([file('../up', infected)], 'file')).toEqual(['infected signature']);
  });

  it('holds back a name that is not UTF-8', () => {
    expect(decide([file('診断', CLEAN, '9066')], { onInfected: 'medium' })[0]).toMatchObject({
      reason: 'name-unsafe',
      detail: { rule: 'not-utf8' },
    });
  });

  it('holds back both of two names that a Windows share would make one, by case or by composition', () => {
    const pairs = ['A.txt', 'a.txt', 'が.txt', 'か\u3099.txt'];
    expect(verdicts(pairs.map((path) => file(path)))).toEqual(Array(4).fill('blocked name-unsafe'));
  });

  it('keeps the place of the manifest free, in any case', () => {
    expect(verdicts([file('sha256sums.TXT'), file('sub/SHA256SUMS.txt')])).toEqual([
      'blocked name-unsafe',
      'clean',
    ]);
  });

  it('never answers clean for a file that was not judged clean, whatever the reason', () => {
    for (const onInfected of ['medium', 'file'] as const) {
      for (const reason of REASONS) {
        expect(decide([file('a', heldBack(reason))], { onInfected })[0]?.verdict).not.toBe('clean');
      }
    }
  });
});

describe('gravest', () => {
  it('is clean only when both are', () => {
    for (const reason of REASONS) {
      expect(gravest(CLEAN, heldBack(reason)).verdict).not.toBe('clean');
      expect(gravest(heldBack(reason), CLEAN).verdict).not.toBe('clean');
    }
    expect(gravest(CLEAN, CLEAN)).toBe(CLEAN);
  });

  it('prefers what is infected, then what inspection said', () => {
    expect(gravest(heldBack('macro'), infected)).toBe(infected);
    expect(gravest(heldBack('encrypted'), heldBack('heuristic'))).toMatchObject({ reason: 'encrypted' });
  });
});

describe('isJunk', () => {
  it('is only what inspection marked so', () => {
    expect(isJunk(heldBack('type-not-allowed', { junk: true }))).toBe(true);
    expect(isJunk(heldBack('type-not-allowed', { junk: 'true' }))).toBe(false);
    expect(isJunk(CLEAN)).toBe(false);
  });
});
