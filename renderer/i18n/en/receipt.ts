/** Words of the printed receipt. */

import type { ja } from '../ja.ts';
import type { Like } from '../texts.ts';

export const receipt: Like<typeof ja.receipt> = {
  title: 'Receipt',
  practice: 'Practice – this was no real check',
  session: 'Number',
  at: 'Time',
  staff: 'Done by',
  origin: 'From',
  purpose: 'Purpose',
  medium: 'Medium',
  content: 'Content',
  outcome: 'Result',
  files: 'Files',
  filesLine: '{{released}} of {{total}} brought in, {{blocked}} left out',
  folder: 'Brought into',
  engine: 'Scan engine',
  definitions: 'Virus definitions',
  head: 'Hash of the record (entry {{seq}})',
  fingerprint: 'Fingerprint of the key',
  qr: 'Number and hash of the record',
  foot: 'The hash proves later that the record was not changed. That nothing was found does not prove that there is no malware.',
  failed: 'The receipt could not be made',
};
