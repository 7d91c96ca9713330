import { describe, expect, it } from 'vitest';

import { ACTIONS, mayDo, type Action, type Standing } from '../../shared/model/rights.ts';

const allowed = (standing: Standing): readonly Action[] =>
  ACTIONS.filter((action) => mayDo(standing, action));

/** What changes something that is not the person's own. */
const READING =
  /^(?:status|session|person|exception|settings|medium|audit|backup|anchor)\.(?:read|list|verify|export|compare)$/;

describe('the table of rights', () => {
  it('lets an auditor read and nothing else', () => {
    const writing = allowed('auditor').filter((action) => !READING.test(action));
    expect(writing).toEqual(['own.secret', 'own.totp']);
  });

  it('gives staff what the counter needs', () => {
    expect(allowed('staff')).toEqual([
      'status.read',
      'session.start',
      'session.facts',
      'own.secret',
      'own.totp',
      'exception.read',
      'exception.second',
      'medium.read',
      'medium.lend',
      'medium.lose',
      'medium.count',
      'audit.verify',
    ]);
  });

  it('keeps from the console whatever must name a person', () => {
    const named: readonly Action[] = [
      'exception.grant',
      'exception.second',
      'exception.revoke',
      'review.sign',
      'person.add',
      'person.change',
      'person.disable',
      'settings.change',
      'definitions.extend',
      'guest.admit',
    ];
    expect(named.filter((action) => mayDo('console', action))).toEqual([]);
  });

  it('lets only a founder found', () => {
    const standings: readonly Standing[] = ['staff', 'administrator', 'auditor', 'console', 'founder'];
    expect(standings.filter((standing) => mayDo(standing, 'person.found'))).toEqual(['founder']);
  });

  it('gives every action to somebody', () => {
    const standings: readonly Standing[] = ['staff', 'administrator', 'auditor', 'console', 'founder'];
    expect(ACTIONS.filter((action) => !standings.some((standing) => mayDo(standing, action)))).toEqual([]);
  });
});
