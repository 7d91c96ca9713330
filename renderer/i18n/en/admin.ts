/** Words of the administrator's window, put together from a file for each area. */

import type { ja } from '../ja.ts';
import type { Like } from '../texts.ts';
import { definitions } from './admin-definitions.ts';
import { errors } from './admin-errors.ts';
import { account, login } from './admin-login.ts';
import { media } from './admin-media.ts';
import { people } from './admin-people.ts';
import { records } from './admin-records.ts';
import { exceptions, review } from './admin-review.ts';
import { settings } from './admin-settings.ts';
import { today } from './admin-today.ts';
import { wizard } from './admin-wizard.ts';

export const admin: Like<typeof ja.admin> = {
  title: 'Administrator',
  nav: {
    label: "Administrator's menu",
    today: 'Today',
    records: 'Records',
    media: 'Media ledger',
    people: 'People',
    definitions: 'Definitions',
    exceptions: 'Exceptions',
    review: 'Review',
    settings: 'Settings',
    account: 'My account',
  },
  frame: {
    toContent: 'To the content',
    practice: 'Practice mode – this is not a real check',
    idle_one: 'Logs out in {{minutes}} minute if nothing is done',
    idle_other: 'Logs out in {{minutes}} minutes if nothing is done',
    idleSoon: 'You will be logged out soon (in {{seconds}} s)',
    idleUnder: 'Whatever you have not saved will be lost.',
    keep: 'Stay logged in',
    logout: 'Log out',
    readOnly: 'You are logged in as an auditor: you can look and export, but not change anything.',
    you: 'Logged in: {{name}} ({{role}})',
  },
  roles: { staff: 'Staff', administrator: 'Administrator', auditor: 'Auditor' },
  common: {
    none: '–',
    days_one: '{{count}} day',
    days_other: '{{count}} days',
    files_one: '{{n}} file',
    files_other: '{{n}} files',
    save: 'Save',
    close: 'Close',
    stopped: 'Stopped on the way. Nothing half-made is left.',
    cancel: 'Cancel',
    change: 'Change',
    reason: 'Reason',
    reasonNote: 'It stays in the record.',
    remarks: 'Remarks',
    required: 'Please fill this in.',
    noRightTitle: 'You may not see this page',
    noRightNote: 'Ask an administrator to log in.',
    done: 'Finished',
    more: 'Show more',
    progress: '{{done}} / {{total}}',
    counted: '{{done}}',
    percent: '{{percent}} %',
    sha: 'Checksum (SHA-256)',
  },
  errors,
  login,
  account,
  today,
  records,
  media,
  people,
  definitions,
  exceptions,
  review,
  settings,
  wizard,
};
