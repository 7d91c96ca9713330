/** What is told about media while they come and go; hosts turn these into lines, screens and sounds. */

import type { GateError } from '../errors.ts';
import type { DeviceKind, Tie } from './media.ts';

/** A device as records and screens know it. `interfaces`: codes such as `08/06/50`. */
export type DeviceFacts = {
  readonly id: string;
  readonly vendorId: string;
  readonly productId: string;
  readonly vendor: string | null;
  readonly product: string | null;
  readonly serial: string | null;
  readonly speed: string | null;
  readonly port: string | null;
  readonly kind: DeviceKind;
  readonly interfaces: readonly string[] | null;
};

/** A volume as records and screens know it. `name`: its label, or the folder it is mounted on. `bytes`: its size. */
export type VolumeFacts = {
  readonly id: string;
  readonly name: string;
  readonly mountPoint: string | null;
  readonly node: string | null;
  readonly partition: number | null;
  readonly fileSystem: string | null;
  readonly label: string | null;
  readonly uuid: string | null;
  readonly bytes: number | null;
  readonly readOnly: boolean;
  readonly tie: Tie;
};

export type DeviceRefusal =
  /** Storage that is also a keyboard, a network card or anything else. */
  | 'more-than-storage'
  /** A stick that arrived together with its own hub and something that types. */
  | 'input-behind-hub'
  | 'phone'
  /** USB would not say what it is. */
  | 'unidentified'
  | 'medium-lost'
  | 'medium-retired'
  | 'guest'
  | 'guest-not-asked';

/**
 * `insertion` ties together what belongs to one plugging-in. `when` of `removed`: before, during or after its
 * session, or after it was let go properly.
 */
export type MediaEvent =
  | { readonly event: 'device'; readonly insertion: string; readonly device: DeviceFacts }
  | {
      readonly event: 'suspect';
      readonly insertion: string;
      readonly reason: Extract<DeviceRefusal, 'more-than-storage' | 'input-behind-hub'>;
      readonly device: DeviceFacts;
    }
  | {
      readonly event: 'refused';
      readonly insertion: string;
      readonly reason: Exclude<DeviceRefusal, 'more-than-storage' | 'input-behind-hub'>;
      readonly device: DeviceFacts | null;
      readonly volume: VolumeFacts | null;
      /** The registered medium's name, where it is one. */
      readonly medium: string | null;
    }
  | { readonly event: 'volume'; readonly insertion: string; readonly volume: VolumeFacts }
  | {
      readonly event: 'locked';
      readonly insertion: string;
      readonly volume: VolumeFacts;
      readonly lock: string;
    }
  | {
      readonly event: 'unreadable';
      readonly insertion: string;
      readonly volume: VolumeFacts;
      readonly why: 'unformatted' | 'unreachable' | 'mount-failed' | 'mark-unreadable';
    }
  /** A guest: wait for the administrator's answer. */
  | { readonly event: 'ask'; readonly insertion: string; readonly volume: VolumeFacts }
  /** Everything that waits for its turn, in order. */
  | {
      readonly event: 'queue';
      readonly waiting: readonly { readonly insertion: string; readonly name: string }[];
    }
  | {
      readonly event: 'removed';
      readonly insertion: string;
      readonly device: DeviceFacts | null;
      readonly volumes: readonly string[];
      readonly when: 'before' | 'during' | 'after' | 'ejected';
    }
  /** It may be pulled out now. */
  | {
      readonly event: 'removable';
      readonly insertion: string;
      readonly how: 'powered-off' | 'ejected' | 'unmounted' | 'nothing-to-eject';
    }
  /** Done, but the system will not let go of it yet. */
  | { readonly event: 'stuck'; readonly insertion: string; readonly error: GateError }
  /** The gate's own trouble with seeing media. */
  | { readonly event: 'trouble'; readonly error: GateError };
