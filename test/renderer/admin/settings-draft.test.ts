/** The draft of the settings: every field finds its place, and one's changes survive somebody else's. */

import { describe, expect, test } from 'vitest';
import { changedPlaces, readAt, rebase, setAt } from '../../../renderer/admin/settings/draft.ts';
import { FIELD_NAMES, fieldOf, typedNumber } from '../../../renderer/admin/settings/fields.ts';
import { defaultSettings, settingsSchema } from '../../../shared/model/settings.ts';

const BASE = defaultSettings();

describe('fields', () => {
  test.each(FIELD_NAMES)(
    '%s stands somewhere in the settings, within bounds that the schema takes',
    (name) => {
      const { at, within, control } = fieldOf(name);
      const group = FIELD_NAMES.map(fieldOf).find((entry) => entry.at === within)?.control;
      const opened =
        group?.kind === 'switch' && within !== undefined ? setAt(BASE, within, group.fresh) : BASE;
      const key = at.split('.').at(-1)!;
      const parent = at.includes('.') ? readAt(opened, at.slice(0, at.lastIndexOf('.'))) : (opened as never);
      expect(Object.keys(parent as object)).toContain(key);
      if (control.kind !== 'number') return;
      const filled = within === undefined ? opened : setAt(opened, `${within}.host`, 'x');
      for (const typed of [control.min, control.max]) {
        const stands = typedNumber(String(typed), control);
        expect(settingsSchema.safeParse(setAt(filled, at, stands)).success).toBe(true);
      }
      expect(typedNumber(String(control.max + 1), control)).toBeNull();
    },
  );

  test('numbers are typed in their unit, full width or not', () => {
    expect(typedNumber('１０', { min: 1, max: 20 })).toBe(10);
    expect(typedNumber('1.5', { min: 1, max: 20, unit: 1e9 })).toBe(1.5e9);
    for (const typed of ['', ' ', 'x', '1.5', '0', '21', 'NaN', 'Infinity'])
      expect(typedNumber(typed, { min: 1, max: 20 })).toBeNull();
  });
});

describe('a draft', () => {
  test('changes one place and nothing else', () => {
    const next = setAt(BASE, 'people.idleMinutes', 20);
    expect(changedPlaces(BASE, next)).toEqual(['people.idleMinutes']);
    expect(BASE.people.idleMinutes).toBe(10);
    expect(next.clinic).toBe(BASE.clinic);
  });

  test('a group that appears is one place', () => {
    const next = setAt(BASE, 'policy.definitions.proxy', { host: 'p', port: 8080 });
    expect(changedPlaces(BASE, next)).toEqual(['policy.definitions.proxy']);
  });

  test('put onto newer settings it keeps both, and its own where both changed the same', () => {
    const mine = setAt(setAt(BASE, 'clinic.name', '私の'), 'review.everyDays', 7);
    const theirs = setAt(setAt(BASE, 'clinic.name', '誰かの'), 'drill.everyDays', 14);
    const both = rebase(BASE, mine, theirs);
    expect([both.clinic.name, both.review.everyDays, both.drill.everyDays]).toEqual(['私の', 7, 14]);
    expect(settingsSchema.safeParse(both).success).toBe(true);
  });
});
