/** Where the app's own things lie, in a package and in a checkout, and what its command line may say. */

import { existsSync } from 'node:fs';
import path from 'node:path';
import { defaultDataDir } from '../data-dir.ts';
import type { CoreStart } from './core-protocol.ts';

export type Ground = {
  /** Folder of the main bundle, `…/out/main`. */
  readonly bundle: string;
  /** Electron's resources folder, where a package keeps what is no code of ours. */
  readonly resources: string;
  readonly packaged: boolean;
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly args: readonly string[];
};

export type Places = { readonly out: string; readonly start: CoreStart };

/** `--data=DIR`, `--definitions=DIR` and `--practice` mean what they mean to the headless gate, `--admin` is desktop.ts's; Electron's own words pass by. */
export function placesOf({ bundle, resources, packaged, platform, env, args }: Ground): Places {
  const out = path.dirname(bundle);
  const node = platform === 'win32' ? 'node.exe' : 'node';
  const folder = (name: string): string | null => {
    const given = args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3) ?? '';
    return given === '' ? null : path.resolve(given);
  };
  return {
    out,
    start: {
      dataDir: folder('data') ?? defaultDataDir(env),
      definitionsDir: folder('definitions'),
      runtime: packaged ? path.join(resources, 'runtime', node) : pinnedNode(out, node),
      programs: packaged && platform === 'win32' ? path.join(resources, 'clamav') : null,
      practice: args.includes('--practice'),
    },
  };
}

/** The pinned runtime of the checkout that `out` was built in. */
function pinnedNode(out: string, node: string): string {
  for (let folder = path.dirname(out); ; folder = path.dirname(folder)) {
    const program = path.join(folder, 'node_modules', 'node', 'bin', node);
    if (existsSync(program) || folder === path.dirname(folder)) return program;
  }
}
