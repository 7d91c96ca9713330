import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  applyExceptions,
  judgeWithExceptions,
  type ExceptionIndex,
} from '../../electron/core/exceptions/apply.ts';
import { EXCEPTABLE, type FileException } from '../../shared/model/exception.ts';
import { CLEAN, heldBack, REASONS } from '../../shared/model/verdict.ts';
import { SHA } from '../audit/data-folder.ts';

const NOW = Date.parse('2026-11-22T01:00:00.000Z');
const FILE = SHA('a');

const exception = (more: Partial<FileException> = {}): FileException => ({
  id: 'e1',
  sha256: FILE,
  reason: 'installer of the laboratory',
  vendorConfirmation: false,
  grantedAt: '2026-11-21T01:00:00.000Z',
  expires: '2026-11-23T01:00:00.000Z',
  first: 'admin',
  second: 'sato',
  revoked: null,
  uses: 0,
  lastUse: null,
  ...more,
});
const index = (...all: FileException[]): ExceptionIndex => new Map([[FILE, all]]);
const confirmed = index(exception({ vendorConfirmation: true }));

describe('an exception', () => {
  const program = heldBack('executable', { format: 'pe' });

  it('lets its content in and is named', () => {
    expect(applyExceptions(program, FILE, index(exception()), NOW)).toEqual({
      judgement: CLEAN,
      exception: 'e1',
    });
  });

  it.each<[string, string | null, ExceptionIndex, number]>([
    ['of another content', SHA('b'), index(exception()), NOW],
    ['where the content is not known', null, index(exception()), NOW],
    ['at the moment it ends', FILE, index(exception()), Date.parse('2026-11-23T01:00:00.000Z')],
    [
      'that was revoked',
      FILE,
      index(exception({ revoked: { at: '2026-11-21T02:00:00.000Z', by: 'admin', reason: 'x' } })),
      NOW,
    ],
  ])('%s changes nothing', (_, sha256, exceptions, now) => {
    expect(applyExceptions(program, sha256, exceptions, now)).toEqual({
      judgement: program,
      exception: null,
    });
  });

  it('holds for every reason about content, and a detection needs the vendor’s confirmation', () => {
    const detections = new Set(['signature', 'heuristic']);
    for (const reason of REASONS) {
      const judgement = heldBack(reason);
      const plain = applyExceptions(judgement, FILE, index(exception()), NOW).judgement;
      const vouched = applyExceptions(judgement, FILE, confirmed, NOW).judgement;
      const possible = EXCEPTABLE.includes(reason);
      expect(plain).toEqual(possible && !detections.has(reason) ? CLEAN : judgement);
      expect(vouched).toEqual(possible ? CLEAN : judgement);
    }
  });

  it.each([
    'engine-error',
    'engine-limit',
    'read-error',
    'changed-while-reading',
    'too-large',
    'medium-infected',
    'name-unsafe',
    'special-file',
  ] as const)('never covers %s', (reason) => {
    expect(applyExceptions(heldBack(reason), FILE, confirmed, NOW).judgement).toEqual(heldBack(reason));
  });
});

describe('inspection and scan together', () => {
  it('an excepted program that the engine did not finish stays held back', () => {
    const judged = judgeWithExceptions(
      heldBack('executable'),
      heldBack('engine-error'),
      FILE,
      confirmed,
      NOW,
    );
    expect(judged).toEqual({ judgement: heldBack('engine-error'), exception: null });
  });

  it('an excepted program in which the engine finds something stays held back without the confirmation', () => {
    const judged = judgeWithExceptions(
      heldBack('executable'),
      heldBack('signature', { signature: 'X' }),
      FILE,
      index(exception()),
      NOW,
    );
    expect(judged.judgement).toMatchObject({ verdict: 'infected' });
    expect(judged.exception).toBeNull();
  });

  it('a clean file uses no exception', () => {
    expect(judgeWithExceptions(CLEAN, CLEAN, FILE, confirmed, NOW)).toEqual({
      judgement: CLEAN,
      exception: null,
    });
  });

  it('become clean only when each of them is clean or excepted', () => {
    const judgement = fc.constantFrom(CLEAN, ...REASONS.map((reason) => heldBack(reason)));
    fc.assert(
      fc.property(judgement, judgement, fc.boolean(), (inspected, scanned, vouched) => {
        const exceptions = vouched ? confirmed : index(exception());
        const each = [inspected, scanned].map(
          (one) => applyExceptions(one, FILE, exceptions, NOW).judgement.verdict,
        );
        const both = judgeWithExceptions(inspected, scanned, FILE, exceptions, NOW);
        expect(both.judgement.verdict === 'clean').toBe(each.every((verdict) => verdict === 'clean'));
        const needed = inspected.verdict !== 'clean' || scanned.verdict !== 'clean';
        expect(both.exception !== null).toBe(both.judgement.verdict === 'clean' && needed);
      }),
    );
  });
});
