/** Looks at a medium through a child process that can be killed: a hung medium hangs the child, never the gate. */

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { gateError } from '../../../shared/errors.ts';
import type { GateError } from '../../../shared/errors.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { toolEnvironment } from './command.ts';
import type { MediumProbe } from './ports.ts';

export type ProbeQuestion =
  | { readonly type: 'mark'; readonly mountPoint: string }
  | { readonly type: 'first-bytes'; readonly node: string };
/** Bytes as base64; `failed` with the system's error code. */
export type ProbeAnswer =
  | { readonly type: 'mark'; readonly sha256: string | null }
  | { readonly type: 'first-bytes'; readonly base64: string }
  | { readonly type: 'failed'; readonly code: string };

/** A disc that has to spin up takes some 8 s; a drive that retries a bad sector longer than this is not worth asking. */
const DEFAULT_DEADLINE_MS = 15_000;

export function createProbe(deadlineMs = DEFAULT_DEADLINE_MS): MediumProbe {
  return {
    async mark(mountPoint) {
      const answer = await ask({ type: 'mark', mountPoint }, deadlineMs);
      if (!answer.ok) return answer;
      return answer.value.type === 'mark' ? ok(answer.value.sha256) : err(failureOf(answer.value));
    },
    async firstBytes(node) {
      const answer = await ask({ type: 'first-bytes', node }, deadlineMs);
      if (!answer.ok) return answer;
      return answer.value.type === 'first-bytes'
        ? ok(new Uint8Array(Buffer.from(answer.value.base64, 'base64')))
        : err(failureOf(answer.value));
    },
  };
}

function failureOf(answer: ProbeAnswer): GateError {
  const code = answer.type === 'failed' ? answer.code : '';
  if (code === 'EACCES' || code === 'EPERM') return gateError('not-allowed', { part: 'media-probe' });
  if (code === 'ENODEV' || code === 'ENXIO' || code === 'ENOTCONN' || code === 'ENOMEDIUM') {
    return gateError('medium-gone');
  }
  return gateError('medium-unreadable', { cause: code });
}

function ask(question: ProbeQuestion, deadlineMs: number): Promise<Result<ProbeAnswer>> {
  return new Promise((resolve) => {
    const child = fork(fileURLToPath(new URL('./probe-child.ts', import.meta.url)), [], {
      env: toolEnvironment(),
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const settle = (result: Result<ProbeAnswer>): void => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      // Stuck in the kernel it dies when its call returns, perhaps never: nobody waits for it.
      if (child.connected) child.disconnect();
      child.unref();
      resolve(result);
    };
    const timer = setTimeout(() => {
      settle(err(gateError('medium-hung', { silenceMs: deadlineMs })));
    }, deadlineMs);
    child.on('message', (message) => {
      settle(ok(message as ProbeAnswer));
    });
    child.on('error', () => {
      settle(err(gateError('internal', { part: 'media-probe' })));
    });
    child.on('exit', () => {
      settle(err(gateError('internal', { part: 'media-probe' })));
    });
    child.send(question);
  });
}
