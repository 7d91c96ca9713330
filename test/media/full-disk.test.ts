import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeClinic, type Clinic } from '../integration/headless.ts';
import { hasCommand, needs } from '../missing-component.ts';
import { mountSmallDisk, needsMounts, type SmallDisk } from './small-disk.ts';

let clinic: Clinic;
let disk: SmallDisk | null;

beforeEach((context) => {
  needsMounts(context);
  needs(context, 'clamd', hasCommand('clamd'));
  disk = null;
  clinic = makeClinic();
  for (let i = 0; i < 40; i++) clinic.put(`results/${i}.csv`, 'a,b,c\n'.repeat(10_000));
});
afterEach(() => {
  disk?.unmount();
  clinic.remove();
});
const verified = async () => (await clinic.run('audit', 'verify', '--data', clinic.data)).code;

describe('a full disk', () => {
  it('under the inbox ends the session with nothing half visible, and the record says so', async () => {
    disk = mountSmallDisk(clinic.inbox, 1024);
    const ran = await clinic.gate();
    expect(ran.code).toBe(4);
    expect(ran.finished).toMatchObject({ outcome: 'aborted', error: { code: 'destination-full' } });
    expect(readdirSync(clinic.inbox)).toEqual([]);
    expect(ran.files.filter((file) => file.destination !== null)).toEqual([]);
    expect(await verified()).toBe(0);
  });

  it('under staging refuses the medium before anything is read, with the numbers', async () => {
    clinic.put('large.csv', 'a,b,c\n'.repeat(5_000_000));
    disk = mountSmallDisk(clinic.data, 16_384);
    const ran = await clinic.gate();
    expect(ran.code).not.toBe(0);
    expect(ran.finished).toMatchObject({ outcome: 'refused', bytesRead: 0 });
    expect(Object.values(ran.finished!.error!.params)).toContain(32_400_000);
    expect(readdirSync(clinic.inbox)).toEqual([]);
    expect(await verified()).toBe(0);
  });
});
