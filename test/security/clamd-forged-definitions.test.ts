/** A container's header is not signed, and sigtool does not mind what is written there: every byte has to be accounted for. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { verifyContainer } from '../../electron/core/scan/definitions/container.ts';
import { findProgram } from '../../electron/core/scan/programs.ts';
import { endAfterEach, temporaryFolder } from '../scan/engine-set-up.ts';
import { requireForAll, SIGNED_DEFINITIONS } from '../scan/requirements.ts';

requireForAll('clamav', 'signed definitions');
endAfterEach();

const genuine = (): Buffer => readFileSync(join(SIGNED_DEFINITIONS, 'test-6.cvd'));
function verify(bytes: Buffer) {
  const sigtool = findProgram('sigtool');
  if (!sigtool.ok) throw new Error('no sigtool');
  const path = join(temporaryFolder(), 'daily.cvd');
  writeFileSync(path, bytes);
  return verifyContainer(sigtool.value, path, 'daily.cvd');
}
const FORGED = { ok: false, error: { code: 'definitions-forged', params: { file: 'daily.cvd' } } };

test('a genuine one tells version and build time as they are signed', async () => {
  const builtAt = Date.UTC(2021, 5, 23, 1, 34, 5);
  expect(await verify(genuine())).toEqual({
    ok: true,
    value: { name: 'daily.cvd', version: 6, signatures: 14, builtAt },
  });
});

test.each([
  ['build time as text', '22 Jun 2021 21-34', '21 Nov 2026 21-34'],
  ['build time as a number', ':1624412045', ':1795310000'],
  ['version', '-0400:6:14', '-0400:9:14'],
  ['number of signatures', ':6:14:', ':6:99:'],
  ['builder', ':micasnyd:', ':somebody:'],
  ['a field more', ':micasnyd:', ':a:micasn:'],
  ['filling', '     ', ' hi  '],
])('a header with another %s', async (_, from, to) => {
  const bytes = genuine();
  const header = bytes.subarray(0, 512).toString('latin1');
  expect(header).toContain(from);
  expect(to).toHaveLength(from.length);
  bytes.write(header.replace(from, to), 0, 'latin1');
  expect(await verify(bytes)).toEqual(FORGED);
});

test('a byte flipped anywhere in the header, or after it', async () => {
  const positions = [...Array.from({ length: 74 }, (_, i) => i * 7), 511, 512, 513, 530, 2_000, 9_951];
  for (const position of positions) {
    const bytes = genuine();
    bytes[position]! ^= 1;
    expect([position, await verify(bytes)]).toEqual([position, FORGED]);
  }
});

test.each([
  ['empty', (bytes: Buffer) => bytes.subarray(0, 0)],
  ['a header alone', (bytes: Buffer) => bytes.subarray(0, 512)],
  ['cut off', (bytes: Buffer) => bytes.subarray(0, 6_000)],
  ['longer', (bytes: Buffer) => Buffer.concat([bytes, Buffer.from('x')])],
  ['no container', () => Buffer.from('PK\x03\x04')],
])('%s', async (_, change) => {
  expect(await verify(change(genuine()))).toEqual(FORGED);
});
