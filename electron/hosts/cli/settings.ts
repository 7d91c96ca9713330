/** `sekisho settings`: the whole configuration read, changed key by key, written to a file and taken from one. */

import * as fs from 'node:fs';
import { gateError } from '../../../shared/errors.ts';
import type { GateError } from '../../../shared/errors.ts';
import type { JsonValue } from '../../../shared/model/ledger.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { visible, visibleJson } from '../../../shared/visible.ts';
import { differences, readDocument } from '../../core/settings/document.ts';
import type { Change } from '../../core/settings/document.ts';
import { asJson } from '../../core/settings/state.ts';
import type { PresentSettings } from '../../core/settings/state.ts';
import { acting, ACTING, looking, LOOKING } from './acting.ts';
import { parse, usage } from './args.ts';
import { EXIT } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import type { Io } from './io.ts';
import { writeNew } from './new-file.ts';
import { leaves, valueAt, withValue } from './settings-keys.ts';
import { refuse, runAct } from './subcommand.ts';
import type { Act } from './subcommand.ts';

export const settingsCommand = (args: readonly string[], io: Io): Promise<ExitCode> =>
  runAct('settings', { show, get, set, export: exportAct, import: importAct }, args, io);

const show: Act = (args, io) => {
  const parsed = parse(args, LOOKING);
  if (!parsed.ok) return parsed;
  const { options } = parsed.value;
  return looking(io, options, ({ settings, actor }) => {
    const present = settings.read(actor);
    if (!present.ok) return present;
    const { version } = present.value;
    if (options.json) io.out(visibleJson({ event: 'settings', version, settings: present.value.settings }));
    else {
      io.out(io.language === 'ja' ? `版 ${version}` : `version ${version}`);
      for (const [key, value] of leaves(asJson(present.value.settings)))
        io.out(`${key} = ${visible(JSON.stringify(value))}`);
    }
    return ok(EXIT.done);
  });
};

const get: Act = (args, io) => {
  const parsed = parse(args, LOOKING, 1);
  if (!parsed.ok) return parsed;
  const [key] = parsed.value.rest;
  const { options } = parsed.value;
  if (key === undefined) return err(usage('settings get KEY: which?'));
  return looking(io, options, ({ settings, actor }) => {
    const present = settings.read(actor);
    if (!present.ok) return present;
    const value = valueAt(asJson(present.value.settings), key);
    if (value === undefined) return wrongInput(io, unknownKey(key), options.json);
    const { version } = present.value;
    io.out(options.json ? visibleJson({ event: 'setting', version, key, value }) : visible(shown(value)));
    return ok(EXIT.done);
  });
};

const set: Act = (args, io) => {
  const parsed = parse(args, { ...ACTING, base: 'text' } as const, 2);
  if (!parsed.ok) return parsed;
  const [key, text] = parsed.value.rest;
  const { options } = parsed.value;
  if (key === undefined || text === undefined)
    return err(usage('settings set KEY VALUE: which key, which value?'));
  return acting(io, options, ({ clinic, actor }) => {
    const present = clinic.settings.read(actor);
    if (!present.ok) return present;
    const made = withValue(asJson(present.value.settings), key, text);
    const base = options.base ?? present.value.version;
    const changed =
      made === null ? err(unknownKey(key)) : clinic.settings.change(actor, { base, settings: made });
    return changed.ok
      ? sayChanges(io, present.value, changed.value, options.json)
      : wrongInput(io, changed.error, options.json);
  });
};

const exportAct: Act = (args, io) => {
  const parsed = parse(args, { ...LOOKING, out: 'text' } as const);
  if (!parsed.ok) return parsed;
  const { options } = parsed.value;
  if (options.out === null) return err(usage('--out FILE is missing'));
  const out = io.resolve(options.out);
  return looking(io, options, async ({ settings, actor }) => {
    const text = settings.exportText(actor);
    if (!text.ok) return text;
    const written = await writeNew(out, text.value);
    if (!written.ok) return written;
    if (options.json) io.out(visibleJson({ event: 'settings-exported', file: out }));
    else io.out(visible(out));
    return ok(EXIT.done);
  });
};

/** `--check` shows what would change and changes nothing. */
const importAct: Act = (args, io) => {
  const parsed = parse(args, { ...ACTING, base: 'text', check: 'flag' } as const, 1);
  if (!parsed.ok) return parsed;
  const [file] = parsed.value.rest;
  const { options } = parsed.value;
  if (file === undefined) return err(usage('settings import FILE: which file?'));
  const text = readText(io.resolve(file));
  if (!text.ok) return text;
  const read = readDocument(text.value);
  if (!read.ok) return wrongInput(io, read.error, options.json);
  if (options.check) {
    return looking(io, options, ({ settings, actor }) => {
      const present = settings.read(actor);
      if (!present.ok) return present;
      sayDifferences(io, differences(asJson(present.value.settings), asJson(read.value)), options.json);
      return ok(EXIT.done);
    });
  }
  return acting(io, options, ({ clinic, actor }) => {
    const present = clinic.settings.read(actor);
    if (!present.ok) return present;
    const base = options.base ?? present.value.version;
    const taken = clinic.settings.importText(actor, { base, text: text.value });
    return taken.ok
      ? sayChanges(io, present.value, taken.value, options.json)
      : wrongInput(io, taken.error, options.json);
  });
};

const unknownKey = (key: string): ReturnType<typeof gateError> =>
  gateError('settings-invalid', { at: key, fault: 'unrecognized_keys' });

/** What was asked for is not valid: wrong use, unlike stored settings that cannot be read, which close the gate. */
const wrongInput = (io: Io, error: GateError, json: boolean): Result<ExitCode> => {
  const exit = refuse(io, error, json);
  return ok(error.code === 'settings-invalid' ? EXIT.usage : exit);
};

/** A text without its quotes, as whoever asked for one value wants it. */
const shown = (value: JsonValue): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Settings are a page; this is only so that a wrong path does not fill the memory. */
const LONGEST_FILE = 16 * 1024 * 1024;

function readText(file: string): Result<string> {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  if (stat?.isFile() !== true) return err(gateError('not-found', { file }));
  if (stat.size > LONGEST_FILE) return err(gateError('settings-invalid', { at: '', fault: 'too-large' }));
  try {
    return ok(fs.readFileSync(file, 'utf8'));
  } catch {
    return err(gateError('not-found', { file }));
  }
}

function sayChanges(
  io: Io,
  before: PresentSettings,
  after: PresentSettings,
  json: boolean,
): Result<ExitCode> {
  sayDifferences(io, differences(asJson(before.settings), asJson(after.settings)), json);
  if (json) {
    io.out(visibleJson({ event: 'settings', version: after.version, previous: before.version }));
  } else io.out(io.language === 'ja' ? `版 ${after.version}` : `version ${after.version}`);
  return ok(EXIT.done);
}

function sayDifferences(io: Io, changes: readonly Change[], json: boolean): void {
  for (const change of changes) {
    const { at, before, after } = change;
    if (json) io.out(visibleJson({ event: 'difference', ...change }));
    else io.out(visible(`${at}: ${JSON.stringify(before)} → ${JSON.stringify(after)}`));
  }
  if (changes.length === 0 && !json)
    io.out(io.language === 'ja' ? 'いまの設定と同じです' : 'Nothing differs from the present settings');
}
