/** `sekisho audit verify`: whether the record was changed, and whether files exported from it were. */

import type { LedgerFault } from '../../../shared/model/ledger.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { visible, visibleJson } from '../../../shared/visible.ts';
import { auditWords } from '../../../shared/words/audit.ts';
import { fileKeyStore } from '../../core/audit/keys.ts';
import { verifySheet } from '../../core/audit/sheets/verify-sheet.ts';
import { verifyLedger } from '../../core/audit/verify.ts';
import { APP } from './app.ts';
import { parse, usage } from './args.ts';
import { EXIT } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { dataDirOf } from './io.ts';
import type { Io } from './io.ts';

export async function verify(args: readonly string[], io: Io): Promise<Result<ExitCode>> {
  const parsed = parse(args, { data: 'text', head: 'text', file: 'list', json: 'flag' } as const);
  if (!parsed.ok) return parsed;
  const { data, head, file: files, json } = parsed.value.options;
  if (files.length > 0) return verifyFiles(files, data, head, json, io);
  return verifyRecord(dataDirOf(io, data), head, json, io);
}

async function verifyRecord(
  dataDir: string,
  head: string | null,
  json: boolean,
  io: Io,
): Promise<Result<ExitCode>> {
  const verified = await verifyLedger({
    dataDir,
    keys: fileKeyStore(dataDir),
    head: head ?? undefined,
    onProgress: (entries) => {
      if (io.terminal) io.say(`… ${entries.toLocaleString()}`);
    },
  });
  if (!verified.ok) return verified;
  const report = verified.value;
  if (json) io.out(visibleJson({ event: 'verified', ...report }));
  else {
    const ja = io.language === 'ja';
    for (const fault of report.faults) io.out(`✗ ${faultWords(fault, ja)}`);
    const count = report.entries.toLocaleString();
    if (report.ok)
      io.out(
        ja
          ? `✓ 記録 ${count} 件はつながっており、書き換えは見つかりませんでした`
          : `✓ ${count} entries hang together; no change was found`,
      );
    else
      io.out(
        ja
          ? `記録に異常があります(${count} 件までは確かめました)`
          : `The record has faults (${count} entries were proven)`,
      );
    io.out(`head ${report.head?.hash ?? '-'} #${report.head?.seq ?? 0}   key ${report.fingerprint ?? '-'}`);
    io.out(
      ja
        ? 'この head を別の場所に控え、次に --head で渡すと、記録全体の作り直しも見つけられます'
        : 'Keep this head off the machine and give it to --head next time: only so a wholly rebuilt record is found',
    );
  }
  return { ok: true, value: report.ok ? EXIT.done : EXIT.heldBack };
}

function faultWords(fault: LedgerFault, ja: boolean): string {
  const { code, seq, line, table: name, row, what } = fault;
  const at = [
    seq === undefined ? null : ja ? `記録 #${seq}` : `entry #${seq}`,
    line === undefined ? null : ja ? `heads.log ${line} 行目` : `line ${line} of heads.log`,
    name === undefined ? null : `${name}${row === undefined ? '' : ` ${row}`}`,
    what ?? null,
  ].filter((part) => part !== null);
  return visible(`${code}: ${at.join(', ')}`);
}

/** Each file against itself and, where a data folder is named, the ledger there, then each file against it. */
async function verifyFiles(
  files: readonly string[],
  data: string | null,
  head: string | null,
  json: boolean,
  io: Io,
): Promise<Result<ExitCode>> {
  if (head !== null && data === null) return err(usage('--head: --data'));
  const words = auditWords(io.language);
  const dataDir = data === null ? null : dataDirOf(io, data);
  const record = dataDir === null ? ok(EXIT.done) : await verifyRecord(dataDir, head, json, io);
  if (!record.ok) return record;
  let worst: ExitCode = record.value;
  const against = dataDir === null ? null : { dataDir, keys: fileKeyStore(dataDir), app: APP };
  for (const file of files) {
    const checked = await verifySheet(io.resolve(file), against);
    if (!checked.ok) return checked;
    const { itself, ledger } = checked.value;
    if (itself.state !== 'intact' || (ledger !== null && ledger.state !== 'agrees')) worst = EXIT.heldBack;
    if (json) {
      io.out(visibleJson({ event: 'file', file, ...checked.value }));
      continue;
    }
    io.out(visible(file));
    const said = [...words.itself(itself), ...(ledger === null ? [] : words.ledger(ledger))];
    for (const line of said) io.out(`  ${visible(line)}`);
  }
  if (!json && against === null) io.out(words.noLedger);
  return ok(worst);
}
