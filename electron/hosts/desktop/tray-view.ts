/** What the tray shows of a snapshot: an icon whose shape tells the state, a tooltip and a menu in words. Pure. */

import { resultsIn, type Snapshot } from '../../../shared/contract/snapshot.ts';
import { filesInfected, type DesktopWords } from './words.ts';

/** Each has an icon of its own shape in icons/. `broken`: the core died and is being started again. */
export const TRAY_STATES = [
  'starting',
  'open',
  'checking',
  'found',
  'attention',
  'closed',
  'broken',
] as const;
export type TrayState = (typeof TRAY_STATES)[number];

export type TrayAction = 'kiosk' | 'records' | 'quit';
/** `action` null: only to be read. */
export type TrayLine = { readonly label: string; readonly action: TrayAction | null };
export type TrayView = {
  readonly state: TrayState;
  readonly tooltip: string;
  /** Groups, with a line between them. */
  readonly menu: readonly (readonly TrayLine[])[];
};

/** The worst first: what somebody has to read, what is going on now, then what keeps the gate from opening, then what wants a look. */
export function trayState(snapshot: Snapshot | null, alive: boolean): TrayState {
  if (!alive) return 'broken';
  if (snapshot === null) return 'starting';
  const { gate, session, definitions, spaces, trouble, ledger } = snapshot;
  if (filesInfected(resultsIn(snapshot)) > 0) return 'found';
  if (session !== null) return 'checking';
  if (gate.state !== 'open') return gate.state === 'opening' ? 'starting' : 'closed';
  const odd =
    definitions.state === 'aging' ||
    trouble !== null ||
    !ledger.ok ||
    spaces.some(({ level }) => level === 'low' || level === 'full');
  return odd ? 'attention' : 'open';
}

export function trayView(snapshot: Snapshot | null, alive: boolean, words: DesktopWords): TrayView {
  const state = trayState(snapshot, alive);
  const said = [words.product, words.states[state]];
  if (state === 'closed' && snapshot?.gate.state === 'closed') {
    const { code, params } = snapshot.gate.error;
    said.push(words.core.errors[code](params).next);
  }
  if (snapshot?.practice === true) said.push(words.practice);
  const menu: TrayLine[][] = [
    [
      { label: words.menu.kiosk, action: 'kiosk' },
      { label: words.menu.records, action: 'records' },
    ],
    [{ label: words.states[state], action: null }],
    [{ label: words.menu.quit, action: 'quit' }],
  ];
  if (snapshot !== null) menu[1]?.push({ label: words.menu.definitions(snapshot.definitions), action: null });
  if (snapshot?.practice === true) menu[1]?.unshift({ label: words.practice, action: null });
  return { state, tooltip: said.join('\n'), menu };
}
