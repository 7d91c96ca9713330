/** Progress on stderr: a bar with the time that is left on a terminal, a plain line now and then elsewhere. */

import { Presets, SingleBar } from 'cli-progress';
import type { Progress } from '../../../shared/model/session.ts';
import { size } from '../../../shared/words/words.ts';
import type { Io } from './io.ts';

const PLAIN_EVERY_MS = 5_000;

export type ProgressView = { readonly show: (progress: Progress) => void; readonly end: () => void };

export function createProgressView(io: Io): ProgressView {
  return io.terminal ? bar(io) : lines(io);
}

/** Bytes weigh more than files, but a thousand empty files are work as well: both count, so the bar never sticks. */
const weight = (files: number, bytes: number): number => bytes + files * 4096;

function bar(io: Io): ProgressView {
  const view = new SingleBar(
    {
      format: '{phase} {bar} {percentage}%  {files}  {remaining}',
      hideCursor: true,
      clearOnComplete: true,
      stopOnComplete: false,
      etaBuffer: 50,
    },
    Presets.shades_classic,
  );
  let phase: Progress['phase'] | null = null;
  let began = 0;
  return {
    show(progress) {
      const total = Math.max(1, weight(progress.files, progress.bytes));
      const done = Math.min(total, weight(progress.filesDone, progress.bytesDone));
      if (progress.phase !== phase) {
        if (phase !== null) view.stop();
        phase = progress.phase;
        began = performance.now();
        view.start(total, 0, { phase: io.words.phases[phase], files: '', remaining: '' });
      }
      view.setTotal(total);
      view.update(done, {
        files: `${progress.filesDone.toLocaleString()}/${progress.files.toLocaleString()}`,
        remaining: remaining(io, done / total, performance.now() - began),
      });
    },
    end() {
      if (phase !== null) view.stop();
      phase = null;
    },
  };
}

/** Nothing is promised before a twentieth is done: until then the estimate jumps about. */
function remaining(io: Io, share: number, elapsedMs: number): string {
  if (share < 0.05) return '';
  const seconds = Math.ceil((elapsedMs / share - elapsedMs) / 1000);
  const minutes = Math.ceil(seconds / 60);
  if (io.language === 'ja') return seconds > 90 ? `あと約${minutes}分` : `あと約${seconds}秒`;
  return seconds > 90 ? `about ${minutes} min left` : `about ${seconds} s left`;
}

function lines(io: Io): ProgressView {
  let said = performance.now();
  return {
    show(progress) {
      if (performance.now() - said < PLAIN_EVERY_MS) return;
      said = performance.now();
      const { files, filesDone, bytes, bytesDone } = progress;
      const amount = progress.phase === 'checking' ? `, ${size(bytesDone)} / ${size(bytes)}` : '';
      io.say(`${io.words.phases[progress.phase]}: ${filesDone} / ${files}${amount}`);
    },
    end: () => undefined,
  };
}
