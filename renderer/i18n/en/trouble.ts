/** Words for when something stopped: what happened, what was decided, what to do now. */

import type { ja } from '../ja.ts';
import type { Like } from '../texts.ts';

const STOPPED = 'Nothing can be brought in now';
const NOTHING_IN = 'Nothing was brought in.';

export const trouble: Like<typeof ja.trouble> = {
  engineMissing: {
    headline: STOPPED,
    under: 'The scan engine (ClamAV) is not installed.',
    next: 'Ask your administrator to set up the scan engine',
  },
  engineDown: {
    headline: STOPPED,
    under: 'The scan engine does not work as it should.',
    next: 'Tell your administrator. Do not insert it into another computer meanwhile',
  },
  engineLost: {
    headline: 'The scan engine stopped on the way',
    under: NOTHING_IN,
    next: 'Insert it again. If it happens again, tell your administrator',
  },
  definitionsNone: {
    headline: STOPPED,
    under: 'There are no virus definitions.',
    next: 'Ask your administrator to update the definitions',
  },
  definitionsExpired: {
    headline: STOPPED,
    under: 'The virus definitions are {{days}} days old.',
    next: 'Ask your administrator to update the definitions',
  },
  definitionsUnfit: {
    headline: STOPPED,
    under: 'The virus definitions cannot be proven to be the right ones.',
    next: 'Ask your administrator to fetch the definitions again',
  },
  definitionsBusy: {
    headline: STOPPED,
    under: 'The virus definitions are being exchanged.',
    next: 'Wait a moment, then insert it again',
  },
  pulled: {
    headline: 'Stopped: it was pulled out on the way',
    under: NOTHING_IN,
    next: 'Insert it again',
  },
  unreadable: {
    headline: 'Stopped: it could not be read',
    under: NOTHING_IN,
    next: 'Insert it again. If that fails, ask for another one',
  },
  locked: {
    headline: 'This medium is locked',
    under: 'It is encrypted, so its content cannot be seen.',
    next: 'Have its owner unlock it, then insert it again',
  },
  tooLarge: {
    headline: 'It is too large to be brought in',
    under: 'It holds {{bytes}}; {{allowed}} can be taken at a time. Nothing was read.',
    next: 'Tell your administrator, or ask for fewer files',
  },
  tooManyFiles: {
    headline: 'There are too many files on it',
    under: '{{limit}} can be taken at a time. Nothing was brought in.',
    next: 'Tell your administrator, or ask for fewer files',
  },
  stuck: {
    headline: 'Do not pull it out yet',
    under: 'The computer is still using it.',
    next: 'Wait a moment, then press Remove',
  },
  suspect: {
    headline: 'This USB device cannot be used',
    under: NOTHING_IN,
    next: 'Pull it out and give it to your administrator',
  },
  stagingFull: {
    headline: 'This computer’s disk is full',
    under: NOTHING_IN,
    next: 'Ask your administrator to free space on this computer',
  },
  stagingFailed: {
    headline: 'It could not be put aside for checking',
    under: NOTHING_IN,
    next: 'Tell your administrator',
  },
  inboxMissing: {
    headline: 'The destination cannot be reached',
    under: NOTHING_IN,
    next: 'Ask your administrator to look at the shared folder',
  },
  inboxUnfit: {
    headline: 'The destination cannot be written',
    under: NOTHING_IN,
    next: 'Ask your administrator to look at the settings of the destination',
  },
  inboxFull: {
    headline: 'The destination is full',
    under: '{{missing}} more are needed. Nothing was brought in.',
    next: 'Tell your administrator',
  },
  inboxFullUnknown: {
    headline: 'The destination is full',
    under: NOTHING_IN,
    next: 'Tell your administrator',
  },
  record: {
    headline: STOPPED,
    under: 'The record cannot be kept, so nothing is let in.',
    next: 'Ask your administrator to look at the record',
  },
  anotherGate: {
    headline: STOPPED,
    under: 'Another Sekisho is running.',
    next: 'Ask your administrator to end the other one',
  },
  factsMissing: {
    headline: 'Stopped: some questions were not answered',
    under: NOTHING_IN,
    next: 'Insert it again and answer the questions',
  },
  unanswered: {
    headline: 'Stopped: nobody answered the questions',
    under: NOTHING_IN,
    next: 'To bring it in, insert it again and answer the questions on the screen',
  },
  cancelled: {
    headline: 'Stopped',
    under: NOTHING_IN,
    next: 'Insert it again when you are ready',
  },
  other: {
    headline: 'Stopped: something unexpected happened',
    under: NOTHING_IN,
    next: 'Insert it again. If it happens again, tell your administrator',
  },
};
