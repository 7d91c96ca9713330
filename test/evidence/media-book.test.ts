import { describe, expect, it } from 'vitest';

import { createMediaDesk, type MediaDesk } from '../../electron/core/evidence/media-book.ts';
import { applyToRegistry, emptyRegistry } from '../../electron/core/media/registry.ts';
import type { Actor } from '../../shared/model/people.ts';
import { value } from '../audit/data-folder.ts';
import { clockOf, code, found, join, openClinic, type Clinic } from '../people/clinic.ts';

const deskOf = (clinic: Clinic): MediaDesk =>
  createMediaDesk({
    ledger: clinic.ledger,
    authorise: clinic.people.authorise,
    reader: clinic.reader,
    clock: clockOf(clinic.hand),
  });
type Office = { clinic: Clinic; admin: Actor; sato: Actor; desk: MediaDesk };
async function office(...media: string[]): Promise<Office> {
  const clinic = openClinic();
  const { admin } = await found(clinic);
  const sato = await join(clinic, admin, 'sato', 'staff');
  const desk = deskOf(clinic);
  for (const id of media) value(desk.register(admin, medium(id)));
  return { clinic, admin, sato, desk };
}
const details = {
  type: 'usb',
  product: 'Stick 32',
  bytes: 32_000_000_000,
  encrypted: true,
  owner: 'clinic',
  storage: '受付 鍵付き引出し',
} as const;
const medium = (id: string) => ({
  id,
  name: `No. ${id}`,
  key: { type: 'serial', vendorId: '0951', productId: '1666', serial: `S-${id}` } as const,
  details,
});
const loan = (id: string) => ({ medium: id, to: '田中', purpose: '健診データの受取り', due: '2026-11-25' });
const states = ({ desk, admin }: Office) =>
  value(desk.list(admin)).map(({ id, state, loan: lent }) => [id, state, lent?.to ?? null]);

describe('the media ledger', () => {
  it('knows of each medium what sheet A asks for, also after a restart', async () => {
    const here = await office('001');
    const listed = value(here.desk.list(here.admin));
    expect(listed).toMatchObject([
      {
        id: '001',
        name: 'No. 001',
        state: 'in-use',
        registeredBy: 'admin',
        details,
        loan: null,
        overdue: false,
      },
    ]);
    expect(value(deskOf(here.clinic).list(here.admin))).toEqual(listed);
  });

  it('refuses a second medium under one number or one serial', async () => {
    const { desk, admin } = await office('001');
    expect(code(desk.register(admin, { ...medium('001'), key: medium('002').key }))).toBe('usage');
    expect(code(desk.register(admin, { ...medium('002'), key: medium('001').key }))).toBe('usage');
  });

  it('tells a changed description with before and after', async () => {
    const { clinic, desk, admin } = await office('001');
    value(desk.describe(admin, { medium: '001', details: { ...details, storage: '院長室' } }));
    expect(clinic.entries('medium.described')[0]!.body).toMatchObject({
      before: { storage: '受付 鍵付き引出し' },
      after: { storage: '院長室' },
    });
  });

  it('speaks the language of the registry that decides what comes in', async () => {
    const here = await office('001', '002', '003');
    const { desk, sato, admin, clinic } = here;
    value(desk.lose(sato, { medium: '001', why: 'not in the drawer' }));
    value(desk.retire(admin, { medium: '002', how: 'shredded', why: 'worn out', witness: 'sato' }));
    const registry = clinic
      .entries('medium.registered', 'medium.lost', 'medium.found', 'medium.retired')
      .reduce(applyToRegistry, emptyRegistry);
    expect(registry.map(({ id, state }) => [id, state])).toEqual([
      ['001', 'lost'],
      ['002', 'retired'],
      ['003', 'in-use'],
    ]);
  });
});

describe('lending', () => {
  it('names to whom, for what and until when, and the return what was done', async () => {
    const here = await office('001');
    value(here.desk.lend(here.sato, loan('001')));
    expect(states(here)).toEqual([['001', 'in-use', '田中']]);
    value(here.desk.giveBack(here.sato, { medium: '001', checked: true, erased: true }));
    expect(states(here)).toEqual([['001', 'in-use', null]]);
    expect(here.clinic.entries('medium.returned')[0]!.body).toMatchObject({ checked: true, erased: true });
  });

  it('is overdue from the day after, in Japan', async () => {
    const here = await office('001');
    value(here.desk.lend(here.sato, loan('001')));
    const overdue = (japan: string): boolean => {
      here.clinic.hand.now = Date.parse(`${japan}+09:00`);
      return value(here.desk.list(here.clinic.people.console('root')))[0]!.overdue;
    };
    expect([overdue('2026-11-25T23:59:59'), overdue('2026-11-26T00:00:00')]).toEqual([false, true]);
  });

  it.each<[string, (office: Office) => string]>([
    ['lend what is lent', ({ desk, sato }) => code(desk.lend(sato, loan('001')))],
    [
      'lend what is lost',
      ({ desk, sato }) => {
        value(desk.lose(sato, { medium: '001', why: 'gone' }));
        return code(desk.lend(sato, loan('001')));
      },
    ],
    [
      'give back what is not lent',
      ({ desk, sato }) => {
        value(desk.giveBack(sato, { medium: '001', checked: true, erased: false }));
        return code(desk.giveBack(sato, { medium: '001', checked: true, erased: false }));
      },
    ],
    [
      'retire what is retired',
      ({ desk, admin }) => {
        const retire = { medium: '001', how: 'erased', why: 'worn out' } as const;
        value(desk.retire(admin, retire));
        return code(desk.retire(admin, retire));
      },
    ],
    ['find what is not lost', ({ desk, admin }) => code(desk.find(admin, { medium: '001', why: 'here' }))],
  ])('nobody can %s', async (_, attempt) => {
    const here = await office('001');
    value(here.desk.lend(here.sato, loan('001')));
    expect(attempt(here)).toBe('medium-state');
  });

  it('of a medium that nobody registered is not found', async () => {
    const { desk, sato } = await office();
    expect(code(desk.lend(sato, loan('999')))).toBe('not-found');
  });
});

describe('a stock-take', () => {
  it('finds what should be there and is not; what is lent, lost or retired is not missed', async () => {
    const here = await office('001', '002', '003', '004', '005');
    const { desk, sato, admin } = here;
    value(desk.lend(sato, loan('003')));
    value(desk.lose(sato, { medium: '004', why: 'gone' }));
    value(desk.retire(admin, { medium: '005', how: 'shredded', why: 'worn out' }));
    expect(value(desk.takeStock(sato, { present: ['001', '001'] }))).toEqual({ absent: ['002'] });
    const counted = value(desk.list(admin)).map(({ id, counted: at }) => [id, at !== null]);
    expect(counted.filter(([, at]) => at)).toEqual([['001', true]]);
    expect(here.clinic.entries('stock.taken')[0]!.body).toMatchObject({ present: ['001'], absent: ['002'] });
  });

  it('does not count what nobody registered', async () => {
    const { desk, sato } = await office('001');
    expect(code(desk.takeStock(sato, { present: ['999'] }))).toBe('not-found');
  });
});

it('rights: staff lend and report a loss, only administrators register, find and retire', async () => {
  const { desk, sato } = await office('001');
  expect(code(desk.register(sato, medium('002')))).toBe('not-allowed');
  expect(code(desk.retire(sato, { medium: '001', how: 'erased', why: 'x' }))).toBe('not-allowed');
  value(desk.lose(sato, { medium: '001', why: 'gone' }));
  expect(code(desk.find(sato, { medium: '001', why: 'here' }))).toBe('not-allowed');
});
