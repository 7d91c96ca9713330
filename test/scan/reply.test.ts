import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { judge, readBody, splitId } from '../../electron/core/scan/reply.ts';

const judged = (rest: string, subject = 'stream') => {
  const body = readBody(rest, subject);
  return body.kind === 'malformed' ? 'malformed' : judge(body);
};

describe('the id', () => {
  test.each([
    ['1: stream: OK', 1, 'stream: OK'],
    ['4294967295: PONG', 4294967295, 'PONG'],
  ])('%s', (reply, id, rest) => {
    expect(splitId(reply)).toEqual({ id, rest });
  });
  test.each([
    '',
    ': OK',
    '0: OK',
    '01: OK',
    '-1: OK',
    '1 : OK',
    'x: OK',
    '1:OK',
    '1',
    '99999999999: OK',
    '1e3: OK',
    '١: OK',
  ])('is refused: %j', (reply) => {
    expect(splitId(reply)).toBeNull();
  });
});

describe('what a name means', () => {
  test.each([
    ['Win.Test.EICAR_HDB-1', 'infected', 'signature'],
    ['Eicar-Test-Signature', 'infected', 'signature'],
    ['Practice.Eicar.UNOFFICIAL', 'infected', 'signature'],
    ['Heuristics.Limits.Exceeded.MaxFileSize', 'unscannable', 'engine-limit'],
    ['Heuristics.Limits.Exceeded', 'unscannable', 'engine-limit'],
    ['Heuristics.Encrypted.Zip', 'blocked', 'encrypted'],
    ['Heuristics.Encrypted.PDF', 'blocked', 'encrypted'],
    ['Heuristics.OLE2.ContainsMacros', 'blocked', 'macro'],
    ['Heuristics.OLE2.ContainsMacros.VBA', 'blocked', 'macro'],
    ['Heuristics.Broken.Media.JPEG.JFIFdupAppMarker', 'blocked', 'heuristic'],
    ['Heuristics.Phishing.Email.SpoofedDomain', 'blocked', 'heuristic'],
  ])('%s is %s (%s)', (signature, verdict, reason) => {
    expect(judged(`stream: ${signature} FOUND`)).toMatchObject({ verdict, reason, detail: { signature } });
  });

  test('a limit is named', () => {
    expect(judged('stream: Heuristics.Limits.Exceeded.MaxRecursion FOUND')).toMatchObject({
      detail: { limit: 'MaxRecursion' },
    });
  });

  test.each(['(null)', '', ' ', 'a b', 'x\nstream: OK', '<b>', 'x'.repeat(300), '-x', 'é'])(
    'a name that cannot be one is an error of the engine: %j',
    (signature) => {
      expect(judged(`stream: ${signature} FOUND`)).toMatchObject({
        verdict: 'unscannable',
        reason: 'engine-error',
      });
    },
  );
});

test.each([
  ['stream: OK ', 'stream'],
  ['stream: ok', 'stream'],
  ['stream:OK', 'stream'],
  ['STREAM: OK', 'stream'],
  ['OK', 'stream'],
  ['/staging/b: OK', '/staging/a'],
  ['/staging/a: OK: OK', '/staging/a'],
  ['/staging/a.zip: OK', '/staging/a'],
  ['/staging/a: x: OK', '/staging/a'],
  ['stream: OK', '/staging/a'],
  ['stream: FOUND', 'stream'],
  ['stream: ', 'stream'],
  ['', 'stream'],
  ['PONG', 'stream'],
  ['stream: OK\nstream: OK', 'stream'],
])('%j is no reply about %s', (rest, subject) => {
  expect(judged(rest, subject)).toBe('malformed');
});

test('an error is an error, whatever else it says', () => {
  for (const rest of [
    'stream: OK ERROR',
    'INSTREAM size limit exceeded. ERROR',
    "stream: Can't allocate memory ERROR",
    ' ERROR',
  ]) {
    expect(judged(rest)).toMatchObject({
      verdict: 'unscannable',
      reason: 'engine-error',
      detail: { cause: 'engine' },
    });
  }
});

test('only the one exact text is clean', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc
      .array(
        fc.constantFrom('stream', ': ', 'OK', ' FOUND', ' ERROR', 'Heuristics.', '/a', '\n', ' ', '(null)'),
        { maxLength: 8 },
      )
      .map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(hostile, hostile, (rest, subject) => {
      const verdict = judged(rest, subject);
      const clean = verdict !== 'malformed' && verdict.verdict === 'clean';
      expect(clean).toBe(rest === `${subject}: OK`);
    }),
    { numRuns: 5000 },
  );
});

test('what the engine said is made harmless before it is recorded', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
      const judgement = judged(`${text} ERROR`);
      const said =
        judgement === 'malformed' || judgement.verdict === 'clean' ? null : judgement.detail['said'];
      expect(said).toMatch(/^[\x20-\x7e]{0,120}$/);
    }),
  );
});
