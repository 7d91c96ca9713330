/** The checklist that a report maps its evidence to: a file that anybody may edit, because items change every year. */

import fs from 'node:fs';
import path from 'node:path';

import { z } from 'zod';

import { gateError } from '../../../shared/errors.ts';
import { EVIDENCE } from '../../../shared/model/report.ts';
import { parseWith } from '../../../shared/parse.ts';
import { err, ok, type Result } from '../../../shared/result.ts';

const text = z.string().trim().min(1).max(1000);
const both = z.strictObject({ ja: text, en: text });

/**
 * `certain`: somebody has checked the number against the year's text; the report says so where not. `limits`: what this
 * record cannot show about the item. `source`: where the wording was taken from, and how far it was checked.
 */
const itemSchema = z.strictObject({
  number: z.string().trim().min(1).max(100),
  certain: z.boolean(),
  text: both,
  limits: both.nullable(),
  evidence: z.array(z.enum(EVIDENCE)).min(1).max(EVIDENCE.length),
});

const checklistSchema = z.strictObject({
  format: z.literal('sekisho-checklist/1'),
  lists: z
    .array(
      z.strictObject({
        title: both,
        year: both,
        source: text,
        items: z.array(itemSchema).min(1).max(200),
      }),
    )
    .min(1)
    .max(20),
});

export type Checklist = z.infer<typeof checklistSchema>;
export type ChecklistItem = z.infer<typeof itemSchema>;

/** A checklist is some pages; more is not one. */
const MAX_BYTES = 1024 * 1024;

/** The one that ships with the program. */
export const OWN_CHECKLIST = path.join(import.meta.dirname, 'checklist.json');

/** The list and the exact text it was read from. `checklist-invalid {at, fault}`. */
export function readChecklist(
  file: string,
): Result<{ readonly checklist: Checklist; readonly text: string }> {
  const invalid = (fault: string): Result<never> => err(gateError('checklist-invalid', { at: '', fault }));
  let content: string;
  try {
    if (fs.statSync(file).size > MAX_BYTES) return invalid('too-large');
    content = fs.readFileSync(file, 'utf8');
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : null;
    if (typeof code !== 'string') throw thrown;
    return invalid(code);
  }
  let data: unknown;
  try {
    data = JSON.parse(content.replace(/^\uFEFF/, ''));
  } catch {
    return invalid('not-json');
  }
  const parsed = parseWith(checklistSchema, data, 'checklist-invalid');
  return parsed.ok ? ok({ checklist: parsed.value, text: content }) : parsed;
}
