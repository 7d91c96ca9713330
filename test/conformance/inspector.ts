/** What every Inspector must do, whatever does the looking: answer each file once, never reject, end cleanly. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, describe, expect, it } from 'vitest';

import type { InspectionRequest, Inspector, StagedBytes } from '../../electron/core/ports.ts';

export type InspectorUnderTest = {
  /** Makes an inspector over a data folder with `staging` in it. */
  readonly make: (workDir: string) => Inspector;
  /** False for a fake that does not look at the bytes. */
  readonly looks: boolean;
};

export function inspectorConformance(name: string, { make, looks }: InspectorUnderTest): void {
  describe(`${name} as an Inspector`, () => {
    const folders: string[] = [];
    const inspectors: Inspector[] = [];
    const setUp = (): { inspector: Inspector; stage: (content: string) => StagedBytes; staging: string } => {
      const workDir = mkdtempSync(join(tmpdir(), 'inspector-'));
      const staging = join(workDir, 'staging');
      mkdirSync(staging);
      folders.push(workDir);
      const inspector = make(workDir);
      inspectors.push(inspector);
      let at = 0;
      const stage = (content: string): StagedBytes => {
        const path = join(staging, `${at++}`);
        writeFileSync(path, content);
        return { path, offset: 0, length: Buffer.byteLength(content), sha256: '' };
      };
      return { inspector, stage, staging };
    };
    const ask = (bytes: StagedBytes, path: string): InspectionRequest => ({
      bytes,
      path,
      name: path.slice(path.lastIndexOf('/') + 1),
      preset: 'general',
    });

    afterEach(async () => {
      for (const inspector of inspectors.splice(0)) await inspector.close();
      for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
    });

    it('answers each file with its own report', async () => {
      const { inspector, stage } = setUp();
      const reports = await Promise.all(
        Array.from({ length: 300 }, (_, at) =>
          inspector.inspect(ask(stage('text\n'), at % 3 === 0 ? `f/${at}.bat` : `f/${at}.txt`)),
        ),
      );
      for (const [at, { judgement }] of reports.entries()) {
        expect(judgement.verdict).toBe(looks && at % 3 === 0 ? 'blocked' : 'clean');
      }
    });

    it('started ahead of the first medium, it reads what is staged later', async () => {
      const { inspector, stage, staging } = setUp();
      rmSync(staging, { recursive: true });
      inspector.warm();
      inspector.warm();
      mkdirSync(staging, { recursive: true });
      const { judgement } = await inspector.inspect(ask(stage('text'), 'a.txt'));
      expect(judgement.verdict).toBe('clean');
      await inspector.close();
      inspector.warm();
    });

    if (looks) {
      it('makes a file whose staged bytes are gone unscannable, and goes on', async () => {
        const { inspector, stage, staging } = setUp();
        const gone = { path: join(staging, 'gone'), offset: 0, length: 10, sha256: '' };
        const short = { ...stage('short'), length: 100 };
        const [first, second, third] = await Promise.all([
          inspector.inspect(ask(gone, 'a.txt')),
          inspector.inspect(ask(short, 'b.txt')),
          inspector.inspect(ask(stage('text'), 'c.txt')),
        ]);
        for (const { judgement } of [first, second]) {
          expect(judgement).toMatchObject({
            verdict: 'unscannable',
            reason: 'engine-error',
            detail: { part: 'inspection' },
          });
        }
        expect(third.judgement.verdict).toBe('clean');
      });
    }

    it('answers after its end too, and never with clean', async () => {
      const { inspector, stage } = setUp();
      const bytes = stage('text');
      await inspector.close();
      const { judgement } = await inspector.inspect(ask(bytes, 'a.txt'));
      expect(judgement).toMatchObject({ verdict: 'unscannable', reason: 'engine-error' });
      await inspector.close();
    });

    it('answers everything under way when it is closed', async () => {
      const { inspector, stage } = setUp();
      const under = Array.from({ length: 50 }, () => inspector.inspect(ask(stage('text'), 'a.txt')));
      await inspector.close();
      expect(await Promise.all(under)).toHaveLength(50);
    });
  });
}
