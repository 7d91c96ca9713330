/** Words of logging in, of what has to be done first, and of one's own account. */

import type { ja } from '../ja.ts';
import type { Like } from '../texts.ts';

export const login: Like<typeof ja.admin.login> = {
  headline: 'Administrator',
  under: 'Records, people and settings. Checking goes on in the reception window.',
  identifier: 'Identifier',
  identifierNote: 'The short name you were registered with.',
  secret: 'Passphrase',
  code: 'One-time code',
  codeNote: 'The six digits your authenticator app shows.',
  codeLead: "Second step: enter the digits of {{identifier}}'s authenticator app.",
  enter: 'Log in',
  otherPerson: 'Somebody else logs in',
  locked: 'Locked after several mistypes.',
  delayed: 'A pause after several mistypes.',
  wait: 'You can try again in {{minutes}} min {{seconds}} s.',
  waitSeconds: 'You can try again in {{seconds}} s.',
  lockedNext: 'Another administrator can unlock it; administrators can also use their recovery code.',
  ended: {
    idle: 'You were logged out because nothing was done for a while.',
    ended: 'You are logged out.',
    'session-over': 'The login is over.',
  },
  forgot: 'Administrators who forgot their passphrase',
  recoverTitle: 'Enter with the recovery code',
  recoverLead:
    'With the recovery code printed at the beginning you can choose a new passphrase. The second factor is removed, so enrol it again afterwards. Without the code, ask another administrator.',
  recoveryCode: 'Recovery code',
  newSecret: 'New passphrase',
  newSecretNote: 'At least 13 characters. Several long words are easy to remember and hard to break.',
  newSecretAgain: 'New passphrase (again)',
  differ: 'The two entries differ.',
  recover: 'Set the new passphrase',
  back: 'Back to the login',
  recovered: 'The passphrase is changed. Write down the next recovery code, then log in.',
};

export const account: Like<typeof ja.admin.account> = {
  title: 'My account',
  lead: 'Your own passphrase, second factor and recovery code.',
  dutyTitle: 'Please do this first',
  duty: {
    'change-secret':
      'Somebody else chose your present passphrase. Change it to one that only you know, and you can go on.',
    'enrol-totp': 'This clinic asks administrators for a second factor. Enrol one, and you can go on.',
  },
  changeSecret: 'Change the passphrase',
  current: 'Present passphrase',
  next: 'New passphrase',
  nextNote: 'At least 13 characters for administrators and auditors; staff may use 6 digits or more.',
  nextAgain: 'New passphrase (again)',
  differ: 'The two entries differ.',
  changed: 'The passphrase is changed.',
  totpTitle: 'Second factor',
  totpOn: 'Enrolled: each login also asks for the six digits of your authenticator app.',
  totpOff: 'Not enrolled. With it, a leaked passphrase alone lets nobody in.',
  totpBegin: 'Enrol a second factor',
  totpAgain: 'Enrol again',
  totpScan: '1. Scan this with an authenticator app (Google Authenticator and others).',
  totpByHand: 'If it cannot be scanned, type this key',
  totpConfirm: '2. Enter the six digits the app shows.',
  totpCode: 'Six digits',
  totpFinish: 'Finish enrolling',
  totpDone: 'The second factor is enrolled.',
  qr: 'Code to scan with an authenticator app',
  recoveryTitle: 'Recovery code',
  recoveryLead:
    'Works once, should you lose your passphrase or the app. Print it and keep it under lock and key.',
  recoveryMake: 'Make a new recovery code',
  recoveryShown: 'This recovery code is shown only now. Write it down or print it.',
  recoveryOld: 'The one before no longer works.',
  print: 'Print',
  kept: 'I have written it down',
  currentCode: 'One-time code (if enrolled)',
};
