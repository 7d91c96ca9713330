/** Reads /proc/self/mountinfo: what is mounted where, with names in any script, and which mounts others cover. */

/** See proc_pid_mountinfo(5). */
export type Mount = {
  readonly id: string;
  readonly parent: string;
  /** `major:minor` of the file system; major 0 where no single block device is under it. */
  readonly dev: string;
  /** What part of the file system is mounted: `/`, or a folder for a bind mount or a subvolume. */
  readonly root: string;
  readonly mountPoint: string;
  /** False when the mount point's bytes are not UTF-8: no path of ours can name it. */
  readonly reachable: boolean;
  readonly options: readonly string[];
  readonly type: string;
  readonly source: string;
  readonly superOptions: readonly string[];
};

export function parseMountinfo(bytes: Buffer): readonly Mount[] {
  return bytes
    .toString('latin1')
    .split('\n')
    .flatMap((line) => parseLine(line) ?? []);
}

function parseLine(line: string): Mount | null {
  const [before, after] = line.split(' - ', 2);
  const [id, parent, dev, root, mountPoint, options] = before?.split(' ') ?? [];
  const [type, source, superOptions] = after?.split(' ') ?? [];
  if (mountPoint === undefined || id === undefined || parent === undefined || type === undefined) return null;
  const where = unescapeField(mountPoint);
  return {
    id,
    parent,
    dev: dev ?? '',
    root: unescapeField(root ?? '').text,
    mountPoint: where.text,
    reachable: where.exact,
    options: options?.split(',') ?? [],
    type: unescapeField(type).text,
    source: unescapeField(source ?? '').text,
    superOptions: superOptions?.split(',') ?? [],
  };
}

/** The kernel writes space, tab, newline and backslash as `\ooo`; everything else are the name's own bytes. */
function unescapeField(field: string): { readonly text: string; readonly exact: boolean } {
  const raw = field.replaceAll(/\\([0-3][0-7]{2})/g, (_, octal: string) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  );
  const bytes = Buffer.from(raw, 'latin1');
  const text = bytes.toString('utf8');
  return { text, exact: Buffer.from(text, 'utf8').equals(bytes) };
}

/** Leaves out mounts that no path reaches because another one lies over them or over a folder above them. */
export function visibleMounts(mounts: readonly Mount[]): readonly Mount[] {
  const byId = new Map(mounts.map((mount) => [mount.id, mount]));
  const lidded = new Set(mounts.filter((mount) => hasLid(mount, mounts)));
  const walled = new Set(mounts.filter((mount, at) => isWalledOff(mount, at, mounts)));

  /** `through`: seen through a mount on its own root, which is then what a path reaches. */
  function isHidden(mount: Mount, through: boolean, depth: number): boolean {
    if (walled.has(mount) || (!through && lidded.has(mount))) return true;
    const parent = byId.get(mount.parent);
    if (parent === undefined || parent === mount || depth > mounts.length) return false;
    return isHidden(parent, parent.mountPoint === mount.mountPoint, depth + 1);
  }
  return mounts.filter((mount) => !isHidden(mount, false, 0));
}

/** Something is mounted on this mount's own root. */
const hasLid = (mount: Mount, mounts: readonly Mount[]): boolean =>
  mounts.some(
    (other) => other !== mount && other.parent === mount.id && other.mountPoint === mount.mountPoint,
  );

/** A later mount beside it took over the folder it is mounted on, or one above that. */
const isWalledOff = (mount: Mount, at: number, mounts: readonly Mount[]): boolean =>
  mounts.some((other, otherAt) => {
    if (other === mount || other.parent !== mount.parent) return false;
    if (other.mountPoint === mount.mountPoint) return otherAt > at;
    return mount.mountPoint.startsWith(other.mountPoint === '/' ? '/' : `${other.mountPoint}/`);
  });
