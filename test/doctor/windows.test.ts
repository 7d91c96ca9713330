import { describe, expect, test } from 'vitest';

import { examinePosture } from '../../electron/core/doctor/posture.ts';
import { SCRIPT } from '../../electron/core/doctor/windows/ask.ts';
import type { FindingId } from '../../shared/model/finding.ts';
import { only, short, toldMachine, type Told } from './told-machine.ts';
import { OFFICE_PC, officePc, strangePc, type Answer } from './windows-answers.ts';

const NOW = Date.parse('2026-11-22T03:00:00Z');
const posture = (told: Told) => examinePosture(toldMachine(told), NOW);

describe('a Windows machine', () => {
  test('in good order', async () => {
    expect(short(await posture(officePc()))).toEqual([
      'clock-sync: set-up notice',
      'routing: off ok',
      'default-routes: one ok',
      'vpn: none ok',
      'autorun: off ok',
      'antivirus: on ok',
      'system-support: supported ok',
      'privileges: ordinary ok',
    ]);
  });

  const state = (change: Partial<Answer>, id: FindingId) =>
    posture(officePc(change)).then((findings) => only(findings, id).facts.state);

  test.each<[string, Partial<Answer>, FindingId, string]>([
    ['routes by registry', { router: 1 }, 'routing', 'on'],
    ['routes between cards', { forwarding: { list: ['Wi-Fi'] } }, 'routing', 'on'],
    ['shares its connection', { sharing: 'Running' }, 'routing', 'shared'],
    ['does not tell of sharing', { sharing: null }, 'routing', 'unknown'],
    ['does not tell of cards, but routes', { router: 1, forwarding: null }, 'routing', 'on'],
    [
      'stands in two networks',
      { defaults: { list: ['イーサネット', 'Wi-Fi'] } },
      'default-routes',
      'several',
    ],
    ['stands in none', { defaults: { list: [] } }, 'default-routes', 'none'],
    ['has a tunnel', { tunnels: { list: ['VPN'] } }, 'vpn', 'up'],
    ['has a tunnel and does not tell of the rest', { tunnels: { list: ['VPN'] }, vpn: null }, 'vpn', 'up'],
    ['tells half of what makes a VPN', { vpn: null }, 'vpn', 'unknown'],
    ['has no autorun policy', { autorun: { machine: null, user: null } }, 'autorun', 'on'],
    ['turns it off for discs only', { autorun: { machine: 0x20, user: null } }, 'autorun', 'on'],
    ['lets the machine outrank the user', { autorun: { machine: 0x91, user: 0xff } }, 'autorun', 'on'],
    ['leaves it to the user', { autorun: { machine: null, user: 0xff } }, 'autorun', 'off'],
    ['does not tell of autorun', { autorun: null }, 'autorun', 'unknown'],
    ['has old definitions', { defender: { on: true, live: true, days: 8 } }, 'antivirus', 'old'],
    ['has no live protection', { defender: { on: true, live: false, days: 1 } }, 'antivirus', 'off'],
    [
      'has another antivirus',
      {
        defender: { on: false, live: false, days: 900 },
        products: { list: ['Windows Defender', 'ウイルスバスター'] },
      },
      'antivirus',
      'found',
    ],
    ['tells of none at all', { defender: null, products: null }, 'antivirus', 'unknown'],
    ['runs as administrator', { administrator: true }, 'privileges', 'all'],
    ['does not set its clock', { time: 'NoSync' }, 'clock-sync', 'not-synchronised'],
    ['does not tell of its clock', { time: '' }, 'clock-sync', 'unknown'],
    [
      'is Windows 10',
      { system: { build: '19045', edition: 'Professional', name: 'Windows 10 Pro' } },
      'system-support',
      'ended',
    ],
    ['does not tell its name', { system: null }, 'system-support', 'unknown'],
  ])('that %s', async (_, change, id, expected) => {
    expect(await state(change, id)).toBe(expected);
  });

  test.each<[string, string | null]>([
    ['does not answer', null],
    ['answers nothing', ''],
    ['answers half', '{"router":0}'],
    ['answers more than it was asked', JSON.stringify({ ...OFFICE_PC, surprise: true })],
    ['answers in words', 'Get-MpComputerStatus : 用語 … は認識されません。'],
  ])('whose PowerShell %s is nowhere in good order', async (_, stdout) => {
    const findings = await posture(strangePc(stdout));
    expect(new Set(findings.map(({ level }) => level))).toEqual(new Set(['notice']));
  });

  test('is asked with single quotes only, since double ones would end the argument', () => {
    expect(SCRIPT).not.toContain('"');
  });
});
