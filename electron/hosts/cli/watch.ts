/** `sekisho watch`: gates every medium that appears, until interrupted. */

import * as fs from 'node:fs';
import type { MediaEvent } from '../../../shared/model/media-event.ts';
import { visible, visibleJson } from '../../../shared/visible.ts';
import type { Gate } from '../../core/gatekeeper.ts';
import { watchMedia } from '../../core/watching.ts';
import type { WatchListener } from '../../core/watching.ts';
import { parse, usage } from './args.ts';
import { EXIT, exitForError } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { acceptDestination, GATE_OPTIONS, readWishes, toldOf } from './gate.ts';
import type { Wishes } from './gate.ts';
import { sayError } from './io.ts';
import type { Io } from './io.ts';
import { withGate } from './opening.ts';
import { createProgressView } from './progress.ts';
import { fileLine, finishedLine, wordReport } from './report.ts';
import { mediaWords } from './watch-words.ts';

export async function watchCommand(args: readonly string[], io: Io): Promise<ExitCode> {
  const parsed = parse(args, { ...GATE_OPTIONS, 'media-root': 'list' } as const);
  if (!parsed.ok) return fail(io, parsed.error);
  const { options } = parsed.value;
  const wishes = await readWishes(io, options);
  if (!wishes.ok) return fail(io, wishes.error);
  const mountRoots = options['media-root'].map(io.resolve);
  const missing = mountRoots.find(
    (root) => fs.statSync(root, { throwIfNoEntry: false })?.isDirectory() !== true,
  );
  if (missing !== undefined) return fail(io, usage(`--media-root ${missing}: there is no such folder`));
  const { dataDir, settings } = wishes.value;
  return withGate(
    dataDir,
    settings,
    (gate) => watch(gate, wishes.value, mountRoots, options.json, io),
    (error) => fail(io, error),
  );
}

function fail(io: Io, error: Parameters<typeof sayError>[1]): ExitCode {
  sayError(io, error);
  return exitForError(error.code);
}

async function watch(
  gate: Gate,
  wishes: Wishes,
  mountRoots: readonly string[],
  json: boolean,
  io: Io,
): Promise<ExitCode> {
  const { dataDir, settings, to, preset, staff, purpose } = wishes;
  const policy = gate.policy();
  if (!policy.ok) return fail(io, policy.error);
  const accepted = await acceptDestination(gate, wishes);
  if (!accepted.ok) return fail(io, accepted.error);
  const listener = json ? jsonListener(io, settings.practice) : wordListener(io, gate, wishes);
  const watching = await watchMedia(
    gate,
    {
      dataDir,
      to,
      preset,
      staff,
      purpose,
      ...toldOf(gate, wishes),
      guests: policy.value.policy.guests,
      canAsk: false,
      mountRoots,
    },
    listener,
  );
  if (!watching.ok) return fail(io, watching.error);
  io.say(io.language === 'ja' ? '媒体を待っています(Ctrl-C で終了)' : 'Waiting for media (Ctrl-C ends)');
  await stopped(io.stop);
  await watching.value.stop();
  return EXIT.done;
}

function stopped(stop: AbortSignal): Promise<void> {
  if (stop.aborted) return Promise.resolve();
  return new Promise((resolve) => stop.addEventListener('abort', () => resolve(), { once: true }));
}

function jsonListener(io: Io, practice: boolean): WatchListener {
  return {
    media: (event: MediaEvent) => io.out(visibleJson(event)),
    progress: () => undefined,
    finished(insertion, result) {
      for (const file of result.records()) io.out(fileLine(file));
      io.out(finishedLine(result, practice, insertion));
    },
    refused(insertion, error) {
      const files = { total: 0, released: 0, blocked: 0 };
      const nothing = { files, bytes: 0, bytesRead: 0, seconds: 0 };
      io.out(
        visibleJson({
          event: 'finished',
          session: null,
          outcome: 'refused',
          ...nothing,
          insertion,
          error,
        }),
      );
    },
  };
}

/** Rings the terminal's bell when somebody should look: a medium is done, or not let in. */
const BELL = '\u0007';

function wordListener(io: Io, gate: Gate, wishes: Wishes): WatchListener {
  const report = wordReport(io);
  const view = createProgressView(io);
  const words = mediaWords(io.language);
  report.opened(gate, wishes.settings);
  return {
    media(event) {
      const said = words(event);
      if (said === null) return;
      io.out(`${said.ring && io.terminal ? BELL : ''}${visible(said.text)}`);
      if (event.event === 'stuck' || event.event === 'trouble') sayError(io, event.error);
    },
    progress: (progress) => view.show(progress),
    finished(_insertion, result) {
      view.end();
      if (io.terminal) io.say(BELL);
      report.finished(result, wishes.to);
    },
    refused(_insertion, error) {
      view.end();
      report.refused(error);
    },
  };
}
