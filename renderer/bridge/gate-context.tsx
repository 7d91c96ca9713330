/** Hands the connection down to the components: what the gate's state is, and how to ask something of it. */

import { createContext, useContext, useSyncExternalStore, type ReactNode } from 'react';
import type { Client } from '../../shared/contract.ts';
import type { Snapshot } from '../../shared/contract/snapshot.ts';
import type { GateState, GateStore } from './gate-store.ts';
import type { Host } from './host.ts';

type Gate = { readonly host: Host; readonly store: GateStore };
const GateContext = createContext<Gate | null>(null);

export function GateProvider({ host, store, children }: Gate & { readonly children: ReactNode }) {
  return <GateContext value={{ host, store }}>{children}</GateContext>;
}

function useGateContext(): Gate {
  const gate = useContext(GateContext);
  if (gate === null) throw new Error('outside of GateProvider');
  return gate;
}

export function useGateState(): GateState & { readonly ask: () => void } {
  const { store } = useGateContext();
  return { ...useSyncExternalStore(store.subscribe, store.read), ask: store.ask };
}

const SnapshotContext = createContext<Snapshot | null>(null);
export const SnapshotProvider = SnapshotContext;

/** The newest snapshot; only below `Connected`, which shows its own screen while there is none. */
export function useSnapshot(): Snapshot {
  const snapshot = useContext(SnapshotContext);
  if (snapshot === null) throw new Error('outside of Connected');
  return snapshot;
}

export const useClient = (): Client => useGateContext().host.client;
export const useHost = (): Host => useGateContext().host;
