import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import { CHROMIUM_VARIABLE } from '../../electron/core/pack/chromium.ts';
import { acquireDataFolder } from '../../electron/core/store/lock.ts';
import { record, sessionId, temporaryFolder, value } from '../audit/data-folder.ts';
import { found, openClinic } from '../people/clinic.ts';

const MAIN = fileURLToPath(new URL('../../electron/hosts/cli/main.ts', import.meta.url));

/** Without a Chromium, as on most clinics' machines. */
function run(language: 'ja' | 'en', ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, 'audit', ...args], {
    encoding: 'utf8',
    env: { ...process.env, SEKISHO_LANG: language, INIT_CWD: process.cwd(), [CHROMIUM_VARIABLE]: '' },
  });
  return { status, stdout, stderr };
}

async function clinic(): Promise<{ data: string; out: string; fingerprint: string }> {
  const opened = openClinic();
  await found(opened);
  record(opened.ledger, sessionId(1), 3);
  const { fingerprint } = opened.ledger;
  opened.close();
  value(acquireDataFolder(opened.dataDir)).release();
  return { data: opened.dataDir, out: path.join(temporaryFolder(), 'pack'), fingerprint };
}

describe('sekisho audit pack', () => {
  it('makes the pack, says plainly that there is no PDF, and still succeeds', async () => {
    const { data, out, fingerprint } = await clinic();
    const made = run('ja', 'pack', '--data', data, '--out', out, '--month', '2026-11');
    expect(made.stderr).toBe('');
    expect(made.status).toBe(0);
    expect(made.stdout).toContain('PDF は作っていません: この機械に Chromium');
    expect(made.stdout).toContain(fingerprint);
    expect(fs.existsSync(path.join(out, 'report.pdf'))).toBe(false);
    const checked = run('ja', 'verify', '--pack', out, '--data', data, '--fingerprint', fingerprint);
    expect([checked.status, checked.stderr]).toEqual([0, '']);
    expect(checked.stdout).toContain('署名も合っています');
  });

  it('in English, masked, in CP932 and for programs', async () => {
    const { data, out } = await clinic();
    const args = ['--language', 'en', '--mask', 'names,patients', '--encoding', 'cp932', '--json'];
    const made = run('en', 'pack', '--data', data, '--out', out, '--fiscal-year', '2026', ...args);
    expect(made.status).toBe(0);
    expect(JSON.parse(made.stdout)).toMatchObject({
      event: 'packed',
      pdf: 'no-chromium',
      cover: { encoding: 'cp932' },
    });
    expect(fs.readFileSync(path.join(out, 'report.html'), 'utf8')).toContain('lang="en"');
    const checked = run('en', 'verify', '--pack', out, '--json');
    expect(JSON.parse(checked.stdout)).toMatchObject({ event: 'pack-verified', ok: true });
  });

  it('that was changed is told with exit code 1 and the file’s name', async () => {
    const { data, out } = await clinic();
    run('en', 'pack', '--data', data, '--out', out);
    fs.appendFileSync(path.join(out, 'B-sessions.csv'), 'x');
    const checked = run('en', 'verify', '--pack', out);
    expect(checked.status).toBe(1);
    expect(checked.stdout).toContain('✗ a file is not as listed: B-sessions.csv');
    expect(checked.stdout).not.toContain('✓');
  });

  it.each<[string, readonly string[], number]>([
    ['no --out', [], 2],
    ['a mask that is none', ['--out', 'x', '--mask', 'faces'], 2],
    ['two periods', ['--out', 'x', '--month', '2026-11', '--fiscal-year', '2026'], 2],
    ['a month that is none', ['--out', 'x', '--month', '2026-13'], 2],
    ['a language that is none', ['--out', 'x', '--language', 'fr'], 2],
    ['a checklist that is not there', ['--out', 'x', '--checklist', 'nowhere.json'], 2],
  ])('is refused with %s, and nothing is made', async (_, args, status) => {
    const { data } = await clinic();
    const refused = run('en', 'pack', '--data', data, ...args);
    expect([refused.status, refused.stdout]).toEqual([status, '']);
    expect(refused.stderr).not.toBe('');
  });

  it('never replaces what is there', async () => {
    const { data, out } = await clinic();
    fs.mkdirSync(out);
    const refused = run('en', 'pack', '--data', data, '--out', out);
    expect(refused.status).toBe(3);
    expect(refused.stderr).toContain('EEXIST');
    expect(fs.readdirSync(out)).toEqual([]);
  });
});
