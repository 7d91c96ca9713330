/** Words of the parts that every screen uses. */

import type { ja } from '../ja.ts';
import type { Like } from '../texts.ts';

export const parts: Like<typeof ja.parts> = {
  product: 'Sekisho USB gate',
  tone: {
    waiting: 'Ready',
    checking: 'Checking',
    clean: 'Nothing found',
    partial: 'Only in part',
    blocked: 'Not accepted',
    unscannable: 'Could not be checked',
    closed: 'Stopped',
  },
  age: '{{moment}} ({{ago}})',
  again: 'Try again',
  loading: 'Loading',
  close: 'Close',
  leaveIt: 'Leave it as it is',
  back: 'Back',
  otherLanguage: '日本語',
  connecting: 'Getting ready',
  lost: {
    headline: 'No connection to the gate itself',
    under: 'Nothing can be brought in now. This screen goes away as soon as the connection is back.',
    next: 'If it does not come back within a minute, tell your administrator.',
    again: 'Try now',
  },
  broken: {
    headline: 'This screen could not be shown',
    under:
      'Checking and recording go on. Press the button to show the screen again. If it keeps happening, tell your administrator.',
    again: 'Show the screen again',
  },
  pin: {
    label: 'PIN',
    entered: '{{count}} digits entered',
    digit: '{{digit}}',
    erase: 'Delete one',
    clear: 'Clear',
    done: 'Enter',
  },
  files: {
    count_one: '{{n}} file',
    count_other: '{{n}} files',
    show: 'Reason for each file',
    none: 'No file was left out',
    more: 'Show more',
    detail: '{{what}} – {{next}}',
    signature: 'Detected as: {{name}}',
    member: 'Inside: {{name}}',
  },
};
