/** What to do after a failure; those of shared/words name commands of the terminal, so windows show these. */

import type { ja } from '../ja.ts';
import type { Like } from '../texts.ts';

const AGAIN = 'Try again. If it stays, tell whoever installed the gate.';
const INSTALLER = 'Tell whoever installed the gate.';

export const errors: Like<typeof ja.admin.errors> = {
  usage: 'Something is missing or not right in what was entered.',
  next: {
    'engine-missing': 'Ask whoever installed the gate to install ClamAV.',
    'engine-start-failed': AGAIN,
    'engine-start-timeout': AGAIN,
    'engine-selftest-failed': 'The gate stays closed. Update on “Definitions”.',
    'engine-crash-loop': `The gate stays closed. ${INSTALLER}`,
    'definitions-none': 'Update or import them on “Definitions”.',
    'definitions-unofficial': 'Import official ones on “Definitions”.',
    'definitions-expired': 'Update or import them on “Definitions”.',
    'medium-missing': 'See whether the medium is plugged in.',
    'medium-too-many-files': 'Fewer files, or raise “Most files” in the settings.',
    'hotplug-unavailable': `Media that are plugged in are still found. ${INSTALLER}`,
    'volumes-unavailable': INSTALLER,
    'facts-missing': 'Answer at the reception window, then insert it again.',
    'destination-not-mounted': 'Connect the share. If it was really moved, accept it on “Today”.',
    'destination-missing': 'Connect the shared folder, or choose the inbox anew in the settings.',
    'ledger-corrupt':
      'Leave the data folder as it is, do the tamper check on “Review”, and compare with the backups.',
    'ledger-newer': 'Install the newer version again.',
    'ledger-failed': `Check the disk of this computer. ${AGAIN}`,
    'export-failed': 'Check the free space and try again.',
    'data-folder-in-use': 'End the other gate, then start again.',
    'accounts-unusable': `Nobody can log in until it is mended. ${INSTALLER}`,
    'policy-invalid': 'Correct “Check” in the settings.',
    'policy-unreadable': INSTALLER,
    usage: 'Check what was entered and try again.',
    internal: AGAIN,
  },
  secret: {
    'pin-short': 'A PIN needs 6 digits or more.',
    'pin-pattern': 'Runs and repeats are guessed first.',
    'passphrase-short': 'A passphrase needs 13 characters or more.',
    pattern: 'Repeats are guessed first.',
    common: 'It is one of those that are tried first.',
    identifier: 'It must not hold the identifier.',
    'too-long': 'Too long: up to 256 characters.',
  },
  otherNext: INSTALLER,
  exception: {
    'too-long': 'That is longer than the settings allow.',
    'vendor-confirmation': "The file was detected as malware: the supplier's confirmation is needed.",
    ended: 'This exception is over already.',
  },
  exceptionNext: 'Nothing was granted. Correct it and try again.',
  secretNext: 'Choose another one.',
};
