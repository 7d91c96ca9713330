/**
 * `npm run gate` without arguments: makes the sample medium and practice definitions, sends the medium through the gate
 * and shows what came of it. Answers true only when every file met the verdict that the sample expects.
 */

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { compareEnd, compareInbox, compareVerdicts, filesUnder } from './gate-sample/compare.ts';
import { table } from './gate-sample/table.ts';
import { runCommand, runGate, type FileEvent } from './headless-gate.ts';
import { ROOT } from './runtime.mjs';
import { writeSampleMedium } from '../electron/core/sample/medium.ts';
import { writePracticeDefinitions } from './sample/practice-definitions.ts';
import { alone } from './setup/alone.mjs';

type Folders = Readonly<Record<'medium' | 'inbox' | 'data' | 'definitions' | 'policy', string>>;

/** Made new at every run: the last run's inbox and ledger stay to be looked at until then. */
function makeFolders(base: string): Folders {
  rmSync(base, { recursive: true, force: true });
  const inside = (name: string) => path.join(base, name);
  for (const name of ['medium', 'inbox', 'data']) mkdirSync(inside(name), { recursive: true });
  const policy = inside('policy.json');
  // One infected file holds back only itself, so that every verdict shows.
  writeFileSync(policy, `${JSON.stringify({ onInfected: 'file' }, null, 2)}\n`);
  writePracticeDefinitions(inside('definitions'));
  return {
    medium: inside('medium'),
    inbox: inside('inbox'),
    data: inside('data'),
    definitions: inside('definitions'),
    policy,
  };
}

const title = (text: string) => console.log(`\n${text}`);

function showFiles(told: readonly FileEvent[]): void {
  title('What the gate decided');
  const rows = told.map((file) => [
    file.verdict,
    file.reason ?? '',
    file.destination === null ? 'held back' : 'released',
    String(file.size),
    file.path,
  ]);
  console.log(table([['verdict', 'reason', '', 'bytes', 'file'], ...rows]));
}

async function run(base: string): Promise<boolean> {
  const folders = makeFolders(base);
  const shown = (name: keyof Folders) => path.relative(process.cwd(), folders[name]) || '.';
  const expected = await writeSampleMedium(folders.medium);
  console.log(`Sample medium: ${expected.length} files in ${shown('medium')}`);
  console.log('Practice mode: definitions made just now that know EICAR alone, not for real media');
  const told: FileEvent[] = [];
  const gate = await runGate(
    [
      ...['--from', folders.medium, '--to', folders.inbox, '--data', folders.data],
      ...['--definitions', folders.definitions, '--policy', folders.policy, '--practice'],
    ],
    (file) => told.push(file),
  );
  showFiles(told);
  title(`The inbox (${shown('inbox')})`);
  for (const file of filesUnder(folders.inbox)) console.log(`  ${file}`);
  title(`The ledger (${shown('data')})`);
  const listed = await runCommand(['audit', 'list', '--data', folders.data]);
  const verified = await runCommand(['audit', 'verify', '--data', folders.data]);
  const faults = [
    ...compareEnd(gate),
    ...(gate.finished === null
      ? []
      : [...compareVerdicts(expected, told), ...compareInbox(expected, told, folders.inbox)]),
    ...(listed === 0 ? [] : ['the ledger could not be listed']),
    ...(verified === 0 ? [] : ['the ledger does not verify']),
  ];
  title(
    faults.length === 0
      ? 'Every file met the verdict that the sample expects.'
      : 'NOT as the sample expects:',
  );
  for (const fault of faults) console.log(`  ${fault}`);
  console.log('Next, the session in full:');
  console.log(
    `  npm run -s sekisho -- audit show ${gate.finished?.session ?? 'SESSION'} --data ${shown('data')}`,
  );
  return faults.length === 0;
}

/** Two runs at once in one checkout take turns: they share the folder. */
export const gateSample = (base = path.join(ROOT, 'tmp', 'sample')): Promise<boolean> =>
  alone(
    base,
    (line) => console.log(line),
    () => run(base),
  );
