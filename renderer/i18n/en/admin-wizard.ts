/** Words of the first run. */

import type { ja } from '../ja.ts';
import type { Like } from '../texts.ts';

export const wizard: Like<typeof ja.admin.wizard> = {
  title: 'Getting started',
  lead: 'Six steps to a working reception; about ten minutes.',
  progress: 'Step {{step}} of {{all}}',
  steps: {
    administrator: 'Administrator',
    clinic: 'Clinic',
    inbox: 'Inbox',
    engine: 'Engine',
    definitions: 'Definitions',
    practice: 'Try it',
  },
  next: 'Next',
  back: 'Back',
  later: 'Later',
  done: 'Done',
  administrator: {
    lead: 'Make the first administrator. Only administrators handle settings and records; usually the director or whoever is entrusted.',
    name: 'Name',
    id: 'Identifier',
    idNote: 'Lower-case letters and digits, such as suzuki. It is used to log in and cannot be changed.',
    secret: 'Passphrase',
    secretNote: 'At least 13 characters. Several long words are easy to remember and hard to break.',
    again: 'Passphrase (again)',
    differ: 'The two entries differ.',
    make: 'Make the administrator',
    recovery: "{{name}}'s recovery code.",
    login: 'Log in and go on',
    loginLead: 'The administrator is there. Log in to go on.',
  },
  clinic: {
    lead: "The clinic's name, and whom to tell when malware is detected. Shown at the reception.",
    save: 'Save and go on',
  },
  inbox: {
    lead: 'Where files go when nothing was found: choose the shared folder of the record system.',
    choose: 'Choose a folder',
    test: 'Try writing there',
    testing: 'Writing a small file, reading it back and removing it',
    tested: '“{{name}}” can be written to; {{free}} are free.',
    testedPlain: '“{{name}}” can be written to.',
  },
  engine: {
    lead: 'Looks whether the engine (ClamAV) is installed.',
    looking: 'The engine is starting; it shows here when it is ready.',
    ok: 'Found: {{name}}',
    again: 'Look again',
  },
  definitions: {
    lead: 'Gives the engine its definitions, from the internet or from a medium.',
  },
  practice: {
    lead: "Passes a sample medium to see that the gate really stops something. No patient's medium is used.",
    start: 'Insert the sample medium',
    notHere:
      'There is no sample medium in this mode. Run `npm run sample -- --insert` in a terminal, or plug in an empty stick.',
    notPractice:
      'The sample medium works only in practice mode (started with --practice). To try the gate as it is, hold a drill under “Review” once the reception is open.',
    waiting: 'Waiting for a medium.',
    running: 'Checking ({{done}} of {{total}})',
    asks: 'Checked. Answer the questions at the reception window, and the files go in.',
    result: 'Result: {{outcome}}. {{released}} of {{total}} files went in, {{blocked}} were stopped.',
  },
  finish: 'Open the reception',
  gateOpen: 'The gate works; the reception can begin.',
  gateClosed: 'The gate is still closed. {{what}}',
  retry: 'Try to open it',
};
