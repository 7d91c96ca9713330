/** Looking at a medium from outside: marks, first bytes, and media that never answer. */

import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommand } from '../../electron/core/media/command.ts';
import { MARK_BYTES, MARK_NAME } from '../../electron/core/media/mark.ts';
import { createProbe } from '../../electron/core/media/probe.ts';
import { SUPERBLOCK_BYTES } from '../../electron/core/media/superblock.ts';
import { mountFuse, needsFuse } from '../media/fuse-medium.ts';
import type { FuseMedium } from '../media/fuse-medium.ts';
import { hasCommand, needs } from '../missing-component.ts';

let folder: string;
let medium: FuseMedium | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sekisho-probe-'));
});
afterEach(async () => {
  await medium?.unmount();
  medium = null;
  rmSync(folder, { recursive: true, force: true });
});
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('a mark', () => {
  it('is the hash of the mark file', async () => {
    writeFileSync(join(folder, MARK_NAME), 'secret\n');
    expect(await createProbe().mark(folder)).toEqual({ ok: true, value: sha256('secret\n') });
  });

  it('is none where there is no file, an empty one, a long one, a link, a folder or a pipe', async () => {
    const probe = createProbe();
    const path = join(folder, MARK_NAME);
    const none = { ok: true, value: null };
    expect(await probe.mark(folder)).toEqual(none);
    for (const text of ['', 'x'.repeat(MARK_BYTES + 1)]) {
      writeFileSync(path, text);
      expect(await probe.mark(folder)).toEqual(none);
    }
    rmSync(path);
    writeFileSync(join(folder, 'elsewhere'), 'secret');
    symlinkSync('elsewhere', path);
    expect(await probe.mark(folder)).toEqual(none);
    rmSync(path);
    mkdirSync(path);
    expect(await probe.mark(folder)).toEqual(none);
    rmSync(path, { recursive: true });
    execFileSync('mkfifo', [path]);
    expect(await probe.mark(folder)).toEqual(none);
  });

  it('of a medium that hangs is a failure after the deadline, and hangs nobody', async (context) => {
    needsFuse(context);
    writeFileSync(join(folder, MARK_NAME), 'secret');
    medium = await mountFuse({ backing: folder, faults: [{ kind: 'hangs', path: MARK_NAME }] });
    const answer = await createProbe(400).mark(medium.folder);
    expect(answer).toMatchObject({ ok: false, error: { code: 'medium-hung' } });
  });

  it('of a medium that went away is a failure', async (context) => {
    needsFuse(context);
    writeFileSync(join(folder, MARK_NAME), 'secret');
    medium = await mountFuse({ backing: folder });
    await medium.pull();
    expect((await createProbe().mark(medium.folder)).ok).toBe(false);
  });
});

describe('first bytes', () => {
  it('are as many as there are, up to what recognising needs', async () => {
    const image = join(folder, 'image');
    writeFileSync(image, Buffer.alloc(SUPERBLOCK_BYTES + 5, 'x'));
    const long = await createProbe().firstBytes(image);
    expect(long.ok && long.value.length).toBe(SUPERBLOCK_BYTES);
    writeFileSync(image, 'short');
    const short = await createProbe().firstBytes(image);
    expect(short.ok && Buffer.from(short.value).toString()).toBe('short');
  });
  it('of what is not there are a failure', async () => {
    expect(await createProbe().firstBytes(join(folder, 'nothing'))).toMatchObject({
      ok: false,
      error: { code: 'medium-unreadable', params: { cause: 'ENOENT' } },
    });
  });
});

describe('a tool', () => {
  it('gives its output and code', async () => {
    const outcome = await runCommand('sh', ['-c', 'echo 紹介; echo no >&2; exit 3'], 10_000);
    expect(outcome).toEqual({ type: 'done', code: 3, stdout: '紹介\n', stderr: 'no\n' });
  });
  it('that is not there is missing', async () => {
    expect(await runCommand('no-such-tool', [], 10_000)).toEqual({ type: 'missing' });
  });
  it('that takes too long, or says too much, is left behind', async () => {
    expect(await runCommand('sleep', ['60'], 50)).toEqual({ type: 'timeout' });
    expect(await runCommand('yes', [], 60_000)).toEqual({ type: 'timeout' });
  });
  it('is looked for in the system’s folders only', async (context) => {
    needs(context, 'findmnt', hasCommand('findmnt'));
    const outcome = await runCommand('sh', ['-c', 'echo $PATH $LC_ALL'], 10_000);
    expect(outcome).toMatchObject({ stdout: '/usr/sbin:/usr/bin:/sbin:/bin C.UTF-8\n' });
  });
});
