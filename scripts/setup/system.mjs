/** Which of the operating system's packages are missing, and their installation by apt-get. */

import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { SetupFailure, tail } from './failure.mjs';
import { GROUPS, SYSTEM_PACKAGES } from './packages.mjs';

/** @typedef {import('./packages.mjs').SystemPackage} SystemPackage */

/** Debian keeps daemons in sbin, which an ordinary user's path does not name. */
const EXTRA_FOLDERS =
  process.platform === 'win32'
    ? ['C:\\Program Files\\ClamAV']
    : ['/usr/sbin', '/sbin', '/usr/local/sbin', '/opt/homebrew/sbin'];

/** @param {string} command */
function onPath(command) {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).concat(EXTRA_FOLDERS);
  const name = process.platform === 'win32' ? `${command}.exe` : command;
  return folders.some((folder) => {
    if (folder === '') return false;
    try {
      accessSync(path.join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Names of the packages that dpkg holds installed; empty where there is no dpkg. @param {readonly string[]} names */
function installedByDpkg(names) {
  const query = spawnSync('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\\n', ...names], {
    encoding: 'utf8',
  });
  const lines = (query.stdout ?? '').split('\n').map((line) => line.split(' '));
  return new Set(lines.filter(([, status]) => status === 'installed').map(([name]) => name));
}

/** @param {import('./packages.mjs').Group} group @returns {SystemPackage[]} */
export function missingPackages(group) {
  const needed = SYSTEM_PACKAGES.filter((part) => GROUPS[group].includes(part.group));
  const unseen = needed.filter((part) => part.commands.length === 0 || !part.commands.every(onPath));
  if (unseen.length === 0) return [];
  const installed = installedByDpkg(unseen.map((part) => part.name));
  return unseen.filter((part) => !installed.has(part.name));
}

/** How to become root without a question that nobody can answer; null: not at all. @returns {string[] | null} */
function rootPrefix() {
  if (process.getuid?.() === 0) return [];
  if (!onPath('sudo')) return null;
  if (process.stdin.isTTY) return ['sudo'];
  return spawnSync('sudo', ['-n', 'true']).status === 0 ? ['sudo', '-n'] : null;
}

/** sudo starts with a clean environment; apt-get has to be told of a proxy anyway. */
const proxySettings = () =>
  ['http_proxy', 'https_proxy', 'no_proxy'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [`${name}=${value}`];
  });

/** What a person does by hand where apt-get is not to be had. @param {readonly SystemPackage[]} missing */
function byHand(missing) {
  const names = missing.map((part) => part.name).join(' ');
  if (process.platform === 'win32')
    return 'Install ClamAV from its Windows installer (clamav.net, Downloads), then run this command again.';
  if (process.platform === 'darwin')
    return 'Install ClamAV with "brew install clamav", then run this command again.';
  if (!onPath('apt-get'))
    return `Install what your system calls these Debian packages, then run this command again: ${names}.`;
  return `Ask an administrator to run "apt-get install ${names}", then run this command again.`;
}

/**
 * Installs the missing packages. Services that come with them are left as their packages leave them: Sekisho
 * starts an engine of its own.
 * @param {readonly SystemPackage[]} missing @param {(line: string) => void} say
 */
export function installPackages(missing, say) {
  const prefix = process.platform === 'linux' && onPath('apt-get') ? rootPrefix() : null;
  if (prefix === null) throw new SetupFailure(byHand(missing));
  const settings = ['DEBIAN_FRONTEND=noninteractive', 'LC_ALL=C.UTF-8', ...proxySettings()];
  const patience = ['-o', 'DPkg::Lock::Timeout=600'];
  /** @param {string[]} args */
  const apt = (...args) => {
    const [command = '', ...rest] = [
      ...prefix,
      'env',
      ...settings,
      'apt-get',
      '-q',
      '-y',
      ...patience,
      ...args,
    ];
    const run = spawnSync(command, rest, {
      encoding: 'utf8',
      stdio: ['inherit', 'pipe', 'pipe'],
      maxBuffer: 64 * 1024 * 1024,
    });
    return { done: run.status === 0, log: `${run.stdout ?? ''}${run.stderr ?? ''}` };
  };
  const names = missing.map((part) => part.name);
  say(`Installing Debian packages: ${names.join(' ')}`);
  const update = apt('update');
  const install = apt('install', '--no-install-recommends', ...names);
  if (install.done) return;
  const offline = /Temporary failure|Could not (resolve|connect)|Connection (failed|timed out)/.test(
    update.log + install.log,
  );
  throw new SetupFailure(
    offline
      ? `Debian's package servers could not be reached: check the network or the proxy, then run this command again.`
      : `apt-get could not install them: mend what it says above, then run this command again.`,
    tail(install.log),
  );
}
