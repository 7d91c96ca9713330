/** How files are opened. Windows knows none of the POSIX flags that keep links and pipes out; there they count as 0. */

import * as fs from 'node:fs';

const known = fs.constants as Readonly<Record<string, number | undefined>>;
const flag = (name: string): number => known[name] ?? 0;

/** A file of the medium: never through a link, never waiting for the other end of a pipe. */
export const READ_UNTRUSTED = flag('O_RDONLY') | flag('O_NOFOLLOW') | flag('O_NONBLOCK');
/** The same without moving the access time (P4). Needs the file's ownership. */
export const READ_WITHOUT_TRACE = READ_UNTRUSTED | flag('O_NOATIME');
export const READ_FOLDER = flag('O_RDONLY') | flag('O_DIRECTORY') | flag('O_NOFOLLOW');
/** A new file of ours: never over one that is there, never through a link. */
export const CREATE_NEW = flag('O_WRONLY') | flag('O_CREAT') | flag('O_EXCL') | flag('O_NOFOLLOW');
