/** The shape of a language: Japanese is the model; another language that lacks a text of it does not compile. */

import type { ja } from './ja.ts';

type PluralRoot<K> = K extends `${infer Root}_other` ? Root : never;

/** The same keys with any text; where Japanese has one form for all counts, `_other`, a language may also have `_one`. */
export type Like<T> = {
  readonly [K in keyof T]: T[K] extends string ? string : Like<T[K]>;
} & { readonly [K in PluralRoot<keyof T> as `${K}_one`]?: string };

export type Texts = Like<typeof ja>;

/** `en-XA` is English made unreadable on purpose: what stays readable on the screen was not translated. */
export const LANGUAGES = ['ja', 'en', 'en-XA'] as const;
export type Language = (typeof LANGUAGES)[number];
export const isLanguage = (tag: string): tag is Language => (LANGUAGES as readonly string[]).includes(tag);
