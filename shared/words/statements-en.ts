/** The sentences beside checklist items. They say what the record shows and no more. */

import { japanMinute } from '../japan-time.ts';
import type { ReportWords } from './report-words.ts';

const n = (value: number): string => value.toLocaleString('en-US');

export const statementsEn: ReportWords['statements'] = {
  sessions: ({ sessions, files, released, heldBack }) =>
    `The record shows ${n(sessions)} media with ${n(files)} files checked (${n(released)} went in, ${n(heldBack)} held back).`,
  'sessions-none': () => 'No record of any medium.',
  'practice-apart': ({ sessions }) => `Besides, ${n(sessions)} practice sessions (not counted).`,
  facts: ({ sessions, staff, origin, purpose }) =>
    `Of ${n(sessions)} media, the record names who for ${n(staff)}, the origin for ${n(origin)}, the purpose for ${n(purpose)}.`,
  'held-back': ({ files, sessions }) => `${n(files)} files of ${n(sessions)} media were held back.`,
  'held-back-none': () => 'No record of a file held back.',
  infections: ({ files }) => `${n(files)} detections of malware are on record.`,
  'infections-none': () => 'No detection is on record.',
  'refused-devices': ({ times }) => `Devices were refused ${n(times)} times.`,
  'refused-devices-none': () => 'No record of a refused device.',
  media: ({ inUse, lost, retired, encrypted }) =>
    `The media ledger has ${n(inUse)} in use (${n(encrypted)} encrypted), ${n(lost)} lost, ${n(retired)} retired (end of period).`,
  'media-none': () => 'No record of registered media.',
  'stock-take': ({ times, last }) => `${n(times)} stock-takes (last ${japanMinute(last)}).`,
  'stock-take-none': () => 'No record of a stock-take in the period.',
  lending: ({ lent, out, unchecked }) =>
    `${n(lent)} lent, ${n(out)} not back at the end, ${n(unchecked)} returned without a check.`,
  'lending-none': () => 'No record of lending.',
  roles: ({ staff, administrator, auditor }) =>
    `Active accounts by role (end of period): ${n(staff)} staff, ${n(administrator)} administrators, ${n(auditor)} auditors.`,
  'roles-none': () => 'No record of accounts.',
  'disabled-accounts': ({ disabled, unused }) =>
    `${n(disabled)} accounts are disabled; ${n(unused)} active ones never logged in (end of period).`,
  secrets: ({ people, own }) =>
    `Of ${n(people)} active accounts, ${n(own)} have a secret that the person set (end of period).`,
  'second-factor': ({ administrators, totp }) =>
    `Of ${n(administrators)} administrators, ${n(totp)} have a second factor (end of period).`,
  logins: ({ logins, failed, locked }) =>
    `${n(logins)} logins, ${n(failed)} failures, ${n(locked)} lock-outs are on record.`,
  'logins-none': () => 'No record of logins.',
  engine: ({ version, first, last }) =>
    `Engine ${version} was at work (${japanMinute(first)} to ${japanMinute(last)}).`,
  'engine-none': () => 'No record of an engine.',
  definitions: ({ days, aging, expired, versions }) =>
    `${n(versions)} versions of definitions. Of ${n(days)} days with a record, ${n(aging)} over 3 days old, ${n(expired)} over 7.`,
  'definitions-none': () => 'No record of definitions.',
  ledger: ({ entries }) => `${n(entries)} entries hang together; no change was found when this was made.`,
  'ledger-fault': ({ faults }) =>
    `${n(faults)} faults were found in the record when this was made (see the cover).`,
  reviews: ({ times, last, by }) => `${n(times)} reviews are signed (last ${japanMinute(last)}, ${by}).`,
  'reviews-none': () => 'No record of a review in the period.',
  unreviewed: ({ days, of }) => `Of ${n(of)} days with media, ${n(days)} are not reviewed yet.`,
  backups: ({ made, failed, last }) =>
    `${n(made)} backups of this record (last ${japanMinute(last)}), ${n(failed)} failed.`,
  'backups-none': () => 'No record of a backup of this record in the period.',
  'backups-failed': ({ times }) => `${n(times)} failed backups are on record.`,
  'restore-tests': ({ passed, failed }) => `Trials to restore: ${n(passed)} passed, ${n(failed)} failed.`,
  'restore-tests-none': () => 'No record of a trial to restore in the period.',
  drills: ({ held, passed, practice, last }) =>
    `${n(held)} drills were held (${n(passed)} passed, last ${japanMinute(last)}).${practice === 0 ? '' : ` ${n(practice)} of them with practice definitions.`}`,
  'drills-none': () => 'No record of a drill in the period.',
  clock: ({ times }) => `The clock went back ${n(times)} times.`,
  'clock-none': () => 'No record of a clock that went back.',
  exceptions: ({ granted, uses, revoked }) =>
    `${n(granted)} exceptions granted, ${n(uses)} uses, ${n(revoked)} revoked.`,
  'exceptions-none': () => 'No record of exceptions.',
  anchors: ({ outages }) => `Heads could not be kept elsewhere ${n(outages)} times.`,
  'anchors-none': () =>
    'No failure to keep heads elsewhere is on record (whether that is set up does not follow from this).',
  settings: ({ times }) => `Settings were changed ${n(times)} times, with before and after on record.`,
  'settings-none': () => 'No record of changed settings in the period.',
};
