/**
 * Set-up: installs what is missing, then starts a file with the pinned runtime.
 * `node scripts/setup.mjs [--for gate|test] [--run FILE [--] ARGS…]`; safe to run again, and quick when nothing is missing.
 * Exit code: 1 when a step cannot be done here, 2 on wrong usage, else that of FILE.
 */

import process from 'node:process';
import { ROOT, runPinned, runtimeStarts } from './runtime.mjs';
import { alone } from './setup/alone.mjs';
import { dependenciesMatch, ensureRuntime, installDependencies } from './setup/dependencies.mjs';
import { SetupFailure } from './setup/failure.mjs';
import { installPackages, missingPackages } from './setup/system.mjs';

/** @param {string} line */
const say = (line) => void process.stderr.write(`[set-up] ${line}\n`);

/** @param {readonly string[]} argv */
function readArguments(argv) {
  /** @type {{ group: 'gate' | 'test', file: string | null, args: string[] } | null} */
  const options = { group: 'gate', file: null, args: [] };
  for (let i = 0; i < argv.length; i += 2) {
    const [name, value] = argv.slice(i, i + 2);
    if (name === '--for' && (value === 'gate' || value === 'test')) options.group = value;
    else if (name === '--run' && value !== undefined) {
      options.file = value;
      options.args = argv.slice(argv[i + 2] === '--' ? i + 3 : i + 2);
      return options;
    } else return null;
  }
  return options;
}

/**
 * Packages that only tests use may be missing on a developer's own machine: those tests then say that they were
 * skipped and why. Under CI everything has to be there.
 * @param {'gate' | 'test'} group
 */
function setUpSystem(group) {
  const missing = missingPackages(group);
  if (missing.length === 0) return;
  try {
    installPackages(missing, say);
  } catch (cause) {
    const gateComplete = missing.every((part) => part.group === 'test');
    if (!(cause instanceof SetupFailure) || !gateComplete || process.env['CI'] === 'true') throw cause;
    say(
      `Going on without ${missing.map((part) => part.name).join(' ')}: tests that need them will be skipped. ${cause.message}`,
    );
    return;
  }
  const left = missingPackages(group);
  if (left.length > 0)
    throw new SetupFailure(
      `Still missing after apt-get: ${left.map((part) => part.name).join(' ')}; install them by hand.`,
    );
}

const complete = () => dependenciesMatch() && runtimeStarts();

/** @returns {Promise<number | null>} null: FILE decides */
async function main() {
  const options = readArguments(process.argv.slice(2));
  if (options === null) {
    say('Usage: node scripts/setup.mjs [--for gate|test] [--run FILE [--] ARGS]');
    return 2;
  }
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) {
    say(`This is Node ${process.versions.node}: install Node 20 or newer, then run this command again.`);
    return 1;
  }
  try {
    if (!complete() || missingPackages(options.group).length > 0) {
      await alone(ROOT, say, () => {
        if (!dependenciesMatch()) installDependencies(say);
        ensureRuntime(say);
        setUpSystem(options.group);
      });
    }
  } catch (cause) {
    if (!(cause instanceof SetupFailure)) throw cause;
    if (cause.log !== '') process.stderr.write(`${cause.log}\n`);
    say(cause.message);
    return 1;
  }
  if (options.file === null) {
    say('Everything is in place. Next: npm run gate');
    return 0;
  }
  await runPinned(options.file, options.args);
  return null;
}

const code = await main();
if (code !== null) process.exitCode = code;
