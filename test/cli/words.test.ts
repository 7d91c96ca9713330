/** What people are told to type has to be there. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../electron/hosts/cli/commands.ts';
import { helpText } from '../../electron/hosts/cli/help.ts';
import { ROOT } from '../house/tree.ts';

const FOLDER = path.join(ROOT, 'shared', 'words');
/** `sekisho COMMAND` with its act, if a plain word follows. */
const NAMED = /\bsekisho ([a-z]+)(?: ([a-z]+)\b)?/g;

const named = fs
  .readdirSync(FOLDER)
  .flatMap((file) =>
    [...fs.readFileSync(path.join(FOLDER, file), 'utf8').matchAll(NAMED)].map(
      ([, command = '', act = '']) => [command, act] as const,
    ),
  );
const unique = [...new Map(named.map((one) => [one.join(' '), one])).values()];

describe('commands that shared/words names', () => {
  it('are found at all', () => {
    expect(unique).toContainEqual(['doctor', '']);
    expect(unique).toContainEqual(['definitions', 'update']);
    expect(unique).toContainEqual(['audit', 'verify']);
  });

  it.each(unique)('sekisho %s %s', (command, act) => {
    if (command !== 'help') expect(Object.keys(COMMANDS)).toContain(command);
    if (act !== '') expect(helpText('en')).toMatch(new RegExp(`^  ${command} (?:.*\\b)?${act}\\b`, 'm'));
  });
});

it('every command of the table has its line in help', () => {
  for (const language of ['en', 'ja'] as const)
    for (const command of Object.keys(COMMANDS))
      expect(helpText(language)).toMatch(new RegExp(`(?:^  |· |・ )${command} `, 'm'));
});
