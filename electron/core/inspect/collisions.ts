/**
 * Guards against two names becoming one: paths that a Windows destination, blind to case and composition, would
 * put on top of each other.
 */

import type { SafePath } from './names.ts';

type Folder = { readonly spelling: string; readonly parent: Folder | null; clash: string | null };

// eslint-disable-next-line no-control-regex -- the whole of ASCII is meant
const ASCII = /^[\u0000-\u007f]*$/;

/**
 * What a spelling becomes for a file system that ignores case and composition. Wider than NTFS's own table (ß and SS
 * fall together), because the destination may be a share of another system: a false alarm here costs one file.
 */
export function fold(text: string): string {
  return ASCII.test(text)
    ? text.toUpperCase()
    : text.normalize('NFC').toLowerCase().toUpperCase().normalize('NFC');
}

/**
 * Finds the paths of files that fall together with another path: as files, as a file and a folder, or because a
 * folder above them does. Answers each such path with the spelling it falls together with; all sides are named, since
 * nobody can tell which of them is the one that was meant. Time and memory grow with the number of paths and folders.
 */
export function collisions(paths: readonly SafePath[]): ReadonlyMap<SafePath, string> {
  const folders = new Map<string, Folder>();
  const folderOf = new Map<string, Folder>();
  const files = new Map<string, SafePath>();
  const clashing = new Map<SafePath, string>();

  const folder = (spelling: string): Folder | null => {
    if (spelling === '') return null;
    const known = folders.get(spelling);
    if (known !== undefined) return known;
    const parent = folder(parentOf(spelling));
    const made: Folder = { spelling, parent, clash: null };
    folders.set(spelling, made);
    const folded = fold(spelling);
    const other = folderOf.get(folded);
    if (other === undefined) folderOf.set(folded, made);
    else {
      made.clash = other.spelling;
      other.clash ??= spelling;
    }
    return made;
  };

  for (const path of paths) {
    folder(parentOf(path));
    const folded = fold(path);
    const other = files.get(folded);
    if (other === undefined) files.set(folded, path);
    else {
      clashing.set(path, other);
      if (!clashing.has(other)) clashing.set(other, path);
    }
  }
  for (const path of paths) {
    const twin = folderOf.get(fold(path));
    if (twin !== undefined) {
      clashing.set(path, twin.spelling);
      twin.clash ??= path;
    }
  }
  for (const path of paths) {
    for (let above = folder(parentOf(path)); above !== null; above = above.parent) {
      if (above.clash !== null && !clashing.has(path)) clashing.set(path, above.clash);
    }
  }
  return clashing;
}

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
