/** What no file of ours may hold, be, or leave out. */

import { eicar } from '../../scripts/sample/eicar.ts';
import { isCode, type Tree } from './tree.ts';

const LONGEST_FILE = 400;
const LONGEST_README = 30;

const lines = (text: string): number => text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
const matching = (tree: Tree, wrong: (file: string, text: string) => boolean): readonly string[] =>
  [...tree].filter(([file, text]) => wrong(file, text)).map(([file]) => file);

export const tooLong = (tree: Tree): readonly string[] =>
  matching(tree, (file, text) => (isCode(file) || /\.(py|css)$/.test(file)) && lines(text) > LONGEST_FILE);

/** Each folder of the core says in a README what it owns, what it may import and how to add to it. */
export function coreWithoutReadme(tree: Tree): readonly string[] {
  const folders = new Set([...tree.keys()].map((file) => /^electron\/core\/[^/]+(?=\/)/.exec(file)?.[0]));
  return [...folders].flatMap((folder) => {
    if (folder === undefined) return [];
    const text = tree.get(`${folder}/README.md`);
    if (text === undefined) return [`${folder} has no README.md`];
    return lines(text) > LONGEST_README ? [`${folder}/README.md has more than ${LONGEST_README} lines`] : [];
  });
}

/** A whole test signature makes the repository itself a finding of every scanner that meets it. */
export function holdsTestSignature(tree: Tree): readonly string[] {
  const bytes = Buffer.from(eicar(), 'latin1');
  const forms = [bytes.toString('latin1'), bytes.toString('hex'), bytes.toString('base64').slice(0, 80)];
  return matching(tree, (_, text) => forms.some((form) => text.toLowerCase().includes(form.toLowerCase())));
}

/** Folders of one machine and one person: what stands under them is nowhere else. */
const MACHINE_PATH = /(?:^|[\s"'`(=])(?:\/(?:work|home|root|Users)\/[\w.-]+|[A-Z]:\\\\?Users\\\\?\w)/;

export const holdsMachinePath = (tree: Tree): readonly string[] =>
  matching(tree, (file, text) => file !== 'package-lock.json' && MACHINE_PATH.test(text));

/** `npm ci` has to work behind any mirror, so the lock file names versions and hashes but no download host. */
export function lockNamesHost(tree: Tree): readonly string[] {
  const lock = JSON.parse(tree.get('package-lock.json') ?? '{}') as { packages?: Record<string, object> };
  return Object.entries(lock.packages ?? {}).flatMap(([folder, entry]) =>
    'resolved' in entry ? [folder] : [],
  );
}

/** Left-overs: a promise to do it later, a test that runs alone, one that never runs and gives no reason. */
const LEFT_OVER = /\b(?:TODO|FIXME|XXX)\b|\b(?:describe|it|test)\.(?:only|skip|todo)\b/;

export const leftOver = (tree: Tree): readonly string[] =>
  matching(tree, (file, text) => isCode(file) && !file.startsWith('test/house/') && LEFT_OVER.test(text));
