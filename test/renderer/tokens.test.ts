/** Measures the colours that text stands on and in: 4.5 : 1 at least, large text too. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../scripts/runtime.mjs';

const css = readFileSync(path.join(ROOT, 'renderer', 'theme', 'tokens.css'), 'utf8');
const colours = new Map(
  [...css.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, hex]) => [name!, hex!]),
);

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((from) => {
    const part = Number.parseInt(hex.slice(from, from + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}
function contrast(one: string, other: string): number {
  const [high, low] = [luminance(colours.get(one)!), luminance(colours.get(other)!)].sort((a, b) => b - a);
  return (high! + 0.05) / (low! + 0.05);
}

const STATES = ['waiting', 'checking', 'clean', 'partial', 'blocked', 'unscannable', 'closed'];
const SURFACES = ['surface', 'surface-quiet', 'surface-sunken'];
test.each([
  ...STATES.flatMap((state) => [
    ['text-on-colour', state],
    [state, `${state}-tint`],
    [state, 'surface'],
    ['text', `${state}-tint`],
  ]),
  ...SURFACES.flatMap((surface) => [
    ['text', surface],
    ['text-quiet', surface],
  ]),
  ['text-on-colour', 'action'],
  ['text-on-colour', 'action-pressed'],
  ['text-on-colour', 'danger'],
  ['text-on-colour', 'practice'],
  ['action', 'surface'],
  ['danger', 'surface'],
])('%s on %s can be read', (text, ground) => {
  expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
});
