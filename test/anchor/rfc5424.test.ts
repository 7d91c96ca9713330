import { describe, expect, it } from 'vitest';

import { counted, syslogMessage } from '../../electron/core/anchor/rfc5424.ts';
import { SHA } from '../audit/data-folder.ts';

const head = {
  at: '2026-11-22T01:00:00.000Z',
  hash: SHA('a'),
  prev: SHA('0'),
  seq: 17,
  signature: 'b'.repeat(128),
};

/** The grammar of RFC 5424 section 6 with one structured data element, as far as a collector relies on it. */
const GRAMMAR =
  /^<(\d{1,3})>1 (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,6}Z) ([\x21-\x7e]{1,255}) ([\x21-\x7e]{1,48}) ([\x21-\x7e]{1,128}) ([\x21-\x7e]{1,32}) \[([^\s=\]"]{1,32})((?: [^\s=\]"]{1,32}="(?:[^"\\\]]|\\["\\\]])*")*)\] (.*)$/;

describe('a message', () => {
  const message = syslogMessage(head, '{"the":"line"}', { name: 'gate-1', fingerprint: SHA('c') });

  it('follows the grammar', () => {
    expect(GRAMMAR.exec(message)?.slice(1)).toEqual([
      '109',
      '2026-11-22T01:00:00.000Z',
      'gate-1',
      'sekisho',
      '-',
      'head',
      'sekisho@32473',
      ` seq="17" hash="${SHA('a')}" key="${SHA('c')}"`,
      '{"the":"line"}',
    ]);
  });

  it.each([
    ['受付 PC', '---PC'],
    ['', '-'],
    ['x'.repeat(300), 'x'.repeat(255)],
  ])('has a name that is allowed for %s', (name, expected) => {
    const named = syslogMessage(head, '{}', { name, fingerprint: SHA('c') });
    expect(GRAMMAR.exec(named)?.[3]).toBe(expected);
  });

  it('cannot be broken out of by a value', () => {
    const named = syslogMessage(head, '{}', { name: 'g', fingerprint: '"] [evil x="\\' });
    expect(GRAMMAR.exec(named)?.[8]).toContain('key="\\"\\] [evil x=\\"\\\\"');
  });

  it('is counted in octets', () => {
    expect(counted('あ').toString()).toBe('3 あ');
    expect(counted(message).toString().startsWith(`${message.length} <109>1 `)).toBe(true);
  });
});
