/** Words of the definitions page. */

import type { ja } from '../ja.ts';
import type { Like } from '../texts.ts';

export const definitions: Like<typeof ja.admin.definitions> = {
  title: 'Definitions',
  lead: 'What the engine knows malware by. After 7 days nothing can be brought in with them.',
  states: {
    none: 'None',
    practice: 'Practice',
    fresh: 'Up to date',
    aging: 'Getting old',
    expired: 'Expired',
  },
  now: 'Present state',
  state: 'State',
  age: 'Built',
  refusal: 'Why the gate is closed',
  files: 'Files',
  columns: { name: 'File', version: 'Version', signatures: 'Signatures', built: 'Built', sha256: 'Checksum' },
  filesNone: 'There are no definitions',
  filesNoneNote: 'Use “Update now” or “Import from a medium”.',
  update: 'Update now',
  updateNote: 'From the internet. The reception goes on with the present ones meanwhile.',
  updating: 'Updating',
  fetching: 'Receiving {{name}} ({{received}} of {{total}})',
  fetchingPlain: 'Receiving {{name}} ({{received}})',
  checking: 'Checking the signatures and trying them in the engine',
  updated: 'New definitions are in use ({{names}}).',
  already: 'They are the newest already. Nothing was changed.',
  importTitle: 'Import from a medium',
  importNote:
    'Without internet: choose a medium or folder with official definitions (.cvd) fetched on another computer. Only correctly signed ones that are newer are used.',
  import: 'Choose a medium or folder',
  importing: 'Checking. This can take a few minutes.',
  notChosen: 'Nothing was chosen. Nothing was changed.',
  extendTitle: 'Extend',
  extendNote:
    'When updating is impossible: definitions up to 14 days old may be used, with a reason that stays in the record. Newer malware will not be found.',
  extend: 'Extend',
  extendAct_one: 'Allow definitions of {{count}} day',
  extendAct_other: 'Allow definitions of up to {{count}} days',
  extendDays: 'Up to how many days old (1–14)',
  extendDaysBad: 'A number from 1 to 14.',
  extended: 'They may be used until {{until}}.',
  extendedNone: 'Extended.',
};
