/** Failures at a window: in words, without commands of the terminal, in every language. */

import { describe, expect, test } from 'vitest';
import { saidOf } from '../../../renderer/admin/said.ts';
import { timeline } from '../../../renderer/admin/records/timeline.ts';
import { codeWordsOf } from '../../../renderer/admin/words.ts';
import { ERROR_CODES, gateError } from '../../../shared/errors.ts';
import type { JsonValue, LedgerEntry } from '../../../shared/model/ledger.ts';
import { speech } from './speech.ts';

describe.each(['ja', 'en'] as const)('in %s', (language) => {
  test.each(ERROR_CODES)('%s names no command and no option', (code) => {
    const { what, next } = saidOf(gateError(code), speech(language));
    expect(what).not.toBe('');
    expect(`${what}${next}`).not.toMatch(/`|--[a-z]|sekisho|npm/);
  });
});

test('the rules for secrets are told in words', () => {
  const said = saidOf(gateError('secret-refused', { rule: 'pin-pattern' }), speech('ja'));
  expect(said.what).toBe('続き番号やくり返しは、推測されるので使えません。');
});

const entry = (kind: string, body: Record<string, JsonValue>): LedgerEntry => ({
  seq: 1,
  at: '2026-11-22T05:05:12.000Z',
  kind,
  session: '3f9a1c07b2de',
  body,
  prev: '',
  hash: '',
});
const said = (kind: string, body: Record<string, JsonValue>) =>
  timeline([entry(kind, body)], speech('ja'), codeWordsOf('ja'))[0]!;

describe('the timeline', () => {
  test('tells who said what, in words', () => {
    const step = said('session.facts', {
      by: { type: 'person', person: 'tanaka', role: 'staff' },
      facts: { staff: null, origin: 'laboratory', purpose: '健診' },
    });
    expect(step).toMatchObject({ phase: 'reception', said: 'tanaka が記入しました: 検査会社・健診' });
  });

  test('shows hostile labels as they are and unknown kinds by their name', () => {
    expect(said('session.opened', { label: 'a\u202Egnp.exe{{what}}' }).said).toContain(
      'a[U+202E]gnp.exe{{what}}',
    );
    expect(said('something.new', {})).toMatchObject({ phase: 'other', said: 'something.new' });
  });

  test('an end is never told as something that was brought in', () => {
    expect(said('session.closed', { outcome: 'blocked', error: null })).toMatchObject({
      phase: 'finished',
      said: '終わりました: 取り込みなし',
    });
  });

  test('stands bodies that lack everything', () => {
    for (const kind of [
      'session.opened',
      'session.refused',
      'session.closed',
      'release.intent',
      'session.facts',
    ])
      expect(said(kind, {}).said).not.toMatch(/undefined|NaN|\{\{/);
    expect(said('session.closed', { outcome: 'nonsense', error: { code: 'nonsense' } }).said).toContain('―');
  });
});
