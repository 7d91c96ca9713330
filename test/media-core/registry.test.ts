/** The clinic's own media, folded from ledger entries. */

import { describe, expect, it } from 'vitest';
import {
  applyToRegistry,
  changeMedium,
  emptyRegistry,
  registerMedium,
} from '../../electron/core/media/registry.ts';
import type { MediumKey, Registry } from '../../electron/core/media/registry.ts';
import type { LedgerDraft } from '../../electron/core/ports.ts';
import type { Result } from '../../shared/result.ts';

const serial: MediumKey = { type: 'serial', vendorId: '0781', productId: '5581', serial: '4C530001' };
const at = '2026-11-22T00:00:00.000Z';

function apply(registry: Registry, draft: Result<LedgerDraft>): Registry {
  if (!draft.ok) throw new Error(draft.error.code);
  // As the ledger gives it back: JSON, nothing else.
  const body: unknown = JSON.parse(JSON.stringify(draft.value.body));
  return applyToRegistry(registry, { at, kind: draft.value.kind, body });
}
const register = (registry: Registry, id: string, key: MediumKey): Result<LedgerDraft> =>
  registerMedium(registry, { id, name: `USB-${id}`, key, staff: '院長' });

describe('the registry of media', () => {
  it('follows a medium from registered to lost, found and retired', () => {
    let registry = apply(emptyRegistry, register(emptyRegistry, '1', serial));
    expect(registry).toEqual([{ id: '1', name: 'USB-1', key: serial, state: 'in-use', since: at }]);
    const facts = { staff: '院長', why: null };
    for (const [change, state] of [
      ['lost', 'lost'],
      ['found', 'in-use'],
      ['retired', 'retired'],
    ] as const) {
      registry = apply(registry, changeMedium(registry, '1', change, facts));
      expect(registry[0]?.state).toBe(state);
    }
  });

  it('takes no key twice, not even a lost one’s', () => {
    let registry = apply(emptyRegistry, register(emptyRegistry, '1', serial));
    registry = apply(registry, changeMedium(registry, '1', 'lost', { staff: null, why: null }));
    expect(register(registry, '2', serial)).toMatchObject({ ok: false, error: { params: { medium: '1' } } });
    expect(register(registry, '1', { type: 'mark', sha256: 'b'.repeat(64) }).ok).toBe(false);
    expect(register(registry, '2', { ...serial, serial: 'OTHER' }).ok).toBe(true);
  });

  it('says when a medium is unknown', () => {
    expect(changeMedium(emptyRegistry, '9', 'lost', { staff: null, why: null })).toMatchObject({
      ok: false,
      error: { code: 'not-found' },
    });
  });

  it('passes over other entries, and never over one of its own that it cannot read', () => {
    expect(applyToRegistry(emptyRegistry, { at, kind: 'session.opened', body: {} })).toBe(emptyRegistry);
    expect(() => applyToRegistry(emptyRegistry, { at, kind: 'medium.lost', body: {} })).toThrow();
  });
});
