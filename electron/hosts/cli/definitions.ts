/** `sekisho definitions`: state and age of the virus definitions, and how newer ones come in. */

import type { By } from '../../../shared/model/people.ts';
import type { Action } from '../../../shared/model/rights.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { visible, visibleJson } from '../../../shared/visible.ts';
import { size } from '../../../shared/words/words.ts';
import { referenceClockOf } from '../../core/audit/reference-time.ts';
import type { Clinic } from '../../core/clinic.ts';
import { loadPolicy } from '../../core/policy/load.ts';
import { extendDefinitions } from '../../core/scan/definitions/extension.ts';
import { importDefinitions } from '../../core/scan/definitions/import.ts';
import type { ImportReport } from '../../core/scan/definitions/import.ts';
import { definitionsStatus } from '../../core/scan/definitions/status.ts';
import type { DefinitionsStatus } from '../../core/scan/definitions/status.ts';
import { updateDefinitions } from '../../core/scan/definitions/update.ts';
import { systemClock } from '../../core/system-clock.ts';
import { acting, ACTING } from './acting.ts';
import type { ActingOptions } from './acting.ts';
import { parse, usage } from './args.ts';
import { EXIT } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { dataDirOf, sayError } from './io.ts';
import type { Io } from './io.ts';
import { exitForRefusal } from './subcommand.ts';

type Command = (args: readonly string[], io: Io) => Promise<Result<ExitCode>>;

const COMMANDS: Readonly<Record<string, Command>> = {
  status,
  update,
  import: importCommand,
  extend,
};

export async function definitionsCommand(args: readonly string[], io: Io): Promise<ExitCode> {
  const [name = '', ...rest] = args;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  const done =
    command === undefined
      ? err(usage(`definitions ${name}: one of ${Object.keys(COMMANDS).join(', ')}`))
      : await command(rest, io);
  if (done.ok) return done.value;
  sayError(io, done.error);
  return exitForRefusal(done.error);
}

const quiet = (): void => undefined;

async function status(args: readonly string[], io: Io): Promise<Result<ExitCode>> {
  const parsed = parse(args, { data: 'text', definitions: 'text', practice: 'flag', json: 'flag' } as const);
  if (!parsed.ok) return parsed;
  const { data, definitions, practice, json } = parsed.value.options;
  const dataDir = dataDirOf(io, data);
  const described = await definitionsStatus(
    {
      dataDir,
      definitionsDir: definitions === null ? null : io.resolve(definitions),
      practice,
    },
    { clock: referenceClockOf(dataDir, systemClock), log: quiet },
  );
  if (!described.ok) {
    if (json) io.out(visibleJson({ event: 'definitions', state: 'none', refusal: described.error }));
    return described;
  }
  if (json) io.out(visibleJson({ event: 'definitions', ...described.value }));
  else sayStatus(io, described.value);
  return ok(described.value.refusal === null ? EXIT.done : EXIT.closed);
}

function sayStatus(io: Io, { state, builtAt, days, files, refusal }: DefinitionsStatus): void {
  const ja = io.language === 'ja';
  const age = builtAt === null ? '' : `  ${builtAt.slice(0, 10)} (${days ?? 0}${ja ? '日前' : ' days ago'})`;
  io.out(`${io.words.definitions[state]} [${state}]${age}`);
  for (const file of files) {
    const version = file.version === null ? '' : `  version ${file.version}, ${file.builtAt ?? ''}`;
    io.out(`  ${visible(file.name)}  ${size(file.bytes)}${version}`);
  }
  if (refusal !== null) sayError(io, refusal);
}

/** `staff`: a name for the record besides whoever acts. */
const CHANGING = { ...ACTING, staff: 'text' } as const;
type Changing = ActingOptions & { readonly staff: string | null };

type Ports = { readonly clinic: Clinic; readonly staff: string | null; readonly by: By };

/** What changes definitions needs the clinic; a running gate holds it, and then says so. */
const changing = (
  io: Io,
  options: Changing,
  action: Action,
  use: (ports: Ports) => Promise<Result<ExitCode>>,
): Promise<Result<ExitCode>> =>
  acting(io, options, async ({ clinic, actor }) => {
    const by = clinic.acting.authorise(actor, action);
    if (!by.ok) return by;
    const person = by.value.type === 'person' ? by.value.person : null;
    return use({ clinic, staff: options.staff ?? person, by: by.value });
  });

async function update(args: readonly string[], io: Io): Promise<Result<ExitCode>> {
  const parsed = parse(args, { ...CHANGING, policy: 'text' } as const);
  if (!parsed.ok) return parsed;
  const { options } = parsed.value;
  const loaded = options.policy === null ? null : loadPolicy(io.resolve(options.policy));
  if (loaded?.ok === false) return loaded;
  return changing(io, options, 'definitions.update', async ({ clinic, staff }) => {
    const present = clinic.settings.current();
    if (!present.ok) return present;
    const policy = loaded?.value.policy ?? present.value.settings.policy;
    const { privateMirror, proxy } = policy.definitions;
    const updated = await updateDefinitions(
      {
        dataDir: clinic.dataDir,
        staff,
        ...(privateMirror === null ? {} : { privateMirror }),
        ...(proxy === null ? {} : { proxy }),
      },
      {
        ...portsOf(clinic),
        signal: io.stop,
        onProgress: ({ database, received, total }) =>
          io.say(`${database}: ${size(received)}${total === 0 ? '' : ` / ${size(total)}`}`),
      },
    );
    return updated.ok ? sayImported(io, updated.value, options.json) : updated;
  });
}

/** Definitions are judged by the reference time: what is signed is from the future only by a clock that was set back. */
const portsOf = ({ reference, log, ledger }: Clinic) => ({ clock: reference, log, ledger });

async function importCommand(args: readonly string[], io: Io): Promise<Result<ExitCode>> {
  const parsed = parse(args, CHANGING, 1);
  if (!parsed.ok) return parsed;
  const [source] = parsed.value.rest;
  if (source === undefined) return err(usage('definitions import DIR: which folder?'));
  const { options } = parsed.value;
  return changing(io, options, 'definitions.update', async ({ clinic, staff }) => {
    const { dataDir } = clinic;
    const request = { dataDir, source: io.resolve(source), origin: 'folder', staff } as const;
    const imported = await importDefinitions(request, portsOf(clinic));
    return imported.ok ? sayImported(io, imported.value, options.json) : imported;
  });
}

function sayImported(io: Io, report: ImportReport, json: boolean): Result<ExitCode> {
  if (json) io.out(visibleJson({ event: 'definitions-imported', ...report }));
  else {
    const ja = io.language === 'ja';
    for (const { name, version, from, builtAt } of report.files) {
      io.out(`${visible(name)}  ${from === null ? '' : `${from} → `}${version}  ${builtAt}`);
    }
    if (!report.changed) io.out(ja ? 'すでに最新のものを使っています' : 'What is in use is not older');
    io.out(`${io.words.definitions[report.state]} [${report.state}]`);
  }
  return ok(EXIT.done);
}

async function extend(args: readonly string[], io: Io): Promise<Result<ExitCode>> {
  const parsed = parse(args, { ...CHANGING, days: 'text', reason: 'text' } as const);
  if (!parsed.ok) return parsed;
  const { options } = parsed.value;
  const { days, reason } = options;
  if (days === null) return err(usage('--days N is missing (8 to 14)'));
  if (reason === null) return err(usage('--reason TEXT is missing'));
  return changing(io, options, 'definitions.extend', async ({ clinic, staff, by }) => {
    const request = { dataDir: clinic.dataDir, days: Number(days), reason, staff, by };
    const extended = await extendDefinitions(request, portsOf(clinic));
    if (!extended.ok) return extended;
    const { until } = extended.value;
    if (options.json) io.out(visibleJson({ event: 'definitions-extended', until }));
    else io.out(io.language === 'ja' ? `${until ?? '―'} まで使えます` : `May be used until ${until ?? '―'}`);
    return ok(EXIT.done);
  });
}
