import { describe, expect, it } from 'vitest';

import { createFactsDesk, type FactsDesk } from '../../electron/core/evidence/session-facts.ts';
import { missingFacts, sessionFactsSchema } from '../../shared/model/facts.ts';
import type { Actor } from '../../shared/model/people.ts';
import { opened, sessionId, value } from '../audit/data-folder.ts';
import { code, found, join, openClinic, type Clinic } from '../people/clinic.ts';

const S = sessionId(1);
type Office = { clinic: Clinic; admin: Actor; sato: Actor; desk: FactsDesk };
async function office(): Promise<Office> {
  const clinic = openClinic();
  const { admin } = await found(clinic);
  const sato = await join(clinic, admin, 'sato', 'staff');
  value(clinic.ledger.append([opened(S, { staff: null, purpose: null })]));
  const { ledger, reader } = clinic;
  return {
    clinic,
    admin,
    sato,
    desk: createFactsDesk({ ledger, reader, authorise: clinic.people.authorise }),
  };
}

describe('the release waits', () => {
  const facts = (more: object) => sessionFactsSchema.parse(more);
  it.each([
    [{}, ['staff', 'origin', 'purpose']],
    [{ staff: 'sato' }, ['origin', 'purpose']],
    [{ staff: 'sato', origin: 'patient', purpose: '紹介' }, []],
  ])('for what policy asks and nobody has said: %j', (said, expected) => {
    expect(missingFacts(facts(said), ['purpose', 'origin', 'staff'])).toEqual(expected);
  });
  it('for nothing where policy asks nothing', () => {
    expect(missingFacts(facts({}), [])).toEqual([]);
  });
});

describe('what is said about a session', () => {
  it('adds up, and who says it answers for it', async () => {
    const { desk, sato, clinic } = await office();
    const required = ['staff', 'purpose'] as const;
    expect(value(desk.missing(S, required))).toEqual(['staff', 'purpose']);
    value(desk.tell(sato, { session: S, facts: { origin: 'patient', patientId: '00123' } }));
    expect(value(desk.missing(S, required))).toEqual(['purpose']);
    value(desk.tell(sato, { session: S, facts: { purpose: '紹介状の取込み' } }));
    value(desk.tell(sato, { session: S, facts: { disposition: 'returned' } }));
    expect(value(desk.of(S))).toEqual({
      staff: 'sato',
      origin: 'patient',
      sender: null,
      purpose: '紹介状の取込み',
      patientId: '00123',
      disposition: 'returned',
    });
    expect(clinic.entries('session.facts')).toHaveLength(3);
    expect(value(desk.missing(S, required))).toEqual([]);
  });

  it('takes what the session began with', async () => {
    const { desk, clinic } = await office();
    const other = sessionId(2);
    value(clinic.ledger.append([opened(other, { staff: 'mori', purpose: 'laboratory' })]));
    expect(value(desk.of(other))).toMatchObject({ staff: 'mori', purpose: 'laboratory' });
  });

  it('in somebody else’s name is an administrator’s to say', async () => {
    const { desk, sato, admin } = await office();
    expect(code(desk.tell(sato, { session: S, facts: { staff: 'admin' } }))).toBe('not-allowed');
    value(desk.tell(admin, { session: S, facts: { staff: 'sato' } }));
    expect(value(desk.of(S)).staff).toBe('sato');
  });

  it('is not said by an auditor, nor about a session that never was', async () => {
    const { desk, sato, admin, clinic } = await office();
    const auditor = await join(clinic, admin, 'ito', 'auditor');
    expect(code(desk.tell(auditor, { session: S, facts: { purpose: 'x' } }))).toBe('not-allowed');
    expect(code(desk.tell(sato, { session: sessionId(9), facts: { purpose: 'x' } }))).toBe('not-found');
    expect(code(desk.tell(sato, { session: S, facts: { purpose: '   ' } }))).toBe('usage');
  });
});
