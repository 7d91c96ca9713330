/** `sekisho drill`: the monthly self-test before the gate itself, and what came of the earlier ones. */

import { japanClock } from '../../../shared/japan-time.ts';
import type { Drill, DrillCheck } from '../../../shared/model/evidence.ts';
import { ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { visible, visibleJson } from '../../../shared/visible.ts';
import { prepareDrill } from '../../core/evidence/drill-steps/drill-steps.ts';
import { acting, ACTING, looking, LOOKING } from './acting.ts';
import { parse } from './args.ts';
import { EXIT } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import type { Io } from './io.ts';
import { runAct } from './subcommand.ts';
import type { Act } from './subcommand.ts';
import { table } from './table.ts';

export const drillCommand = (args: readonly string[], io: Io): Promise<ExitCode> =>
  runAct('drill', { run, status, list }, args, io);

const CHECKS: Readonly<Record<Io['language'], Readonly<Record<DrillCheck, string>>>> = {
  ja: {
    'test-virus': '試験用ウイルスを止める',
    'pulled-medium': '途中で抜かれた媒体',
    'dead-engine': '途中で止まった検査エンジン',
  },
  en: {
    'test-virus': 'the test virus is held back',
    'pulled-medium': 'a medium pulled meanwhile',
    'dead-engine': 'an engine that dies meanwhile',
  },
};

/** Exit code 1 when anything else happened than has to; it is recorded all the same. */
const run: Act = (args, io) => {
  const kinds = { ...ACTING, definitions: 'text', practice: 'flag', remarks: 'text' } as const;
  const parsed = parse(args, kinds);
  if (!parsed.ok) return parsed;
  const { options } = parsed.value;
  const { definitions, practice, remarks } = options;
  return acting(io, options, async ({ clinic, actor }) => {
    const may = clinic.people.authorise(actor, 'drill.hold');
    if (!may.ok) return may;
    const prepared = await prepareDrill(clinic, {
      definitionsDir: definitions === null ? null : io.resolve(definitions),
      practice,
      signal: io.stop,
      onStep: (check) => io.say(`… ${CHECKS[io.language][check]}`),
    });
    if (!prepared.ok) return prepared;
    const drill = prepared.value;
    try {
      const held = await clinic.drills.hold(actor, { ...drill, remarks: remarks ?? '' });
      return held.ok ? sayDrill(io, held.value, options.json) : held;
    } finally {
      await drill.close();
    }
  });
};

function sayDrill(io: Io, drill: Drill, json: boolean): Result<ExitCode> {
  if (json) io.out(visibleJson({ event: 'drill', ...drill }));
  else for (const line of drillLines(io, drill)) io.out(line);
  if (io.stop.aborted) return ok(EXIT.aborted);
  return ok(drill.passed ? EXIT.done : EXIT.heldBack);
}

function drillLines(io: Io, { at, passed, results, engine }: Drill): readonly string[] {
  const ja = io.language === 'ja';
  const rows = results.map((result) => [
    ...[CHECKS[io.language][result.check], result.expected, visible(result.found)],
    result.passed ? 'OK' : ja ? '異常' : 'FAULT',
    `${result.seconds.toFixed(1)} s`,
  ]);
  const heading = ja
    ? ['項目', '期待', '実際', '判定', '時間']
    : ['Check', 'Expected', 'Found', 'Result', 'Time'];
  const state = engine === null ? '―' : `${engine.engine}  ${engine.definitions}  ${engine.builtAt ?? ''}`;
  return [
    `${ja ? '自己点検(訓練)' : 'Drill'}  ${japanClock(at)}`,
    ...table([heading, ...rows]),
    `${ja ? 'エンジンと定義ファイル' : 'Engine and definitions'}: ${state}`,
    ...(engine === null ? [] : [io.words.definitions[engine.state]]),
    passed
      ? ja
        ? '→ すべて期待どおりでした。'
        : '→ Everything happened as it has to.'
      : ja
        ? '→ 期待どおりでないものがあります。取り込みを止めて、sekisho doctor を実行してください。'
        : '→ Something else happened. Bring nothing in, and run sekisho doctor.',
  ];
}

/** Exit code 1 when one is due. */
const status: Act = (args, io) => {
  const parsed = parse(args, LOOKING);
  if (!parsed.ok) return parsed;
  const { options } = parsed.value;
  return looking(io, options, ({ drills, actor }) => {
    const told = drills.status(actor);
    if (!told.ok) return told;
    const { last, sinceDrill, due } = told.value;
    const ja = io.language === 'ja';
    if (options.json) io.out(visibleJson({ event: 'drill-status', ...told.value }));
    else {
      const since = sinceDrill === null ? '―' : String(sinceDrill);
      io.out(ja ? `前回の自己点検から ${since} 日` : `${since} days since the last drill`);
      if (last !== null) for (const line of drillLines(io, last)) io.out(line);
      if (due) io.out(ja ? '→ 時期です: sekisho drill run' : '→ One is due: sekisho drill run');
    }
    return ok(due ? EXIT.heldBack : EXIT.done);
  });
};

const HEADING = {
  ja: ['日時', '実施者', '判定', '項目', '備考'],
  en: ['Time', 'By', 'Result', 'Checks', 'Remarks'],
} as const;

const list: Act = (args, io) => {
  const parsed = parse(args, LOOKING);
  if (!parsed.ok) return parsed;
  const { options } = parsed.value;
  return looking(io, options, ({ drills, actor }) => {
    const all = drills.list(actor);
    if (!all.ok) return all;
    if (options.json) for (const drill of all.value) io.out(visibleJson({ event: 'drill', ...drill }));
    else {
      const rows = all.value.map(({ at, by, passed, results, remarks }) => [
        ...[japanClock(at), by, passed ? 'OK' : io.language === 'ja' ? '異常' : 'FAULT'],
        results.map(({ check, found }) => `${check}: ${visible(found)}`).join(', '),
        visible(remarks),
      ]);
      for (const line of table([HEADING[io.language], ...rows])) io.out(line);
    }
    return ok(EXIT.done);
  });
};
