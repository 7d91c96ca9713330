/**
 * `npm run sample -- DIR [--definitions DIR]`: writes the sample medium, and practice definitions for it if asked.
 * `npm run sample -- --insert [--media-root DIR]`: inserts it before the gate that `npm run web` runs.
 */

import path from 'node:path';
import { parseArgs } from 'node:util';
import { insertSample, WEB_MEDIA } from './sample/insert.ts';
import { writePracticeDefinitions } from './sample/practice-definitions.ts';
import { writeSampleMedium } from '../electron/core/sample/medium.ts';

type Wish =
  { readonly insertAt: string } | { readonly folder: string; readonly definitions: string | undefined };

function readArguments(): Wish | null {
  try {
    const { values, positionals } = parseArgs({
      options: {
        definitions: { type: 'string' },
        insert: { type: 'boolean', default: false },
        'media-root': { type: 'string' },
      },
      allowPositionals: true,
    });
    const { definitions, insert, 'media-root': root } = values;
    const [folder] = positionals;
    if (insert)
      return folder === undefined && definitions === undefined ? { insertAt: root ?? WEB_MEDIA } : null;
    return folder === undefined || positionals.length > 1 || root !== undefined
      ? null
      : { folder, definitions };
  } catch {
    return null;
  }
}

async function write(wish: Wish): Promise<void> {
  if ('insertAt' in wish) {
    console.log(`The sample medium is inserted: ${await insertSample(wish.insertAt)}`);
    return;
  }
  const files = await writeSampleMedium(wish.folder);
  console.log(`${files.length} files of a sample medium are in ${path.resolve(wish.folder)}`);
  if (wish.definitions !== undefined)
    console.log(`Practice definitions are in ${writePracticeDefinitions(wish.definitions)}`);
}

const wish = readArguments();
if (wish === null) {
  console.error('Usage: npm run sample -- DIR [--definitions DIR]');
  console.error('       npm run sample -- --insert [--media-root DIR]');
  process.exitCode = 2;
} else {
  try {
    await write(wish);
  } catch (cause) {
    console.error(
      `The sample medium could not be written: ${cause instanceof Error ? cause.message : String(cause)}`,
    );
    process.exitCode = 1;
  }
}
