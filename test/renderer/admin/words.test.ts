/** Every text of the administrator's window says something, and fills in the same facts in both languages. */

import { expect, test } from 'vitest';
import { admin as en } from '../../../renderer/i18n/en/admin.ts';
import { admin as ja } from '../../../renderer/i18n/ja/admin.ts';

type Texts = { readonly [key: string]: string | Texts };

/** `records.title` → text, for every text. */
const flat = (texts: Texts, at = ''): readonly (readonly [string, string])[] =>
  Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${at}${key}`, value] as const] : flat(value, `${at}${key}.`),
  );
const facts = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();
const JA = new Map(flat(ja));
const EN = flat(en);

test('none is empty: the translator takes an empty text for a missing one', () => {
  expect([...JA, ...EN].filter(([, text]) => text.trim() === '')).toEqual([]);
});

test('both languages fill in the same facts', () => {
  const odd = EN.filter(([key, text]) => {
    const model = JA.get(key) ?? JA.get(key.replace(/_one$/, '_other')) ?? '';
    return facts(model).join() !== facts(text).join();
  });
  expect(odd.map(([key]) => key)).toEqual([]);
});

test('nothing is ever called safe', () => {
  const said = [...JA.values(), ...EN.map(([, text]) => text)];
  expect(said.filter((text) => /安全です|is safe\b/.test(text))).toEqual([]);
});
