/** Where a binary keeps its fuses: behind this mark of Electron's (docs/tutorial/fuses) come version, count and states. */

export const SENTINEL = Buffer.from(['dL7pKGdnNz796Pbb', 'jQWNKmHXBZaB9tsX'].join(''));
