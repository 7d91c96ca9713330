/** What PowerShell answers to doctor's script on a clinic's PC; after the documentation of its cmdlets. */

import type { Told } from './told-machine.ts';

export const OFFICE_PC = {
  router: 0,
  forwarding: { list: [] as string[] },
  sharing: 'Stopped',
  defaults: { list: ['イーサネット'] },
  tunnels: { list: [] as string[] },
  vpn: { list: [] as string[] },
  autorun: { machine: 255, user: null } as { machine: number | null; user: number | null },
  defender: { on: true, live: true, days: 1 },
  products: { list: ['Windows Defender'] },
  system: { build: '26200', edition: 'Professional', name: 'Windows 10 Pro' },
  administrator: false,
  time: 'NTP',
};

export type Answer = { readonly [K in keyof typeof OFFICE_PC]: (typeof OFFICE_PC)[K] | null };

const windows = (stdout: string | null): Told => ({
  platform: 'win32',
  userId: null,
  commands: { 'powershell.exe -NoLogo -NoProfile -NonInteractive -Command': stdout },
});

export const officePc = (change: Partial<Answer> = {}): Told =>
  windows(JSON.stringify({ ...OFFICE_PC, ...change }));
/** One whose PowerShell says this instead; null: it does not end. */
export const strangePc = windows;
