/** English words. Kept in step with ja.ts by type. Honest by rule: nothing is ever called "safe". */

import type { Sayer, Words } from './words.ts';
import { bytesParam, missingThing, param, usageFault } from './words.ts';

const say =
  (what: string, next: string): Sayer =>
  () => ({ what, next });

const CALL = 'Tell your administrator.';

export const en: Words = {
  verdicts: {
    clean: 'nothing found',
    infected: 'detected as malware',
    blocked: 'not accepted',
    unscannable: 'could not be checked',
  },
  definitions: {
    none: 'no virus definitions',
    practice: 'practice definitions (no real check)',
    fresh: 'up to date',
    aging: 'getting old',
    expired: 'too old',
  },
  phases: {
    inventory: 'listing',
    checking: 'checking',
    waiting: 'checked; waiting for what has to be said',
    recording: 'recording',
    releasing: 'bringing in',
  },
  outcomes: {
    released: { what: 'Nothing was found. Everything was brought in.', next: 'You may remove the medium.' },
    partial: {
      what: 'Some files were brought in, some were not.',
      next: 'See the reason beside each file that was left out, then remove the medium.',
    },
    blocked: { what: 'Nothing was brought in.', next: 'See the reasons above, then remove the medium.' },
    refused: { what: 'The medium was not read. Nothing was brought in.', next: CALL },
    aborted: { what: 'Stopped before the end. Nothing was brought in.', next: 'Insert the medium again.' },
    interrupted: {
      what: 'The end could not be recorded.',
      next: 'The next start looks into the destination and records what it finds.',
    },
  },
  reasons: {
    signature: {
      what: 'Detected as malware',
      next: 'Do not use this medium anywhere else. Tell your administrator at once.',
    },
    heuristic: { what: 'Suspicious structure', next: CALL },
    executable: {
      what: 'Program',
      next: 'Normal to leave out. For vendor maintenance, ask your administrator.',
    },
    script: { what: 'Script or active content', next: 'Ask the sender.' },
    shortcut: { what: 'Shortcut', next: 'Not needed. Ask for the file itself.' },
    autorun: { what: 'Autorun file', next: 'Normal to leave out.' },
    macro: { what: 'Document with macros', next: 'Ask for a PDF, or the document without macros.' },
    'type-not-allowed': { what: 'Type not accepted here', next: 'Check which kind of content was chosen.' },
    'type-mismatch': { what: 'Content differs from its name', next: 'Ask the sender.' },
    encrypted: { what: 'Password-protected', next: 'Ask for it without a password.' },
    'archive-unreadable': { what: 'Damaged archive', next: 'Ask the sender to make it again.' },
    'archive-limit': { what: 'Archive over limits', next: 'Ask for the files without an archive.' },
    'archive-method': { what: 'Compression that cannot be checked', next: 'Ask for an ordinary ZIP.' },
    'archive-member': {
      what: 'Archive holds something not accepted',
      next: 'See the member named beside it.',
    },
    'name-unsafe': { what: 'Unsafe file name', next: 'Ask the sender to rename it.' },
    'dicom-preamble': { what: 'DICOM file carries something else', next: CALL },
    'special-file': { what: 'Link or special file', next: 'Not needed.' },
    'medium-infected': { what: 'Another file on this medium was detected', next: 'Tell the sender.' },
    'engine-error': { what: 'The scan did not finish', next: 'Insert the medium again.' },
    'engine-limit': { what: "Over the scanner's limits", next: CALL },
    'read-error': { what: 'Could not be read', next: 'Try again, or ask for another medium.' },
    'changed-while-reading': { what: 'Changed while being read', next: 'Insert the medium again.' },
    'too-large': { what: 'Too large', next: CALL },
  },
  errors: {
    'engine-missing': say(
      'ClamAV is not installed.',
      'Run `npm run setup`, or install the packages clamav-daemon, clamav-freshclam and clamdscan.',
    ),
    'engine-start-failed': (p) => ({
      what: `The scan engine did not start (${param(p, 'reason')}).`,
      next: 'Look into engine/clamd.log in the data folder; `sekisho doctor` tells more.',
    }),
    'engine-start-timeout': say(
      'The scan engine did not become ready in time.',
      'Try again; then run `sekisho doctor`.',
    ),
    'engine-selftest-failed': (p) => ({
      what: `The scan engine failed its self-test (${param(p, 'canary')}).`,
      next: 'The gate stays closed. Update the definitions; then run `sekisho doctor`.',
    }),
    'engine-crash-loop': say('The scan engine keeps dying.', 'The gate stays closed. Run `sekisho doctor`.'),
    'engine-lost': say('The scan engine died under way.', 'Insert the medium again.'),
    'engine-remote-refused': (p) => ({
      what: `The remote scan engine is refused (${param(p, 'reason')}).`,
      next: 'Use a loopback address, or name a tunnelled one explicitly.',
    }),
    'definitions-none': say(
      'There are no virus definitions.',
      'Run `sekisho definitions update`, or `sekisho definitions import DIR`.',
    ),
    'definitions-unofficial': (p) => ({
      what: `The virus definitions are not the official ones (${param(p, 'file')}).`,
      next: 'Import official definitions. To practise with these, add --practice.',
    }),
    'definitions-extra-files': (p) => ({
      what: `The definitions folder holds something that does not belong there (${param(p, 'file')}).`,
      next: 'Find out who put it there, remove it, then try again.',
    }),
    'definitions-expired': (p) => ({
      what: `The virus definitions are ${param(p, 'days')} days old.`,
      next: 'Run `sekisho definitions update`, or `sekisho definitions import DIR`.',
    }),
    'definitions-forged': (p) => ({
      what: `The signature of the definitions is wrong (${param(p, 'file')}). Nothing was changed.`,
      next: 'Fetch them again from the official source.',
    }),
    'definitions-older': (p) => ({
      what: `These definitions are older than those in use (${param(p, 'file')}). Nothing was changed.`,
      next: 'Fetch the newest ones.',
    }),
    'definitions-future': (p) => ({
      what: `These definitions claim to be from the future (${param(p, 'file')}). Nothing was changed.`,
      next: "Check this computer's clock.",
    }),
    'definitions-load-failed': (p) => ({
      what: `The engine could not load the definitions (${param(p, 'reason')}).`,
      next: 'Fetch them again; the former ones stay in use.',
    }),
    'definitions-update-failed': (p) => ({
      what: `The definitions could not be updated (${param(p, 'reason')}).`,
      next: 'Check the connection, or import them from a medium.',
    }),
    'definitions-not-writable': (p) => ({
      what: `The definitions folder cannot be written (${param(p, 'errno')}).`,
      next: 'Check the permissions of the data folder.',
    }),
    'definitions-changed': say('The definitions changed while they were loaded.', 'Try again.'),
    'medium-missing': (p) => ({
      what: `There is no medium at ${param(p, 'path')}.`,
      next: 'Check the path given to --from.',
    }),
    'medium-gone': say('The medium was pulled. Nothing was brought in.', 'Insert it again.'),
    'medium-unreadable': (p) => ({
      what: `The medium cannot be read (${param(p, 'errno')}).`,
      next: 'Insert it again, or ask for another medium.',
    }),
    'medium-hung': say(
      'The medium does not answer. Nothing was brought in.',
      'Insert it again, or ask for another medium.',
    ),
    'medium-locked': say('The medium is locked.', 'Have its owner unlock it, then insert it again.'),
    'medium-too-large': (p) => ({
      what: `The medium holds ${bytesParam(p, 'bytes')}; ${bytesParam(p, 'allowed')} can be taken in.`,
      next: 'Free space on this computer, or bring fewer files.',
    }),
    'medium-too-many-files': (p) => ({
      what: `The medium holds more than ${param(p, 'limit')} files.`,
      next: 'Bring fewer files, or raise limits.maxFiles in the policy.',
    }),
    'device-refused': (p) => ({
      what: `This USB device is not accepted (${param(p, 'reason')}).`,
      next: `Pull it. ${CALL}`,
    }),
    'medium-mount-failed': (p) => ({
      what: `The medium could not be opened read-only (${param(p, 'reason')}).`,
      next: 'Insert it again, or ask for another medium.',
    }),
    'medium-eject-failed': say(
      'The medium is still in use.',
      'Wait a moment, then eject it by hand before pulling it.',
    ),
    'hotplug-unavailable': (p) => ({
      what: `USB devices cannot be watched (${param(p, 'reason')}).`,
      next: 'Media are still found when they are mounted. Run `sekisho doctor`.',
    }),
    'volumes-unavailable': (p) => ({
      what: `The list of volumes cannot be read (${param(p, 'reason')}).`,
      next: 'Run `sekisho doctor`.',
    }),
    'staging-full': say(
      "This computer's disk is full. Nothing was brought in.",
      'Free space, then insert the medium again.',
    ),
    'staging-failed': (p) => ({
      what: `Staging on this computer failed (${param(p, 'errno')}). Nothing was brought in.`,
      next: CALL,
    }),
    'destination-missing': (p) => ({
      what: `The destination is not there: ${param(p, 'path')}.`,
      next: 'Connect the share, or correct --to.',
    }),
    'destination-not-mounted': (p) => ({
      what: `The share of the destination is not mounted: ${param(p, 'path')} (last time on ${param(p, 'mount')}). Nothing was brought in.`,
      next: 'Connect the share. Where the destination was really moved, accept it with gate --accept-destination.',
    }),
    'destination-not-writable': (p) => ({
      what: `The destination cannot be written (${param(p, 'errno')}).`,
      next: 'Check its permissions.',
    }),
    'destination-full': (p) => ({
      what: `The destination is full${p['missing'] === undefined ? '' : `: ${bytesParam(p, 'missing')} more are needed`}. Nothing was brought in.`,
      next: 'Free space there, then insert the medium again.',
    }),
    'destination-gone': say('The destination went away. Nothing was brought in.', 'Connect the share again.'),
    'destination-inside-medium': say(
      'The destination and the medium lie inside each other.',
      'Choose a destination outside the medium.',
    ),
    'destination-mismatch': say(
      'What was read back from the destination differs from what was written. Nothing was brought in.',
      `Check the disk of the destination. ${CALL}`,
    ),
    'ledger-locked': say('The record is in use by another program.', 'Close it, then try again.'),
    'ledger-read-only': say('The record cannot be written.', 'Check the permissions of the data folder.'),
    'ledger-corrupt': (p) => ({
      what: `The record is damaged or was tampered with (${param(p, 'reason')}).`,
      next: 'Keep the data folder as it is, run `sekisho audit verify`, and restore a backup.',
    }),
    'ledger-newer': say('The record was written by a newer Sekisho.', 'Install that version or a newer one.'),
    'ledger-failed': (p) =>
      p['reason'] === 'older'
        ? {
            what: 'The record was written by an older Sekisho.',
            next: 'Start the gate once; it brings the record up to date.',
          }
        : {
            what: `The record could not be written (${param(p, 'reason')}).`,
            next: "Check this computer's disk.",
          },
    'export-failed': (p) => ({
      what: `The export could not be written (${param(p, 'reason')}). No file was left behind.`,
      next: 'Choose another folder for --out.',
    }),
    'checklist-invalid': (p) => ({
      what: `The checklist file is not valid at "${param(p, 'at')}" (${param(p, 'fault')}).`,
      next: 'Mend it, or leave --checklist out.',
    }),
    'data-folder-in-use': say(
      'Another Sekisho is using this data folder.',
      'Close it, or choose another --data.',
    ),
    'data-folder-unusable': (p) => ({
      what: `The data folder cannot be used (${param(p, 'reason')}).`,
      next: 'Check its path and permissions.',
    }),
    'login-failed': say('Identifier or secret is not right.', 'Try again, or ask your administrator.'),
    'login-delayed': (p) => ({
      what: `Too many wrong attempts. The next one counts in ${param(p, 'seconds')} seconds.`,
      next: 'Wait, then try again.',
    }),
    'login-locked': (p) => ({
      what: `Locked after too many wrong attempts, for another ${param(p, 'seconds')} seconds.`,
      next: 'Wait, or ask an administrator to unlock. An administrator can use the recovery code.',
    }),
    'login-ended': say('The login has ended.', 'Log in again.'),
    'second-factor-needed': say('A one-time code is needed.', 'Type the six digits that the device shows.'),
    'duty-first': (p) => ({
      what:
        param(p, 'duty') === 'enrol-totp'
          ? 'A second factor has to be set up first.'
          : 'Your own secret has to be chosen first.',
      next: 'Do this, then go on.',
    }),
    'secret-refused': (p) => ({
      what: `This secret is not accepted (${param(p, 'rule')}).`,
      next: 'Staff: 6 or more digits that are not easily guessed. Administrators and auditors: 13 or more characters.',
    }),
    'person-exists': (p) => ({
      what: `This is taken already (${param(p, 'what')}).`,
      next: 'Choose another one. Identifiers of people who left are not given again.',
    }),
    'last-administrator': say(
      'This is the last administrator.',
      'Add another administrator first, then do this again.',
    ),
    'same-person': say('Two different people are needed.', 'Ask a colleague to log in as the second person.'),
    'accounts-unusable': (p) => ({
      what: `The accounts cannot be read or written (${param(p, 'reason')}).`,
      next: 'Nobody can log in until this is mended. Run `sekisho doctor`.',
    }),
    'settings-invalid': (p) => ({
      what: `The settings are not valid at "${param(p, 'at')}" (${param(p, 'fault')}). Nothing was changed.`,
      next: 'Mend it, then try again.',
    }),
    'settings-conflict': say(
      'Somebody else has changed the settings meanwhile. Nothing was changed.',
      'Look at the present settings, then make your change again.',
    ),
    'facts-missing': (p) => ({
      what: `Not all has been said that has to be: ${param(p, 'facts')}. Nothing was brought in.`,
      next: 'Insert it again and say it at the reception window or with --staff, --purpose, --origin, --disposition.',
    }),
    'exception-refused': (p) =>
      p['rule'] === 'ended'
        ? {
            what: 'An exception ran out or was revoked while the medium waited. Nothing was brought in.',
            next: 'Insert the medium again: that file stays outside, the others come in.',
          }
        : {
            what: `This exception cannot be granted (${param(p, 'rule')}).`,
            next: 'Ask the sender for another file.',
          },
    'medium-state': (p) => ({
      what: `This does not fit the state of the medium (${param(p, 'state')}).`,
      next: 'Look it up in the media ledger.',
    }),
    'review-refused': (p) => ({
      what: `This period cannot be signed (${param(p, 'rule')}).`,
      next: 'Choose days that are over or today, first before last.',
    }),
    'backup-failed': (p) => ({
      what: `The backup was not made (${param(p, 'reason')}). Nothing half-done was left behind.`,
      next: 'Check the folder and its free space, then try again.',
    }),
    'backup-invalid': (p) => ({
      what: `This backup is not whole (${param(p, 'reason')}).`,
      next: 'Use another backup, and look into the drive.',
    }),
    'restore-refused': (p) => ({
      what: `Nothing was restored (${param(p, 'reason')}).`,
      next: 'Everything is as it was before. The manual tells what to check.',
    }),
    'archive-failed': (p) => ({
      what: `The archive was not made (${param(p, 'reason')}).`,
      next: 'Check the folder and the year, then try again.',
    }),
    'archive-invalid': (p) => ({
      what: `This archive is not as it was sealed (${param(p, 'reason')}).`,
      next: 'Use another copy of it.',
    }),
    busy: () => ({
      what: 'The same work is under way already.',
      next: 'Wait until it is done.',
    }),
    'anchor-failed': (p) => ({
      what: `Heads could not be sent (${param(p, 'reason')}). They are kept and sent later.`,
      next: 'Check the drive or the log collector.',
    }),
    'policy-invalid': (p) => ({
      what: `The policy file is wrong at "${param(p, 'at')}": ${param(p, 'fault')}.`,
      next: 'Correct that key.',
    }),
    'policy-unreadable': (p) => ({
      what: `The policy file cannot be read (${param(p, 'errno')}).`,
      next: 'Check --policy.',
    }),
    usage: (p) => ({ what: usageFault(p), next: 'See `sekisho help`.' }),
    'not-found': (p) => ({
      what: `Not found: ${missingThing(p)}.`,
      next: 'Check what was asked for.',
    }),
    'not-allowed': say('This is not allowed.', CALL),
    cancelled: say(
      'Stopped on request. Nothing was brought in.',
      'Insert the medium again when you are ready.',
    ),
    internal: (p) => ({
      what: `An internal error (${param(p, 'part')}). Nothing was brought in.`,
      next: `${CALL} logs/diagnostic.log in the data folder says more.`,
    }),
  },
};
