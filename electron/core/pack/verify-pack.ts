/** Checks a pack: sums, signature, each sheet against itself, and where they are at hand a kept fingerprint and the ledger. */

import fs from 'node:fs';
import path from 'node:path';

import { gateError } from '../../../shared/errors.ts';
import type { LedgerFault } from '../../../shared/model/ledger.ts';
import type { PackFault, PackReport } from '../../../shared/model/pack.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { fingerprint, type KeyStore } from '../audit/keys.ts';
import { verifySheet } from '../audit/sheets/verify-sheet.ts';
import { verifyLedger } from '../audit/verify.ts';
import { conditionOf, sha256Of } from '../keeping/durable.ts';
import { KEY_FILE, parseSums, readPublicKey, sealFits, SIGNATURE_FILE, SUMS_FILE, type Sum } from './seal.ts';

export type VerifyPackRequest = {
  readonly folder: string;
  /** Of the key, as kept elsewhere: 64 hex digits. */
  readonly fingerprint: string | null;
  /** The ledger that it was made from, where that is at hand. */
  readonly ledger: { readonly dataDir: string; readonly keys: KeyStore; readonly app: string } | null;
  readonly onProgress?: ((entries: number) => void) | undefined;
};

/** Sums of some dozen files; more is none of ours, and not read into memory. */
const MAX_SUMS_BYTES = 64 * 1024;
const MAX_KEY_BYTES = 16 * 1024;

/** A file of the pack, small enough to hold; null where there is none. Links are not followed out of the folder. */
function small(folder: string, name: string, most: number): Buffer | null {
  const file = path.join(folder, name);
  const stat = fs.lstatSync(file, { throwIfNoEntry: false });
  return stat?.isFile() === true && stat.size <= most ? fs.readFileSync(file) : null;
}

/**
 * What is wrong comes back as `faults`; `sheet-faulty` carries the sheet's own state in `what`. Errors: `not-found` for
 * a folder that is not there, `usage {option}` for a malformed fingerprint, and those of the ledger.
 */
export async function verifyPack(request: VerifyPackRequest): Promise<Result<PackReport>> {
  const { folder, ledger } = request;
  if (request.fingerprint !== null && !/^[0-9a-fA-F]{64}$/.test(request.fingerprint))
    return err(gateError('usage', { option: 'fingerprint' }));
  if (fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
    return err(gateError('not-found', { file: folder }));
  try {
    const faults: PackFault[] = [];
    const sealed = checkSeal(folder, faults);
    const files = await checkFiles(folder, sealed.sums, faults);
    const kept = request.fingerprint?.toLowerCase();
    if (kept !== undefined && sealed.fingerprint !== kept) faults.push({ code: 'key-other' });
    let found: readonly LedgerFault[] = [];
    if (ledger !== null) {
      const held = await verifyLedger({ ...ledger, onProgress: request.onProgress });
      if (!held.ok) return held;
      found = held.value.faults;
      if (!held.value.ok) faults.push({ code: 'ledger-faulty' });
      if (held.value.fingerprint !== sealed.fingerprint) faults.push({ code: 'ledger-other-key' });
    }
    const sheets = await checkSheets(request, sealed.sums, faults);
    if (!sheets.ok) return sheets;
    return ok({
      ok: faults.length === 0,
      files,
      fingerprint: sealed.fingerprint,
      against: { ledger: ledger !== null, fingerprint: kept !== undefined },
      faults,
      ledger: found,
    });
  } catch (thrown) {
    const reason = conditionOf(thrown);
    if (reason === null) throw thrown;
    return err(gateError('not-found', { file: folder, reason }));
  }
}

type Seal = { readonly sums: readonly Sum[]; readonly fingerprint: string | null };

function checkSeal(folder: string, faults: PackFault[]): Seal {
  const pem = small(folder, KEY_FILE, MAX_KEY_BYTES);
  const key = pem === null ? null : readPublicKey(pem.toString('utf8'));
  if (pem === null) faults.push({ code: 'key-missing', file: KEY_FILE });
  else if (key === null) faults.push({ code: 'key-malformed', file: KEY_FILE });
  const named = key === null ? null : fingerprint(key);
  const text = small(folder, SUMS_FILE, MAX_SUMS_BYTES);
  const signature = small(folder, SIGNATURE_FILE, MAX_KEY_BYTES);
  if (signature === null) faults.push({ code: 'signature-missing', file: SIGNATURE_FILE });
  if (text === null) {
    faults.push({ code: 'sums-missing', file: SUMS_FILE });
    return { sums: [], fingerprint: named };
  }
  if (signature !== null && key !== null && !sealFits(text, signature, key))
    faults.push({ code: 'signature-wrong', file: SIGNATURE_FILE });
  const sums = parseSums(text.toString('utf8'));
  if (sums === null) faults.push({ code: 'sums-malformed', file: SUMS_FILE });
  // A list that leaves something out would vouch for less than it seems to.
  else if (!sums.some(({ name }) => name === KEY_FILE))
    faults.push({ code: 'sums-malformed', file: SUMS_FILE, what: KEY_FILE });
  return { sums: sums ?? [], fingerprint: named };
}

/** How many of the listed files are as listed. */
async function checkFiles(folder: string, sums: readonly Sum[], faults: PackFault[]): Promise<number> {
  let right = 0;
  for (const { name, sha256 } of sums) {
    const file = path.join(folder, name);
    if (fs.lstatSync(file, { throwIfNoEntry: false })?.isFile() !== true)
      faults.push({ code: 'file-missing', file: name });
    else if ((await sha256Of(file)) !== sha256) faults.push({ code: 'file-changed', file: name });
    else right += 1;
  }
  const known = new Set([...sums.map(({ name }) => name), SUMS_FILE, SIGNATURE_FILE]);
  for (const name of fs.readdirSync(folder).sort())
    if (!known.has(name)) faults.push({ code: 'file-surplus', file: name });
  return right;
}

async function checkSheets(
  { folder, ledger }: VerifyPackRequest,
  sums: readonly Sum[],
  faults: PackFault[],
): Promise<Result<void>> {
  for (const { name } of sums) {
    if (!name.endsWith('.csv') || faults.some(({ file }) => file === name)) continue;
    const checked = await verifySheet(path.join(folder, name), ledger);
    if (!checked.ok) return checked;
    const { itself, ledger: held } = checked.value;
    if (itself.state !== 'intact') faults.push({ code: 'sheet-faulty', file: name, what: itself.state });
    else if (held !== null && held.state !== 'agrees')
      faults.push({ code: 'ledger-differs', file: name, what: held.state });
  }
  return ok(undefined);
}
