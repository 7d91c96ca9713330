/** Folder = runtime: each part's tsconfig offers what that runtime really has and no more. */

import ts from 'typescript';
import type { Tree } from './tree.ts';

type Options = { readonly types?: readonly string[]; readonly lib?: readonly string[] };

/** Parts with code of ours, and what their compiler must not know. */
const PARTS: Readonly<Record<string, { readonly node: boolean; readonly dom: boolean }>> = {
  shared: { node: false, dom: false },
  electron: { node: true, dom: false },
  scripts: { node: true, dom: false },
  renderer: { node: false, dom: true },
};

export function looseRuntime(tree: Tree): readonly string[] {
  return Object.entries(PARTS).flatMap(([part, has]) => {
    if (![...tree.keys()].some((file) => file.startsWith(`${part}/`))) return [];
    const name = `${part}/tsconfig.json`;
    const text = tree.get(name);
    if (text === undefined) return [`${part} has no tsconfig.json`];
    const parsed = ts.parseConfigFileTextToJson(name, text).config as {
      compilerOptions?: Options;
      extends?: unknown;
    };
    const { types = [], lib = [] } = parsed.compilerOptions ?? {};
    return [
      ...(parsed.extends === '../tsconfig.json' ? [] : [`${name} does not build on the common settings`]),
      ...(!has.node && types.includes('node') ? [`${name} knows Node`] : []),
      ...(!has.dom && lib.some((entry) => /^dom/i.test(entry)) ? [`${name} knows the browser`] : []),
    ];
  });
}
