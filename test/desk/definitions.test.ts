/** Newer definitions through the desk: chosen by the person, checked, taken into use by the gate that runs. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from 'vitest';
import { requireForAll, SIGNED_DEFINITIONS } from '../scan/requirements.ts';
import { deskAtWork, founded, joined } from './desk-at-work.ts';

requireForAll('clamav', 'signed definitions');

describe('importing definitions', () => {
  it('opens a gate that had none, and says what it then runs with', async () => {
    const work = deskAtWork({ definitionsDir: null });
    const { gate } = await work.until((snapshot) => snapshot.gate.state === 'closed');
    expect(gate).toMatchObject({ error: { code: 'definitions-none' } });
    const admin = await founded(work);
    expect(await admin.get('definitions.import', {})).toBeNull();
    work.person.folder = path.join(SIGNED_DEFINITIONS, 'test-6.cvd');
    const imported = await admin.get('definitions.import', {});
    expect(imported).toMatchObject({ changed: true, files: [{ name: 'test.cvd', from: null }] });
    const now = await work.until((snapshot) => snapshot.gate.state === 'open');
    expect(now.definitions.builtAt).toBe(imported!.builtAt);
    expect(now.definitions.days).toBeGreaterThan(1000);
    expect(await admin.get('definitions.import', {})).toMatchObject({ changed: false });
  });

  it('changes nothing for a forged file, and stays as it was', async () => {
    const work = deskAtWork({ definitionsDir: null });
    await work.until((snapshot) => snapshot.gate.state === 'closed');
    const admin = await founded(work);
    const forged = path.join(work.base, 'test-6.cvd');
    const bytes = fs.readFileSync(path.join(SIGNED_DEFINITIONS, 'test-6.cvd'));
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    fs.writeFileSync(forged, bytes);
    work.person.folder = forged;
    expect(await admin.code('definitions.import', {})).toBe('definitions-forged');
    expect((await work.snapshot()).gate.state).toBe('closed');
  });

  it('is not for an auditor', async () => {
    const work = deskAtWork();
    const admin = await founded(work);
    const auditor = await joined(work, admin, 'kansa', 'auditor');
    const window = work.seat('admin');
    await window.get('login', auditor);
    expect(await window.code('definitions.import', {})).toBe('not-allowed');
    expect(await window.code('definitions.update', {})).toBe('not-allowed');
  });
});
