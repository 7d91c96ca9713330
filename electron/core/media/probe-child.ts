/** The child that touches the medium for probe.ts: one question, one answer, and it may be killed at any moment. */

import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { MARK_BYTES, MARK_NAME } from './mark.ts';
import type { ProbeAnswer, ProbeQuestion } from './probe.ts';
import { SUPERBLOCK_BYTES } from './superblock.ts';

process.once('message', (message) => {
  void answer(message as ProbeQuestion).then(
    (reply) => process.send?.(reply),
    (error: unknown) => process.send?.({ type: 'failed', code: codeOf(error) } satisfies ProbeAnswer),
  );
});

async function answer(question: ProbeQuestion): Promise<ProbeAnswer> {
  return question.type === 'mark' ? readMark(question.mountPoint) : readFirstBytes(question.node);
}

async function readMark(mountPoint: string): Promise<ProbeAnswer> {
  let file: FileHandle;
  try {
    // NOFOLLOW: a link could lead to a file of the machine's own. NONBLOCK: a pipe would wait for ever.
    // Windows has neither flag and neither danger; there both count as 0.
    const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
    file = await open(join(mountPoint, MARK_NAME), flags);
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ELOOP') return { type: 'mark', sha256: null };
    throw error;
  }
  try {
    const stat = await file.stat();
    if (!stat.isFile() || stat.size === 0 || stat.size > MARK_BYTES) return { type: 'mark', sha256: null };
    const bytes = await readUpTo(file, MARK_BYTES);
    return { type: 'mark', sha256: createHash('sha256').update(bytes).digest('hex') };
  } finally {
    await file.close();
  }
}

async function readFirstBytes(node: string): Promise<ProbeAnswer> {
  const file = await open(node, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    return { type: 'first-bytes', base64: (await readUpTo(file, SUPERBLOCK_BYTES)).toString('base64') };
  } finally {
    await file.close();
  }
}

async function readUpTo(file: FileHandle, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}
