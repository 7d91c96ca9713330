import { describe, expect, test } from 'vitest';
import { gateError } from '../../shared/errors.ts';
import { aboutSession } from '../../renderer/kiosk/about.ts';
import { change, NOBODY, type LocalEvent } from '../../renderer/kiosk/local.ts';
import { tellsPersonAlone } from '../../renderer/kiosk/reception.ts';
import { SESSION } from '../browser/snapshots.ts';

const WHO = { person: 'tanaka', name: '田中 花子', role: 'staff', duty: null } as const;
const after = (...events: readonly LocalEvent[]) => events.reduce(change, NOBODY);

describe('what a window knows', () => {
  test('a name that was chosen is not an identification', () => {
    const known = after({ type: 'chosen', choice: { id: 'tanaka', name: '田中 花子' } });
    expect(known).toMatchObject({ candidate: { identifier: 'tanaka' }, who: null });
  });

  test('an identification ends the choosing and the last fault', () => {
    const known = after(
      { type: 'typed', identifier: '0012345678' },
      { type: 'failed', error: gateError('login-failed') },
      { type: 'identified', who: WHO },
    );
    expect(known).toMatchObject({ who: WHO, candidate: null, fault: null });
  });

  test('a secret is kept only while another one has to be chosen', () => {
    const outgoing = { current: '111111', code: undefined };
    expect(after({ type: 'identified', who: WHO, outgoing }).outgoing).toBeNull();
    const owing = { type: 'identified', who: { ...WHO, duty: 'change-secret' }, outgoing } as const;
    expect(after(owing).outgoing).toEqual(outgoing);
    for (const end of ['renewed', 'left', 'anew'] as const)
      expect(after(owing, { type: end }).outgoing).toBeNull();
    expect(after(owing, { type: 'renewed' }).who).toEqual(WHO);
  });

  test('going back to the first question is going away', () => {
    const known = after({ type: 'identified', who: WHO }, { type: 'back-to', step: 'who' });
    expect(known).toEqual(NOBODY);
  });

  test('an answer ends the going back', () => {
    const known = after(
      { type: 'identified', who: WHO },
      { type: 'back-to', step: 'origin' },
      { type: 'answered' },
    );
    expect(known).toMatchObject({ who: WHO, revisited: null });
  });

  test('nothing is left for the next person', () => {
    expect(
      after({ type: 'identified', who: WHO }, { type: 'aside', aside: 'exit' }, { type: 'anew' }),
    ).toEqual(NOBODY);
  });
});

test('a person who is all that is missing is told alone, but only after what is on the medium', () => {
  const about = aboutSession({ ...SESSION, missing: ['staff'], presetChosen: true });
  expect(tellsPersonAlone({ about, who: WHO })).toBe(true);
  expect(tellsPersonAlone({ about, who: null })).toBe(false);
  expect(tellsPersonAlone({ about, who: { ...WHO, duty: 'change-secret' } })).toBe(false);
  expect(tellsPersonAlone({ about: { ...about, presetChosen: false }, who: WHO })).toBe(false);
  expect(tellsPersonAlone({ about: { ...about, missing: ['staff', 'origin'] }, who: WHO })).toBe(false);
});
