/** Where desktops mount removable media: whatever is mounted at or directly under such a folder counts as a medium. */

export type MountRoots = {
  readonly paths: readonly string[];
  /**
   * True for the defaults: below `/media` and `/run/media` there may be one folder per user, which is a root too.
   * Roots that somebody named are taken as they are.
   */
  readonly userFolders: boolean;
};

export function mountRootsFor(platform: NodeJS.Platform, named: readonly string[] = []): MountRoots {
  if (named.length > 0) return { paths: named.map(withoutTrailingSlash), userFolders: false };
  if (platform === 'darwin') return { paths: ['/Volumes'], userFolders: false };
  // Windows says itself which drives are removable.
  if (platform === 'win32') return { paths: [], userFolders: false };
  return { paths: ['/media', '/run/media'], userFolders: true };
}

/** `otherMounts`: mount points of everything mounted, so that a mount inside a medium is not taken for another. */
export function isAtMountRoot(
  mountPoint: string,
  roots: MountRoots,
  otherMounts: ReadonlySet<string>,
): boolean {
  return roots.paths.some((root) => {
    if (mountPoint === root) return true;
    if (!mountPoint.startsWith(root === '/' ? root : `${root}/`)) return false;
    const below = mountPoint.slice(root.length).split('/').filter(Boolean);
    if (below.length === 1) return true;
    return roots.userFolders && below.length === 2 && !otherMounts.has(`${root}/${below[0] ?? ''}`);
  });
}

const withoutTrailingSlash = (path: string): string => (path.length > 1 ? path.replace(/\/+$/, '') : path);
