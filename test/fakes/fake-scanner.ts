/** A Scanner that reads staged bytes and judges them by markers in them; for tests of what stands around the engine. */

import { closeSync, openSync, readSync } from 'node:fs';

import type { EngineIdentity, Scanner } from '../../electron/core/ports.ts';
import { gateError, type GateError } from '../../shared/errors.ts';
import { CLEAN, heldBack, type Judgement } from '../../shared/model/verdict.ts';
import { err, ok } from '../../shared/result.ts';
import { eicar, EICAR_SIGNATURE } from '../scan/practice-definitions.ts';

export type FakeScanner = Scanner & {
  /** How many files were asked about. */
  readonly asked: number;
  /** The engine dies now: scans under way and later ones are `engine-error`, `settle` fails. */
  die(error?: GateError): void;
  /** From now on scans wait until `resume`. */
  hold(): void;
  resume(): void;
};

export const FAKE_IDENTITY: EngineIdentity = {
  engine: 'ClamAV 1.4.6',
  definitions: 'sha256:0000000000000000',
  fingerprint: null,
  builtAt: null,
  state: 'practice',
};

/** `judge` overrides the verdict by content; null falls through to: EICAR is infected, everything else clean. */
export function createFakeScanner(
  options: { identity?: EngineIdentity; judge?: (content: Buffer) => Judgement | null } = {},
): FakeScanner {
  if (process.env['VITEST'] === undefined) throw new Error('the fake scanner is for tests only');
  const { promise: lost, resolve: tellLost } = Promise.withResolvers<GateError>();
  const waiting: (() => void)[] = [];
  let failure: GateError | null = null;
  let held = false;
  let asked = 0;

  const read = (path: string, offset: number, length: number): Buffer | null => {
    const content = Buffer.alloc(length);
    try {
      const fd = openSync(path, 'r');
      try {
        return readSync(fd, content, 0, length, offset) === length ? content : null;
      } finally {
        closeSync(fd);
      }
    } catch {
      return null;
    }
  };
  const resume = (): void => {
    held = false;
    for (const go of waiting.splice(0)) go();
  };
  const die = (error: GateError = gateError('engine-lost', { cause: 'died' })): void => {
    failure ??= error;
    tellLost(failure);
    resume();
  };

  return {
    identity: options.identity ?? FAKE_IDENTITY,
    lost,
    get asked() {
      return asked;
    },
    die,
    resume,
    hold() {
      held = true;
    },
    async scan({ path, offset, length }) {
      asked += 1;
      await new Promise<void>((go) => (held ? waiting.push(go) : setImmediate(go)));
      if (failure !== null) return heldBack('engine-error', { cause: 'lost' });
      const content = read(path, offset, length);
      if (content === null) return heldBack('engine-error', { cause: 'staging' });
      const judged = options.judge?.(content) ?? null;
      if (judged !== null) return judged;
      return content.includes(eicar(), 0, 'latin1')
        ? heldBack('signature', { signature: EICAR_SIGNATURE })
        : CLEAN;
    },
    settle: () => Promise.resolve(failure === null ? ok(undefined) : err(failure)),
    close() {
      die(gateError('engine-lost', { cause: 'stopped' }));
      return Promise.resolve();
    },
  };
}
