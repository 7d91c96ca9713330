/** Reads Apple's XML property lists as the tools of macOS print them. */

import { SaxesParser } from 'saxes';

export type Plist = string | number | boolean | readonly Plist[] | { readonly [key: string]: Plist };

type Container = { readonly type: 'array' | 'dict'; readonly items: Plist[]; readonly keys: string[] };

/** Deeper than ioreg's deepest tree of hubs; a list nested without end is no list of ours. */
const MAX_DEPTH = 200;

/** Undefined when it is no property list. `data` and `date` stay text: nothing here needs them. */
export function parsePlist(xml: string): Plist | undefined {
  const parser = new SaxesParser();
  const open: Container[] = [];
  let text = '';
  let root: Plist | undefined;
  let failed = false;
  const wasParsed = (): boolean => !failed;

  const add = (value: Plist): void => {
    const container = open.at(-1);
    if (container === undefined) root = value;
    else container.items.push(value);
  };
  parser.on('error', () => {
    failed = true;
  });
  parser.on('opentag', ({ name }) => {
    text = '';
    if (name === 'array' || name === 'dict') open.push({ type: name, items: [], keys: [] });
    if (open.length > MAX_DEPTH) failed = true;
  });
  parser.on('text', (chunk) => {
    text += chunk;
  });
  parser.on('closetag', ({ name }) => {
    switch (name) {
      case 'key':
        open.at(-1)?.keys.push(text);
        break;
      case 'string':
      case 'data':
      case 'date':
        add(text);
        break;
      case 'integer':
      case 'real':
        add(Number(text));
        break;
      case 'true':
      case 'false':
        add(name === 'true');
        break;
      case 'array':
      case 'dict': {
        const closed = open.pop();
        if (closed !== undefined) add(closed.type === 'array' ? closed.items : dictOf(closed));
        break;
      }
      default:
        break;
    }
    text = '';
  });
  parser.write(xml).close();
  return wasParsed() ? root : undefined;
}

const dictOf = ({ keys, items }: Container): Plist =>
  Object.fromEntries(keys.flatMap((key, at) => (items[at] === undefined ? [] : [[key, items[at]]])));

export type Dict = { readonly [key: string]: Plist };
export const isDict = (value: Plist | undefined): value is Dict =>
  typeof value === 'object' && !Array.isArray(value);
export const listIn = (dict: Dict, key: string): readonly Dict[] => {
  const value = dict[key];
  return Array.isArray(value) ? (value as readonly Plist[]).filter(isDict) : [];
};
export const textIn = (dict: Dict, key: string): string | null => {
  const value = dict[key];
  return typeof value === 'string' && value !== '' ? value : null;
};
export const numberIn = (dict: Dict, key: string): number | null => {
  const value = dict[key];
  return typeof value === 'number' ? value : null;
};
