/** `sekisho doctor`: what is in order and what is not, each with the next step. */

import stringWidth from 'string-width';
import type { Finding } from '../../../shared/model/finding.ts';
import { FINDING_LEVELS } from '../../../shared/model/finding.ts';
import { visible, visibleJson } from '../../../shared/visible.ts';
import { sayFinding } from '../../../shared/words/finding-words.ts';
import type { FindingWords } from '../../../shared/words/finding-words.ts';
import { findingsEn } from '../../../shared/words/findings-en.ts';
import { findingsJa } from '../../../shared/words/findings-ja.ts';
import { gateError } from '../../../shared/errors.ts';
import { ok } from '../../../shared/result.ts';
import { examine } from '../../core/doctor/doctor.ts';
import { thisMachine } from '../../core/doctor/machine.ts';
import { systemClock } from '../../core/gatekeeper.ts';
import { loadPolicy } from '../../core/policy/load.ts';
import { parse } from './args.ts';
import { EXIT, exitForError } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { dataDirOf, sayError } from './io.ts';
import type { Io } from './io.ts';

const OPTIONS = {
  data: 'text',
  definitions: 'text',
  policy: 'text',
  to: 'text',
  practice: 'flag',
  json: 'flag',
} as const;

/** Exit code 1 when anything is at fault: the gate would refuse. */
export async function doctorCommand(args: readonly string[], io: Io): Promise<ExitCode> {
  const parsed = parse(args, OPTIONS);
  if (!parsed.ok) {
    sayError(io, parsed.error);
    return EXIT.usage;
  }
  const { data, definitions, to, practice, json } = parsed.value.options;
  const named = parsed.value.options.policy;
  const policy = named === null ? ok(null) : loadPolicy(io.resolve(named));
  if (!policy.ok) {
    sayError(io, policy.error);
    return exitForError(policy.error.code);
  }
  const findings = await examine(
    {
      dataDir: dataDirOf(io, data),
      definitionsDir: definitions === null ? null : io.resolve(definitions),
      destination: to === null ? null : io.resolve(to),
      practice,
      policy: policy.value,
    },
    // Its findings are its whole report; nothing of it belongs into the gate's diagnostic log.
    { clock: systemClock, log: () => undefined, machine: thisMachine(), stop: io.stop },
  );
  // What was asked of an engine that Ctrl-C ended as well says nothing about the engine.
  if (io.stop.aborted) {
    sayError(io, gateError('cancelled'));
    return EXIT.aborted;
  }
  const sound = findings.every(({ level }) => level !== 'fault');
  if (json) tellPrograms(io, findings, { ok: sound, practice });
  else tellPeople(io, findings, practice);
  return sound ? EXIT.done : EXIT.heldBack;
}

function tellPrograms(io: Io, findings: readonly Finding[], end: { ok: boolean; practice: boolean }): void {
  for (const { id, level, facts } of findings) io.out(visibleJson({ event: 'finding', id, level, facts }));
  const practice = end.practice ? { practice: true } : {};
  io.out(visibleJson({ event: 'finished', ok: end.ok, ...practice }));
}

function tellPeople(io: Io, findings: readonly Finding[], practice: boolean): void {
  const ja = io.language === 'ja';
  const words = ja ? findingsJa : findingsEn;
  if (practice)
    io.out(ja ? '【練習モード ― 実際の検査ではありません】' : '[Practice mode: this is no real check]');
  for (const line of report(words, findings)) io.out(line);
  io.out('');
  io.out(summary(words, findings));
  const fault = findings.some(({ level }) => level === 'fault');
  if (ja)
    io.out(fault ? '→ 「異常」を直すまで、取り込みはできません。' : '取り込みを妨げるものはありません。');
  else
    io.out(
      fault ? '→ Until the faults are mended, the gate stays closed.' : 'Nothing keeps the gate closed.',
    );
}

/** Level and thing in columns; then what it means, whole, since a shortened sentence would be no help. */
function report(words: FindingWords, findings: readonly Finding[]): string[] {
  const levels = width(Object.values(words.levels));
  const things = width(findings.map(({ id }) => words.things[id]));
  return findings.flatMap((finding) => {
    const { what, next } = sayFinding(words, finding);
    const heading = `${pad(words.levels[finding.level], levels)}  ${pad(words.things[finding.id], things)}`;
    const indent = ' '.repeat(levels + things + 4);
    return [`${heading}  ${visible(what)}`, ...(next === '' ? [] : [`${indent}→ ${visible(next)}`])];
  });
}

const width = (texts: readonly string[]): number => Math.max(0, ...texts.map((text) => stringWidth(text)));
const pad = (text: string, to: number): string => text + ' '.repeat(to - stringWidth(text));

function summary(words: FindingWords, findings: readonly Finding[]): string {
  const counts = FINDING_LEVELS.toReversed().map((each) => {
    const count = findings.filter(({ level }) => level === each).length;
    return `${words.levels[each]} ${count}`;
  });
  return counts.join(' · ');
}
