/**
 * The icons' shapes, on a grid of 32. Each state has an outline of its own, so that it is told apart without colour; a
 * white edge keeps it visible on dark and light bars.
 */

export const STATES = ['starting', 'open', 'checking', 'found', 'attention', 'closed', 'broken'] as const;
export type IconName = (typeof STATES)[number] | 'app';
export type Drawing = { readonly name: IconName; readonly svg: string };

/** `outline`: filled with the colour. `mark`: drawn on it in white, as a line. Colours after the screens' tokens. */
type Shape = { readonly colour: string; readonly outline: string; readonly mark: string };

const circle = (r: number): string => `M16 ${16 - r}a${r} ${r} 0 1 1 0 ${2 * r}a${r} ${r} 0 1 1 0 ${-2 * r}z`;

const SHAPES: Readonly<Record<IconName, Shape>> = {
  // Three dots: wait.
  starting: {
    colour: '#64748b',
    outline:
      'M6 12a4 4 0 1 1 0 8a4 4 0 1 1 0-8zM16 12a4 4 0 1 1 0 8a4 4 0 1 1 0-8zM26 12a4 4 0 1 1 0 8a4 4 0 1 1 0-8z',
    mark: '',
  },
  // A gate with its way through.
  open: {
    colour: '#475569',
    outline: 'M3 6L16 2L29 6V10H26V29H20V18A4 4 0 0 0 12 18V29H6V10H3z',
    mark: '',
  },
  // A magnifying glass.
  checking: {
    colour: '#1d4ed8',
    outline: `M13 2a11 11 0 0 1 8.7 17.7L30 28L27.5 30.5L19.2 22.2A11 11 0 1 1 13 2z`,
    mark: 'M8 13h10',
  },
  // An octagon: stop.
  found: {
    colour: '#b91c1c',
    outline: 'M10 2h12l8 8v12l-8 8h-12l-8-8v-12z',
    mark: 'M16 8v10M16 23v1',
  },
  // A triangle: look.
  attention: {
    colour: '#b45309',
    outline: 'M16 2L31 29H1z',
    mark: 'M16 11v9M16 24v1',
  },
  // A disc with a bar: no way in.
  closed: {
    colour: '#1e293b',
    outline: circle(14),
    mark: 'M8 16h16',
  },
  // A diamond with a cross.
  broken: {
    colour: '#6d28d9',
    outline: 'M16 1L31 16L16 31L1 16z',
    mark: 'M11 11L21 21M21 11L11 21',
  },
  // The gate on a plate.
  app: {
    colour: '#0f4c5c',
    outline: 'M6 1H26a5 5 0 0 1 5 5V26a5 5 0 0 1-5 5H6a5 5 0 0 1-5-5V6a5 5 0 0 1 5-5z',
    mark: 'M7 10L16 7L25 10M9.5 10V25M22.5 10V25M13 25V18a3 3 0 0 1 6 0V25',
  },
};

export function drawing(name: IconName): Drawing {
  const { colour, outline, mark } = SHAPES[name];
  const edge = name === 'app' ? '' : ' stroke="#fff" stroke-width="1.5" stroke-linejoin="round"';
  const line =
    mark === ''
      ? ''
      : `<path d="${mark}" fill="none" stroke="#fff" stroke-width="${name === 'app' ? 2 : 3}" stroke-linecap="round" stroke-linejoin="round"/>`;
  return {
    name,
    svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path d="${outline}" fill="${colour}"${edge}/>${line}</svg>`,
  };
}
