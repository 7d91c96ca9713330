/** What `doctor` found out, one thing each: facts as plain data; words and next steps are chosen where they are shown. */

import type { GateError } from '../errors.ts';
import type { DefinitionsState } from './session.ts';

/**
 * `ok`: as it should be. `notice`: worth knowing, or could not be told. `warning`: works, but somebody should act.
 * `fault`: the gate would refuse to open, or to release, until it is mended.
 */
export const FINDING_LEVELS = ['ok', 'notice', 'warning', 'fault'] as const;
export type FindingLevel = (typeof FINDING_LEVELS)[number];

/** Names of network interfaces, as the system calls them. */
type Interfaces = readonly string[];

/** Times are ISO 8601 UTC, dates `YYYY-MM-DD`, sizes bytes, ages whole days; null where it cannot be told. */
export type FindingFacts = {
  /**
   * `updater`: freshclam is there. `package`: what brings the missing program on Debian. `remote`: the policy names a
   * scan server (`server`, host and port) instead, and it answers; `refused`: it cannot be used.
   */
  readonly engine: {
    readonly state: 'present' | 'missing' | 'remote' | 'refused';
    readonly version: string | null;
    readonly program: string | null;
    readonly package: string | null;
    readonly updater: boolean;
    readonly server: string | null;
    readonly error: GateError | null;
  };
  /** `unfixed`: no more fixes; `ended`: no more definitions either. */
  readonly 'engine-support': {
    readonly state: 'supported' | 'ending' | 'unfixed' | 'ended' | 'unknown';
    readonly engine: string | null;
    readonly fixesUntil: string | null;
    readonly definitionsUntil: string | null;
  };
  /** AppArmor's profiles that narrow down which folders the engine may use. */
  readonly 'engine-confined': { readonly state: 'confined'; readonly profiles: readonly string[] };
  /** `extended`: an administrator allowed them for longer. `system`: still the operating system's, taken over at first start. `unknown`: the scan server did not tell. */
  readonly definitions: {
    readonly state: 'fresh' | 'aging' | 'extended' | 'practice' | 'system' | 'refused' | 'unknown';
    readonly age: DefinitionsState | null;
    readonly builtAt: string | null;
    readonly days: number | null;
    readonly files: number | null;
    readonly error: GateError | null;
  };
  /** `blind`: practice definitions that do not know EICAR. `reason`: why it was left out. */
  readonly 'self-test': {
    readonly state: 'passed' | 'blind' | 'failed' | 'left-out';
    readonly canaries: number | null;
    readonly memory: number | null;
    readonly reason: 'gate-running' | 'engine' | 'definitions' | 'data-folder' | 'stopped' | null;
    readonly error: GateError | null;
  };
  /** `open`: others may enter; `foreign`: another account owns it. `mode`: octal, for instance `0755`. */
  readonly 'data-folder': {
    readonly state: 'private' | 'absent' | 'open' | 'foreign' | 'unusable' | 'unknown';
    readonly path: string;
    readonly mode: string | null;
    readonly error: GateError | null;
  };
  /** `path`: the first one that is not as it should be. */
  readonly 'signing-key': {
    readonly state: 'private' | 'absent' | 'open' | 'foreign' | 'unknown';
    readonly path: string | null;
    readonly mode: string | null;
  };
  /** A quick look at its newest entry and head; only `audit verify` proves the whole. `older`: migrated at the next start. */
  readonly ledger: {
    readonly state: 'fits' | 'absent' | 'older' | 'unfit';
    readonly entries: number | null;
    readonly newestAt: string | null;
    readonly error: GateError | null;
  };
  /** The disk of the data folder, where staging is. */
  readonly 'disk-space': {
    readonly state: 'enough' | 'low' | 'full' | 'unknown';
    readonly free: number | null;
    readonly total: number | null;
  };
  /** `overlaps`: lies in the data folder, or that in it. */
  readonly destination: {
    readonly state: 'writable' | 'low' | 'overlaps' | 'unusable';
    readonly path: string;
    readonly free: number | null;
    readonly error: GateError | null;
  };
  /** `newestEntry`: the latest time that the record knows, also from before the clock was set back. */
  readonly clock: {
    readonly state: 'plausible' | 'before-ledger' | 'before-definitions' | 'unknown';
    readonly now: string;
    readonly newestEntry: string | null;
    readonly definitionsBuilt: string | null;
  };
  /** `days`: days with sessions that nobody has reviewed; `oldest` the first of them. */
  readonly review: {
    readonly state: 'signed' | 'due' | 'open' | 'unknown';
    readonly days: number | null;
    readonly oldest: string | null;
  };
  /** `days`: since the last one, null when there was none ever. */
  readonly drill: { readonly state: 'held' | 'due' | 'failed' | 'unknown'; readonly days: number | null };
  /** `days`: since the last one, null when there was none ever. */
  readonly backup: { readonly state: 'made' | 'due' | 'never' | 'unknown'; readonly days: number | null };
  /** Where the ledger's heads go besides: `none` is set up, or some do not get there. `names`: those that fail. */
  readonly anchors: {
    readonly state: 'none' | 'delivered' | 'waiting' | 'failing' | 'unknown';
    readonly names: readonly string[];
    readonly since: string | null;
  };
  /** `set-up`: it is to be synchronised, but whether that succeeds cannot be told. */
  readonly 'clock-sync': { readonly state: 'synchronised' | 'set-up' | 'not-synchronised' | 'unknown' };
  /** `bridged`: frames pass between its network cards, below routing. */
  readonly routing: {
    readonly state: 'off' | 'on' | 'shared' | 'bridged' | 'unknown';
    readonly interfaces: Interfaces;
  };
  readonly 'default-routes': {
    readonly state: 'none' | 'one' | 'several' | 'unknown';
    readonly interfaces: Interfaces;
  };
  readonly vpn: { readonly state: 'none' | 'up' | 'unknown'; readonly interfaces: Interfaces };
  /** `opens`: shows a medium's folder by itself. `on`: offers or starts its programs. */
  readonly autorun: {
    readonly state: 'off' | 'opens' | 'on' | 'unknown';
    readonly reason: 'as-root' | 'unknown-desktop' | 'unreadable' | null;
  };
  /** `found`: there, but whether it is on cannot be told. `old`: on, with definitions `days` old. */
  readonly antivirus: {
    readonly state: 'on' | 'old' | 'off' | 'found' | 'none' | 'unknown';
    readonly names: readonly string[];
    readonly days: number | null;
  };
  readonly 'system-support': {
    readonly state: 'supported' | 'ending' | 'ended' | 'unknown';
    readonly system: string | null;
    readonly until: string | null;
  };
  /** `all`: root, or a process with an administrator's rights. */
  readonly privileges: { readonly state: 'ordinary' | 'all' | 'unknown' };
  /** Where the contents of memory may be written. Left out where it cannot be told. */
  readonly swap: {
    readonly state: 'none' | 'memory' | 'encrypted' | 'plain';
    readonly device: string | null;
  };
};

export type FindingId = keyof FindingFacts;

/** One finding; `Finding<'vpn'>` for a particular thing. */
export type Finding<I extends FindingId = FindingId> = {
  readonly [K in I]: { readonly id: K; readonly level: FindingLevel; readonly facts: FindingFacts[K] };
}[I];

export type FindingState<I extends FindingId> = FindingFacts[I]['state'];
