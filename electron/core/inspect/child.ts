/** The disposable child: takes files from the gate, inspects one after the other, answers in the same order. */

import type { Preset } from '../../../shared/model/session.ts';
import { PRESETS } from '../../../shared/model/session.ts';
import { inspectStaged, type Surroundings } from './inspect-staged.ts';
import { DEFAULT_LIMITS, type InspectionLimits } from './limits.ts';
import type { Answer, FromChild, Task, ToChild } from './messages.ts';
import { StagingFiles } from './source.ts';

/** Answers wait this long for others, so that thousands of small files cost few messages but a slow one holds up none. */
const FLUSH_MILLISECONDS = 20;

function serve(say: (message: FromChild) => void): (message: ToChild) => void {
  const files = new StagingFiles();
  const now = (): number => performance.now();
  const waiting: Task[] = [];
  let limits: InspectionLimits = DEFAULT_LIMITS;
  let surroundings: Surroundings = { files, scratch: null, now };
  let answers: Answer[] = [];
  let lastFlush = 0;
  let working = false;

  const flush = (): void => {
    lastFlush = now();
    if (answers.length > 0) say({ answers });
    answers = [];
  };
  const work = async (): Promise<void> => {
    working = true;
    for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
      answers.push(await inspect(task, limits, surroundings));
      if (now() - lastFlush >= FLUSH_MILLISECONDS) flush();
    }
    flush();
    working = false;
  };
  return (message) => {
    if ('begin' in message) {
      limits = message.begin.limits;
      surroundings = { files, scratch: message.begin.scratch, now };
    } else {
      waiting.push(...message.tasks);
      if (!working) void work();
    }
  };
}

async function inspect(task: Task, limits: InspectionLimits, surroundings: Surroundings): Promise<Answer> {
  const [id, staged, offset, length, path, preset] = task;
  try {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const request = { path, name, preset: presetOf(preset), bytes: { path: staged, offset, length } };
    const { type, judgement } = await inspectStaged(request, limits, surroundings);
    return judgement.verdict === 'clean'
      ? [id, type, null, null]
      : [id, type, judgement.reason, judgement.detail];
  } catch {
    return [id, null, 'failed', null];
  }
}

function presetOf(name: string): Preset {
  const preset = PRESETS.find((known) => known === name);
  if (preset === undefined) throw new Error('unknown preset');
  return preset;
}

const hear = serve((message) => process.send?.(message));
process.on('message', hear);
// Without a parent there is nobody to answer.
process.on('disconnect', () => process.exit(0));
process.send?.({ ready: true } satisfies FromChild);
