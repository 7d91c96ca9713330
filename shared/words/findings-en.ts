/** Doctor's words in English. Kept in step with findings-ja.ts by type. What could not be told is never called fine. */

import type { GateError } from '../errors.ts';
import type { FindingFacts } from '../model/finding.ts';
import { en } from './en.ts';
import { fine, speak, type FindingWords } from './finding-words.ts';
import { size, type Said } from './words.ts';

const day = (instant: string | null): string => instant?.slice(0, 10) ?? 'unknown date';
const named = (names: readonly string[]): string => (names.length === 0 ? '' : ` (${names.join(', ')})`);
const bytes = (value: number | null): string => (value === null ? 'unknown' : size(value));
const room = (facts: FindingFacts['disk-space']): string =>
  `${bytes(facts.free)} free of ${bytes(facts.total)}`;
const built = ({ builtAt, days }: FindingFacts['definitions']): string =>
  days === null ? day(builtAt) : `${day(builtAt)}, ${days} days old`;
const life = ({ fixesUntil, definitionsUntil }: FindingFacts['engine-support']): string =>
  `fixes until ${fixesUntil ?? 'not set yet'}, definitions until ${definitionsUntil ?? 'not set yet'}`;
const because =
  (what: string, next: string) =>
  ({ error }: { readonly error: GateError | null }): Said =>
    error === null ? speak(what, next) : en.errors[error.code](error.params);

const VENDOR = 'Ask the company that installed this machine.';
const BY_EYE = 'Once a month, look whether the clock is right.';
const SAME_ACCOUNT = 'Run the gate and doctor under one and the same account.';
const FIRST_START = 'The first start makes it.';
const RENEW = 'Run `sekisho definitions update` or `sekisho definitions import DIR`.';

const LEFT_OUT: Readonly<Record<NonNullable<FindingFacts['self-test']['reason']>, Said>> = {
  'gate-running': speak(
    'Left out: a gate is running, and tests its own engine.',
    'Run doctor again when it has ended.',
  ),
  engine: speak('Left out: the engine cannot be used.', 'Mend the engine first.'),
  definitions: speak('Left out: the virus definitions cannot be used.', 'Mend the definitions first.'),
  'data-folder': speak('Left out: the data folder cannot be used.', 'Mend the data folder first.'),
  stopped: speak('Left out: you stopped.', 'Run doctor again.'),
};

export const findingsEn: FindingWords = {
  levels: { ok: 'ok', notice: 'notice', warning: 'warning', fault: 'FAULT' },
  things: {
    engine: 'engine',
    'engine-support': 'engine support',
    'engine-confined': 'engine limits',
    definitions: 'definitions',
    'self-test': 'self-test',
    'data-folder': 'data folder',
    'signing-key': 'signing key',
    ledger: 'ledger',
    'disk-space': 'disk space',
    destination: 'destination',
    clock: 'clock',
    review: 'reviews',
    drill: 'drills',
    backup: 'backups',
    anchors: 'heads elsewhere',
    'clock-sync': 'clock source',
    routing: 'routing',
    'default-routes': 'default routes',
    vpn: 'VPN',
    autorun: 'autorun',
    antivirus: 'other antivirus',
    'system-support': 'system support',
    privileges: 'privileges',
    swap: 'swap',
  },
  said: {
    engine: {
      present: ({ version, updater }) =>
        fine(
          `${version ?? 'ClamAV, version unknown'}${updater ? '' : '; no freshclam: definitions by import'}`,
        ),
      missing: ({ program, package: bringer }) =>
        speak(
          `ClamAV's ${program ?? 'program'} is not installed. Nothing can be brought in.`,
          `Run \`npm run setup\`, or install ${bringer ?? 'ClamAV'}.`,
        ),
      remote: ({ version, server }) =>
        fine(
          `${version ?? 'ClamAV, version unknown'}, on the scan server ${server ?? 'that the policy names'}`,
        ),
      refused: because('The scan server cannot be used.', VENDOR),
    },
    'engine-support': {
      supported: (facts) => fine(`${life(facts)}.`),
      ending: (facts) => speak(`Ends soon: ${life(facts)}.`, 'Plan for a newer ClamAV.'),
      unfixed: (facts) => speak(`Gets no more fixes: ${life(facts)}.`, 'Install a newer ClamAV.'),
      ended: (facts) => speak(`Gets no more definitions: ${life(facts)}.`, 'Install a newer ClamAV now.'),
      unknown: ({ engine }) =>
        speak(
          `For how long ${engine ?? 'this version'} is kept up is not known.`,
          "Look it up in ClamAV's own table.",
        ),
    },
    'engine-confined': {
      confined: ({ profiles }) =>
        speak(
          `AppArmor limits the folders that the engine may use${named(profiles)}.`,
          'If the self-test fails, allow the data folder there.',
        ),
    },
    definitions: {
      fresh: (facts) => fine(`Up to date (${built(facts)}).`),
      aging: (facts) => speak(`Getting old (${built(facts)}); after 7 days the gate closes.`, RENEW),
      extended: (facts) =>
        speak(`Too old (${built(facts)}), but allowed by an administrator for now.`, RENEW),
      practice: ({ files }) =>
        speak(
          `For practice${files === null ? '' : ` (${files} files)`}: this is no real check.`,
          'For real use import official definitions and leave out --practice.',
        ),
      unknown: speak('Not told by the scan server.', 'Mend the engine first.'),
      system: (facts) =>
        speak(
          `None of its own yet; the first start takes over the operating system's (${built(facts)}).`,
          'Use `sekisho gate` once, then run doctor again.',
        ),
      refused: because('The gate does not open with these definitions.', 'Run `sekisho definitions status`.'),
    },
    'self-test': {
      passed: ({ canaries, memory }) =>
        fine(
          `All ${canaries ?? 0} samples were answered rightly${memory === null ? '' : ` (memory ${bytes(memory)})`}.`,
        ),
      blind: speak(
        'The engine works, but these definitions do not know the test file EICAR: detection was not tried.',
        'Run doctor again with official definitions.',
      ),
      failed: because('The engine gave a wrong answer.', 'Update the definitions and run doctor again.'),
      'left-out': ({ reason }) => LEFT_OUT[reason ?? 'engine'],
    },
    'data-folder': {
      private: ({ path, mode }) => fine(`Open to this account only (${mode ?? ''}): ${path}`),
      absent: ({ path }) =>
        speak(`Not there yet: ${path}`, `${FIRST_START} If the place is wrong, mend --data.`),
      open: ({ path, mode }) =>
        speak(`Others may enter it (${mode ?? ''}): ${path}`, `Run \`chmod 700 '${path}'\`.`),
      foreign: ({ path, mode }) => speak(`Another account owns it (${mode ?? ''}): ${path}`, SAME_ACCOUNT),
      unusable: because('Cannot be used.', 'Check its place and rights.'),
      unknown: ({ path }) =>
        speak(
          `Who may open it cannot be told: ${path}`,
          'Look under Properties, Security: only this account and administrators.',
        ),
    },
    'signing-key': {
      private: fine('Readable by this account only.'),
      absent: speak('Not there yet.', FIRST_START),
      open: ({ path, mode }) =>
        speak(
          `Others may read it (${mode ?? ''}): ${path ?? ''}`,
          `Run \`chmod go= '${path ?? ''}'\` and find out who could read it.`,
        ),
      foreign: ({ path, mode }) =>
        speak(`Another account owns it (${mode ?? ''}): ${path ?? ''}`, SAME_ACCOUNT),
      unknown: speak(
        'Who may read it cannot be told.',
        "See that only this account and administrators may open the data folder's keys.",
      ),
    },
    ledger: {
      fits: ({ entries, newestAt }) =>
        fine(
          `${entries ?? 0} entries, the last on ${day(newestAt)}; its end fits its signature (the whole: \`sekisho audit verify\`).`,
        ),
      absent: speak('Not there yet.', FIRST_START),
      older: speak(
        'Written by an older Sekisho.',
        'The next start brings it up to date; then run `sekisho audit verify`.',
      ),
      unfit: because('Cannot be used.', 'Run `sekisho audit verify`.'),
    },
    'disk-space': {
      enough: (facts) => fine(`${room(facts)}.`),
      low: (facts) => speak(`Nearly full: ${room(facts)}.`, 'Remove what is not needed.'),
      full: (facts) =>
        speak(`Full: ${room(facts)}. Nothing can be brought in.`, 'Remove what is not needed, now.'),
      unknown: speak('Free space cannot be told.', "Look at the disk's properties."),
    },
    destination: {
      writable: ({ path, free }) => fine(`Writable, ${bytes(free)} free: ${path}`),
      low: ({ path, free }) => speak(`Nearly full, ${bytes(free)} free: ${path}`, 'Tidy up the destination.'),
      overlaps: ({ path }) =>
        speak(
          `Overlaps the data folder: ${path}`,
          'Choose another place, so that unchecked files and keys are not shared.',
        ),
      unusable: because('Cannot be used.', 'Check the destination.'),
    },
    clock: {
      plausible: fine('Later than the last entry and the definitions.'),
      'before-ledger': ({ now, newestEntry }) =>
        speak(
          `Stands at ${now}, before the last entry (${newestEntry ?? ''}).`,
          'Set the clock. The next entry will say that it went backwards.',
        ),
      'before-definitions': ({ now, definitionsBuilt }) =>
        speak(
          `Stands at ${now}, before the definitions were built (${definitionsBuilt ?? ''}).`,
          'Set the clock. Until then the gate stays closed.',
        ),
      unknown: ({ now }) =>
        speak(
          `Stands at ${now}; there is nothing yet to compare with.`,
          'Look whether date and time are right.',
        ),
    },
    review: {
      signed: fine('Everything was reviewed.'),
      open: ({ days, oldest }) => fine(`${days ?? 0} days wait for review, the first is ${day(oldest)}.`),
      due: ({ days, oldest }) =>
        speak(
          `${days ?? 0} days were not reviewed, the first is ${day(oldest)}.`,
          'An administrator looks the record through and signs with `sekisho review sign`.',
        ),
      unknown: speak('How far the reviews are cannot be told.', 'Run `sekisho audit verify`.'),
    },
    drill: {
      held: ({ days }) => fine(`Held ${days ?? 0} days ago, all passed.`),
      due: ({ days }) =>
        speak(
          days === null ? 'None was ever held.' : `The last one was ${days} days ago.`,
          'Run `sekisho drill run`.',
        ),
      failed: ({ days }) =>
        speak(
          `The last one, ${days ?? 0} days ago, did not pass.`,
          'Mend what the record tells of it, then run `sekisho drill run` again.',
        ),
      unknown: speak('When the last drill was held cannot be told.', 'Run `sekisho audit verify`.'),
    },
    backup: {
      made: ({ days }) => fine(`Made ${days ?? 0} days ago.`),
      due: ({ days }) => speak(`The last one was ${days ?? 0} days ago.`, 'Run `sekisho backup make`.'),
      never: speak('None was ever made.', 'Run `sekisho backup make`.'),
      unknown: speak('When the last backup was made cannot be told.', 'Run `sekisho audit verify`.'),
    },
    anchors: {
      none: speak(
        "The record's heads are on this machine alone.",
        'Set another drive or a log collector for them in the settings.',
      ),
      delivered: fine('All have arrived.'),
      waiting: fine('They are about to be sent.'),
      failing: ({ names, since }) =>
        speak(
          `Nothing has arrived since ${day(since)}${named(names)}. They are kept and sent once that works again.`,
          'Look whether the anchor can be reached.',
        ),
      unknown: speak('How far they are cannot be told.', 'Check the permissions of the data folder.'),
    },
    'clock-sync': {
      synchronised: fine('Set automatically.'),
      'set-up': speak('To be set automatically; whether that works cannot be told.', BY_EYE),
      'not-synchronised': speak(
        'Not set automatically: the times in the record will drift.',
        `Use a time server of the clinic. Without one: ${BY_EYE}`,
      ),
      unknown: speak('Whether it is set automatically cannot be told.', BY_EYE),
    },
    routing: {
      off: fine('This machine does not pass traffic between networks.'),
      on: ({ interfaces }) =>
        speak(
          `This machine is set to pass traffic between networks${named(interfaces)}: a way round the gate.`,
          `Turn IP forwarding off. If in doubt: ${VENDOR}`,
        ),
      shared: speak(
        'Internet connection sharing or the mobile hotspot is running.',
        'Turn connection sharing and the hotspot off.',
      ),
      bridged: ({ interfaces }) =>
        speak(
          `A bridge joins two or more network cards${named(interfaces)}: a way round the gate.`,
          `Remove the bridge. If in doubt: ${VENDOR}`,
        ),
      unknown: speak('Whether this machine passes traffic between networks cannot be told.', VENDOR),
    },
    'default-routes': {
      none: fine('None.'),
      one: ({ interfaces }) => fine(`One${named(interfaces)}.`),
      several: ({ interfaces }) =>
        speak(
          `${interfaces.length}${named(interfaces)}: this machine stands in several networks at once.`,
          'Turn off the one that is not needed (wireless, a shared phone).',
        ),
      unknown: speak('Cannot be told.', VENDOR),
    },
    vpn: {
      none: fine('No connected VPN was seen.'),
      up: ({ interfaces }) =>
        speak(
          `Connected${named(interfaces)}: somebody outside may reach this machine.`,
          'Unless a vendor is at work right now, disconnect it.',
        ),
      unknown: speak('Whether one is connected cannot be told.', VENDOR),
    },
    autorun: {
      off: fine('Nothing opens by itself when a medium is inserted.'),
      opens: speak(
        "A medium's folder opens by itself.",
        'In the settings for removable media, let nothing open by itself.',
      ),
      on: speak(
        'Programs on a medium start, or are offered, by themselves.',
        'Turn autorun off; on Windows by policy, for all drives.',
      ),
      unknown: ({ reason }) =>
        reason === 'as-root'
          ? speak("Asked as root: the daily user's settings cannot be told.", 'Run doctor as the daily user.')
          : speak('Cannot be told.', 'Insert a medium and see that nothing opens by itself.'),
    },
    antivirus: {
      on: ({ names }) => fine(`On${named(names)}.`),
      old: ({ names, days }) =>
        speak(`On, but its definitions are ${days ?? 0} days old${named(names)}.`, 'Update that program.'),
      off: ({ names }) =>
        speak(
          `Off${named(names)}. Sekisho looks only at what is brought in.`,
          'Turn it on, for the sake of this machine itself.',
        ),
      found: ({ names }) =>
        speak(
          `Installed${named(names)}; whether it is on cannot be told.`,
          'See in its own window that it is on and up to date.',
        ),
      none: speak(
        'None that is known here. Sekisho looks only at what is brought in.',
        'Settle with your vendor what protects this machine itself.',
      ),
      unknown: speak('Cannot be told.', 'See in its own window whether an antivirus is on.'),
    },
    'system-support': {
      supported: ({ system, until }) => fine(`${system ?? ''}: fixes until ${until ?? ''}.`),
      ending: ({ system, until }) =>
        speak(`${system ?? ''}: fixes only until ${until ?? ''}.`, 'Plan for its successor.'),
      ended: ({ system, until }) =>
        speak(
          `${system ?? ''}: no more fixes${until === null ? '' : ` since ${until}`}.`,
          'Replace it. If you pay for an extension, note its end.',
        ),
      unknown: ({ system }) =>
        speak(
          `${system ?? 'This system'}: for how long it gets fixes is not known.`,
          "Look it up in its maker's table.",
        ),
    },
    privileges: {
      ordinary: fine('Those of an ordinary account.'),
      all: speak(
        "Runs with an administrator's rights: too many for handling media.",
        'Run Sekisho under an ordinary account of its own.',
      ),
      unknown: speak('Cannot be told.', 'Run Sekisho under an ordinary account.'),
    },
    swap: {
      none: fine('Not used.'),
      memory: fine('In memory only (zram).'),
      encrypted: fine('Encrypted.'),
      plain: ({ device }) =>
        speak(
          `Not encrypted (${device ?? ''}): what is being checked may stay on the disk.`,
          'Encrypt the disk, or turn swap off.',
        ),
    },
  },
};
