import { describe, expect, test } from 'vitest';
import { createFormat } from '../../renderer/i18n/format.ts';
import { en } from '../../renderer/i18n/en.ts';
import { ja } from '../../renderer/i18n/ja.ts';
import { pseudo } from '../../renderer/i18n/pseudo.ts';
import { createTranslator } from '../../renderer/i18n/setup.ts';
import { furthest, percent } from '../../renderer/parts/progress.ts';

const AT = '2026-11-22T05:05:00.000Z';
const NOW = Date.parse('2026-11-25T05:05:00.000Z');

describe('numbers and dates', () => {
  test('as people in a clinic read them, in Japan’s time wherever the machine stands', () => {
    const { moment, day, time, number, size, ago } = createFormat('ja');
    expect(moment(AT)).toBe('2026年11月22日(日) 14:05');
    expect(day('2026-11-22T15:30:00.000Z')).toBe('2026年11月23日(月)');
    expect(time('2026-11-22T15:00:00.000Z')).toBe('00:00');
    expect(number(5310)).toBe('5,310');
    expect([0, 999, 1000, 1_234_567, 999_999, 3_400_000_000].map(size)).toEqual([
      '0 B',
      '999 B',
      '1 KB',
      '1.2 MB',
      '1 MB',
      '3.4 GB',
    ]);
    expect(ago(AT, NOW)).toBe('3日前');
    expect(createFormat('en').ago(AT, NOW)).toBe('3 days ago');
  });

  test('a moment after now, by a clock that was set, is not told as one to come', () => {
    expect(createFormat('en').ago(AT, Date.parse(AT) - 60_000)).toBe('this minute');
  });
});

function leaves(texts: object, path = ''): readonly (readonly [string, string])[] {
  return Object.entries(texts).flatMap(([key, value]: [string, unknown]) => {
    const at = path === '' ? key : `${path}.${key}`;
    return typeof value === 'string' ? [[at, value] as const] : leaves(value as object, at);
  });
}
const names = (text: string) => [...text.matchAll(/\{\{(\w+)/g)].map(([, name]) => name).sort();

describe('the words', () => {
  test('each language puts the same things into the same text', () => {
    const english = new Map(leaves(en));
    for (const [key, text] of leaves(ja))
      expect([key, names(english.get(key) ?? '')]).toEqual([key, names(text)]);
  });

  test('nothing is ever called safe', () => {
    const bad = [...leaves(ja), ...leaves(en)].filter(([, text]) =>
      /安全です|安全でした|\bis safe\b|\bsafe to\b/i.test(text),
    );
    expect(bad).toEqual([]);
  });

  test('headlines have no full stop', () => {
    const bad = leaves(ja).filter(([key, text]) => key.endsWith('headline') && text.endsWith('。'));
    expect(bad).toEqual([]);
  });

  test('what is put into a text is never read as one', () => {
    const { t } = createTranslator('ja');
    const name = '{{files}}$t(parts.product)<b>';
    expect(t('kiosk.reception.pin.headline', { name })).toBe(`${name}さんの暗証番号`);
  });

  test('a key that does not exist is a bug and not a screen', () => {
    const { t } = createTranslator('en');
    const missing = ['kiosk', 'nothing'].join('.') as 'kiosk.next';
    expect(() => t(missing)).toThrow();
  });

  test('counts have their own form where a language has one', () => {
    const { t } = createTranslator('en');
    expect(t('kiosk.checking.minutes', { count: 1 })).toBe('About 1 minute left');
    expect(t('kiosk.checking.minutes', { count: 2 })).toBe('About 2 minutes left');
    expect(createTranslator('ja').t('kiosk.checking.held', { count: 1200 })).toBe(
      '取り込めないものが 1,200件ありました',
    );
  });

  test('the pseudo language keeps what is put in and changes everything else', () => {
    expect(pseudo('{{n}} files')).toMatch(/^\[\{\{n\}\} \S+( ~)+\]$/);
    expect(pseudo('{{n}} files')).not.toContain('files');
  });
});

describe('progress', () => {
  const amount = (filesDone: number, bytesDone: number) => ({
    files: 100,
    filesDone,
    bytes: 1000,
    bytesDone,
  });
  test('is full only when every file and byte is done', () => {
    expect(percent(amount(0, 0))).toBe(0);
    expect(percent(amount(100, 999))).toBeLessThan(100);
    expect(percent(amount(99, 1000))).toBeLessThan(100);
    expect(percent(amount(100, 1000))).toBe(100);
    expect(percent({ files: 0, filesDone: 0, bytes: 0, bytesDone: 0 })).toBe(0);
    expect(percent({ files: 3, filesDone: 3, bytes: 0, bytesDone: 0 })).toBe(100);
  });

  test('never goes back, but begins anew with another medium', () => {
    const before = { subject: 'a', share: 40 };
    expect(furthest(before, { subject: 'a', share: 30 })).toBe(before);
    expect(furthest(before, { subject: 'a', share: 50 }).share).toBe(50);
    expect(furthest(before, { subject: 'b', share: 0 }).share).toBe(0);
  });
});
