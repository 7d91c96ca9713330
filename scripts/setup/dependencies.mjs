/** npm's side of the set-up: do the installed packages match the lock file, and does the pinned runtime start. */

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { ROOT, RUNTIME_PACKAGE, pinnedVersion, runtimeStarts } from '../runtime.mjs';
import { SetupFailure, tail } from './failure.mjs';

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, link?: boolean }} LockEntry */

/** @param {string} file @returns {Record<string, LockEntry> | null} null: not there or not readable as a lock file */
function lockedPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? null;
  } catch {
    return null;
  }
}

/**
 * True when every package of the lock file stands in node_modules in that very version. npm writes the list of what
 * it installed (node_modules/.package-lock.json) last, so an installation cut short does not match.
 * @param {string} [root]
 */
export function dependenciesMatch(root = ROOT) {
  const wanted = lockedPackages(path.join(root, 'package-lock.json'));
  const installed = lockedPackages(path.join(root, 'node_modules', '.package-lock.json'));
  if (wanted === null || installed === null) return false;
  return Object.entries(wanted).every(([folder, want]) => {
    if (folder === '' || want.link === true) return true;
    const have = installed[folder];
    // Packages for other processors and systems are optional and rightly absent.
    if (have === undefined) return want.optional === true;
    return (
      have.version === want.version &&
      have.integrity === want.integrity &&
      existsSync(path.join(root, folder, 'package.json'))
    );
  });
}

/**
 * Development packages are needed whatever the surroundings say. What lies in npm's cache is used as it is, for the lock
 * file's hashes decide; and a registry that does not answer is given up after seconds: npm's own patience is minutes.
 */
const npmEnvironment = () => ({
  ...process.env,
  NODE_ENV: 'development',
  npm_config_omit: '',
  npm_config_prefer_offline: 'true',
  npm_config_fetch_retry_mintimeout: '1000',
  npm_config_fetch_retry_maxtimeout: '5000',
});

/** @param {readonly string[]} args */
function npm(args) {
  // Under `npm run`, npm names its own script: that one runs under this Node, with no search of the path.
  const script = process.env['npm_execpath'];
  const command = script?.endsWith('.js') ? [process.execPath, script] : ['npm'];
  const run = spawnSync(/** @type {string} */ (command[0]), [...command.slice(1), ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    env: npmEnvironment(),
    shell: process.platform === 'win32' && command.length === 1,
    maxBuffer: 64 * 1024 * 1024,
  });
  return { done: run.status === 0, log: `${run.stdout ?? ''}${run.stderr ?? ''}${run.error?.message ?? ''}` };
}

/** @param {(line: string) => void} say */
export function installDependencies(say) {
  say('Installing npm packages as package-lock.json names them (npm ci)');
  const install = npm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  if (install.done) return;
  const offline = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH)\b/.test(install.log);
  throw new SetupFailure(
    offline
      ? 'The npm registry could not be reached: check the network or the proxy, then run this command again.'
      : 'npm ci failed: mend what it says above, then run this command again.',
    tail(install.log),
  );
}

/** Makes sure of the pinned runtime; an npm that refuses install scripts leaves it out. @param {(line: string) => void} say */
export function ensureRuntime(say) {
  if (runtimeStarts()) return;
  say(`Installing the pinned Node ${pinnedVersion()}`);
  // npm ci may just have replaced the very runtime this runs in.
  const node = existsSync(process.execPath) ? process.execPath : 'node';
  const run = spawnSync(node, ['installArchSpecificPackage.js'], {
    cwd: RUNTIME_PACKAGE,
    encoding: 'utf8',
    env: npmEnvironment(),
  });
  if (runtimeStarts()) return;
  throw new SetupFailure(
    `The pinned Node ${pinnedVersion()} does not start on this machine (${process.platform} ${process.arch}): ` +
      'check the network, then run "npm ci" and this command again.',
    tail(`${run.stdout ?? ''}${run.stderr ?? ''}`),
  );
}
