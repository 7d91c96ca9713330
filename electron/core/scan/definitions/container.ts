/**
 * Asks ClamAV's sigtool whether a .cvd or .cld is genuine, and reads its version and build time where they are signed.
 *
 * The first 512 bytes of a container, its header, are not part of what is signed: sigtool exits with 0 after the build
 * time printed there was changed by hand (tried on 1.4.6). The same facts stand once more in the signed `.info` inside;
 * a header that does not repeat them exactly is forged.
 */

import { execFile } from 'node:child_process';
import { open } from 'node:fs/promises';
import { constants, gunzipSync } from 'node:zlib';

import { gateError } from '../../../../shared/errors.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';

/** A genuine container. `builtAt`: milliseconds since 1970, UTC. */
export type Container = {
  readonly name: string;
  readonly version: number;
  readonly signatures: number;
  readonly builtAt: number;
};

const CHECK_ALLOWED_MS = 120_000;
const HEADER_BYTES = 512;
/** `.info` is the second file inside, after a licence of 18 KB. */
const HEAD_BYTES = 256 * 1024;

/** Error `definitions-forged` names the file. */
export async function verifyContainer(
  sigtool: string,
  path: string,
  name: string,
): Promise<Result<Container>> {
  const container = (await isGenuine(sigtool, path)) ? describe(await readHead(path), name) : null;
  return container === null ? err(gateError('definitions-forged', { file: name })) : ok(container);
}

/** The exit code is the verdict; what is printed describes a forged file as readily as a genuine one. */
function isGenuine(sigtool: string, path: string): Promise<boolean> {
  const options = {
    timeout: CHECK_ALLOWED_MS,
    maxBuffer: 1024 * 1024,
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LANG: 'C', TZ: 'UTC' },
  };
  return new Promise((resolve) => {
    execFile(sigtool, ['--info', path], options, (error, stdout) =>
      resolve(error === null && /^Verification OK\.?$/m.test(stdout)),
    );
  });
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const head = Buffer.alloc(HEADER_BYTES + HEAD_BYTES);
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    return head.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

const MAGIC = 'ClamAV-VDB';
/** magic, build time, version, signatures, functionality level, MD5, signature, builder, seconds since 1970. */
const FIELDS = 9;
/** In the signed copy an X stands for these two, which cannot sign themselves; sigtool has checked them. */
const [MD5, SIGNATURE] = [5, 6];

function describe(head: Buffer, name: string): Container | null {
  const header = head.subarray(0, HEADER_BYTES).toString('latin1');
  const fields = header.trimEnd().split(':');
  const signed = signedFacts(head.subarray(HEADER_BYTES));
  if (fields.length !== FIELDS || signed?.length !== FIELDS || fields[0] !== MAGIC) return null;
  // Blanks fill the header up; any other byte there was put in by somebody.
  if (header !== fields.join(':').padEnd(HEADER_BYTES, ' ')) return null;
  const agree = fields.every(
    (field, index) => index === MD5 || index === SIGNATURE || field === signed[index],
  );
  const [version, signatures, seconds] = [signed[2], signed[3], signed[8]].map(Number);
  if (!agree || !isCount(version) || !isCount(signatures) || !isCount(seconds)) return null;
  return { name, version, signatures, builtAt: seconds * 1000 };
}

const isCount = (value: number | undefined): value is number =>
  Number.isSafeInteger(value) && Number(value) > 0;

/** First line of the `.info` file in the archive: gzip as distributed, plain tar in a .cld that freshclam patched. */
function signedFacts(archive: Buffer): string[] | null {
  let text: string;
  try {
    const compressed = archive[0] === 0x1f && archive[1] === 0x8b;
    // The end of the archive was not read: take what can be unpacked so far.
    const head = compressed ? gunzipSync(archive, { finishFlush: constants.Z_SYNC_FLUSH }) : archive;
    text = head.toString('latin1');
  } catch {
    return null;
  }
  return new RegExp(`\\0(${MAGIC}:[^\\n\\0]*)\\n`).exec(text)?.[1]?.split(':') ?? null;
}
